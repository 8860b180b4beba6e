// What a customer owes in the currency of the chosen store, how much that may be, and what they were charged and paid.
import { Button } from '@mantine/core'
import { useCallback, useState } from 'react'
import {
  type Customer,
  type CustomerAccount,
  customerAccountChanged,
  customersAccount,
  customersReceive,
  customersSetCredit,
  customersStatement,
} from '#customers/contract.ts'
import { useFactVersion, useLink } from '../../link/react.ts'
import { useMay } from '../../link/rights.ts'
import { useNumerals } from '../../look/look.tsx'
import { useSay } from '../../words/index.ts'
import { useChosenStore } from '../followed-stores.ts'
import { askOptions, useAsked } from '../../link/asked.ts'
import { Fact, Facts } from '../parts/facts.tsx'
import parts from '../parts/parts.module.css'
import { ProblemNote } from '../../forms/problem-note.tsx'
import { CreditLimit } from './credit-limit.tsx'
import { ReceivePayment } from './receive-payment.tsx'
import { Statement } from './statement.tsx'

const acts = {
  limit: customersSetCredit.needs,
  receive: customersReceive.needs,
  statement: customersStatement.needs,
}
type Act = keyof typeof acts

export function CustomerCredit({ customer }: { customer: Customer }) {
  const say = useSay()
  const numerals = useNumerals()
  const { store } = useChosenStore()
  const asked = useAccount(customer.id, store?.currency)
  const account = asked.answer
  if (!store || (!account && !asked.problem)) return null
  return (
    <section className={parts.after} aria-label={say('customerCredit.title')}>
      <h3 className={parts.heading}>{say('customerCredit.title')}</h3>
      <ProblemNote problem={asked.problem} onAgain={asked.again} />
      {account && (
        <>
          <Facts>
            {(['owes', 'limit', 'left'] as const).map((each) => (
              <Fact key={each} term={say(`customerCredit.${each}`)}>
                <bdi>{numerals.money(figureOf(each, account), account.currency)}</bdi>
              </Fact>
            ))}
          </Facts>
          <Acts customer={customer} storeId={store.id} account={account} onDone={asked.again} />
        </>
      )}
    </section>
  )
}

/** What the customer owes in a currency; nothing is asked where the person may not know it. */
function useAccount(id: string, currency: string | undefined) {
  const { call } = useLink()
  const mayAsk = useMay(customersAccount.needs)
  const ask = useCallback(
    () => call(customersAccount, { id, currency: currency ?? '' }, askOptions),
    [call, id, currency],
  )
  return useAsked(mayAsk && currency ? ask : null, useFactVersion(customerAccountChanged))
}

type ActsProps = {
  customer: Customer
  storeId: string
  account: CustomerAccount
  onDone(): void
}

function Acts({ customer, storeId, account, onDone }: ActsProps) {
  const say = useSay()
  const [act, setAct] = useState<Act | null>(null)
  const may = {
    limit: useMay(acts.limit),
    receive: useMay(acts.receive),
    statement: useMay(acts.statement),
  }
  const given = { customer, account, onDone, onClose: () => setAct(null) }
  return (
    <>
      {(['limit', 'receive', 'statement'] as const)
        .filter((each) => may[each])
        .map((each) => (
          <Button key={each} variant="default" onClick={() => setAct(each)}>
            {say(`customerCredit.acts.${each}`)}
          </Button>
        ))}
      {act === 'limit' && <CreditLimit {...given} />}
      {act === 'receive' && <ReceivePayment {...given} storeId={storeId} />}
      {act === 'statement' && (
        <Statement customer={customer} currency={account.currency} onClose={given.onClose} />
      )}
    </>
  )
}

function figureOf(
  each: 'owes' | 'limit' | 'left',
  { balanceMinor, limitMinor }: CustomerAccount,
): number {
  if (each === 'owes') return balanceMinor
  return each === 'limit' ? limitMinor : Math.max(0, limitMinor - balanceMinor)
}
