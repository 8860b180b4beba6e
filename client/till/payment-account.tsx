// A gift card, store credit or voucher in hand: what is on it, what it leaves, until when it holds. And the credit that
// the customer of the basket has, to be chosen without a code.
import { Button, UnstyledButton } from '@mantine/core'
import { IconWallet } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { type StoredValueAccount, storedValueOfCustomer } from '#stored-value/contract.ts'
import { CallProblem } from '../link/problem.ts'
import { useLook } from '../look/look.tsx'
import { Money } from '../ui/money.tsx'
import { Code } from '../ui/code.tsx'
import { useSay } from '../words/index.ts'
import css from './payment.module.css'
import { tenderInHand } from './payment.ts'
import { faultOf, valueLeft } from './tenders-taken.ts'
import { useTill } from './till-state.ts'

export function AccountInHand({ account }: { account: StoredValueAccount }) {
  const till = useTill()
  const say = useSay()
  const { numerals } = useLook()
  const { payment } = till.screen
  const { kind, last4, currency, expiresOn } = account
  const tender = tenderInHand(payment, till.bill)
  const thereMinor = valueLeft(account, payment.taken)
  const fault = tender && faultOf(tender, payment.taken, till.bill)
  const leftMinor = thereMinor - (tender?.amountMinor ?? 0)
  const name = say(`value.kind.${kind}`)
  return (
    <section className={css.by} aria-label={name}>
      <div className={css.byHead}>
        <b>
          {last4 === null
            ? say('paying.inHandNoCode', { kind: name })
            : say('paying.inHand', { kind: name, last4 })}
        </b>
        <Button variant="subtle" onClick={() => till.pay({ do: 'account', account: null })}>
          {say('paying.otherCode')}
        </Button>
      </div>
      <dl className={css.facts}>
        <div>
          <dt>{say('paying.balance')}</dt>
          <dd>
            <Money amountMinor={thereMinor} currency={currency} />
          </dd>
        </div>
        {!fault && (
          <div>
            <dt>{say('paying.after')}</dt>
            <dd>
              <Money amountMinor={kind === 'voucher' ? 0 : leftMinor} currency={currency} />
            </dd>
          </div>
        )}
        {expiresOn !== null && (
          <div>
            <dt>{say('paying.until')}</dt>
            <dd>
              <bdi>{numerals.date(`${expiresOn}T12:00:00Z`, 'day-year')}</bdi>
            </dd>
          </div>
        )}
      </dl>
      {fault && (
        <p className={css.wrong} role="alert">
          {say(`paying.fault.${fault}`)}
        </p>
      )}
      {!fault && kind === 'voucher' && leftMinor > 0 && (
        <p className={css.hint}>{say('paying.usedOnce')}</p>
      )}
    </section>
  )
}

/** Credit that belongs to the customer of the basket: one touch takes it in hand. */
export function CustomersCredit() {
  const till = useTill()
  const say = useSay()
  const { customer } = till.basket
  const accounts = useAccountsOf(customer?.id ?? null)
  if (!customer || !accounts) return null
  if (accounts.length === 0) {
    return <p className={css.hint}>{say('paying.noneOfCustomer', { person: customer.name })}</p>
  }
  return (
    <ul className={css.choices} aria-label={say('paying.ofCustomer', { person: customer.name })}>
      {accounts.map((account) => (
        <li key={account.id}>
          <UnstyledButton
            className={css.choice}
            onClick={() => till.pay({ do: 'account', account })}
          >
            <IconWallet size={20} stroke={1.8} aria-hidden />
            <span>
              {say(`value.kind.${account.kind}`)}{' '}
              {account.last4 !== null && <Code>{`•• ${account.last4}`}</Code>}
            </span>
            <Money amountMinor={account.balanceMinor} currency={account.currency} />
          </UnstyledButton>
        </li>
      ))}
    </ul>
  )
}

function useAccountsOf(customerId: string | null): readonly StoredValueAccount[] | null {
  const { link, live, shelf } = useTill()
  const { currency } = shelf.shop
  const [accounts, setAccounts] = useState<readonly StoredValueAccount[] | null>(null)
  useEffect(() => {
    if (customerId === null || !live) return
    let current = true
    link
      .call(storedValueOfCustomer, { customerId }, { attempts: 2 })
      .then((found) => {
        if (!current) return
        setAccounts(found.accounts.filter((each) => each.currency === currency))
      })
      .catch((error: unknown) => {
        // A code can still be typed; what could not be listed is not missed.
        if (!(error instanceof CallProblem)) throw error
      })
    return () => {
      current = false
    }
  }, [link, live, customerId, currency])
  return customerId === null ? null : accounts
}
