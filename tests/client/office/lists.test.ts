// The lists of the back office: sorting, lots and their filters, the tree of categories, rights, passwords, stores.
import t from 'tap'
import type { Lot } from '#stock/contract.ts'
import { inTree, mayHangUnder } from '../../../client/office/categories/category-tree.ts'
import { bothNames } from '../../../client/office/parts/both-names.ts'
import { instantOf, momentOf } from '../../../client/office/parts/moments.ts'
import { sorted } from '../../../client/office/parts/sorting.ts'
import { PASSWORD_BYTES, passwordFrom } from '../../../client/office/people/new-password.ts'
import { readLimits, typedLimits } from '../../../client/office/people/role-limits.ts'
import {
  isLotStatus,
  lotActs,
  type LotRow,
  lotsShown,
  onHandByLot,
} from '../../../client/office/stock/lot-rows.ts'
import {
  emptyStore,
  readRounding,
  storeDraftOf,
  storeOf,
} from '../../../client/office/stores/store-draft.ts'

t.test('rows sort by text of the language and by size, without a key last', async (t) => {
  const rows = [{ k: 'b10' }, { k: null }, { k: 'b9' }, { k: 'A' }]
  const keys = (direction: 'up' | 'down') =>
    sorted(rows, ({ k }) => k, direction, 'en').map(({ k }) => k)
  t.strictSame(keys('up'), ['A', 'b9', 'b10', null])
  t.strictSame(keys('down'), ['b10', 'b9', 'A', null])
  const numbers = [{ n: 10 }, { n: 9 }]
  t.strictSame(
    sorted(numbers, ({ n }) => n, 'up', 'ar').map(({ n }) => n),
    [9, 10],
  )
  t.strictSame(rows.length, 4)
})

const row = (code: string, part: Partial<LotRow['lot']> = {}, onHandMilli = 0): LotRow => ({
  lot: {
    id: code,
    variantId: 'v',
    code,
    expiryOn: null,
    bestBeforeOn: null,
    status: 'available',
    reason: null,
    ...part,
  },
  productName: { en: 'Whole milk', ar: 'لبن كامل' },
  sku: 'MLK',
  unit: 'C62',
  onHandMilli,
})

t.test(
  'lots are filtered by status, stock and text in both languages, first expiring first',
  async (t) => {
    const rows = [
      row('C', {}, 5_000),
      row('B', { expiryOn: '2027-01-01', status: 'recalled' }),
      row('A', { expiryOn: '2026-12-01' }, 1_000),
    ]
    const codes = (filter: Partial<Parameters<typeof lotsShown>[1]>) =>
      lotsShown(rows, { text: '', status: 'all', held: false, ...filter }).map(
        ({ lot }) => lot.code,
      )
    t.strictSame(codes({}), ['A', 'B', 'C'])
    t.strictSame(codes({ held: true }), ['A', 'C'])
    t.strictSame(codes({ status: 'recalled' }), ['B'])
    t.strictSame(codes({ text: 'لبن' }), ['A', 'B', 'C'])
    t.strictSame(codes({ text: 'b' }), ['B'])
    t.strictSame(
      [
        ...onHandByLot([
          { locationId: 'x', variantId: 'v', lotId: 'A', onHandMilli: 1 },
          { locationId: 'y', variantId: 'v', lotId: 'A', onHandMilli: 2 },
          { locationId: 'y', variantId: 'v', lotId: null, onHandMilli: 4 },
        ]),
      ],
      [['A', 3]],
    )
    const zones = ['Africa/Cairo', 'Asia/Dubai']
    const shops = zones.map((timeZone) => ({ open: true, timeZone }))
    const acts = (
      status: Lot['status'],
      expiryOn: string | null = null,
      at = '2026-11-23T12:00:00.000Z',
    ) => lotActs({ status, expiryOn }, shops, at)
    t.strictSame(acts('available'), ['hold', 'recall'])
    t.strictSame(acts('on-hold'), ['release', 'recall'])
    t.strictSame(acts('on-hold', '2026-11-22'), ['recall'], 'past its expiry')
    const late = '2026-11-23T22:30:00.000Z'
    t.strictSame(acts('on-hold', '2026-11-23', late), ['recall'], 'a new day at every store')
    const early = '2026-11-23T20:30:00.000Z'
    t.strictSame(acts('on-hold', '2026-11-23', early), ['release', 'recall'], 'but not at one')
    t.strictSame(acts('recalled'), [], 'a recall is a recall')
    t.ok(isLotStatus('damaged'))
    t.notOk(isLotStatus('all'))
  },
)

t.test('categories stand under their parents, and none under itself', async (t) => {
  const category = (id: string, parentId: string | null, position: number) => {
    return { id, parentId, position, name: { en: id, ar: id }, picture: null }
  }
  const all = [
    category('milk', 'dairy', 1),
    category('food', null, 1),
    category('dairy', 'food', 2),
    category('bread', 'food', 1),
    category('lost', 'gone', 0),
    category('round', 'again', 0),
    category('again', 'round', 0),
  ]
  t.strictSame(
    inTree(all).map(({ id }) => id),
    ['lost', 'food', 'bread', 'dairy', 'milk', 'round', 'again'],
  )
  t.ok(mayHangUnder('bread', 'milk', all))
  t.notOk(mayHangUnder('food', 'milk', all))
  t.notOk(mayHangUnder('food', 'food', all))
  t.ok(mayHangUnder('food', 'round', all), 'a circle ends the search')
})

t.test('one name stands for both, none for neither', async (t) => {
  t.strictSame(bothNames({ en: ' Milk ', ar: '' }), { en: 'Milk', ar: 'Milk' })
  t.strictSame(bothNames({ en: '', ar: 'لبن' }), { en: 'لبن', ar: 'لبن' })
  t.equal(bothNames({ en: ' ', ar: '' }), null)
})

t.test('a moment of a field and an instant go both ways', async (t) => {
  const at = instantOf('2026-11-23T10:42')
  t.equal(momentOf(at), '2026-11-23T10:42')
  t.equal(momentOf(null), '')
  t.equal(instantOf(''), null)
})

t.test('a password has four groups and only signs that are read rightly', async (t) => {
  const bytes = Uint8Array.from({ length: PASSWORD_BYTES }, (_, n) => n * 7 + 200)
  const password = passwordFrom(bytes)
  t.match(password, /^([abcdefghjkmnpqrstwxyz2-9ACE]{4}-){3}[abcdefghjkmnpqrstwxyz2-9ACE]{4}$/)
  t.equal(passwordFrom(bytes), password)
  const signs = new Set(Array.from({ length: 32 }, (_, n) => passwordFrom(Uint8Array.of(n))))
  t.equal(signs.size, 32, 'each of the thirty-two is as likely')
})

t.test('a store is sent when it is whole', async (t) => {
  const draft = { ...emptyStore('id'), code: 'CAI', name: { en: 'Maadi', ar: 'المعادي' } }
  const store = storeOf(draft)
  t.match(store, { code: 'CAI', cashRoundingMinor: 1, receiptHeader: { ar: 'المعادي' } })
  t.equal(storeOf({ ...draft, code: 'c' }), undefined)
  t.equal(storeOf({ ...draft, timeZone: 'Mars/Olympus' }), undefined)
  t.equal(storeOf({ ...draft, rounding: '0.001' }), undefined)
  t.equal(readRounding('٠٫٢٥', 'EGP'), 25)
  t.equal(readRounding('0.25', 'XYZ'), undefined)
  t.equal(store && storeDraftOf({ ...store, cashRoundingMinor: 25 }).rounding, '0.25')
})

t.test('policies of a store are read as they are typed', async (t) => {
  const names = { code: 'CAI', name: { en: 'Maadi', ar: 'المعادي' } }
  const typed = { tolerance: '٥', holdBelow: '0.5', lockAfter: '٢٠' }
  const draft = { ...emptyStore('id'), ...names, ...typed }
  const store = storeOf(draft)
  t.match(store, {
    countToleranceMinor: 500,
    holdBelowMilli: 500,
    lockAfterMinutes: 20,
    noReceipt: 'any',
  })
  t.match(store && storeDraftOf(store), { tolerance: '5.00', holdBelow: '0.5', lockAfter: '20' })
  const late = ['', '481', '1.5', '-1', '1e2'].map((lockAfter) => ({ lockAfter }))
  for (const part of [{ tolerance: '-1' }, { tolerance: 'x' }, { holdBelow: '-1' }, ...late]) {
    t.equal(storeOf({ ...draft, ...part }), undefined)
  }
})

t.test('limits of a role are typed in per cent and in money, and read back the same', async (t) => {
  const limits = {
    discountPpm: 125_000,
    overridePpm: 0,
    noReceiptMinor: 20_000,
    voidMinor: 5,
    creditMinor: 0,
  }
  const typed = typedLimits(limits, 'EGP')
  t.match(typed, { discountPpm: '12.5', noReceiptMinor: '200.00', voidMinor: '0.05' })
  t.strictSame(readLimits(typed, 'EGP'), limits)
  t.equal(readLimits({ ...typed, noReceiptMinor: '٢٠٠' }, 'EGP')?.noReceiptMinor, 20_000)
  for (const part of [{ discountPpm: '101' }, { voidMinor: '-1' }, { creditMinor: '' }]) {
    t.equal(readLimits({ ...typed, ...part }, 'EGP'), undefined)
  }
})
