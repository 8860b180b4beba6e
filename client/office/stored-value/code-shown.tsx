// The code of what was just issued, to print or pass on. Nobody can read it again: the hub keeps only a digest of it.
import { Button } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import type { StoredValueKind } from '#stored-value/contract.ts'
import { useNumerals } from '../../look/look.tsx'
import { Printed } from '../../ui/printed.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { useSay } from '../../words/index.ts'
import parts from '../parts/parts.module.css'
import { QrCode } from '../../ui/qr-code.tsx'
import css from './code-shown.module.css'

export type CodeShownProps = {
  kind: StoredValueKind
  code: string
  amountMinor: number
  currency: string
  onClose(): void
}

export function CodeShown({ kind, code, amountMinor, currency, onClose }: CodeShownProps) {
  const say = useSay()
  const numerals = useNumerals()
  const what = say(`storedValueOffice.kinds.${kind}`)
  const amount = numerals.money(amountMinor, currency)
  const label = say('storedValueOffice.codeIs', { kind: what })
  return (
    <div className={parts.form}>
      <p>{say('storedValueOffice.shown')}</p>
      <output className={parts.secret} aria-label={label}>
        {code}
      </output>
      <QrCode text={code} label={label} />
      <Printed>
        <div className={css.card}>
          <h1>{what}</h1>
          <p>
            <bdi>{amount}</bdi>
          </p>
          <QrCode text={code} label={label} />
          <p className={css.code}>{code}</p>
        </div>
      </Printed>
      <div className={parts.acts}>
        <CopyButton value={code} />
        <Button
          variant="default"
          leftSection={<IconPrinter size={20} aria-hidden />}
          onClick={() => window.print()}
        >
          {say('storedValueOffice.print')}
        </Button>
        <Button onClick={onClose}>{say('storedValueOffice.passedOn')}</Button>
      </div>
    </div>
  )
}
