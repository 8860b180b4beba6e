// Prices typed in the grid: reading them, changing them by a percentage, undoing, and letting go of what has arrived.
import t from 'tap'
import {
  changeByPercent,
  edit,
  inParts,
  noEdits,
  settle,
  undo,
} from '../../../client/office/products/price-edits.ts'
import { plannedInList, priceInList } from '../../../client/office/products/price-in-list.ts'
import { keepEdits, keptEdits } from '../../../client/office/products/edits-kept.ts'
import { HIGHEST_UNIT_PRICE, type Price } from '#prices/contract.ts'

t.test('a percentage changes a price in whole steps, a half away from zero', async (t) => {
  const minor = 100
  t.equal(changeByPercent(1_350_000, -50_000, minor), 1_282_500)
  t.equal(changeByPercent(99_900, 75_000, minor), 107_400, '107.3925 to the nearest minor unit')
  t.equal(changeByPercent(1_000, 50_000, minor), 1_100, 'a half goes up')
  t.equal(changeByPercent(1_000, -50_000, minor), 1_000, '9.50 minor units become 10')
  t.equal(changeByPercent(468_000, 100_000, 2_500), 515_000, 'to the nearest quarter')
  t.equal(changeByPercent(468_000, -1_000_000, minor), 0)
  t.equal(changeByPercent(468_000, -2_000_000, minor), 0, 'never below nothing')
  t.equal(changeByPercent(HIGHEST_UNIT_PRICE, 500_000, minor), HIGHEST_UNIT_PRICE)
  t.equal(changeByPercent(123_456, 0, 1), 123_456)
})

t.test(
  'edits are undone step by step, and one that equals the price in force is none',
  async (t) => {
    const inForce = (id: string) => (id === 'a' ? 100 : undefined)
    const first = edit(noEdits, [['a', 120]], inForce)
    const second = edit(
      first,
      [
        ['a', 130],
        ['b', 50],
      ],
      inForce,
    )
    t.strictSame(
      [...second.now],
      [
        ['a', 130],
        ['b', 50],
      ],
    )
    t.equal(edit(second, [['b', 50]], inForce), second, 'nothing new is no step')
    t.strictSame([...edit(second, [['a', 100]], inForce).now], [['b', 50]])
    t.strictSame([...undo(second).now], [['a', 120]])
    t.strictSame([...undo(undo(second)).now], [])
    t.equal(undo(noEdits).now.size, 0)
  },
)

t.test('what has arrived leaves the edits and cannot be undone', async (t) => {
  const book = edit(
    edit(noEdits, [['a', 120]], () => undefined),
    [['b', 50]],
    () => undefined,
  )
  const settled = settle(book, (id, price) => id === 'a' && price === 120)
  t.strictSame([...settled.now], [['b', 50]])
  t.strictSame(settled.past, [])
  t.equal(
    settle(book, () => false),
    book,
  )
})

t.test('five hundred prices go in one call', async (t) => {
  const many = new Map(Array.from({ length: 1_201 }, (_, n) => [String(n), n] as const))
  t.strictSame(
    inParts(many).map((part) => part.length),
    [500, 500, 201],
  )
  t.strictSame(inParts(new Map()), [])
})

t.test('the price of a list at a time is for one unit and of that list', async (t) => {
  const price = (id: string, part: Partial<Price>): Price => ({
    id,
    listId: 'list',
    variantId: 'v',
    unitPriceCentiMinor: 100,
    minimumMilli: 0,
    packMilli: 1000,
    validFrom: '2026-01-01T00:00:00.000Z',
    validTo: null,
    version: 1,
    ...part,
  })
  const prices = [
    price('old', { validTo: '2026-06-01T00:00:00.000Z' }),
    price('now', { validFrom: '2026-06-01T00:00:00.000Z' }),
    price('next', { validFrom: '2027-01-01T00:00:00.000Z' }),
    price('many', { minimumMilli: 10_000, validFrom: '2026-07-01T00:00:00.000Z' }),
    price('other', { listId: 'other' }),
  ]
  const at = '2026-08-01T00:00:00.000Z'
  t.equal(priceInList(prices, 'list', at)?.id, 'now')
  t.equal(priceInList(prices, 'list', '2026-03-01T00:00:00.000Z')?.id, 'old')
  t.equal(priceInList(prices, null, at), undefined)
  t.equal(plannedInList(prices, 'list', at)?.id, 'next')
  t.equal(plannedInList(prices, 'other', at), undefined)
})

t.test('unpublished prices outlive a reload, and a damaged record is none', async (t) => {
  const kept = new Map<string, string>()
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  } as unknown as Storage
  keepEdits(storage, 'list', new Map([['a', 120]]))
  t.strictSame([...keptEdits(storage, 'list')], [['a', 120]])
  t.equal(keptEdits(storage, 'other').size, 0)
  keepEdits(storage, 'list', new Map())
  t.equal(kept.size, 0)
  kept.set('mizan.price-edits.list', '{"a":')
  t.equal(keptEdits(storage, 'list').size, 0)
  kept.set('mizan.price-edits.list', '[["a",1.5],["b",2],3]')
  t.strictSame([...keptEdits(storage, 'list')], [['b', 2]])
})
