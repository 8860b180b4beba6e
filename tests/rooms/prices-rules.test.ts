// Which price holds, against a slow model that knows nothing of how the rules are written; and what
// setting one does to the others.
import fc from 'fast-check'
import t from 'tap'
import type { Price, PriceList } from '#prices/contract.ts'
import { explainPrice, placePrice, priceFor, type PriceQuestion } from '#prices/rules.ts'
import { aList } from '../support/catalog.ts'

const instant = (hour: number) => new Date(Date.UTC(2026, 0, 1, hour)).toISOString()
const hour = fc.nat(6)
const maybeHour = fc.option(hour, { nil: null })
const uuid = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`
const atHour = (value: number | null) => (value === null ? null : instant(value))

const list = fc.record({
  priority: fc.nat(2),
  active: fc.boolean(),
  currency: fc.constantFrom('EGP', 'EGP', 'KWD'),
  stores: fc.option(fc.subarray([1, 2]), { nil: null }),
  from: maybeHour,
  to: maybeHour,
})
const price = fc.record({
  list: fc.nat(3),
  minimum: fc.constantFrom(0, 1000, 5000),
  from: hour,
  to: maybeHour,
  amount: fc.nat(100),
})

const question = fc
  .record({
    lists: fc.array(list, { minLength: 1, maxLength: 3 }),
    prices: fc.array(price, { maxLength: 8 }),
    quantityMilli: fc.constantFrom(1, 1000, 4999, 5000, -5000),
    at: hour,
  })
  .map(({ lists, prices, quantityMilli, at }): PriceQuestion => {
    const known = lists.map((each, i) =>
      aList({
        id: uuid(i),
        priority: each.priority,
        active: each.active,
        currency: each.currency,
        storeIds: each.stores?.map((n) => uuid(900 + n)) ?? null,
        validFrom: atHour(each.from),
        validTo: atHour(each.to),
      }),
    )
    return {
      lists: new Map(known.map((each) => [each.id, each])),
      prices: prices.map((each, i) => ({
        id: uuid(100 + i),
        listId: uuid(each.list),
        variantId: uuid(99),
        unitPriceCentiMinor: each.amount,
        minimumMilli: each.minimum,
        packMilli: 1000,
        validFrom: instant(each.from),
        validTo: atHour(each.to),
        version: i + 1,
      })),
      store: { id: uuid(901), currency: 'EGP' },
      quantityMilli,
      at: instant(at),
    }
  })

/** Sieves by one condition after the other, then sieves the best by each rank in turn. */
function model({ lists, prices, store, quantityMilli, at }: PriceQuestion): Price | null {
  const now = Date.parse(at)
  const within = (from: string | null, to: string | null) =>
    (from === null || Date.parse(from) <= now) && (to === null || Date.parse(to) > now)
  const listOf = (each: Price) => lists.get(each.listId) as PriceList
  let left = prices
    .filter((each) => lists.has(each.listId) && listOf(each).active)
    .filter((each) => listOf(each).currency === store.currency)
    .filter((each) => (listOf(each).storeIds ?? [store.id]).includes(store.id))
    .filter((each) => within(listOf(each).validFrom, listOf(each).validTo))
    .filter((each) => within(each.validFrom, each.validTo))
    .filter((each) => each.minimumMilli <= Math.max(quantityMilli, -quantityMilli))
  const ranks: ((each: Price) => number)[] = [
    (each) => listOf(each).priority,
    (each) => each.minimumMilli,
    (each) => Date.parse(each.validFrom),
    (each) => Number(each.id.slice(-12)),
  ]
  for (const rank of ranks) left = left.filter((each) => left.every((o) => rank(o) <= rank(each)))
  return left[0] ?? null
}

t.test('the price that holds is the one the model finds', async (t) => {
  fc.assert(
    fc.property(question, (asked) => {
      const found = priceFor(asked)
      return found === model(asked) || (t.fail(JSON.stringify(asked)) && false)
    }),
    { numRuns: 5000 },
  )
})

t.test('the order in which prices are known does not matter', async () => {
  fc.assert(
    fc.property(question, (asked) => {
      return priceFor({ ...asked, prices: asked.prices.toReversed() }) === priceFor(asked)
    }),
    { numRuns: 2000 },
  )
})

t.test('an explanation names one price that holds and a reason for each other', async () => {
  fc.assert(
    fc.property(question, (asked) => {
      const { price: winner, considered } = explainPrice(asked)
      const holding = considered.filter(({ why }) => why === 'holds').map((each) => each.price)
      const right = winner === null ? holding.length === 0 : holding[0] === winner
      return right && holding.length <= 1 && considered.length === asked.prices.length
    }),
    { numRuns: 2000 },
  )
})

t.test('each reason is said where it is true', async (t) => {
  const held = aList({ id: uuid(0) })
  const base: Price = {
    id: uuid(1),
    listId: held.id,
    variantId: uuid(99),
    unitPriceCentiMinor: 1,
    minimumMilli: 0,
    packMilli: 1000,
    validFrom: instant(0),
    validTo: null,
    version: 1,
  }
  const why = (of: Partial<Price>, as: Partial<PriceList> = {}, others: Price[] = []) => {
    const lists = new Map([
      [held.id, { ...held, ...as }],
      [uuid(7), aList({ id: uuid(7), priority: 5 })],
    ])
    const asked = {
      lists,
      prices: [{ ...base, ...of }, ...others],
      store: { id: uuid(901), currency: 'EGP' },
      quantityMilli: 1000,
      at: instant(3),
    }
    return explainPrice(asked).considered[0]?.why
  }
  t.equal(why({}), 'holds')
  t.equal(why({ listId: uuid(8) }), 'list-unknown')
  t.equal(why({}, { active: false }), 'list-inactive')
  t.equal(why({}, { currency: 'KWD' }), 'list-of-other-currency')
  t.equal(why({}, { storeIds: [uuid(902)] }), 'list-of-other-stores')
  t.equal(why({}, { validFrom: instant(4) }), 'list-not-begun')
  t.equal(why({}, { validTo: instant(3) }), 'list-over')
  t.equal(why({ validFrom: instant(4) }), 'not-begun')
  t.equal(why({ validTo: instant(3) }), 'over')
  t.equal(why({ minimumMilli: 2000 }), 'quantity-too-small')
  t.equal(why({}, {}, [{ ...base, id: uuid(2), listId: uuid(7) }]), 'lower-priority')
  t.equal(why({}, {}, [{ ...base, id: uuid(2), minimumMilli: 1000 }]), 'smaller-quantity-break')
  t.equal(why({}, {}, [{ ...base, id: uuid(2), validFrom: instant(1) }]), 'older')
})

t.test('prices set one after the other never overlap and the last word counts', async (t) => {
  const setting = fc.record({ wait: fc.nat(2), ahead: fc.nat(4) })
  fc.assert(
    fc.property(fc.array(setting, { minLength: 1, maxLength: 10 }), (settings) => {
      let present = 0
      let all: Price[] = []
      // The model: an hour's price is the one set last among those that begin last before it.
      const begun: { from: number; id: string }[] = []
      for (const [i, { wait, ahead }] of settings.entries()) {
        present += wait
        const fresh = {
          id: uuid(i),
          listId: uuid(0),
          variantId: uuid(99),
          unitPriceCentiMinor: i,
          minimumMilli: 0,
          packMilli: 1000,
          validFrom: instant(present + ahead),
        }
        const standing = all.filter(({ validTo, validFrom }) => validTo !== validFrom)
        const {
          price: made,
          shortened,
          over,
        } = placePrice(
          standing.filter(({ validTo }) => validTo === null || validTo > instant(present)),
          fresh,
          instant(present),
        )
        const ended = new Map([...shortened, ...over].map((each) => [each.id, each]))
        for (const each of over) t.ok(each.validTo !== null && each.validTo <= made.validFrom)
        for (const each of shortened) t.ok((each.validTo ?? '') > instant(present))
        all = [...all.map((each) => ended.get(each.id) ?? each), { ...made, version: i + 1 }]
        begun.push({ from: present + ahead, id: made.id })
      }
      for (let at = present; at < present + 6; at += 1) {
        const holding = all.filter(
          ({ validFrom, validTo }) =>
            validFrom <= instant(at) && (validTo === null || validTo > instant(at)),
        )
        const latest = Math.max(...begun.filter(({ from }) => from <= at).map(({ from }) => from))
        const wanted = begun.findLast(({ from }) => from === latest)?.id
        t.same(
          holding.map(({ id }) => id),
          wanted === undefined ? [] : [wanted],
        )
      }
    }),
    { numRuns: 300 },
  )
})
