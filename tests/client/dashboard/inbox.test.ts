// The inbox is computed from stock as it lies: expiry within a week, lots held back, goods at their reorder level,
// each only while there is stock to do something about; and what was taken out of baskets, as it is heard.
import t from 'tap'
import { saleVoided } from '#sales/contract.ts'
import { streamOf } from '#shared/streams.ts'
import type { Lot } from '#stock/contract.ts'
import { voidsOf } from '../../../client/dashboard/heard.ts'
import { lotRows, lowRows, type StockAccess, waitingRows } from '../../../client/dashboard/inbox.ts'
import { categoryShares, tenderShares, topProducts } from '../../../client/dashboard/shares.ts'
import { plan } from '../../../client/link/plan.ts'
import { Store } from '../../../client/link/store.ts'
import { TrackedState } from '../../../client/link/tracked-state.ts'
import { id } from '../support/shop.ts'
import { chosenStores, currenciesOf, settled } from '../../../client/dashboard/choice.ts'

const nowMs = Date.parse('2026-11-23T10:00:00Z')
const name = { en: 'x', ar: 'x' }
const lot = (id: string, more: Partial<Lot> = {}): Lot => ({
  id,
  variantId: 'v1',
  code: id,
  expiryOn: null,
  bestBeforeOn: null,
  status: 'available',
  reason: null,
  ...more,
})
const lots = [
  lot('fine', { expiryOn: '2026-12-01' }),
  lot('week', { expiryOn: '2026-11-30' }),
  lot('today', { expiryOn: '2026-11-23' }),
  lot('past', { expiryOn: '2026-11-22' }),
  lot('recalled', { status: 'recalled', expiryOn: '2026-11-24' }),
  lot('hold', { status: 'on-hold' }),
  lot('gone', { status: 'recalled' }),
]
const place = (id: string, kind: 'shop-floor' | 'bulk' | 'shortage', sellable: boolean) => ({
  id,
  storeId: 's',
  warehouseId: 'w',
  kind,
  name,
  sellable,
})
const level = (lotId: string | null, units: number, locationId = 'floor', variantId = 'v1') => ({
  locationId,
  variantId,
  lotId,
  onHandMilli: units * 1000,
})
const variant = (id: string, productId: string) => ({
  id,
  productId,
  sku: id,
  name: null,
  unit: 'C62',
  barcodes: [],
  packs: [],
  archived: false,
})
const product = (id: string, reorderMilli: number | null, categoryId: string | null = null) => ({
  id,
  name,
  categoryId,
  taxId: null,
  tracking: 'lot' as const,
  stockPolicy: 'warn' as const,
  minimumLifeDays: 0,
  reorderMilli,
  picture: null,
  favourite: false,
  service: false,
  archived: false,
})
const variants = [variant('v1', 'p1'), variant('v2', 'p2'), variant('v3', 'p3')]
const products = [product('p1', 10_000, 'leaf'), product('p2', 5_000, 'root'), product('p3', null)]
const access: StockAccess = {
  lot: (id) => lots.find((each) => each.id === id),
  variant: (id) => variants.find((each) => each.id === id),
  product: (id) => products.find((each) => each.id === id),
}
const store = { id: 's', name, timeZone: 'Africa/Cairo' }
const locations = [
  place('floor', 'shop-floor', true),
  place('back', 'bulk', false),
  place('owed', 'shortage', false),
]

t.test(
  'lots are sorted into held, past and soon, and those without stock are no matter',
  async (t) => {
    const levels = [
      level('fine', 50),
      level('week', 2),
      level('today', 6),
      level('past', 1, 'back'),
      level('recalled', 4),
      level('hold', 9),
      level('gone', 0),
      level('gone', 3, 'owed'),
    ]
    const rows = lotRows([{ store, locations, levels }], access, nowMs)
    t.match(rows, [
      { kind: 'held', lot: { id: 'recalled' }, leftMilli: 4000 },
      { kind: 'held', lot: { id: 'hold' } },
      { kind: 'expired', lots: 1, worst: { lot: { id: 'past' } } },
      { kind: 'expiring', lots: 2, worst: { lot: { id: 'today' }, leftMilli: 6000 } },
    ])
    t.equal(rows.length, 4)
  },
)

t.test('only what may be sold counts against the reorder level', async (t) => {
  const levels = [
    level('fine', 10),
    level('recalled', 40),
    level('fine', 90, 'back'),
    level(null, 6, 'floor', 'v2'),
    level(null, 0, 'floor', 'v3'),
  ]
  const rows = lowRows([{ store, locations, levels }], access, nowMs)
  t.match(rows, [{ kind: 'low', products: 1, worst: { variant: { id: 'v1' }, leftMilli: 10_000 } }])
  t.same(lowRows([{ store, locations, levels: [] }], access, nowMs), [])
  t.same(waitingRows([]), [])
})

t.test('shares are of what came in, by the root of the tree', async (t) => {
  const sold = [
    { businessOn: 'd', variantId: 'v1', quantityMilli: 1000, amountMinor: 300 },
    { businessOn: 'd', variantId: 'v2', quantityMilli: 1000, amountMinor: 100 },
    { businessOn: 'd', variantId: 'v1', quantityMilli: 1000, amountMinor: 0 },
    { businessOn: 'd', variantId: 'v3', quantityMilli: -1000, amountMinor: -50 },
  ]
  const category = (id: string, parentId: string | null) => ({
    id,
    parentId,
    name,
    position: 0,
    picture: null,
  })
  const tree = [category('root', null), category('leaf', 'root')]
  const shares = categoryShares(sold, {
    ...access,
    category: (id) => tree.find((each) => each.id === id),
  })
  t.match(shares, [{ id: 'root', amountMinor: 400, sharePpm: 1_000_000 }])
  t.same(
    topProducts(sold, 5).map(({ variantId }) => variantId),
    ['v1', 'v2'],
  )
  const day = {
    businessOn: 'd',
    sales: 1,
    returns: 0,
    voids: 0,
    netMinor: 0,
    taxMinor: 0,
    totalMinor: 0,
  }
  t.match(tenderShares([{ ...day, tenders: { cash: 300, card: 100, voucher: -20 } }]), [
    { id: 'cash', sharePpm: 750_000 },
    { id: 'card', sharePpm: 250_000 },
  ])
})

t.test('stores of two currencies are never added up', async (t) => {
  const shop = (id: string, currency: string, open = true) =>
    ({ id, currency, open, name }) as never
  const all = [shop('a', 'EGP'), shop('b', 'GBP'), shop('c', 'EGP'), shop('d', 'JPY', false)]
  t.same(currenciesOf(all), ['EGP', 'GBP'])
  t.same(settled(null, all), { currency: 'EGP', storeId: null })
  t.same(settled({ currency: 'GBP', storeId: 'a' }, all), { currency: 'GBP', storeId: null })
  const ids = (storeId: string | null) =>
    chosenStores({ currency: 'EGP', storeId }, all).map(({ id }) => id)
  t.same(ids(null).toSorted(), ['a', 'c'])
  t.same(ids('c'), ['c'])
  t.equal(settled(null, []), null)
})

t.test('what was taken out of a basket with nobody’s word for it is told, once', async (t) => {
  const store = new Store(plan)
  const storeId = id()
  const stream = streamOf(storeId)
  store.swap(new TrackedState(plan, stream, 'e', 0), false)
  const list = voidsOf(store)
  t.equal(voidsOf(store), list, 'one list, however often it is asked for')
  const [plain, beyond] = [id(), id()]
  const tell = (to: number, voidId: string, exceptions: string[]) =>
    store.apply(stream, { to, facts: [[to, saleVoided.name, { voidId, exceptions }]] })
  tell(1, plain, [])
  tell(2, beyond, ['approval-required'])
  tell(3, beyond, ['approval-required'])
  t.match(list.value, [{ storeId, taken: { voidId: beyond } }])
  t.equal(list.value.length, 1)
})
