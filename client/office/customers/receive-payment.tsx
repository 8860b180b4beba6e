// Takes a payment of what a customer owes. Money that goes into a drawer is also paid in at that till; this only writes it down.
import { useState } from 'react'
import {
  type Customer,
  type CustomerAccount,
  customersReceive,
  paymentKinds,
} from '#customers/contract.ts'
import { newId } from '#shared/ids.ts'
import { toDecimal } from '#shared/money.ts'
import { useLink } from '../../link/react.ts'
import { useNumerals } from '../../look/look.tsx'
import { SelectField, TextField } from '../../ui/fields.tsx'
import { useSay } from '../../words/index.ts'
import { FormSheet } from '../../forms/form-sheet.tsx'
import { readSum } from '../parts/typed.ts'
import { useSave } from '../../forms/use-save.ts'

type ReceivePaymentProps = {
  customer: Customer
  storeId: string
  account: CustomerAccount
  onDone(): void
  onClose(): void
}

export function ReceivePayment(props: ReceivePaymentProps) {
  const { customer, storeId, account, onDone, onClose } = props
  const say = useSay()
  const { call } = useLink()
  const numerals = useNumerals()
  const { work, act } = useSave(() => {
    onDone()
    onClose()
  })
  const { currency } = account
  // Minted once for this sheet, so that pressing twice pays once.
  const [paymentId] = useState(() => newId(Date.now()))
  const [typed, setTyped] = useState(() => toDecimal(Math.max(0, account.balanceMinor), currency))
  const [kind, setKind] = useState<(typeof paymentKinds)[number]>('bank-transfer')
  const [reference, setReference] = useState('')
  const amountMinor = readSum(typed, currency)
  const save = () => {
    if (!amountMinor) return
    const paid = { storeId, currency, amountMinor, kind, reference: reference.trim() || null }
    const amount = numerals.money(amountMinor, currency)
    act(say('customerCredit.received', { amount, name: customer.name }), () =>
      call(customersReceive, { id: customer.id, paymentId, ...paid }),
    )
  }
  return (
    <FormSheet
      opened
      title={say('customerCredit.acts.receive')}
      words={say('customerCredit.acts.receive')}
      work={work}
      ready={Boolean(amountMinor)}
      onSubmit={save}
      onClose={onClose}
    >
      <TextField
        label={say('customerCredit.amount', { currency })}
        value={typed}
        onChange={setTyped}
        {...(amountMinor ? {} : { error: say('customerCredit.moreThanNothing') })}
      />
      <SelectField
        label={say('customerCredit.paidBy')}
        value={kind}
        options={paymentKinds.map((each) => ({
          value: each,
          label: say(`customerCredit.kinds.${each}`),
        }))}
        onChange={(value) => setKind(paymentKinds.find((each) => each === value) ?? kind)}
      />
      <TextField
        code
        label={say('customerCredit.reference')}
        hint={say('customerCredit.referenceHint')}
        value={reference}
        onChange={setReference}
      />
    </FormSheet>
  )
}
