// On what terms a basket is sold: the prices of a group, the taxes of a position, packs, prices a person says, and
// what is taken off the whole.
import t from 'tap'
import type { PriceList } from '#prices/contract.ts'
import { checkSale } from '#sales/rules.ts'
import { changeBasket, completed, emptyBasket } from '../../../client/till/basket.ts'
import { basketTotals, saleLines, saleOf } from '../../../client/till/document.ts'
import {
  onTerms,
  overridden,
  packChoices,
  repriced,
  termsOf,
  withPack,
  withQuantity,
} from '../../../client/till/pricing.ts'
import { pick, readScan } from '../../../client/till/scan.ts'
import { lastTaxed } from '../../../client/till/shelf.ts'
import { taxedNow, taxThatCame } from '../../../client/till/taxed.ts'
import { viewOf } from '../../../client/till/view.ts'
import { AT, Counter, firstLine, newOne, NOW_MS, TODAY } from './counter.ts'

const about = { onDay: TODAY, live: true, lostAtMs: null }
const occasion = {
  at: AT,
  businessOn: TODAY,
  personId: newOne(),
  cashSessionId: newOne(),
  offline: false,
  tenders: [],
}

const card = (amountMinor: number) => ({ kind: 'card' as const, amountMinor, reference: null })

/** A counter with a trade list, and a customer who has its prices and pays no tax. */
function trade() {
  const counter = new Counter()
  const groupId = newOne()
  const taxPositionId = newOne()
  const name = { en: 'Trade', ar: 'جملة' }
  const list: PriceList = { ...counter.list, id: newOne(), name, customerGroupIds: [groupId] }
  counter.moreLists = [{ ...list, priority: 5 }]
  counter.groups = [{ id: groupId, name }]
  const parts = [{ name, category: 'Z' as const, ratePpm: 0 }]
  const none = { id: newOne(), name: { en: 'No tax', ar: 'معفى' }, parts, exemptionReason: null }
  counter.moreTaxes = [none]
  const map = [{ fromTaxId: counter.tax.id, toTaxId: none.id }]
  counter.positions = [{ id: taxPositionId, name, map }]
  const [bread] = counter.prices.filter(({ variantId }) => variantId === counter.bread.id)
  if (!bread) throw new Error('bread has a price')
  const cheaper = { ...bread, id: newOne(), listId: list.id, unitPriceCentiMinor: 80_000 }
  counter.prices = [...counter.prices, cheaper]
  const customer = {
    id: newOne(),
    name: 'Café',
    phone: null,
    taxNumber: null,
    groupId,
    taxPositionId,
  }
  return { counter, customer, none }
}

t.test('a customer has the prices of their group and the taxes of their position', async (t) => {
  const { counter, customer, none } = trade()
  const walkIn = counter.basket(counter.bread)
  t.equal(basketTotals(walkIn, counter.shelf).totalMinor, 1000)
  const theirs = changeBasket(walkIn, { do: 'customer', customer })
  const lines = theirs.lines.map((line) => onTerms(line, counter.shelf, AT, termsOf(theirs)))
  const basket = changeBasket(theirs, { do: 'lines', lines })
  const [line] = saleLines(basket, counter.shelf)
  t.match(line, { unitPriceCentiMinor: 80_000, taxId: none.id, listTaxId: counter.tax.id })
  t.equal(line?.amountMinor, 702, '8.00 less the 14 % it contained')
  const [shown] = viewOf(basket, counter.shelf, about).lines
  t.match(shown?.facts, [
    { kind: 'terms', names: { en: 'Trade' } },
    { kind: 'tax', names: { en: 'No tax' } },
  ])
  t.equal(firstLine(basket).change, null, 'another customer is no change of price')
  const body = saleOf(basket, counter.shelf, { ...occasion, tenders: [card(702)] })
  t.strictSame(checkSale(body, counter.shop, counter.shelf.taxes), [])
  t.match(body, { customerGroupId: customer.groupId, taxPositionId: customer.taxPositionId })
  const back = changeBasket(basket, { do: 'customer', customer: null })
  t.match(onTerms(firstLine(back), counter.shelf, AT, termsOf(back)).charge, {
    unitPriceCentiMinor: 100_000,
  })
})

t.test('a pack’s code adds the pack at its own price', async (t) => {
  const counter = new Counter()
  const code = 'BREAD-6'
  const six = { unit: 'XPK', quantityMilli: 6000, barcodes: [code] }
  counter.variants.set(counter.bread.id, { ...counter.bread, packs: [six] })
  const scanned = () => {
    const read = readScan(counter.shelf, code, AT)
    if (read.kind !== 'picked') throw new Error(read.kind)
    const moment = { at: AT, onDay: TODAY, newId: newOne }
    const answer = pick(counter.shelf, emptyBasket(newOne()), read.picked, null, moment)
    if (answer.kind !== 'done') throw new Error(answer.kind)
    return changeBasket(emptyBasket(newOne()), answer.action)
  }
  t.match(firstLine(scanned()), { quantityMilli: 6000, packMilli: 1000 }, 'six at the unit’s price')
  const [unit] = counter.prices.filter(({ variantId }) => variantId === counter.bread.id)
  if (!unit) throw new Error('bread has a price')
  const pack = { ...unit, id: newOne(), packMilli: 6000, unitPriceCentiMinor: 500_000 }
  counter.prices = [...counter.prices, pack]
  const basket = scanned()
  const line = firstLine(basket)
  t.match(line, { quantityMilli: 6000, packMilli: 6000 })
  t.equal(basketTotals(basket, counter.shelf).totalMinor, 5000)
  t.match(viewOf(basket, counter.shelf, about).lines, [
    { quantityMilli: 1000, unit: 'XPK', facts: [{ kind: 'pack', sizeMilli: 6000 }] },
  ])
  const terms = termsOf(basket)
  const [one, whole] = packChoices(counter.shelf, line, AT, terms)
  t.match([one?.packMilli, whole?.packMilli], [1000, 6000])
  if (!one || !whole) throw new Error('two ways to sell bread')
  const loose = withPack(line, one, counter.shelf, AT, terms)
  t.match(loose, { quantityMilli: 1000, packMilli: 1000, charge: { unitPriceCentiMinor: 100_000 } })
  t.equal(withPack(loose, whole, counter.shelf, AT, terms).quantityMilli, 6000)
})

t.test('a price that a person says stays, while the list moves behind it', async (t) => {
  const counter = new Counter()
  const line = firstLine(counter.basket(counter.bread))
  const set = overridden(line, { unitPriceCentiMinor: 90_000, reason: 'dented' })
  t.match(set.charge.decision, {
    by: 'override',
    reason: 'dented',
    priceId: line.charge.decision.priceId,
  })
  counter.reprice(counter.bread, 1200)
  const moved = repriced(set, counter.shelf, AT, NOW_MS)
  t.equal(moved.charge.unitPriceCentiMinor, 90_000)
  t.equal(moved.change, null)
  t.equal(withQuantity(moved, 2000, counter.shelf, AT).charge.unitPriceCentiMinor, 90_000)
  t.equal(overridden(moved, null).charge.unitPriceCentiMinor, 120_000)
})

t.test(
  'what is taken off the whole is split to the last unit, and cards have no share',
  async (t) => {
    const counter = new Counter()
    const plain = counter.basket(counter.bread, counter.milk, counter.bread)
    const gift = { ...firstLine(plain), id: newOne(), issues: newOne() }
    const basket = changeBasket(changeBasket(plain, { do: 'add', line: gift }), {
      do: 'basket-discount',
      discount: { kind: 'amount', amountMinor: 100, reason: 'a regular' },
    })
    const lines = saleLines(basket, counter.shelf)
    const shares = lines.map(({ discounts }) => discounts.map(({ amountMinor }) => amountMinor))
    t.equal(
      shares.flat().reduce((sum, each) => sum + each, 0),
      100,
    )
    t.strictSame(shares.at(-1), [])
    t.match(lines[0]?.discounts, [{ by: 'basket', reason: 'a regular' }])
    t.equal(viewOf(basket, counter.shelf, about).basketOffMinor, 100)
  },
)

t.test('a basket that an earlier version kept is completed', async (t) => {
  const counter = new Counter()
  const { id, lines } = counter.basket(counter.bread)
  const old = lines.map(({ packMilli: _pack, issues: _issues, ...line }) => line)
  const basket = completed({ id, lines: old as never })
  t.match(basket, { basketId: id, channel: 'store' })
  t.equal(firstLine(basket).packMilli, 1000)
})

t.test('a rate that begins is on the open basket at once, and is told', async (t) => {
  const { counter, customer, none } = trade()
  counter.shop = { ...counter.shop, pricesIncludeTax: false }
  const from = '2026-11-23T12:00:00.000Z'
  const parts = counter.tax.parts.map((part) => ({ ...part, ratePpm: 200_000 }))
  const next = { ...counter.tax, id: newOne(), parts }
  const former = counter.tax
  counter.tax = { ...former, next: { taxId: next.id, from } }
  counter.moreTaxes = [...counter.moreTaxes, next]
  const basket = counter.basket(counter.bread)
  const before = taxedNow(basket, counter.shelf)
  t.equal(before.totalMinor, 1140, 'not before its time')
  const known = [counter.tax, next, none]
  t.equal(lastTaxed(known, '2026-11-23T11:59:59.999Z'), '')
  t.equal(lastTaxed(known, '2026-11-24T00:00:00.000Z'), from)
  counter.taxedAt = from
  const now = taxedNow(basket, counter.shelf)
  t.equal(now.totalMinor, 1200)
  t.equal(taxThatCame(before, now), next.id)
  t.equal(taxThatCame(now, now), undefined)
  t.equal(taxThatCame({ ...before, basketId: newOne() }, now), undefined, 'another basket')
  const more = counter.put(basket, counter.milk)
  t.equal(taxThatCame(now, taxedNow(more, counter.shelf)), undefined, 'more goods')
  const [line] = saleLines(changeBasket(basket, { do: 'customer', customer }), counter.shelf)
  t.match(line, { taxId: none.id, listTaxId: next.id }, 'a position maps what follows as well')
  counter.positions = counter.positions.map((position) => {
    return { ...position, map: [...position.map, { fromTaxId: next.id, toTaxId: former.id }] }
  })
  const [own] = saleLines(changeBasket(basket, { do: 'customer', customer }), counter.shelf)
  t.equal(own?.taxId, next.id, 'until it is mapped by itself, here to what it follows')
})
