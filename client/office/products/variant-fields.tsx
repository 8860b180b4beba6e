// The fields of a variant.
import { TextField } from '../../ui/fields.tsx'
import { useSay } from '../../words/index.ts'
import { NameFields } from '../parts/names.tsx'
import { Barcodes } from './barcodes.tsx'
import { PackFields, UnitField } from './pack-fields.tsx'
import type { VariantDraft } from './variant-draft.ts'

export type VariantFieldsProps = {
  value: VariantDraft
  onChange(value: VariantDraft): void
  /** A product with one form needs no second name. */
  named?: boolean
}

export function VariantFields({ value, onChange, named = false }: VariantFieldsProps) {
  const say = useSay()
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
      <UnitField
        label={say('products.unit')}
        value={value.unit}
        onChange={(unit) => set({ unit })}
      />
      <Barcodes value={value.barcodes} onChange={(barcodes) => set({ barcodes })} />
      <PackFields unit={value.unit} value={value.packs} onChange={(packs) => set({ packs })} />
    </>
  )
}
