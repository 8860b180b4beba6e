// Selling: what a sale does, and every way in which it may be refused.
import t from 'tap'
import { system, type Scope } from '#kernel/scope.ts'
import { salesFind, salesGet, salesList } from '#sales/contract.ts'
import { levels, lotsSetStatus } from '#stock/contract.ts'
import { drawers } from '#tills/contract.ts'
import { lawHolds } from '../support/law.ts'
import { refused } from '../support/refused.ts'
import { off, openSelling, saleOf, sell, writeSale } from '../support/sales.ts'
import { id, ledgerFaults, type Shop } from '../support/stock.ts'

const onHand = (shop: Shop, variantId: string) => {
  let sum = 0
  const all = shop.kernel.memory.records(levels, shop.store.id)
  for (const { onHandMilli } of all.find('variant', variantId)) sum += onHandMilli
  return sum
}
const problem = (slug: string, lineId?: string) => ({
  outcome: 'refused',
  problem: { type: `/problems/${slug}`, ...(lineId && { lineId }) },
})

t.test('a sale moves goods and money, takes a number, and is found again', async (t) => {
  const { shop, till } = await openSelling(t)
  const storeId = shop.store.id
  const bread = await shop.sells({}, 125_000, 10_000)
  const fee = await shop.sells({ service: true }, 100_000)
  await lawHolds(t, shop.kernel, [storeId], async () => {
    const tenders = [
      { kind: 'card' as const, amountMinor: 1000, reference: 'SLIP-1' },
      { kind: 'cash' as const, amountMinor: 5000, reference: null },
    ]
    const wishes = [{ goods: bread, quantityMilli: 3000 }, { goods: fee }]
    const { outcome, sold, body } = await sell(shop, till, wishes, { tenders })
    t.equal(outcome, 'posted')
    t.equal(sold.receipt, 'CAI1-T1-1-2')
    t.match(sold.invoiceNumber, /^CAI1-\d{4}-000001$/)
    t.equal(body.totals.totalMinor, 4750)
    t.equal(body.changeMinor, 1250)
    t.same(sold.lines[0]?.lots, [{ lotId: null, quantityMilli: 3000 }])
    t.same(sold.lines[1]?.lots, [])
  })
  t.equal(onHand(shop, bread.variant.id), 7000)
  const drawer = shop.kernel.memory.get(drawers, till.cashSessionId, storeId)
  t.equal(drawer?.expectedMinor, 10_000 + 3750)
  t.same(await ledgerFaults(shop), [])
  const { rows } = await shop.call(system, salesList, { storeId })
  t.match(rows, [{ receipt: 'CAI1-T1-1-2', totalMinor: 4750, offline: false }])
  const found = await shop.call(system, salesFind, { receipt: 'cai1-t1-1-2' })
  const saleId = rows[0]?.saleId ?? ''
  t.same(found, await shop.call(system, salesGet, { storeId, saleId }))
  t.match(found, { body: { id: saleId }, exceptions: [], returned: [] })
  const other: Scope = { ...system, personId: id(), storeIds: [id()] }
  await refused(t, shop.call(other, salesGet, { storeId, saleId }), 'wrong-store')
  await refused(t, shop.call(other, salesList, { storeId }), 'wrong-store')
  await refused(t, shop.call(system, salesGet, { storeId, saleId: id() }), 'not-found')
  await refused(t, shop.call(system, salesFind, { receipt: 'X' }), 'not-found')
})

t.test('goods that ran out are refused, kept short or sold on, as they are kept', async (t) => {
  const { shop, till } = await openSelling(t)
  const storeId = shop.store.id
  const block = await shop.sells({ stockPolicy: 'block' }, 100, 1000)
  const warn = await shop.sells({ stockPolicy: 'warn' }, 100, 1000)
  const allow = await shop.sells({ stockPolicy: 'allow' }, 100)
  await lawHolds(t, shop.kernel, [storeId], async () => {
    const wish = { goods: block, quantityMilli: 600, id: id() }
    const twice = { goods: block, quantityMilli: 600, id: id() }
    const verdict = await sell(shop, till, [wish, twice])
    t.match(verdict, problem('stock-short', twice.id), 'the sum of two lines is more than there is')
    t.equal(verdict.problem?.availableMilli, 400)
    t.match(await sell(shop, till, [{ goods: warn, quantityMilli: 3000 }]), {
      outcome: 'posted-with-exception',
      exceptions: [{ code: 'oversold' }],
      result: { lines: [{ shortMilli: 2000 }] },
    })
    t.match(await sell(shop, till, [{ goods: allow }]), {
      outcome: 'posted',
      result: { lines: [{ shortMilli: 1000, lots: [] }] },
    })
    t.match(await sell(shop, till, [{ ...wish, quantityMilli: 4000 }], { offline: true }), {
      outcome: 'posted-with-exception',
      exceptions: [{ code: 'oversold' }],
    })
  })
  t.same(
    [block, warn, allow].map(({ variant }) => onHand(shop, variant.id)),
    [0, 0, 0],
  )
  t.same(await ledgerFaults(shop), [])
  await shop.receives(warn.variant.id, 5000)
  t.equal(onHand(shop, warn.variant.id), 3000, 'the shortage is settled first')
})

t.test(
  'of lots the first that expires goes first; a chosen one is kept for who chose it',
  async (t) => {
    const { shop, till } = await openSelling(t)
    const milk = await shop.sells({ tracking: 'lot' }, 100)
    const { id: variantId } = milk.variant
    const late = await shop.receives(variantId, 2000, { code: 'B', expiryOn: '2099-02-01' })
    const soon = await shop.receives(variantId, 2000, { code: 'A', expiryOn: '2099-01-01' })
    const old = await shop.receives(variantId, 2000, { code: 'O', expiryOn: '2020-01-01' })
    await lawHolds(t, shop.kernel, [shop.store.id], async () => {
      const open = { goods: milk, quantityMilli: 1500 }
      const chosen = { goods: milk, quantityMilli: 1000, lotId: soon }
      const { sold } = await sell(shop, till, [open, chosen])
      t.same(sold.lines[1]?.lots, [{ lotId: soon, quantityMilli: 1000 }])
      t.same(sold.lines[0]?.lots, [
        { lotId: soon, quantityMilli: 1000 },
        { lotId: late, quantityMilli: 500 },
      ])
      const wish = { goods: milk, id: id(), lotId: old }
      t.match(await sell(shop, till, [wish]), problem('lot-expired', wish.id))
      t.match(await sell(shop, till, [{ ...wish, lotId: soon }]), problem('stock-short', wish.id))
      t.match(await sell(shop, till, [{ ...wish, lotId: id() }]), problem('not-found', wish.id))
      const hold = { lotId: late ?? '', status: 'on-hold' as const, reason: 'x' }
      await shop.call(system, lotsSetStatus, hold)
      t.match(await sell(shop, till, [{ ...wish, lotId: late }]), problem('lot-blocked', wish.id))
      t.match(await sell(shop, till, [{ goods: milk }]), problem('stock-short'))
      t.match(await sell(shop, till, [{ ...wish, lotId: late }], { offline: true }), {
        exceptions: [{ code: 'lot-blocked' }],
        result: { lines: [{ lots: [{ lotId: late, quantityMilli: 1000 }] }] },
      })
      t.match(await sell(shop, till, [{ ...wish, lotId: old }], { offline: true }), {
        exceptions: [{ code: 'lot-expired' }],
      })
      t.match(await sell(shop, till, [{ goods: milk }], { offline: true }), {
        exceptions: [{ code: 'oversold' }],
      })
    })
    t.same(await ledgerFaults(shop), [])
  },
)

t.test('prices, taxes and sums are what the hub makes them', async (t) => {
  const { shop, till, staff } = await openSelling(t)
  const bread = await shop.sells({}, 125_000, 90_000)
  const cheap = { goods: bread, id: id(), unitPriceCentiMinor: 100_000 }
  t.match(await sell(shop, till, [cheap]), problem('price-mismatch', cheap.id))
  t.match(await sell(shop, till, [cheap], { offline: true }), {
    exceptions: [{ code: 'price-drift' }],
  })
  const decision = { priceId: null, listId: null, version: null, by: 'override' as const }
  t.match(await sell(shop, till, [{ ...cheap, decision }]), problem('price-mismatch'))
  const named = { ...cheap, decision: { ...decision, reason: 'Dented' } }
  t.match(await sell(shop, till, [named]), { outcome: 'posted' })
  staff.permissions = ['sales.complete']
  t.match(await sell(shop, till, [named]), problem('approval-required'))
  const courtesy = { goods: bread, discounts: off(10) }
  t.match(await sell(shop, till, [courtesy]), problem('approval-required'))
  // The permission alone is no limit: nobody here has a role that says how far it goes.
  staff.permissions = ['sales.complete', 'sales.discount']
  t.match(await sell(shop, till, [courtesy]), problem('approval-required'))
  staff.permissions = []
  t.match(await sell(shop, till, [{ goods: bread }]), problem('forbidden'))
  t.match(await sell(shop, till, [{ goods: bread }], { offline: true }), {
    exceptions: [{ code: 'not-permitted' }],
  })
  staff.permissions = ['*']
  t.match(await sell(shop, till, [{ goods: bread, taxId: null }]), problem('totals-mismatch'))
  const odd = { ...bread, variant: { ...bread.variant, id: id() } }
  t.match(await sell(shop, till, [{ goods: odd }]), problem('not-found'))
  t.match(await sell(shop, till, [{ goods: odd }], { offline: true }), {
    outcome: 'posted-with-exception',
    result: { lines: [{ shortMilli: 1000 }] },
  })
  t.same(await ledgerFaults(shop), [])
})

t.test('a total is paid, to the last piastre, and change comes out of cash', async (t) => {
  const { shop, till } = await openSelling(t)
  const bread = await shop.sells({}, 125_000, 90_000)
  const post = async (change: (body: ReturnType<typeof saleOf>) => object, offline = false) => {
    const body = saleOf(shop, till, [{ goods: bread }], { offline })
    const [verdict] = await till.send([writeSale(till, { ...body, ...change(body) })])
    return verdict
  }
  const cash = (amountMinor: number) => [{ kind: 'cash' as const, amountMinor, reference: null }]
  const card = (amountMinor: number) => [{ kind: 'card' as const, amountMinor, reference: null }]
  t.match(await post(() => ({ tenders: cash(1249) })), problem('tender-short'))
  t.match(await post(() => ({ tenders: cash(1251) })), problem('totals-mismatch'))
  t.match(await post(() => ({ tenders: card(1300), changeMinor: 50 })), problem('totals-mismatch'))
  t.match(
    await post(({ totals }) => ({ totals: { ...totals, taxMinor: 1 } })),
    problem('totals-mismatch'),
  )
  t.match(
    await post(({ lines }) => ({ lines: lines.map((line) => ({ ...line, amountMinor: 1 })) })),
    {
      outcome: 'refused',
    },
  )
  t.match(await post(() => ({ currency: 'USD' })), problem('invalid-input'))
  t.match(await post(() => ({ currency: 'USD' }), true), { outcome: 'quarantined' })
  t.match(await post(({ lines }) => ({ lines: [...lines, ...lines] })), problem('invalid-input'))
  t.match(await post(() => ({ businessOn: '2090-01-01' })), problem('invalid-input'))
  t.match(await post(() => ({ businessOn: '2090-01-01' }), true), {
    exceptions: [{ code: 'clock-skew' }],
  })
  t.match(await post(() => ({ tenders: cash(1000) }), true), {
    exceptions: [{ code: 'tender-short' }],
  })
  const account = [{ kind: 'on-account' as const, amountMinor: 1250, reference: null }]
  t.match(await post(() => ({ tenders: account })), problem('invalid-input'))
  t.match(await post(() => ({ cashSessionId: id() })), problem('session-closed'))
  t.match(await post(() => ({ cashSessionId: id() }), true), {
    exceptions: [{ code: 'session-closed' }],
  })
})
