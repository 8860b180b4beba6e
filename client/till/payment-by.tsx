// What the chosen tender needs before it can be taken: the slip of the card terminal, the code of a gift card, credit
// or voucher with what is on it, or the account of the customer.
import { Button } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { TextField } from '../ui/fields.tsx'
import { useSay } from '../words/index.ts'
import { AccountInHand, CustomersCredit } from './payment-account.tsx'
import { CreditPanel, NeedsLink } from './payment-credit.tsx'
import css from './payment.module.css'
import { useScanTaker } from './scan-taker.ts'
import { standingOf } from './standing.ts'
import { useTill } from './till-state.ts'

export function Chosen() {
  const { kind, account } = useTill().screen.payment
  switch (kind) {
    case 'cash':
      return null
    case 'card':
      return <CardReference />
    case 'gift-card':
    case 'store-credit':
      return account ? <AccountInHand account={account} /> : <ByCode key={kind} />
    case 'on-account':
      return <CreditPanel />
  }
}

/** Puts the focus where the next key is typed, once it is wanted. */
function useFocus(wanted: boolean) {
  const field = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (wanted) field.current?.querySelector('input')?.focus()
  }, [wanted])
  return field
}

function CardReference() {
  const till = useTill()
  const say = useSay()
  const { reference, choosing } = till.screen.payment
  const field = useFocus(!choosing)
  const set = (text: string) => till.pay({ do: 'reference', text: text.slice(0, 64) })
  // The code of the slip belongs to the field that waits for it, and is no goods.
  useScanTaker((code) => {
    const waits = field.current?.contains(document.activeElement) ?? false
    if (waits) set(code)
    return waits
  })
  return (
    <div ref={field}>
      <TextField
        code
        label={say('sell.cardReference')}
        hint={say('sell.cardHint')}
        value={reference}
        onChange={set}
      />
    </div>
  )
}

function ByCode() {
  const till = useTill()
  const say = useSay()
  const { refund } = standingOf(till)
  const { kind } = till.screen.payment
  // Money back as store credit needs no code: it makes one.
  const fresh = refund && kind === 'store-credit'
  const [code, setCode] = useState('')
  const field = useFocus(!fresh && till.live)
  const find = () => {
    till.takeCode(code)
    setCode('')
  }
  if (!till.live) return <NeedsLink />
  return (
    <div className={css.by}>
      {fresh && <p className={css.hint}>{say('paying.freshCredit')}</p>}
      {!fresh && kind === 'store-credit' && <CustomersCredit />}
      <div
        ref={field}
        className={css.code}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || code.trim() === '') return
          event.preventDefault()
          find()
        }}
      >
        <TextField
          code
          label={say('paying.code')}
          hint={say('paying.codeHint')}
          value={code}
          onChange={(text) => setCode(text.slice(0, 80))}
        />
        <Button
          variant="default"
          loading={till.finding}
          aria-disabled={code.trim() === ''}
          onClick={() => code.trim() !== '' && find()}
        >
          {say('paying.find')}
        </Button>
      </div>
    </div>
  )
}
