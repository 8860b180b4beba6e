// How far a person's own word goes, and what happens beyond it: discounts, prices, reversals, goods
// without a receipt, each by an approval that is bound to its basket and used once.
import t from 'tap'
import { discountAsk, noReceiptAsk, overrideAsk, voidAsk } from '#sales/rules.ts'
import type { SaleBody } from '#sales/contract.ts'
import { prove } from '../../src/verify.ts'
import { off } from '../support/sales.ts'
import { backOf, id, openTrade, pays, PRICE_MINOR } from '../support/trade.ts'

const posted = { outcome: 'posted' }
const refused = (slug: string, more: object = {}) => {
  return { outcome: 'refused', problem: { type: `/problems/${slug}`, ...more } }
}
const needs = (approvalKind: string) => refused('approval-required', { approvalKind })
const ask = <T>(made: T | undefined): T => {
  if (made === undefined) throw new Error('there is nothing to ask')
  return made
}
const again = (body: SaleBody, of: Partial<SaleBody>): SaleBody => ({ ...body, id: id(), ...of })

t.test('a discount beyond the limit needs an approval of that basket', async (t) => {
  const trade = await openTrade(t)
  const { first, bread, asks, decides, send } = trade
  const small = off(PRICE_MINOR / 10)
  t.match(await first.sell([{ goods: bread, discounts: small }]), posted, 'a tenth is theirs')
  const basket = first.bodyOf([{ goods: bread, discounts: off(PRICE_MINOR / 2) }])
  t.match(await send(first, basket), needs('discount'))
  const wanted = ask(discountAsk(basket.lines))
  t.equal(wanted.askPpm, 500_000)
  const approval = await asks(basket, wanted)
  const approvals = [{ kind: 'discount' as const, approvalId: approval.id }]
  t.match(
    await send(first, again(basket, { approvals })),
    refused('approval-void'),
    'not given yet',
  )
  await decides(approval)
  const dearer = first.bodyOf([
    { goods: bread, discounts: off(PRICE_MINOR / 2), quantityMilli: 2000 },
  ])
  t.match(await send(first, { ...dearer, approvals }), refused('approval-void'), 'another basket')
  t.match(await send(first, again(basket, { approvals })), posted)
  t.match(await send(first, again(basket, { approvals })), refused('approval-void'), 'once')
})

t.test('what was denied stays refused, and nobody approves beyond their own limit', async (t) => {
  const { first, bread, asks, decides, send } = await openTrade(t)
  const body = first.bodyOf([{ goods: bread, discounts: off(PRICE_MINOR / 2) }])
  const denied = await asks(body, ask(discountAsk(body.lines)))
  await decides(denied, false)
  const approvals = [{ kind: 'discount' as const, approvalId: denied.id }]
  t.match(await send(first, again(body, { approvals })), refused('approval-void'))
  const gift = first.bodyOf([{ goods: bread, discounts: off(PRICE_MINOR) }])
  const tooMuch = await asks(gift, ask(discountAsk(gift.lines)))
  await t.rejects(decides(tooMuch), /beyond your own limit/)
})

t.test('another price is a matter of permission, and of how far below', async (t) => {
  const { first, bread, asks, decides, send, shop } = await openTrade(t)
  const decision = { priceId: null, listId: null, version: null, by: 'override' as const }
  const cheap = { goods: bread, unitPriceCentiMinor: PRICE_MINOR * 80 }
  const body = first.bodyOf([{ ...cheap, decision: { ...decision, reason: 'Dented' } }])
  t.match(await send(first, body), needs('price-override'))
  const wanted = ask(overrideAsk(body.lines, () => PRICE_MINOR * 100))
  t.equal(wanted.askPpm, 200_000)
  const approval = await asks(body, wanted)
  await decides(approval)
  const approvals = [{ kind: 'price-override' as const, approvalId: approval.id }]
  t.match(await send(first, again(body, { approvals })), posted)
  const lead = await shop.hires('dalia', 'manager')
  first.personId = lead.id
  t.match(await send(first, again(body, { personId: lead.id })), posted, 'a fifth is hers to give')
})

t.test('a reversal beyond the limit, and only where it was sold', async (t) => {
  const { first, second, bread, asks, decides, send, reverses, hub } = await openTrade(t)
  const small = await first.sell([{ goods: bread, quantityMilli: 2000 }])
  t.match(await send(second, reverses(second, small.body)), refused('wrong-state'), 'another till')
  const partly = reverses(first, small.body)
  t.match(
    await send(first, { ...partly, tenders: [pays('card', -2 * PRICE_MINOR)] }),
    refused('totals-mismatch'),
    'other tenders',
  )
  t.match(await send(first, reverses(first, small.body)), posted)
  const back = [backOf(bread, small.body)]
  t.match(await first.sell(back), refused('over-return'), 'nothing of it can come back')
  const large = await first.sell([{ goods: bread, quantityMilli: 60_000 }])
  const body = reverses(first, large.body)
  t.match(await send(first, body), needs('void'))
  const approval = await asks(body, ask(voidAsk(body)))
  await decides(approval)
  const approvals = [{ kind: 'void' as const, approvalId: approval.id }]
  t.match(await send(first, again(body, { approvals })), posted)
  t.equal((await prove(hub.databaseUrl)).broken, null, 'the books are proved')
})

t.test('goods without a receipt, as the store has it', async (t) => {
  const trade = await openTrade(t)
  const { first, bread, milk, asks, decides, send, lets, shop, hub } = trade
  const lead = await shop.hires('dalia', 'manager')
  const [wish] = [backOf(bread, null)]
  t.match(await first.sell([wish]), needs('no-receipt-return'))
  const body = first.bodyOf([wish])
  const approval = await asks(body, ask(noReceiptAsk(PRICE_MINOR)))
  await decides(approval)
  const approvals = [{ kind: 'no-receipt-return' as const, approvalId: approval.id }]
  t.match(await send(first, again(body, { approvals })), posted)
  first.personId = lead.id
  t.match(await first.sell([wish]), posted, 'a manager may')
  // Of which lot, nobody said: offline that is a fact, and what is thrown away is asked for none.
  const offline = { offline: true }
  const untold = await first.sell([backOf(milk, null, 1000, 'quarantine')], offline)
  const outcome = 'posted-with-exception'
  t.match(untold, { outcome, exceptions: [{ code: 'lot-required' }] })
  const thrown = await first.sell([backOf(milk, null, 1000, 'scrap')])
  t.match(thrown, posted)
  for (const { body } of [untold, thrown]) {
    t.match(await send(first, trade.reverses(first, body)), posted)
  }
  t.match(await first.sell([backOf(milk, null, 1000, 'quarantine')], offline), { outcome })
  await lets({ noReceipt: 'store-credit' })
  t.match(await first.sell([wish]), refused('forbidden'), 'not in cash')
  const even = await first.sell([wish, { goods: bread }], { tenders: [] })
  t.match(even, posted, 'in exchange')
  await lets({ noReceipt: 'refuse' })
  t.match(await first.sell([wish]), refused('forbidden'), 'not at all')
  t.equal((await prove(hub.databaseUrl)).broken, null, 'the books are proved')
})

t.test('with four eyes nobody uses what they gave themselves', async (t) => {
  const { first, bread, manager, asks, decides, send, lets } = await openTrade(t)
  await lets({ fourEyes: true })
  first.personId = manager.id
  const body = first.bodyOf([{ goods: bread, discounts: off(PRICE_MINOR) }])
  const half = first.bodyOf([{ goods: bread, discounts: off(PRICE_MINOR / 2) }])
  t.match(await send(first, half), posted, 'within her own limit')
  const own = await asks(body, ask(discountAsk(body.lines)))
  await t.rejects(decides(own), /beyond your own limit|Somebody else/)
})
