// Real sales paid with what the company owes and with what it is owed: gift cards, store credit, vouchers
// and accounts of customers, at two tills on two transports, refunded to where the money came from.
import t, { type Test } from 'tap'
import type { Input, Operation, Output } from '#shared/contract.ts'
import type { Fact } from '#shared/frames.ts'
import type { Id } from '#shared/ids.ts'
import {
  customerAccountChanged,
  customersAccount,
  customersSet,
  customersSetCredit,
  customersStatement,
} from '#customers/contract.ts'
import type { Tender } from '#sales/contract.ts'
import { storedValueFind, storedValueMoved, storedValueOpen } from '#stored-value/contract.ts'
import { prove } from '../../src/verify.ts'
import { Counter } from '../support/counter.ts'
import { askHttp, runHub } from '../support/hub.ts'
import { aCustomer } from '../support/purse.ts'
import { replicasEqual } from '../support/replicas.ts'
import { layBread, layShop, PRICE_CENTI_MINOR, type CompanyShop } from '../support/shop.ts'
import { id, type Goods } from '../support/stock.ts'

type Kind = Tender['kind']
const PRICE_MINOR = PRICE_CENTI_MINOR / 100
const currency = 'EGP'
const pays = (kind: Kind, amountMinor: number, reference: Id | null = null): Tender => {
  return { kind, amountMinor, reference }
}

/** Two tills of one shop, a manager who listens, and bread and gift cards to sell. */
async function openTills(t: Pick<Test, 'teardown'>) {
  const hub = await runHub(t)
  const shop = await layShop(hub)
  const bread = await layBread(shop)
  const giftCard = await shop.sells({ service: true })
  const cashier = await shop.hires('nour', 'cashier')
  const manager = await shop.hires('mona', 'manager')
  const token = await shop.tokenOf(cashier)
  const facts = new Map<string, Fact[]>()
  const hears = (who: string) => ({
    onFrame: (frame: { t: string; facts?: Fact[] }) => {
      if (frame.t === 'batch') facts.set(who, [...(facts.get(who) ?? []), ...(frame.facts ?? [])])
    },
  })
  const counters: Counter[] = []
  for (const [code, transport] of [
    ['T1', 'socket.io'],
    ['T2', 'websocket'],
  ] as const) {
    const device = await shop.enrols(code)
    const line = await shop.connects(t, device, { transport, ...hears(code) })
    const counter = new Counter(shop, device, cashier.id, (fence, entries) =>
      line.post(fence, entries),
    )
    await counter.open()
    counters.push(counter)
  }
  const leading = await shop.connects(t, await shop.tokenOf(manager), hears('manager'))
  const [first, second] = counters as [Counter, Counter]
  const told = (who: string, kind: string) => (facts.get(who) ?? []).filter((f) => f[1] === kind)
  /** Asks as the cashier does, over HTTP. */
  const ask = async <O extends Operation>(operation: O, input: Input<O>): Promise<Output<O>> => {
    const { output, problem } = await askHttp(hub.url, `Bearer ${token}`, operation, input)
    if (problem) throw new Error(problem.detail ?? problem.title)
    return output as Output<O>
  }
  return { hub, shop, bread, giftCard, first, second, leading, told, ask, manager }
}

const anAccount = (shop: CompanyShop): Input<typeof storedValueOpen> => ({
  ...{ id: id(), storeId: shop.store.id, kind: 'gift-card', code: null, currency },
  ...{ customerId: null, expiresOn: null, amountMinor: 0 },
})

/** What comes back of a sold line, with its receipt. */
function backOf(goods: Goods, sold: { saleId: Id; lineId: Id }, quantityMilli = 1000) {
  const returnOf = { ...sold, reason: 'Changed their mind', disposition: 'restock' as const }
  return { goods, quantityMilli: -quantityMilli, returnOf }
}

async function soundBooks(t: Pick<Test, 'equal'>, databaseUrl: string): Promise<void> {
  const { broken } = await prove(databaseUrl)
  t.equal(broken, null, 'the books are proved')
}

t.test('a gift card is sold, spent at another till and refunded to', async (t) => {
  const { hub, shop, bread, giftCard, first, second, leading, told, ask } = await openTills(t)
  const code = 'GIFT-0001-0002-0003'
  const card = await ask(storedValueOpen, { ...anAccount(shop), code })
  const load = { goods: giftCard, quantityMilli: 4000, issues: card.id }
  t.match(await first.sell([load]), { outcome: 'posted' })
  const found = await ask(storedValueFind, { code: code.toLowerCase() })
  t.match(found, { id: card.id, balanceMinor: 4 * PRICE_MINOR })
  const tenders = [pays('gift-card', 3 * PRICE_MINOR, card.id), pays('cash', 2 * PRICE_MINOR)]
  const spent = await second.sell([{ goods: bread, quantityMilli: 5000 }], { tenders })
  t.match(spent, { outcome: 'posted' })
  const both = [pays('gift-card', 2 * PRICE_MINOR, card.id)]
  t.match(await first.sell([{ goods: bread, quantityMilli: 2000 }], { tenders: both }), {
    outcome: 'refused',
    problem: { type: '/problems/stored-value-short', availableMinor: PRICE_MINOR },
  })
  const [line] = spent.body.lines
  const origin = { saleId: spent.body.id, lineId: line?.id ?? '' }
  const refund = [pays('gift-card', -2 * PRICE_MINOR, card.id)]
  const back = await first.sell([backOf(bread, origin, 2000)], { tenders: refund })
  t.match(back, { outcome: 'posted' })
  t.match(await ask(storedValueFind, { code }), { balanceMinor: 3 * PRICE_MINOR })
  await leading.waitFor(() => told('manager', storedValueMoved.name).length === 3, 30_000)
  t.same(
    told('manager', storedValueMoved.name).map(
      (fact) => Object(fact[2]).balanceMinor / PRICE_MINOR,
    ),
    [4, 1, 3],
  )
  t.same(told('T1', storedValueMoved.name), [], 'no till is told of cards')
  await replicasEqual(t, hub.kernel, leading, shop.streams)
  await soundBooks(t, hub.databaseUrl)
})

t.test('store credit is given for a return and spent by its customer', async (t) => {
  const { hub, shop, bread, first, second, ask } = await openTills(t)
  const mona = await ask(customersSet, aCustomer())
  const customerId = mona.id
  const credit = await ask(storedValueOpen, {
    ...anAccount(shop),
    ...{ kind: 'store-credit', customerId },
  })
  const bought = await first.sell([{ goods: bread, quantityMilli: 2000 }], { customerId })
  const origin = { saleId: bought.body.id, lineId: bought.body.lines[0]?.id ?? '' }
  const given = [pays('store-credit', -2 * PRICE_MINOR, credit.id)]
  const back = [backOf(bread, origin, 2000)]
  t.match(await second.sell(back, { customerId, tenders: given }), { outcome: 'posted' })
  const tenders = [pays('store-credit', PRICE_MINOR, credit.id)]
  const stranger = await first.sell([{ goods: bread }], { tenders })
  t.match(stranger, { problem: { type: '/problems/stored-value-unusable' } })
  t.match(await first.sell([{ goods: bread }], { customerId, tenders }), { outcome: 'posted' })
  t.match(await second.sell([{ goods: bread }], { customerId, tenders }), { outcome: 'posted' })
  t.match(await first.sell([{ goods: bread }], { customerId, tenders }), {
    problem: { type: '/problems/stored-value-short', availableMinor: 0 },
  })
  await soundBooks(t, hub.databaseUrl)
})

t.test('a voucher pays once, at whichever till is first', async (t) => {
  const { hub, shop, bread, first, second } = await openTills(t)
  const voucher = await shop.ask(storedValueOpen, {
    ...anAccount(shop),
    ...{ kind: 'voucher', code: 'SPRING-2026', amountMinor: 10 * PRICE_MINOR },
  })
  const tenders = [pays('voucher', PRICE_MINOR, voucher.id)]
  const verdicts = await Promise.all(
    [first, second].map((till) => till.sell([{ goods: bread }], { tenders })),
  )
  t.same(verdicts.map(({ outcome }) => outcome).toSorted(), ['posted', 'refused'])
  const nothing = await first.sell([{ goods: bread }], { tenders: [pays('voucher', PRICE_MINOR)] })
  t.match(nothing, { problem: { type: '/problems/stored-value-unusable' } })
  t.match(await shop.ask(storedValueFind, { code: 'spring 2026' }), {
    ...{ state: 'used', balanceMinor: 0 },
  })
  await soundBooks(t, hub.databaseUrl)
})

t.test(
  'a customer buys on account to the limit, beyond it by a manager, and is paid back',
  async (t) => {
    const { hub, shop, bread, first, second, leading, told, ask, manager } = await openTills(t)
    const { id: customerId } = await ask(customersSet, aCustomer())
    const limitMinor = 3 * PRICE_MINOR
    await shop.ask(customersSetCredit, { id: customerId, currency, limitMinor })
    const tenders = [pays('on-account', 2 * PRICE_MINOR)]
    const two = { goods: bread, quantityMilli: 2000 }
    const verdicts = await Promise.all(
      [first, second].map((till) => till.sell([two], { customerId, tenders })),
    )
    const [lost] = verdicts.filter(({ outcome }) => outcome !== 'posted')
    t.equal(verdicts.filter(({ outcome }) => outcome === 'posted').length, 1)
    t.match(lost?.problem?.type, /approval-required|credit-exceeded/)
    first.personId = manager.id
    t.match(await first.sell([two], { customerId, tenders }), { outcome: 'posted' })
    t.match(await ask(customersAccount, { id: customerId, currency }), {
      balanceMinor: 4 * PRICE_MINOR,
    })
    const bought = verdicts.find(({ outcome }) => outcome === 'posted')
    const origin = { saleId: bought?.body.id ?? '', lineId: bought?.body.lines[0]?.id ?? '' }
    const refund = [pays('on-account', -2 * PRICE_MINOR)]
    const back = await second.sell([backOf(bread, origin, 2000)], { customerId, tenders: refund })
    t.match(back, { outcome: 'posted' })
    const { rows } = await shop.ask(customersStatement, { id: customerId, currency })
    t.same(
      rows.map((row) => [row.amountMinor / PRICE_MINOR, row.allowedBy]),
      [
        [-2, null],
        [2, 'limit-of-role'],
        [2, null],
      ],
    )
    t.ok(
      rows.every(({ reference }) => reference !== null),
      'each is known by its receipt',
    )
    await leading.waitFor(() => told('manager', customerAccountChanged.name).length === 3, 30_000)
    t.equal(
      told('T1', customerAccountChanged.name).length,
      3,
      'tills are told what may still be owed',
    )
    await soundBooks(t, hub.databaseUrl)
  },
)
