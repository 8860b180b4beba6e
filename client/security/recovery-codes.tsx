// Ten codes for the day the phone is not at hand, shown this once: to be copied, printed or written down.
import { Button } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import forms from '../forms/forms.module.css'
import { CopyButton } from '../ui/copy-button.tsx'
import { Printed } from '../ui/printed.tsx'
import { useSay } from '../words/index.ts'
import css from './security.module.css'

export type RecoveryCodesProps = { name: string; codes: readonly string[]; onKept(): void }

export function RecoveryCodes({ name, codes, onKept }: RecoveryCodesProps) {
  const say = useSay()
  const rows = codes.map((code) => <li key={code}>{code}</li>)
  return (
    <div className={forms.form}>
      <p className={forms.text}>{say('secondStep.codesDetail')}</p>
      <ol className={css.codes} aria-label={say('secondStep.codes')}>
        {rows}
      </ol>
      <Printed>
        <div className={css.paper}>
          <h1>{say('secondStep.printHead', { name })}</h1>
          <ol className={css.codes}>{rows}</ol>
        </div>
      </Printed>
      <div className={forms.acts}>
        <CopyButton value={codes.join('\n')} />
        <Button
          variant="default"
          leftSection={<IconPrinter size={20} aria-hidden />}
          onClick={() => window.print()}
        >
          {say('secondStep.print')}
        </Button>
        <Button onClick={onKept}>{say('secondStep.kept')}</Button>
      </div>
    </div>
  )
}
