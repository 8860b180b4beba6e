// Paying in any mix of tenders, change, cash rounding, giving back, and what the hub would check of it.
import t from 'tap'
import { checkSale } from '#sales/rules.ts'
import type { Basket } from '../../../client/till/basket.ts'
import { saleLine, saleOf } from '../../../client/till/document.ts'
import { handBack, handedOver } from '../../../client/till/hand-back.ts'
import {
  changePayment,
  dueBy,
  newPayment,
  type Payment,
  type PaymentAction,
  settle,
  standing,
} from '../../../client/till/payment.ts'
import {
  type Bill,
  isCardNumber,
  type Taken,
  tenderOf,
} from '../../../client/till/tenders-taken.ts'
import type { StoredValueAccount } from '#stored-value/contract.ts'
import { AT, Counter, newOne, TODAY } from './counter.ts'

function billOf(counter: Counter, basket: Basket): Bill {
  const { shelf } = counter
  const lines = basket.lines.map((line) => saleLine(line, shelf))
  const who = { customerId: null, onDay: TODAY, live: true }
  return { lines, settings: shelf.shop, taxes: shelf.taxes, ...who }
}

/** A card or voucher that was found by its code. */
const found = (of: Partial<StoredValueAccount> = {}): StoredValueAccount => ({
  id: newOne(),
  kind: 'gift-card',
  currency: 'EGP',
  customerId: null,
  last4: '4471',
  balanceMinor: 2000,
  state: 'active',
  expiresOn: null,
  at: AT,
  ...of,
})
const type = (text: string): PaymentAction[] =>
  [...text].map((key) => ({ do: 'key', key: key as '1' }))
const run = (bill: Bill, actions: readonly PaymentAction[], from: Payment = newPayment) =>
  actions.reduce((payment, action) => changePayment(payment, action, bill), from)

function more(payment: Payment, bill: Bill): Payment {
  const settled = settle(payment, bill)
  if (settled.kind !== 'more') throw new Error(`not asked for more: ${settled.kind}`)
  return settled.payment
}

function complete(payment: Payment, bill: Bill): readonly Taken[] {
  const settled = settle(payment, bill)
  if (settled.kind !== 'complete') throw new Error(`not complete: ${settled.kind}`)
  return settled.tenders
}

function bodyOf(counter: Counter, basket: Basket, tenders: readonly Taken[], offline = false) {
  return saleOf(basket, counter.shelf, {
    at: AT,
    businessOn: TODAY,
    personId: newOne(),
    cashSessionId: newOne(),
    offline,
    tenders,
  })
}

t.test('Enter alone is cash to the last coin, rounded as the country pays', async (t) => {
  const counter = new Counter()
  counter.reprice(counter.bread, 1010)
  const basket = counter.basket(counter.bread)
  const bill = billOf(counter, basket)
  t.equal(dueBy('cash', [], bill), 1000)
  t.equal(dueBy('card', [], bill), 1010)
  const tenders = complete(newPayment, bill)
  t.same(tenders, [{ kind: 'cash', amountMinor: 1000, reference: null }])
  const body = bodyOf(counter, basket, tenders)
  t.equal(body.totals.roundingMinor, -10)
  t.same(checkSale(body, counter.shop, counter.shelf.taxes), [])
})

t.test('a voucher, a card and cash pay one basket, and cash gives the change', async (t) => {
  const counter = new Counter()
  const basket = counter.basket(counter.milk, counter.milk, counter.bread)
  const bill = billOf(counter, basket)
  const paper = found({ kind: 'voucher' })
  const voucher: PaymentAction[] = [
    { do: 'choose', kind: 'gift-card' },
    { do: 'account', account: paper },
  ]
  const first = more(run(bill, voucher), bill)
  const card: PaymentAction[] = [
    { do: 'choose', kind: 'card' },
    { do: 'reference', text: ' 083311 ' },
    ...type('50'),
  ]
  const second = more(run(bill, card, first), bill)
  const cash = run(bill, [{ do: 'choose', kind: 'cash' }, ...type('60')], second)
  t.match(standing(cash, bill), { dueMinor: 0, changeMinor: 2700, totalMinor: 10_300 })
  const tenders = complete(cash, bill)
  t.same(tenders.map(tenderOf), [
    { kind: 'voucher', amountMinor: 2000, reference: paper.id },
    { kind: 'card', amountMinor: 5000, reference: '083311' },
    { kind: 'cash', amountMinor: 6000, reference: null },
  ])
  const body = bodyOf(counter, basket, tenders)
  t.equal(body.changeMinor, 2700)
  t.same(checkSale(body, counter.shop, counter.shelf.taxes), [])
})

t.test('choosing another tender keeps what was typed for the one before', async (t) => {
  const counter = new Counter()
  const bill = billOf(counter, counter.basket(counter.bread))
  const payment = run(bill, [
    { do: 'choose', kind: 'cash' },
    ...type('4'),
    { do: 'choose', kind: 'card' },
  ])
  t.match(payment.taken, [{ kind: 'cash', amountMinor: 400 }])
  t.equal(dueBy('card', payment.taken, bill), 600)
  t.equal(run(bill, [{ do: 'drop', index: 0 }], payment).taken.length, 0)
})

t.test('a card never takes more than is due, and its own number is kept nowhere', async (t) => {
  const counter = new Counter()
  const bill = billOf(counter, counter.basket(counter.bread))
  const card = run(bill, [{ do: 'choose', kind: 'card' }, ...type('11')])
  t.same(settle(card, bill), { kind: 'refused', why: 'too-much' })
  t.match(standing(card, bill), { tooMuch: true, changeMinor: 0 })
  const typed = (text: string) =>
    settle(
      run(bill, [
        { do: 'choose', kind: 'card' },
        { do: 'reference', text },
      ]),
      bill,
    )
  for (const text of ['4111 1111 1111 1111', 'auth 5500-0000-0000-0004', '٤١١١١١١١١١١١١١١١']) {
    t.same(typed(text), { kind: 'refused', why: 'card-number' })
  }
  t.match(typed('083311'), { kind: 'complete' })
  t.notOk(isCardNumber('4111 1111 1111 1112'), 'what does not check is no card')
})

t.test('a card of ours pays what is on it, once over, and no more', async (t) => {
  const counter = new Counter()
  const bill = billOf(counter, counter.basket(counter.milk))
  const take = (account: StoredValueAccount, ...then: PaymentAction[]) =>
    run(bill, [{ do: 'choose', kind: 'gift-card' }, { do: 'account', account }, ...then])
  const card = found()
  const half = more(take(card), bill)
  t.match(half.taken, [{ kind: 'gift-card', amountMinor: 2000, reference: card.id }])
  const again = run(
    bill,
    [
      { do: 'choose', kind: 'gift-card' },
      { do: 'account', account: card },
    ],
    half,
  )
  t.same(settle(again, bill), { kind: 'refused', why: 'value-short' }, 'nothing is left of it')
  t.same(settle(take(card, ...type('20.5')), bill), { kind: 'refused', why: 'value-short' })
  t.match(settle(take(found({ balanceMinor: 9000 })), bill), {
    kind: 'complete',
    tenders: [{ amountMinor: 4650 }],
  })
})

t.test('what cannot be spent says why', async (t) => {
  const counter = new Counter()
  const bill = billOf(counter, counter.basket(counter.bread))
  const why = (account: Partial<StoredValueAccount> | null, with_: Partial<Bill> = {}) => {
    const judged = { ...bill, ...with_ }
    const payment = run(judged, [
      { do: 'choose', kind: 'gift-card' },
      { do: 'account', account: account && found(account) },
    ])
    const settled = settle(payment, judged)
    return settled.kind === 'refused' ? settled.why : settled.kind
  }
  t.equal(why(null), 'needs-code')
  t.equal(why({}, { live: false }), 'needs-link')
  t.equal(why({ balanceMinor: 0 }), 'value-short')
  t.equal(why({ state: 'blocked' }), 'value-blocked')
  t.equal(why({ kind: 'voucher', state: 'used', balanceMinor: 0 }), 'value-used')
  t.equal(why({ expiresOn: '2026-11-22' }), 'value-over')
  t.equal(why({ expiresOn: TODAY }), 'complete', 'its last day is one of its days')
  t.equal(why({ currency: 'GBP' }), 'value-other-currency')
  const hers = { last4: null, customerId: newOne() }
  t.equal(why(hers), 'value-not-theirs')
  t.equal(why(hers, { customerId: hers.customerId }), 'complete')
  const account = run(bill, [{ do: 'choose', kind: 'on-account' }])
  t.same(settle(account, bill), { kind: 'refused', why: 'needs-customer' })
  t.match(settle(account, { ...bill, customerId: newOne() }), { kind: 'complete' })
})

t.test('what is cleared when nothing is typed is the last tender', async (t) => {
  const counter = new Counter()
  const bill = billOf(counter, counter.basket(counter.bread))
  const one = more(run(bill, type('4')), bill)
  const typed = run(bill, [...type('3'), { do: 'key', key: 'clear' }], one)
  t.match(typed, { entry: '', taken: [{ amountMinor: 400 }] })
  t.equal(run(bill, [{ do: 'key', key: 'clear' }], typed).taken.length, 0)
})

t.test('quick amounts add up and are typed over', async (t) => {
  const counter = new Counter()
  const bill = billOf(counter, counter.basket(counter.bread))
  const added = run(bill, [
    { do: 'add', whole: 100 },
    { do: 'add', whole: 200 },
  ])
  t.equal(added.entry, '300')
  t.equal(run(bill, [{ do: 'enter', amountMinor: 5000 }], added).entry, '50')
  t.same(handBack(1500, 'EGP'), [1000, 500])
  t.same(handBack(1575, 'EGP'), [], 'coins are left to the hand')
})

t.test('a sale made without a link says so, and is the same sale', async (t) => {
  const counter = new Counter()
  const basket = counter.basket(counter.milk)
  const tenders = complete(newPayment, billOf(counter, basket))
  const offline = bodyOf(counter, basket, tenders, true)
  t.equal(offline.offline, true)
  t.same(checkSale(offline, counter.shop, counter.shelf.taxes), [])
})

t.test('only cash leaves the drawer, what goes back otherwise is named apart', async (t) => {
  const reference = null
  const credit = { kind: 'store-credit', amountMinor: -64_00, reference: 'an account' } as const
  const cash = { kind: 'cash', amountMinor: -20_00, reference } as const
  const given = { kind: 'cash', amountMinor: 100_00, reference } as const
  t.strictSame(handedOver({ tenders: [credit], changeMinor: 0 }), {
    cashMinor: 0,
    elsewhere: [credit],
  })
  t.strictSame(handedOver({ tenders: [credit, cash], changeMinor: 0 }), {
    cashMinor: 20_00,
    elsewhere: [credit],
  })
  t.strictSame(handedOver({ tenders: [given], changeMinor: 6_00 }), {
    cashMinor: 6_00,
    elsewhere: [],
  })
})
