// Prices by quantity and pack as they are typed, packs of a product, and the question why a price holds.
import t from 'tap'
import type { Variant } from '#catalog/contract.ts'
import type { Price } from '#prices/contract.ts'
import { emptyQuestion, questionOf } from '../../../client/office/price-lists/explain-question.ts'
import { isWhy } from '../../../client/office/price-lists/whys.ts'
import {
  breakChanges,
  breakFault,
  type BreakRow,
  breakRows,
  packSizes,
} from '../../../client/office/products/breaks.ts'
import { plannedInList, priceInList } from '../../../client/office/products/price-in-list.ts'
import {
  emptyVariant,
  packFault,
  variantDraftOf,
  variantOf,
} from '../../../client/office/products/variant-draft.ts'

const now = '2026-11-23T10:00:00.000Z'
const price = (id: string, part: Partial<Price> = {}): Price => ({
  id,
  listId: 'l',
  variantId: 'v',
  unitPriceCentiMinor: 100_000,
  packMilli: 1000,
  minimumMilli: 0,
  validFrom: '2026-01-01T00:00:00.000Z',
  validTo: null,
  version: 1,
  ...part,
})
const prices = [
  price('case', { packMilli: 12_000, unitPriceCentiMinor: 1_000_000 }),
  price('many', { minimumMilli: 6000, unitPriceCentiMinor: 90_000 }),
  price('one'),
  price('over', { validTo: now }),
  price('later', { validFrom: '2027-01-01T00:00:00.000Z' }),
  price('other', { listId: 'm' }),
]
const rows = breakRows(prices, 'l', 'EGP', now)
const added = (part: Partial<BreakRow>): BreakRow => ({
  key: 'new',
  packMilli: 1000,
  from: '',
  price: '',
  was: null,
  ends: false,
  ...part,
})

t.test('what holds in a list is shown, the unit first, then quantities and packs', async (t) => {
  t.strictSame(
    rows.map(({ key, packMilli, from, price: typed }) => [key, packMilli, from, typed]),
    [
      ['one', 1000, '', '10.00'],
      ['many', 1000, '6', '9.00'],
      ['case', 12_000, '', '100.00'],
    ],
  )
  t.equal(priceInList(prices, 'l', now)?.id, 'one', 'the price of a pack is not the price of one')
  t.equal(
    plannedInList(
      [...prices, price('p', { packMilli: 6000, validFrom: '2026-12-01T00:00:00.000Z' })],
      'l',
      now,
    )?.id,
    'later',
  )
})

t.test('only prices that differ are sent, and none while one is wrong', async (t) => {
  t.strictSame(breakChanges(rows, 'v', 'EGP'), { prices: [], ends: [] })
  const [one, many, pack] = rows
  if (!one || !many || !pack) return t.fail('three rows')
  const dearer = { ...pack, price: '١١٠٫٥' }
  const more = added({ from: '1.5', price: '8.75' })
  t.strictSame(breakChanges([one, many, dearer, more], 'v', 'EGP'), {
    prices: [
      { variantId: 'v', unitPriceCentiMinor: 1_105_000, minimumMilli: 0, packMilli: 12_000 },
      { variantId: 'v', unitPriceCentiMinor: 87_500, minimumMilli: 1500, packMilli: 1000 },
    ],
    ends: [],
  })
  const out = { ...many, price: 'nonsense', ends: true }
  t.strictSame(breakChanges([one, out, pack], 'v', 'EGP'), {
    prices: [],
    ends: [{ variantId: 'v', minimumMilli: 6000, packMilli: 1000 }],
  })
  const fault = (part: Partial<BreakRow>) => {
    const row = added(part)
    t.equal(
      breakChanges([...rows, row], 'v', 'EGP') === undefined,
      breakFault(row, [...rows, row], 'EGP') !== undefined,
    )
    return breakFault(row, [...rows, row], 'EGP')
  }
  t.equal(fault({ from: '6', price: '8' }), 'twice')
  t.equal(fault({ from: '6', packMilli: 12_000, price: '8' }), undefined)
  t.equal(fault({ from: '-6', price: '8' }), 'quantity')
  t.equal(fault({ from: 'x', price: '8' }), 'quantity')
  t.equal(fault({ from: '7', price: '8.12345' }), 'price')
})

t.test('a variant keeps its packs and stays archived when it is changed', async (t) => {
  const variant: Variant = {
    id: 'v',
    productId: 'p',
    sku: 'A',
    name: null,
    unit: 'C62',
    barcodes: [],
    packs: [{ unit: 'CS', quantityMilli: 12_000, barcodes: ['00012345678905'] }],
    archived: true,
  }
  const draft = variantDraftOf(variant)
  t.strictSame(variantOf(draft, 'v', 'p'), variant)
  t.strictSame(packSizes(variant.packs), [1000, 12_000])
  const pack = (quantity: string) => ({ key: 'n', unit: 'BX', quantity, barcodes: [] })
  for (const [quantity, fault] of [
    ['6', undefined],
    ['0.5', undefined],
    ['١٢', 'twice'],
    ['1', 'one'],
    ['', 'quantity'],
    ['-2', 'quantity'],
    ['0', 'quantity'],
  ] as const) {
    const packs = [...draft.packs, pack(quantity)]
    t.equal(packFault(pack(quantity), packs), fault, quantity)
    t.equal(variantOf({ ...draft, packs }, 'v', 'p') === undefined, fault !== undefined)
  }
  t.equal(variantOf({ ...emptyVariant, sku: 'B' }, 'v', 'p')?.packs.length, 0)
})

t.test('a question needs a store and a product, and asks for the whole pack', async (t) => {
  const draft = { ...emptyQuestion, storeId: 's', variantId: 'v' }
  t.equal(questionOf(emptyQuestion), undefined)
  t.strictSame(questionOf(draft), { storeId: 's', variantId: 'v', channel: 'store' })
  t.equal(questionOf({ ...draft, quantity: '0' }), undefined)
  t.equal(questionOf({ ...draft, quantity: 'x' }), undefined)
  t.match(questionOf({ ...draft, packMilli: 12_000 }), { quantityMilli: 12_000, packMilli: 12_000 })
  t.match(questionOf({ ...draft, quantity: '٣', customerGroupId: 'g' }), {
    quantityMilli: 3000,
    customerGroupId: 'g',
  })
  t.ok(isWhy('lower-priority'))
  t.notOk(isWhy('toString'))
})
