// Adds a tax or changes its name and rate. Its category is chosen once: documents are summed by it.
import { useState } from 'react'
import { newId } from '#shared/ids.ts'
import { formatDecimal } from '#shared/decimal.ts'
import type { TaxCategory } from '#shared/tax.ts'
import { type Tax, taxesAdd, taxesChange } from '#stores/contract.ts'
import { useLink } from '../../link/react.ts'
import { SelectField, TextField } from '../../ui/fields.tsx'
import { useSay } from '../../words/index.ts'
import { bothNames } from '../parts/both-names.ts'
import { FormSheet } from '../parts/form-sheet.tsx'
import { NameFields } from '../parts/names.tsx'
import { said } from '../parts/said.tsx'
import { useWork } from '../parts/work.ts'
import { readPercent } from '../products/price-edits.ts'

const categories = ['S', 'Z', 'E', 'AE', 'K', 'G', 'O'] as const
/** A percentage has four digits less than parts per million. */
const PERCENT_PLACES = 4
const WHOLE_PPM = 1_000_000

export function TaxSheet({ tax, onClose }: { tax: Tax | null; onClose(): void }) {
  const say = useSay()
  const { call } = useLink()
  const work = useWork()
  const [first, ...others] = tax?.parts ?? []
  const [typed, setTyped] = useState(tax?.name ?? { en: '', ar: '' })
  const [category, setCategory] = useState<TaxCategory>(first?.category ?? 'S')
  const [rate, setRate] = useState(first ? formatDecimal(first.ratePpm, PERCENT_PLACES, 0) : '')
  const name = bothNames(typed)
  const read = category === 'S' ? readPercent(rate) : 0
  const ratePpm = read !== undefined && read >= 0 && read <= WHOLE_PPM ? read : undefined
  const save = async () => {
    if (!name || ratePpm === undefined) return
    const parts = [{ name: first?.name ?? name, category, ratePpm }, ...others]
    const agreed = await work.run(() =>
      tax
        ? call(taxesChange, { taxId: tax.id, name, parts })
        : call(taxesAdd, { id: newId(Date.now()), name, parts, exemptionReason: null }),
    )
    if (!agreed) return
    said(say('officeParts.saved', { name: name.en }))
    onClose()
  }
  return (
    <FormSheet
      opened
      title={say(tax ? 'taxesOffice.change' : 'taxesOffice.add')}
      words={say('act.save')}
      work={work}
      ready={name !== null && ratePpm !== undefined}
      onSubmit={() => void save()}
      onClose={onClose}
    >
      <NameFields value={typed} onChange={setTyped} />
      {!tax && (
        <SelectField
          label={say('taxesOffice.category')}
          value={category}
          options={categories.map((each) => ({
            value: each,
            label: say(`taxesOffice.categories.${each}`),
          }))}
          onChange={(value) => setCategory(categories.find((each) => each === value) ?? category)}
        />
      )}
      {category === 'S' && (
        <TextField
          label={say('taxesOffice.rate')}
          hint={say('taxesOffice.rateHint')}
          value={rate}
          onChange={setRate}
          {...(rate !== '' && ratePpm === undefined ? { error: say('products.percentWrong') } : {})}
        />
      )}
    </FormSheet>
  )
}
