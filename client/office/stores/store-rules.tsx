// The rules a till of the store goes by: taxes in prices, where they are rounded, a price that changes under a basket, invoices.
import { CheckField, SelectField } from '../../ui/fields.tsx'
import { useSay } from '../../words/index.ts'
import type { StoreFieldsProps } from './store-draft.ts'

const roundings = ['line', 'document'] as const
const changes = ['honour-lower', 'take-new', 'keep-old'] as const
const pdfs = ['on-request', 'always'] as const

export function StoreRules({ draft, onChange }: StoreFieldsProps) {
  const say = useSay()
  return (
    <>
      <CheckField
        label={say('storesOffice.pricesIncludeTax')}
        value={draft.pricesIncludeTax}
        onChange={(pricesIncludeTax) => onChange({ ...draft, pricesIncludeTax })}
      />
      <SelectField
        label={say('storesOffice.taxRounding')}
        value={draft.taxRounding}
        options={roundings.map((each) => ({
          value: each,
          label: say(`storesOffice.taxRoundings.${each}`),
        }))}
        onChange={(value) =>
          onChange({ ...draft, taxRounding: value === 'document' ? 'document' : 'line' })
        }
      />
      <SelectField
        label={say('storesOffice.priceChange')}
        value={draft.priceChange}
        options={changes.map((each) => ({
          value: each,
          label: say(`storesOffice.priceChanges.${each}`),
        }))}
        onChange={(value) => {
          const priceChange = changes.find((each) => each === value) ?? draft.priceChange
          onChange({ ...draft, priceChange })
        }}
      />
      <SelectField
        label={say('storesOffice.invoicePdf')}
        value={draft.invoicePdf}
        options={pdfs.map((each) => ({
          value: each,
          label: say(`storesOffice.invoicePdfs.${each}`),
        }))}
        onChange={(value) =>
          onChange({ ...draft, invoicePdf: value === 'always' ? 'always' : 'on-request' })
        }
      />
    </>
  )
}
