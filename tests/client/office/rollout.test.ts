// How far a price version has come: who holds it, who is behind, its state by the hub's clock, and what a till that is behind
// still charges.
import t from 'tap'
import type { Price, PriceList, TerminalPrices } from '#prices/contract.ts'
import type { Presence } from '#shared/frames.ts'
import type { Terminal } from '#terminals/contract.ts'
import { plainList } from '#prices/rules.ts'
import {
  knownTo,
  pricesInForce,
  rolloutOf,
  slowestMs,
  versionState,
} from '../../../client/office/price-versions/rollout.ts'
import { chargesOf } from '../../../client/office/price-versions/till-charges.ts'

const at = (minute: number) => `2026-11-23T10:${String(minute).padStart(2, '0')}:00.000Z`
const maadi = { id: 's1', name: { en: 'Maadi', ar: 'المعادي' }, currency: 'EGP' }
const zamalek = { id: 's2', name: { en: 'Zamalek', ar: 'الزمالك' }, currency: 'EGP' }
const london = { id: 's3', name: { en: 'London', ar: 'لندن' }, currency: 'GBP' }
const list: PriceList = {
  ...plainList,
  id: 'l',
  name: { en: 'Cairo', ar: 'القاهرة' },
  currency: 'EGP',
}
const till = (id: string, storeId: string, part: Partial<Terminal> = {}): Terminal => ({
  id,
  storeId,
  kind: 'till',
  code: id,
  name: id,
  state: 'enrolled',
  fence: 1,
  proof: 'key',
  ...part,
})
const holds = (terminalId: string, number: number, minute: number): TerminalPrices => ({
  terminalId,
  storeId: 's1',
  number,
  at: at(minute),
})
const seen = (terminalId: string, state: Presence['state'], minute: number): Presence => ({
  terminalId,
  storeId: 's1',
  state,
  personId: null,
  delayMs: null,
  queued: 0,
  at: at(minute),
})
const parts = {
  list,
  stores: [maadi, zamalek, london],
  terminals: [
    till('T1', 's1'),
    till('T2', 's1'),
    till('T3', 's2'),
    till('T4', 's2'),
    till('T5', 's3'),
    till('S1', 's1', { kind: 'scanner' }),
    till('T6', 's1', { state: 'revoked' }),
  ],
  holdings: [holds('T1', 8, 2), holds('T2', 7, 1), holds('T3', 9, 5)],
  presence: new Map([
    ['T1', seen('T1', 'live', 9)],
    ['T2', seen('T2', 'offline', 1)],
  ]),
}

t.test('who is behind comes first; who went on holds it too', async (t) => {
  const tills = rolloutOf({ ...parts, version: { number: 8 } })
  t.strictSame(
    tills.map(({ terminal, standing, held, since, link, lastAt }) => [
      terminal.id,
      standing,
      held,
      since,
      link,
      lastAt,
    ]),
    [
      ['T2', 'behind', 7, null, 'offline', at(1)],
      ['T4', 'behind', null, null, 'offline', null],
      ['T1', 'holds', 8, at(2), 'live', at(9)],
      ['T3', 'holds', 9, null, 'offline', at(5)],
    ],
  )
  t.equal(slowestMs({ createdAt: at(1) }, tills), 60_000)
  t.equal(slowestMs({ createdAt: at(1) }, []), undefined)
  const only = { ...list, storeIds: ['s2'] }
  t.strictSame(
    rolloutOf({ ...parts, list: only, version: { number: 8 } }).map(({ terminal }) => terminal.id),
    ['T4', 'T3'],
  )
  t.strictSame(rolloutOf({ ...parts, list: undefined, version: { number: 8 } }), [])
})

const price = (id: string, version: number, minute: number, part: Partial<Price> = {}): Price => ({
  id,
  listId: 'l',
  variantId: 'v',
  unitPriceCentiMinor: version * 100_000,
  packMilli: 1000,
  minimumMilli: 0,
  validFrom: at(minute),
  validTo: null,
  version,
  ...part,
})

t.test('a version is staged, rolling out, active, superseded', async (t) => {
  const state = (nowAt: string, inForce: number, behind: number) =>
    versionState({ effectiveAt: at(5) }, { nowAt, inForce, behind })
  t.equal(state(at(4), 3, 0), 'staged')
  t.equal(state(at(5), 3, 1), 'rolling-out')
  t.equal(state(at(6), 3, 0), 'active')
  t.equal(state(at(6), 0, 1), 'superseded')
  const all = [price('a', 1, 0, { validTo: at(3) }), price('b', 2, 3), price('c', 2, 9)]
  t.strictSame(
    [...pricesInForce(all, at(2))].toSorted(([a], [b]) => a - b),
    [
      [1, 1],
      [2, 2],
    ],
  )
  t.strictSame([...pricesInForce(all, at(3))], [[2, 2]])
})

t.test('a till that is behind knows neither what came later nor what that ended', async (t) => {
  const all = [
    price('a', 7, 0, { validTo: at(3) }),
    price('b', 8, 3),
    price('c', 6, 0, { validTo: at(1) }),
  ]
  t.strictSame(knownTo(all, 8), all)
  t.strictSame(
    knownTo(all, 7).map(({ id, validTo }) => [id, validTo]),
    [
      ['a', null],
      ['c', at(1)],
    ],
  )
  t.strictSame(knownTo(all, null), [])
})

t.test('what each till charges: the new price, the former, or not known', async (t) => {
  const former = price('a', 7, 0, { validTo: at(3) })
  const fresh = price('b', 8, 3)
  const charges = (before: ReadonlyMap<string, readonly Price[]> | null) =>
    chargesOf({
      lists: new Map([['l', list]]),
      prices: [fresh],
      before,
      tills: rolloutOf({ ...parts, version: { number: 8 } }),
      newest: 8,
      nowAt: at(9),
    }).map(({ store, tills, nowCentiMinor, others, unknown }) => [
      store.id,
      tills,
      nowCentiMinor,
      others.map(({ unitPriceCentiMinor, tills: count }) => [unitPriceCentiMinor, count]),
      unknown,
    ])
  t.strictSame(charges(null), [
    ['s1', 2, 800_000, [], 1],
    ['s2', 2, 800_000, [], 1],
  ])
  const before = new Map([
    ['s1', [former]],
    ['s2', [former]],
  ])
  t.strictSame(charges(before), [
    ['s1', 2, 800_000, [[700_000, 1]], 0],
    ['s2', 2, 800_000, [], 1],
  ])
})
