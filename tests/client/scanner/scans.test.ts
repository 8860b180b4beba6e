// A scan fills in what its code says and nothing more; goods that may not be sold are refused on the device; and a
// draft is never lost between two scans.
import t from 'tap'
import type { CatalogAccess } from '#catalog/rules.ts'
import { problemBody } from '#shared/problem.ts'
import type { Lot } from '#stock/contract.ts'
import { bookedIn, progressOf, unseenRefusal } from '../../../client/scanner/calls.ts'
import {
  draftOf,
  missingIn,
  receiptOf,
  stepped,
  takeScan,
  untakeScan,
} from '../../../client/scanner/draft.ts'
import { namedLike } from '../../../client/scanner/named.ts'
import { lotToMove, lyingAt, placeNamed, usualMove } from '../../../client/scanner/places.ts'
import { mayQuarantine, nextStep, receiptRefusal } from '../../../client/scanner/refusals.ts'
import { gtinGroups, type Read, readScan } from '../../../client/scanner/scans.ts'

const gtin = '06223001400219'
const name = { en: 'Paracetamol', ar: 'باراسيتامول' }
const variant = {
  id: 'v',
  productId: 'p',
  sku: 'PARA-500-24',
  name: null,
  unit: 'C62',
  barcodes: [gtin],
  packs: [],
  archived: false,
}
const product = { id: 'p', name, tracking: 'lot', service: false } as never
const access: CatalogAccess = {
  variantsBy: (index, term) => {
    const terms = index === 'sku' ? [variant.sku] : variant.barcodes
    return terms.includes(term) ? [variant] : []
  },
  product: () => product,
}
const context = { referenceYear: 2026 }
const at = '2026-11-23T09:00:00.000Z'

function readOf(scanned: string): Read {
  const reading = readScan(access, scanned, context)
  if (reading.kind !== 'found') throw new Error(`${scanned}: ${reading.kind}`)
  return reading.read
}

t.test('a GS1 message fills lot, expiry and quantity and says where it read them', async (t) => {
  const read = readOf(`]d201${gtin}17280831\u001D10PX4471\u001D3012`)
  t.match(read, { lotCode: 'PX4471', expiryOn: '2028-08-31', quantityMilli: 12_000, tracked: true })
  t.same(read.said, { gtin: '01', lot: '10', expiry: '17', quantity: '30' })
  t.equal(gtinGroups(read.code), '0 6223001 400219')
})

t.test('a plain barcode and a SKU say the goods and nothing more', async (t) => {
  for (const scanned of ['6223001400219', 'PARA-500-24']) {
    t.match(readOf(scanned), { lotCode: null, expiryOn: null, quantityMilli: null, said: {} })
  }
  t.match(readScan(access, '5012345678900', context), { kind: 'unknown' })
})

t.test('the same goods add up, and the last scan can be taken back', async (t) => {
  const read = readOf(`(01)${gtin}(10)A1(37)6`)
  const first = takeScan(null, read, at)
  if (first.kind !== 'taken') throw new Error('not taken')
  const second = takeScan(first.draft, read, at)
  t.match(second, { kind: 'taken', done: null, draft: { quantityMilli: 12_000 } })
  if (second.kind !== 'taken') throw new Error('not taken')
  t.match(untakeScan(second.draft), { quantityMilli: 6_000 })
  t.equal(untakeScan(first.draft), null)
  t.equal(stepped(first.draft, -1).quantityMilli, 5_000)
  const one = draftOf(readOf('6223001400219'), at)
  t.equal(stepped(one, -1).quantityMilli, 1_000)
})

t.test('another lot books the one before; goods without their lot wait for it', async (t) => {
  const first = draftOf(readOf(`(01)${gtin}(10)A1`), at)
  const next = takeScan(first, readOf(`(01)${gtin}(10)B2`), at)
  t.match(next, { kind: 'taken', done: { lotCode: 'A1' }, draft: { lotCode: 'B2' } })
  const bare = draftOf(readOf('6223001400219'), at)
  t.equal(missingIn(bare), 'lot')
  const other = { ...readOf('6223001400219'), variantId: 'other' }
  t.same(takeScan(bare, other, at), { kind: 'waiting', for: 'lot' })
  const filled = takeScan(bare, readOf(`(01)${gtin}(10)A1(17)280831`), at)
  t.match(filled, { draft: { lotCode: 'A1', expiryOn: '2028-08-31', quantityMilli: 2_000 } })
})

t.test('what is booked is what was read', async (t) => {
  const draft = draftOf(readOf(`(01)${gtin}(17)280831(10)A1`), at)
  t.same(receiptOf(draft, { id: 'i', storeId: 's' }), {
    id: 'i',
    storeId: 's',
    lines: [{ variantId: 'v', quantityMilli: 1_000, lot: { code: 'A1', expiryOn: '2028-08-31' } }],
  })
})

const lot = (more: Partial<Lot> = {}): Lot => ({
  id: 'l',
  variantId: 'v',
  code: 'A1',
  expiryOn: '2028-08-31',
  bestBeforeOn: null,
  status: 'available',
  reason: null,
  ...more,
})

t.test('goods that may not be sold are refused before they are booked', async (t) => {
  const draft = draftOf(readOf(`(01)${gtin}(17)280831(10)A1`), at)
  const judged = (known?: Lot, onDay = '2026-11-23') => receiptRefusal(draft, known, onDay)
  t.equal(judged(), null)
  t.equal(judged(lot()), null)
  t.equal(judged(lot({ status: 'recalled' })), 'recalled')
  t.equal(judged(lot({ status: 'on-hold' })), 'on-hold')
  t.equal(judged(lot({ expiryOn: '2028-09-30' })), 'expiry-differs')
  t.equal(judged(undefined, '2028-09-01'), 'expired')
  t.ok(mayQuarantine('recalled'))
  t.notOk(mayQuarantine('expiry-differs'))
  t.equal(nextStep(problemBody('stock-short')), 'count')
  t.equal(nextStep(null), 'again')
})

const call = (id: string, state: 'waiting' | 'confirmed' | 'refused', op = 'stock.receive') => ({
  id,
  op,
  input: { id, storeId: 's', lines: [{ variantId: 'v', quantityMilli: 1000 }] },
  at,
  state,
  output: null,
  problem: null,
  answeredAt: '',
})

t.test('progress counts what the hub confirmed, and a refusal is shown once', async (t) => {
  const calls = [
    call('4', 'waiting'),
    call('3', 'refused'),
    call('2', 'refused'),
    call('1', 'confirmed'),
  ]
  t.same(progressOf(bookedIn(calls, 'receive', '')), { confirmed: 1, all: 2 })
  t.same(bookedIn(calls, 'move', ''), [])
  t.equal(unseenRefusal(calls, [])?.id, '2')
  t.equal(unseenRefusal(calls, ['2'])?.id, '3')
  t.equal(unseenRefusal(calls, ['2', '3']), undefined)
})

t.test('a move offers the back of the shop first and finds its lot', async (t) => {
  const place = (id: string, kind: 'shop-floor' | 'bulk', sellable: boolean) => ({
    id,
    storeId: 's',
    warehouseId: 'w',
    kind,
    name: { en: id, ar: `م ${id}` },
    sellable,
  })
  const places = [place('floor', 'shop-floor', true), place('back', 'bulk', false)]
  t.same(usualMove(places), { fromId: 'back', toId: 'floor' })
  t.equal(placeNamed(places, ' Back ')?.id, 'back')
  const level = (lotId: string, units: number) => ({
    locationId: 'back',
    variantId: 'v',
    lotId,
    onHandMilli: units * 1000,
  })
  const known = [
    lot({ id: 'l1', code: 'A1' }),
    lot({ id: 'l2', code: 'B2', expiryOn: '2027-01-01' }),
  ]
  const lotOf = (id: string) => known.find((each) => each.id === id)
  const both = lyingAt(places, [level('l1', 2), level('l2', 3)], lotOf)
  t.same(
    both.map((each) => each.lot?.code),
    ['B2', 'A1'],
  )
  t.equal(lotToMove(both, 'back', null), 'choose')
  t.match(lotToMove(both, 'back', 'A1'), { id: 'l1' })
  t.equal(lotToMove(both, 'back', 'Z9'), 'none')
  t.match(lotToMove(lyingAt(places, [level('l1', 2)], lotOf), 'back', null), { id: 'l1' })
  t.equal(lotToMove(both, 'floor', null), 'none')
})

t.test('a name is found in either language by letters that look alike', async (t) => {
  const all = [{ sku: 'a', name: { en: 'Olive oil', ar: 'زيت زيتون' } }]
  t.equal(namedLike(all, 'OIL oli', 5).length, 1)
  t.equal(namedLike(all, 'زيتُون', 5).length, 1)
  t.equal(namedLike(all, 'o', 5).length, 0)
})
