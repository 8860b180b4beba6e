// Barcodes one by one: typed or scanned, tidied, and taken away again.
import { ActionIcon, Button } from '@mantine/core'
import { IconBarcode, IconTrash } from '@tabler/icons-react'
import { type KeyboardEvent, useState } from 'react'
import { Code } from '../../ui/code.tsx'
import { TextField } from '../../ui/fields.tsx'
import { useSay } from '../../words/index.ts'
import css from './products.module.css'
import { withBarcode } from './variant-draft.ts'

export type BarcodesProps = {
  /** Whose they are; for those who do not see where they stand. */
  label?: string
  value: readonly string[]
  onChange(value: readonly string[]): void
}

export function Barcodes({ label, value, onChange }: BarcodesProps) {
  const say = useSay()
  const [typed, setTyped] = useState('')
  const [fault, setFault] = useState<'check-digit' | 'twice' | 'unreadable' | null>(null)
  const add = () => {
    if (typed.trim() === '') return
    const next = withBarcode(value, typed)
    if ('fault' in next) return setFault(next.fault)
    setTyped('')
    setFault(null)
    onChange(next.barcodes)
  }
  // Scanners end with Enter, which must add the code and not send the form around it.
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return
    event.preventDefault()
    add()
  }
  return (
    <div className={css.section}>
      <ul className={css.rows} aria-label={label ?? say('products.barcodes')}>
        {value.map((code) => (
          <li key={code} className={css.row}>
            <Code>{code}</Code>
            <ActionIcon
              variant="subtle"
              aria-label={say('products.removeBarcode', { code })}
              onClick={() => onChange(value.filter((each) => each !== code))}
            >
              <IconTrash size={20} stroke={1.8} />
            </ActionIcon>
          </li>
        ))}
      </ul>
      <div className={css.pair} onKeyDown={onKeyDown}>
        <TextField
          label={say('products.newBarcode')}
          code
          value={typed}
          onChange={setTyped}
          {...(fault ? { error: say(`products.barcodeFaults.${fault}`) } : {})}
        />
        <Button variant="default" leftSection={<IconBarcode size={20} aria-hidden />} onClick={add}>
          {say('products.addBarcode')}
        </Button>
      </div>
    </div>
  )
}
