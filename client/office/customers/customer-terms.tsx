// Whose prices a customer has, and how taxes are mapped for them. Whoever may not decide that sees it and cannot change it.
import { customerGroups, type Customer, termsPermission } from '#customers/contract.ts'
import { taxPositions } from '#stores/contract.ts'
import { useRecords } from '../../link/react.ts'
import { useMay } from '../../link/rights.ts'
import { nameIn } from '../../look/locale.ts'
import { useLook } from '../../look/look.tsx'
import { SelectField } from '../../ui/fields.tsx'
import { useSay } from '../../words/index.ts'

const NONE = 'none'

export function CustomerTerms(props: { draft: Customer; onChange(draft: Customer): void }) {
  const { draft, onChange } = props
  const say = useSay()
  const { locale } = useLook()
  const mayDecide = useMay(termsPermission)
  const fields = [
    ['groupId', useRecords(customerGroups)],
    ['taxPositionId', useRecords(taxPositions)],
  ] as const
  return fields.map(([field, records]) => (
    <SelectField
      key={field}
      label={say(`customerTerms.${field}`)}
      hint={say(mayDecide ? `customerTerms.${field}Hint` : 'customerTerms.notYours')}
      disabled={!mayDecide}
      value={draft[field] ?? NONE}
      options={[
        { value: NONE, label: say(`customerTerms.${field}None`) },
        ...records.map(({ id, name }) => ({ value: id, label: nameIn(locale, name) })),
      ]}
      onChange={(id) => onChange({ ...draft, [field]: id === NONE ? null : id })}
    />
  ))
}
