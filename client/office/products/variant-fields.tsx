// The fields of a variant, and its barcodes one by one.
import { ActionIcon, Button } from '@mantine/core'
import { IconBarcode, IconTrash } from '@tabler/icons-react'
import { type KeyboardEvent, useState } from 'react'
import { units } from '#shared/units.ts'
import { useLook } from '../../look/look.tsx'
import { Code } from '../../ui/code.tsx'
import { SelectField, TextField } from '../../ui/fields.tsx'
import { useSay } from '../../words/index.ts'
import { NameFields } from '../parts/names.tsx'
import css from './products.module.css'
import { type VariantDraft, withBarcode } from './variant-draft.ts'

export type VariantFieldsProps = {
  value: VariantDraft
  onChange(value: VariantDraft): void
  /** A product with one form needs no second name. */
  named?: boolean
}

export function VariantFields({ value, onChange, named = false }: VariantFieldsProps) {
  const say = useSay()
  const { locale } = useLook()
  const set = (part: Partial<VariantDraft>) => onChange({ ...value, ...part })
  return (
    <>
      {named && (
        <NameFields
          label={say('products.variantName')}
          value={value.name}
          onChange={(name) => set({ name })}
        />
      )}
      <TextField
        label={say('products.sku')}
        code
        value={value.sku}
        onChange={(sku) => set({ sku })}
      />
      <SelectField
        label={say('products.unit')}
        value={value.unit}
        searchable
        options={Object.entries(units).map(([code, { symbol }]) => ({
          value: code,
          label: `${symbol[locale]} (${code})`,
        }))}
        onChange={(unit) => set({ unit: unit ?? value.unit })}
      />
      <Barcodes value={value.barcodes} onChange={(barcodes) => set({ barcodes })} />
    </>
  )
}

export type BarcodesProps = {
  value: readonly string[]
  onChange(value: readonly string[]): void
}

export function Barcodes({ value, onChange }: BarcodesProps) {
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
      <ul className={css.rows} aria-label={say('products.barcodes')}>
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
