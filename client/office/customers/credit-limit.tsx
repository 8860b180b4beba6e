// Sets how much a customer may owe. A limit below what is owed already takes nothing back.
import { useState } from 'react'
import { type Customer, type CustomerAccount, customersSetCredit } from '#customers/contract.ts'
import { toDecimal } from '#shared/money.ts'
import { useLink } from '../../link/react.ts'
import { TextField } from '../../ui/fields.tsx'
import { useSay } from '../../words/index.ts'
import { FormSheet } from '../parts/form-sheet.tsx'
import { said } from '../parts/said.tsx'
import { readSum } from '../parts/sums.ts'
import { useWork } from '../parts/work.ts'

type CreditLimitProps = {
  customer: Customer
  account: CustomerAccount
  onDone(): void
  onClose(): void
}

export function CreditLimit({ customer, account, onDone, onClose }: CreditLimitProps) {
  const say = useSay()
  const { call } = useLink()
  const work = useWork()
  const { currency } = account
  const [typed, setTyped] = useState(() => toDecimal(account.limitMinor, currency))
  const limitMinor = readSum(typed, currency)
  const save = async () => {
    if (limitMinor === undefined) return
    const input = { id: customer.id, currency, limitMinor }
    if (!(await work.run(() => call(customersSetCredit, input)))) return
    said(say('officeParts.saved', { name: customer.name }))
    onDone()
    onClose()
  }
  return (
    <FormSheet
      opened
      title={say('customerCredit.acts.limit')}
      words={say('act.save')}
      work={work}
      ready={limitMinor !== undefined}
      onSubmit={() => void save()}
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
