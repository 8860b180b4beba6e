// Adds a customer or changes one. Archiving keeps their sales; it only takes them out of what tills offer.
import { useState } from 'react'
import { type Customer, customersSet } from '#customers/contract.ts'
import { newId } from '#shared/ids.ts'
import { plainCustomer } from '#customers/rules.ts'
import { useLink } from '../../link/react.ts'
import { CheckField, TextField } from '../../ui/fields.tsx'
import { useSay } from '../../words/index.ts'
import { LinesField } from '../parts/fields.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { FormBody } from '../../forms/form-sheet.tsx'
import { useSave } from '../../forms/use-save.ts'
import { CustomerCredit } from './customer-credit.tsx'
import { CustomerTerms } from './customer-terms.tsx'

const fields = ['phone', 'email', 'taxNumber'] as const

const emptyCustomer = (): Customer => ({
  ...plainCustomer,
  id: newId(Date.now()),
  name: '',
})

export function CustomerSheet(props: { customer: Customer | null; onClose(): void }) {
  const { customer, onClose } = props
  const say = useSay()
  return (
    <Sheet
      opened
      onClose={onClose}
      title={say(customer ? 'customersOffice.change' : 'customersOffice.add')}
    >
      <CustomerForm customer={customer} onClose={onClose} />
      {customer && <CustomerCredit customer={customer} />}
    </Sheet>
  )
}

function CustomerForm({ customer, onClose }: { customer: Customer | null; onClose(): void }) {
  const say = useSay()
  const { call } = useLink()
  const { work, act } = useSave(onClose)
  const [draft, setDraft] = useState<Customer>(() => customer ?? emptyCustomer())
  const next = { ...draft, name: draft.name.trim() }
  const done = say(customer ? 'officeParts.saved' : 'customersOffice.added', { name: next.name })
  return (
    <FormBody
      words={say('act.save')}
      work={work}
      ready={next.name !== ''}
      onSubmit={() => act(done, () => call(customersSet, next))}
      onClose={onClose}
    >
      <CustomerFields draft={draft} known={customer !== null} onChange={setDraft} />
    </FormBody>
  )
}

type CustomerFieldsProps = { draft: Customer; known: boolean; onChange(draft: Customer): void }

function CustomerFields({ draft, known, onChange }: CustomerFieldsProps) {
  const say = useSay()
  const set = (part: Partial<Customer>) => onChange({ ...draft, ...part })
  return (
    <>
      <TextField
        label={say('officeParts.name')}
        value={draft.name}
        onChange={(name) => set({ name })}
      />
      {fields.map((field) => (
        <TextField
          key={field}
          code
          label={say(`customersOffice.${field}`)}
          value={draft[field] ?? ''}
          onChange={(text) => set({ [field]: text.trim() === '' ? null : text })}
          {...(field === 'taxNumber' ? { hint: say('customersOffice.taxHint') } : {})}
        />
      ))}
      <LinesField
        label={say('customersOffice.address')}
        value={draft.address ?? ''}
        onChange={(text) => set({ address: text.trim() === '' ? null : text })}
      />
      <CustomerTerms draft={draft} onChange={onChange} />
      {known && (
        <CheckField
          label={say('customersOffice.archived')}
          value={draft.archived}
          onChange={(archived) => set({ archived })}
        />
      )}
    </>
  )
}
