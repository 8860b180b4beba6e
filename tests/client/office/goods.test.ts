// What the grid of products shows: tabs, order, stock summed up, drafts of products, and the table that goes out as CSV.
import t from 'tap'
import type { Product, Variant } from '#catalog/contract.ts'
import { plainProduct, plainVariant } from '#catalog/rules.ts'
import type { Lot } from '#stock/contract.ts'
import { fates, refusedFirst } from '../../../client/office/products/import-fates.ts'
import { belongs, countTabs, orderOf, type Shelf } from '../../../client/office/products/order.ts'
import {
  changesOf,
  draftOf,
  emptyDraft,
  productOf,
} from '../../../client/office/products/product-draft.ts'
import { productsCsv } from '../../../client/office/products/products-csv.ts'
import { daysBetween, expiresWithin, holdings } from '../../../client/office/products/stock-view.ts'
import {
  emptyVariant,
  variantOf,
  withBarcode,
} from '../../../client/office/products/variant-draft.ts'

const product = (id: string, part: Partial<Product> = {}): Product => ({
  ...plainProduct,
  id,
  name: { en: id, ar: id },
  ...part,
})
const variant = (id: string, part: Partial<Variant> = {}): Variant => ({
  id,
  productId: id,
  sku: `SKU-${id}`,
  ...plainVariant,
  barcodes: ['05012345678900'],
  ...part,
})
const lot = (id: string, part: Partial<Lot> = {}): Lot => ({
  id,
  variantId: 'milk',
  code: id,
  expiryOn: null,
  bestBeforeOn: null,
  status: 'available',
  reason: null,
  ...part,
})

const goods = [
  product('milk', { reorderMilli: 12_000, name: { en: 'Milk', ar: 'لبن' } }),
  product('bread', { name: { en: 'Bread', ar: 'خبز' } }),
  product('old', { archived: true, name: { en: 'Abacus', ar: 'معداد' } }),
]
const forms = [variant('milk'), variant('bread', { barcodes: [] }), variant('old')]
const held = holdings(
  [
    { locationId: 'floor', variantId: 'milk', lotId: 'l1', onHandMilli: 7_000 },
    { locationId: 'back', variantId: 'milk', lotId: 'l2', onHandMilli: 5_000 },
    { locationId: 'back', variantId: 'milk', lotId: 'l3', onHandMilli: 0 },
    { locationId: 'floor', variantId: 'bread', lotId: null, onHandMilli: 90_000 },
  ],
  (id) =>
    ({
      l1: lot('l1', { expiryOn: '2026-12-20' }),
      l2: lot('l2', { expiryOn: '2026-12-01', status: 'recalled' }),
      l3: lot('l3', { expiryOn: '2026-11-24' }),
    })[id],
)
const shelf: Shelf = {
  product: (id) => goods.find((each) => each.id === id),
  holding: (id) => held.get(id),
  price: (id) => ({ milk: 300, bread: 200 })[id],
  category: () => undefined,
  today: '2026-11-23',
  locale: 'en',
}

t.test(
  'what is on hand is summed over places, with the first date and the blocked lots',
  async (t) => {
    const milk = held.get('milk')
    t.strictSame(milk, { onHandMilli: 12_000, expiryOn: '2026-12-01', blockedLots: 1 })
    t.ok(milk && expiresWithin(milk, '2026-11-23', 30))
    t.notOk(milk && expiresWithin(milk, '2026-11-23', 7))
    t.equal(daysBetween('2026-11-23', '2026-11-27'), 4)
    t.equal(daysBetween('2026-03-28', '2026-03-30'), 2, 'a clock change is no day less')
    t.equal(daysBetween('2026-11-23', '2026-11-20'), -3)
  },
)

t.test('each product is under its tabs, archived ones only under theirs', async (t) => {
  t.strictSame(countTabs(forms, shelf), {
    all: 2,
    reorder: 1,
    expiring: 1,
    'no-barcode': 1,
    archived: 1,
  })
  t.notOk(belongs('all', variant('x', { productId: 'nowhere' }), shelf))
})

t.test('the order is by the chosen column, and what has no value comes last', async (t) => {
  t.strictSame(orderOf(forms, 'all', null, shelf), ['milk', 'bread'])
  t.strictSame(orderOf(forms, 'all', { column: 'name', direction: 'up' }, shelf), ['bread', 'milk'])
  t.strictSame(orderOf(forms, 'all', { column: 'price', direction: 'down' }, shelf), [
    'milk',
    'bread',
  ])
  for (const direction of ['up', 'down'] as const) {
    t.strictSame(orderOf(forms, 'all', { column: 'expiry', direction }, shelf), ['milk', 'bread'])
  }
  t.strictSame(
    orderOf(forms, 'all', { column: 'name', direction: 'up' }, { ...shelf, locale: 'ar' }),
    ['bread', 'milk'],
  )
})

t.test('a product is sent as what differs from its record', async (t) => {
  const [milk] = goods
  if (!milk) return t.fail('no milk')
  const draft = draftOf(milk)
  t.equal(draft.reorder, '12')
  const next = productOf({ ...draft, reorder: '٧٫٥', name: { en: ' Milk ', ar: 'حليب' } })
  t.strictSame(next && changesOf(milk, next), {
    name: { en: 'Milk', ar: 'حليب' },
    reorderMilli: 7_500,
  })
  t.strictSame(changesOf(milk, productOf(draft) ?? milk), {})
  t.equal(productOf(emptyDraft), undefined, 'a name is missing')
  t.equal(productOf({ ...draft, reorder: 'many' }), undefined)
})

t.test('a barcode is kept once and only if it is one', async (t) => {
  t.strictSame(withBarcode([], ' 5012345678900 '), { barcodes: ['05012345678900'] })
  t.strictSame(withBarcode(['05012345678900'], '5012345678900'), { fault: 'twice' })
  t.strictSame(withBarcode([], '5012345678901'), { fault: 'check-digit' })
  t.equal(variantOf(emptyVariant, 'v', 'p'), undefined)
  t.match(variantOf({ ...emptyVariant, sku: ' A-1 ' }, 'v', 'p'), { sku: 'A-1', name: null })
})

t.test('the shown products go out as a table a spreadsheet reads and cannot run', async (t) => {
  const risky = product('risky', { name: { en: '=HYPERLINK("x")', ar: 'خبز، "بلدي"' } })
  const csv = productsCsv(
    [
      {
        product: risky,
        variant: variant('risky'),
        category: 'Bread, cakes',
        unitPriceCentiMinor: 125_050,
      },
      {
        product: risky,
        variant: variant('r2', { barcodes: [] }),
        category: null,
        unitPriceCentiMinor: null,
      },
    ],
    'EGP',
  )
  t.equal(csv.charCodeAt(0), 0xfeff)
  const [head, first, second, end] = csv.slice(1).split('\r\n')
  t.equal(head, 'sku,name_en,name_ar,category,barcode,unit,tracking,price')
  t.equal(
    first,
    'SKU-risky,"\'=HYPERLINK(""x"")","خبز، ""بلدي""","Bread, cakes",05012345678900,C62,none,12.505',
  )
  t.match(second, /^SKU-r2,.*,,,C62,none,$/)
  t.equal(end, '')
})

t.test('a trial shows refused rows first and counts what would be written', async (t) => {
  const row = (n: number, fate: 'add' | 'change' | 'same' | 'refuse') => {
    return { row: n, fate, sku: String(n), errors: [] }
  }
  const rows = [row(1, 'add'), row(2, 'refuse'), row(3, 'same'), row(4, 'change')]
  t.match(fates(rows), { add: 1, change: 1, same: 1, refuse: 1, written: 2 })
  t.strictSame(
    refusedFirst(rows).map((each) => each.row),
    [2, 1, 3, 4],
  )
})
