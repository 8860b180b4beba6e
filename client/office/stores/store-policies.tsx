// What a store lets happen: how far a count may be off, what is held for a basket, what is given without a receipt, who may approve.
import { CheckField, SelectField, TextField } from '../../ui/fields.tsx'
import { useSay } from '../../words/index.ts'
import { readSum } from '../parts/typed.ts'
import { readHoldBelow, readLockAfter } from './store-draft.ts'
import type { StoreFieldsProps } from './store-draft.ts'

const withoutReceipt = ['refuse', 'store-credit', 'any'] as const

export function StorePolicies({ draft, onChange }: StoreFieldsProps) {
  const say = useSay()
  const unreadable = (read: number | undefined) =>
    read === undefined ? { error: say('policiesOffice.unreadable') } : {}
  return (
    <>
      <TextField
        label={say('policiesOffice.tolerance', { currency: draft.currency })}
        hint={say('policiesOffice.toleranceHint')}
        value={draft.tolerance}
        onChange={(tolerance) => onChange({ ...draft, tolerance })}
        {...unreadable(readSum(draft.tolerance, draft.currency))}
      />
      <TextField
        label={say('policiesOffice.holdBelow')}
        hint={say('policiesOffice.holdBelowHint')}
        value={draft.holdBelow}
        onChange={(holdBelow) => onChange({ ...draft, holdBelow })}
        {...unreadable(readHoldBelow(draft.holdBelow))}
      />
      <SelectField
        label={say('policiesOffice.noReceipt')}
        hint={say('policiesOffice.noReceiptHint')}
        value={draft.noReceipt}
        options={withoutReceipt.map((each) => ({
          value: each,
          label: say(`policiesOffice.noReceipts.${each}`),
        }))}
        onChange={(value) => {
          const noReceipt = withoutReceipt.find((each) => each === value) ?? draft.noReceipt
          onChange({ ...draft, noReceipt })
        }}
      />
      <TextField
        label={say('policiesOffice.lockAfter')}
        hint={say('policiesOffice.lockAfterHint')}
        value={draft.lockAfter}
        onChange={(lockAfter) => onChange({ ...draft, lockAfter })}
        {...(readLockAfter(draft.lockAfter) === undefined
          ? { error: say('policiesOffice.minutesUnreadable') }
          : {})}
      />
      <CheckField
        label={say('policiesOffice.fourEyes')}
        value={draft.fourEyes}
        onChange={(fourEyes) => onChange({ ...draft, fourEyes })}
      />
    </>
  )
}
