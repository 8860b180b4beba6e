// Money that goes back: to the tenders that were paid and up to what is left of them, what goes another way, and a sale
// that is reversed whole.
import t from 'tap'
import type { StoredSale, Tender } from '#sales/contract.ts'
import type { StoredValueAccount } from '#stored-value/contract.ts'
import { changeBasket, emptyBasket } from '../../../client/till/basket.ts'
import { saleLines, saleOf } from '../../../client/till/document.ts'
import { reversedBy, voidStop } from '../../../client/till/post-void.ts'
import {
  comingBack,
  returnAskMinor,
  suggestRefund,
  waysBack,
} from '../../../client/till/refund-ways.ts'
import { returnLines } from '../../../client/till/returns.ts'
import { creditAsk, moneyAsks } from '../../../client/till/sale-asks.ts'
import { valueNotes, withCredit } from '../../../client/till/stored-value.ts'
import type { Taken } from '../../../client/till/tenders-taken.ts'
import { AT, Counter, newOne, TODAY } from './counter.ts'

const by = (kind: Tender['kind'], amountMinor: number, reference: string | null = null): Tender => {
  return { kind, amountMinor, reference }
}
const card = newOne()
const paid = [by('gift-card', 2000, card), by('card', 1000, '083311'), by('cash', 1650)]

/** Milk for 46.50, paid in three ways, the card given back before. */
function sold(counter: Counter, refunds: StoredSale['refunds'], customerId: string | null = null) {
  const basket = counter.basket(counter.milk)
  const who = { at: AT, businessOn: TODAY, personId: newOne(), cashSessionId: newOne() }
  const body = saleOf(basket, counter.shelf, { ...who, offline: false, tenders: paid })
  const [line] = body.lines
  const result = { saleId: body.id, receipt: 'CAI-T1-1-7', invoiceId: newOne(), invoiceNumber: '7' }
  const lines = [{ lineId: line?.id ?? '', lots: [], shortMilli: 0 }]
  const sale: StoredSale = {
    ...{ ...result, terminalId: newOne(), personId: who.personId, customerId, at: AT },
    ...{ recordedAt: AT, businessOn: TODAY, currency: 'EGP', totalMinor: 4650, offline: false },
    ...{ body, result: { ...result, lines }, exceptions: [], returned: [], refunds },
    voidedBy: null,
  }
  return sale
}
const refunds: StoredSale['refunds'] = [
  { kind: 'card', paidMinor: 1000, refundedMinor: 1000 },
  { kind: 'cash', paidMinor: 1650, refundedMinor: 0 },
  { kind: 'gift-card', paidMinor: 2000, refundedMinor: 500 },
]

function back(counter: Counter, sale: StoredSale) {
  const [line] = sale.body.lines
  const wanted = { reason: 'damaged', disposition: 'scrap' as const, quantityMilli: 1000 }
  const lines = returnLines(
    sale,
    emptyBasket(newOne()),
    [{ lineId: line?.id ?? '', ...wanted }],
    newOne,
  )
  const basket = changeBasket(emptyBasket(newOne()), { do: 'lines', lines })
  const rules = { settings: counter.shop, taxes: counter.shelf.taxes }
  return { basket, coming: comingBack(basket, saleLines(basket, counter.shelf), rules) }
}

t.test('it goes back as it came, cash last, and no more than is left of each', async (t) => {
  const counter = new Counter()
  const { coming } = back(counter, sold(counter, refunds))
  t.match(waysBack(coming), [
    { kind: 'gift-card', reference: card, mostMinor: 1500 },
    { kind: 'cash', mostMinor: 1650 },
  ])
  t.same(suggestRefund(coming, 4650, null), [by('gift-card', -1500, card)])
  t.same(suggestRefund(coming, 700, null), [by('gift-card', -700, card)], 'an exchange gives less')
})

t.test('what goes another way needs a word, store credit never does', async (t) => {
  const counter = new Counter()
  const { coming } = back(counter, sold(counter, refunds))
  const ask = (...tenders: Tender[]) => returnAskMinor(coming, tenders, 0)
  t.equal(ask(by('gift-card', -1500, card), by('cash', -1650)), 0)
  t.equal(ask(by('cash', -3150)), 1500, 'cash was paid for less')
  t.equal(ask(by('card', -1000)), 1000, 'the card had its own already')
  t.equal(ask(by('store-credit', -4650, newOne())), 0)
})

t.test('an account is refunded to its own customer only', async (t) => {
  const counter = new Counter()
  const customerId = newOne()
  const owed: StoredSale['refunds'] = [{ kind: 'on-account', paidMinor: 4650, refundedMinor: 0 }]
  const { coming } = back(counter, sold(counter, owed, customerId))
  t.same(suggestRefund(coming, 4650, null), [])
  t.match(suggestRefund(coming, 4650, customerId), [{ kind: 'on-account', amountMinor: -4650 }])
})

t.test(
  'goods without a receipt ask for all they are worth, whatever they are given back by',
  async (t) => {
    const counter = new Counter()
    const returning = { reason: 'quality', disposition: 'restock' } as const
    const waiting = changeBasket(emptyBasket(newOne()), { do: 'returning', returning })
    const basket = counter.put(waiting, counter.bread)
    const rules = { settings: counter.shop, taxes: counter.shelf.taxes }
    const coming = comingBack(basket, saleLines(basket, counter.shelf), rules)
    const totals = { netMinor: 0, taxMinor: 0, roundingMinor: 0, totalMinor: -1000, taxes: [] }
    const tenders = [by('store-credit', -1000, newOne())]
    t.match(moneyAsks({ tenders, totals }, { coming, credit: { kind: 'none' } }), [
      { kind: 'no-receipt-return', askMinor: 1000 },
    ])
  },
)

t.test('credit is asked for beyond what the customer has left', async (t) => {
  const account = { customerId: newOne(), currency: 'EGP', limitMinor: 5000, balanceMinor: 4000 }
  const known = { kind: 'known', account } as const
  t.equal(creditAsk([by('on-account', 1000)], known), undefined)
  t.match(creditAsk([by('on-account', 800), by('on-account', 450)], known), { askMinor: 250 })
  t.equal(creditAsk([by('cash', 9000)], known), undefined)
})

t.test('what a sale leaves on cards is on its receipt, with the code made for it', async (t) => {
  const credit = { id: newOne(), kind: 'store-credit', last4: 'WXYZ', customerId: null } as const
  const issued = [{ ...credit, code: 'ABCD-EFGH-JKMN-WXYZ', balanceMinor: 0 }]
  const found: StoredValueAccount = {
    ...{
      id: card,
      kind: 'gift-card' as const,
      currency: 'EGP',
      customerId: null,
      last4: '4471',
      at: AT,
    },
    ...{ balanceMinor: 5000, state: 'active' as const, expiresOn: null },
  }
  const taken: Taken[] = [
    { ...by('store-credit', -700), fresh: true },
    { ...by('gift-card', 2000, card), account: found },
  ]
  const tenders = withCredit(taken, issued[0])
  t.same(tenders, [by('store-credit', -700, credit.id), by('gift-card', 2000, card)])
  t.same(valueNotes({ lines: [], tenders }, taken, issued), [
    {
      accountId: credit.id,
      kind: 'store-credit',
      last4: 'WXYZ',
      code: issued[0]?.code,
      leftMinor: 700,
    },
    { accountId: card, kind: 'gift-card', last4: '4471', code: null, leftMinor: 3000 },
  ])
})

t.test('a sale is reversed in its own drawer and on its day, once, and all of it', async (t) => {
  const counter = new Counter()
  const sale = sold(counter, refunds)
  const here = { terminalId: sale.terminalId, cashSessionId: sale.body.cashSessionId, onDay: TODAY }
  t.equal(voidStop(sale, here), undefined)
  t.equal(voidStop({ ...sale, voidedBy: newOne() }, here), 'voided')
  t.equal(voidStop(sale, { ...here, cashSessionId: null }), 'needsDrawer')
  t.equal(voidStop(sale, { ...here, cashSessionId: newOne() }), 'otherDrawer')
  t.equal(voidStop(sale, { ...here, onDay: '2026-11-24' }), 'otherDrawer')
  const reversal = { ...sale, body: { ...sale.body, voidOf: newOne() } }
  t.equal(voidStop(reversal, here), 'aReversal')
  const { back: goods, again, money, byCard } = reversedBy(sale.body)
  t.equal(goods.length, 1)
  t.same(again, [])
  t.same(
    money.map(({ kind, amountMinor }) => [kind, amountMinor]),
    [
      ['gift-card', -2000],
      ['card', -1000],
      ['cash', -1650],
    ],
  )
  t.ok(byCard)
})
