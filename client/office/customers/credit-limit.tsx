// Sets how much a customer may owe. A limit below what is owed already takes nothing back.
import { useState } from 'react'
import { type Customer, type CustomerAccount, customersSetCredit } from '#customers/contract.ts'
import { toDecimal } from '#shared/money.ts'
import { useLink } from '../../link/react.ts'
import { TextField } from '../../ui/fields.tsx'
import { useSay } from '../../words/index.ts'
import { FormSheet } from '../../forms/form-sheet.tsx'
import { readSum } from '../parts/typed.ts'
import { useSave } from '../../forms/use-save.ts'

type CreditLimitProps = {
  customer: Customer
  account: CustomerAccount
  onDone(): void
  onClose(): void
}

export function CreditLimit({ customer, account, onDone, onClose }: CreditLimitProps) {
  const say = useSay()
  const { call } = useLink()
  const { work, save } = useSave(() => {
    onDone()
    onClose()
  })
  const { currency } = account
  const [typed, setTyped] = useState(() => toDecimal(account.limitMinor, currency))
  const limitMinor = readSum(typed, currency)
  const set = () => {
    if (limitMinor === undefined) return
    const input = { id: customer.id, currency, limitMinor }
    save(customer.name, () => call(customersSetCredit, input))
  }
  return (
    <FormSheet
      opened
      title={say('customerCredit.acts.limit')}
      words={say('act.save')}
      work={work}
      ready={limitMinor !== undefined}
      onSubmit={set}
      onClose={onClose}
    >
      <TextField
        label={say('customerCredit.limitOf', { name: customer.name, currency })}
        hint={say('customerCredit.limitHint')}
        value={typed}
        onChange={setTyped}
        {...(limitMinor === undefined ? { error: say('policiesOffice.unreadable') } : {})}
      />
    </FormSheet>
  )
}
