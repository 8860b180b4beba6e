// Any trade whatever: sales, returns, exchanges, reversals and lines taken out of baskets, in any order, at
// two tills, online and off, paid in every way; afterwards the books are proved and the drawers sealed. What fails says
// its seed; MIZAN_SEED repeats a run.
import fc from 'fast-check'
import t from 'tap'
import type { InvoiceBody } from '#invoices/contract.ts'
import { customersSet, customersSetCredit } from '#customers/contract.ts'
import { saleVoidKind, type SaleBody, type Tender } from '#sales/contract.ts'
import { basketDiscounts, lineAmount, returnLine } from '#sales/rules.ts'
import { storedValueOpen } from '#stored-value/contract.ts'
import { taxes } from '#stores/contract.ts'
import { cashCount } from '#tills/contract.ts'
import { tillsSeal } from '#tills/seal-contract.ts'
import { prove } from '../../src/verify.ts'
import type { Counter } from '../support/counter.ts'
import { documentFaults } from '../support/en16931.ts'
import { aCard, aCustomer } from '../support/purse.ts'
import { lineOf, type Wish } from '../support/sales.ts'
import { ledgerFaults, type Goods } from '../support/stock.ts'
import { id, openTrade, pays } from '../support/trade.ts'

const goods = fc.record({
  which: fc.integer({ min: 0, max: 3 }),
  pieces: fc.integer({ min: 1, max: 4 }),
  offMinor: fc.integer({ min: 0, max: 400 }),
})
const step = fc.record({
  till: fc.integer({ min: 0, max: 1 }),
  does: fc.constantFrom('sale', 'sale', 'sale', 'return', 'exchange', 'void', 'line-void'),
  lines: fc.array(goods, { minLength: 1, maxLength: 4 }),
  basketOffMinor: fc.integer({ min: 0, max: 90 }),
  /** Which sale of before comes back, and how much of which line. */
  of: fc.nat(),
  line: fc.nat(),
  backMilli: fc.integer({ min: 1, max: 5 }).map((pieces) => pieces * 500),
  disposition: fc.constantFrom('restock' as const, 'quarantine' as const, 'scrap' as const),
  paying: fc.constantFrom('cash', 'card', 'gift-card', 'on-account', 'split', 'as-it-came'),
  offline: fc.integer({ min: 0, max: 5 }).map((each) => each === 0),
})
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never
type Trade = Awaited<ReturnType<typeof openTrade>>

/** Who trades: the goods, a card, a customer, and what was sold so far. */
class Market {
  readonly trade: Trade
  readonly goods: readonly Goods[]
  readonly cardId: string
  readonly customerId: string
  readonly sold: SaleBody[] = []
  readonly outcomes = new Map<string, number>()

  constructor(trade: Trade, goods_: readonly Goods[], cardId: string, customerId: string) {
    this.trade = trade
    this.goods = goods_
    this.cardId = cardId
    this.customerId = customerId
  }

  get #rates() {
    return this.trade.shop.kernel.memory.records(taxes)
  }

  async does(one: Step): Promise<void> {
    const { first, second } = this.trade
    const till = one.till === 0 ? first : second
    if (one.does === 'line-void') return this.#voidsLines(till, one)
    const body = one.does === 'void' ? this.#reversal(till, one) : this.#basket(till, one)
    if (!body) return
    const { outcome } = await till.send(till.writeSale(body))
    this.#note(`${one.does} ${outcome}`)
    if (outcome !== 'refused') this.sold.push(body)
  }

  #note(what: string): void {
    this.outcomes.set(what, (this.outcomes.get(what) ?? 0) + 1)
  }

  #reversal(till: Counter, { of, offline }: Step): SaleBody | undefined {
    const mine = this.sold.filter(({ cashSessionId }) => cashSessionId === till.cashSessionId)
    const sale = mine.at(-1 - (of % 3))
    return sale && this.trade.reverses(till, sale, { offline })
  }

  #basket(till: Counter, one: Step): SaleBody | undefined {
    const wishes: Wish[] = []
    if (one.does !== 'sale') {
      const back = this.#back(one)
      if (!back) return undefined
      wishes.push(back)
    }
    if (one.does !== 'return') wishes.push(...this.#wanted(one))
    const { customerId } = this
    const { offline } = one
    const who = one.paying === 'on-account' ? { customerId, offline } : { offline }
    const inCash = till.bodyOf(wishes, who)
    return till.bodyOf(wishes, { ...who, tenders: this.#tenders(one, inCash) })
  }

  #wanted({ lines, basketOffMinor }: Step): Wish[] {
    const { store } = this.trade.shop
    const wishes = lines.flatMap(({ which, pieces, offMinor }): Wish[] => {
      const wanted = this.goods[which]
      if (!wanted) return []
      const amountMinor = Math.min(offMinor, pieces * 100)
      const discounts = amountMinor
        ? [{ by: 'line' as const, amountMinor, reason: null, ruleId: null }]
        : []
      return [{ goods: wanted, quantityMilli: pieces * 1000, discounts }]
    })
    const amounts = wishes.map((wish) => {
      const plain = { packMilli: 1000, discounts: [], issues: null }
      return lineAmount({ ...plain, ...lineOf(wish) }, store, this.#rates)
    })
    const shares = basketDiscounts(amounts, basketOffMinor, 'A regular')
    return wishes.map((wish, i) => {
      const share = shares[i]
      return share ? { ...wish, discounts: [...(wish.discounts ?? []), share] } : wish
    })
  }

  #back({ of, line, backMilli, disposition }: Step): Wish | undefined {
    const sale = this.sold[this.sold.length === 0 ? 0 : of % this.sold.length]
    const lines = sale?.lines.filter(({ quantityMilli }) => quantityMilli > 0) ?? []
    const sold = lines[lines.length === 0 ? 0 : line % lines.length]
    const wanted = this.goods.find(({ variant }) => variant.id === sold?.variantId)
    if (!sale || !sold || !wanted) return undefined
    const returnOf = { saleId: sale.id, lineId: sold.id, reason: 'No', disposition }
    const back = { id: id(), quantityMilli: backMilli, lotId: null, returnOf }
    // What the till believes is left; the hub knows better.
    const unpaidMinor = sold.amountMinor
    const { store } = this.trade.shop
    return { goods: wanted, ...returnLine(sold, { ...back, unpaidMinor }, store, this.#rates) }
  }

  #tenders({ paying, of }: Step, { totals, tenders }: SaleBody): Tender[] {
    const { netMinor, taxMinor } = totals
    const grossMinor = netMinor + taxMinor
    const cardId = this.cardId
    if (paying === 'card') return [pays('card', grossMinor, 'slip')]
    if (paying === 'gift-card') return [pays('gift-card', grossMinor, cardId)]
    if (paying === 'on-account') return [pays('on-account', grossMinor)]
    if (paying === 'split' && grossMinor > 300) {
      return [pays('card', 100, 'slip'), pays('gift-card', 100, cardId), pays('cash', 1_000_000)]
    }
    const came = this.sold[this.sold.length === 0 ? 0 : of % this.sold.length]?.tenders[0]
    if (paying === 'as-it-came' && came && came.kind !== 'on-account') {
      return [pays(came.kind, grossMinor, came.reference)]
    }
    return [...tenders]
  }

  async #voidsLines(till: Counter, { lines, offline }: Step): Promise<void> {
    const taken = lines.flatMap(({ which, pieces }) => {
      const variantId = this.goods[which]?.variant.id
      return variantId ? [{ variantId, quantityMilli: pieces * 1000, amountMinor: pieces }] : []
    })
    const { cashSessionId } = till
    const fields = { basketId: id(), cashSessionId, whole: true, lines: taken, reason: 'No' }
    const { outcome } = await till.send(till.write(saleVoidKind, { ...fields, offline }))
    this.#note(`line-void ${outcome}`)
  }
}

async function openMarket(trade: Trade): Promise<Market> {
  const { shop, bread, milk, manager, first, second } = trade
  const scarce = await shop.sells({ stockPolicy: 'warn' })
  const service = await shop.sells({ service: true })
  const card = await shop.ask(storedValueOpen, aCard(shop.store))
  const customer = await shop.ask(customersSet, aCustomer())
  const limit = { id: customer.id, currency: shop.store.currency, limitMinor: 20_000 }
  await shop.ask(customersSetCredit, limit)
  for (const till of [first, second]) till.personId = manager.id
  return new Market(trade, [bread, milk, scarce, service], card.id, customer.id)
}

t.test('whatever is traded, the books are proved', { timeout: 240_000 }, async (t) => {
  const trade = await openTrade(t)
  const market = await openMarket(trade)
  const { shop, hub, first, second } = trade
  const seed = Number(process.env.MIZAN_SEED ?? process.hrtime.bigint() % 1_000_000n)
  t.comment(`seed ${seed}`)
  for (const one of fc.sample(step, { seed, numRuns: 160 })) await market.does(one)
  t.comment([...market.outcomes].map(([what, count]) => `${what} ${count}`).join(', '))
  for (const does of ['sale', 'return', 'exchange', 'void', 'line-void']) {
    const done = [...market.outcomes.keys()].some((what) => what.startsWith(`${does} posted`))
    t.ok(done, `${does} was done`)
  }
  const invoices = await hub.kernel.database.sql<{ body: string }>(`select body from invoice`)
  const faults = invoices.flatMap(({ body }) => documentFaults(JSON.parse(body) as InvoiceBody))
  t.same(faults, [], `every paper adds up, seed ${seed}`)
  t.same(await ledgerFaults({ kernel: hub.kernel } as never), [], 'every level is its movements')
  t.equal((await prove(hub.databaseUrl)).broken, null, `the books are proved, seed ${seed}`)
  for (const till of [first, second]) {
    const { cashSessionId } = till
    for (const attempt of [1, 2]) {
      const counted = { denominations: [{ valueMinor: 5, count: 1 }], countedMinor: 5 }
      await till.send(till.write(cashCount, { cashSessionId, attempt, ...counted }))
    }
    const sealed = await shop.ask(tillsSeal, { storeId: shop.store.id, cashSessionId })
    t.equal(sealed.number, 1)
  }
  t.equal(
    (await prove(hub.databaseUrl)).broken,
    null,
    `and so are the sealed drawers, seed ${seed}`,
  )
})
