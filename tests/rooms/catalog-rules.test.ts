// The rules of the catalogue that till and hub share: what a scan means, and how names are found.
import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import t from 'tap'
import { parse } from 'csv-parse/sync'
import { variants, type Product, type Variant } from '#catalog/contract.ts'
import { fullName, lookUp, tidyBarcode, type CatalogAccess } from '#catalog/rules.ts'
import { CatalogSearch } from '#catalog/state.ts'
import { checkDigitOf } from '#shared/barcode.ts'
import { fold, foldedWords } from '#shared/folding.ts'
import { Records } from '#shared/replica.ts'
import type { RestrictedRule } from '#shared/restricted-codes.ts'
import { aProduct, aVariant, both } from '../support/catalog.ts'

const GOODS = new URL('../../../shared/data/products/off_products_100k.csv.gz', import.meta.url)

function shelf(...goods: [Product, Variant][]): CatalogAccess {
  const found = new Records<Variant>(variants.indexes)
  for (const [, variant] of goods) found.set(variant.id, variant)
  const byId = new Map(goods.map(([product]) => [product.id, product]))
  return {
    variantsBy: (index, term) => found.find(index, term),
    product: (id) => byId.get(id),
  }
}

function goods(of: Partial<Product>, as: Partial<Variant>): [Product, Variant] {
  const product = aProduct(of)
  return [product, aVariant(product.id, as)]
}

const today = { referenceYear: 2026, currency: 'EGP' }
const milk = goods({ name: { en: 'Milk', ar: 'حليب' } }, { barcodes: ['04006381333931'] })
const cheese = goods({}, { unit: 'KGM', barcodes: ['2112345'], sku: '96385074' })
const access = shelf(milk, cheese)

t.test('one barcode is found however it is written', async (t) => {
  for (const text of ['4006381333931', '04006381333931', ']E04006381333931', ' 4006381333931\n']) {
    t.match(lookUp(access, text, today), { kind: 'found', variant: { id: milk[1].id } })
  }
  const bySku = lookUp(access, '96385074', today)
  t.match(bySku, { kind: 'found', variant: { id: cheese[1].id } }, 'a SKU that looks like an EAN')
  t.same(lookUp(access, '4006381333948', today), { kind: 'unknown', code: '04006381333948' })
  t.same(lookUp(access, '', today), { kind: 'refused', reason: 'empty' })
  t.same(lookUp(access, 'x'.repeat(5000), today), { kind: 'refused', reason: 'too-long' })
})

t.test('a GS1 message brings lot, date, serial, quantity and amount', async (t) => {
  const text = '(01)04006381333931(10)AB-1(17)270228(21)S9(30)12(3922)1250'
  const wanted = {
    kind: 'found',
    lotCode: 'AB-1',
    expiryOn: '2027-02-28',
    serial: 'S9',
    quantityMilli: 12_000,
    amountMinor: 1250,
    currency: 'EGP',
  }
  t.match(lookUp(access, text, today), wanted)
  const dated = (dates: string) => lookUp(access, `(01)04006381333931${dates}`, today)
  t.match(
    dated('(15)270301'),
    { expiryOn: '2027-03-01' },
    'best before, where nothing else is said',
  )
  t.match(dated('(15)270301(17)270401'), { expiryOn: '2027-04-01' })
  t.same(lookUp(access, '(00)340123450000000000', today), { kind: 'refused', reason: 'no-goods' })
  t.same(lookUp(access, `(01)${'0'.repeat(14)}`, today), { kind: 'refused', reason: 'no-goods' })
  t.same(lookUp(access, '(01)04006381333932', today), { kind: 'refused', reason: 'check-digit' })
})

t.test('a measure is taken in the unit the variant is sold by, or not at all', async (t) => {
  const inUnit = (unit: string, text: string) =>
    lookUp(shelf(goods({}, { unit, barcodes: ['04006381333931'] })), text, today)
  const kilos = '(01)04006381333931(3103)001250'
  t.match(inUnit('KGM', kilos), { quantityMilli: 1250, warnings: [] })
  t.match(inUnit('GRM', kilos), { quantityMilli: 1_250_000, warnings: [] })
  t.match(inUnit('C62', kilos), { quantityMilli: null, warnings: ['unit-differs'] })
  t.match(inUnit('BX', '(01)04006381333931(30)3'), { quantityMilli: 3000, warnings: [] })
})

t.test('a weighing label is read by the rules of the store', async (t) => {
  const rule: RestrictedRule = {
    prefix: '21',
    itemDigits: 5,
    valueCheck: false,
    valueDigits: 5,
    value: 'quantity',
    unit: 'KGM',
    decimals: 3,
  }
  const label = `211234501250${checkDigitOf('211234501250')}`
  t.match(lookUp(access, label, { ...today, restricted: [rule] }), {
    kind: 'found',
    variant: { id: cheese[1].id },
    quantityMilli: 1250,
  })
  t.match(lookUp(access, label, today), { kind: 'unknown' }, 'no rule: the whole code')
  const priced: RestrictedRule = {
    prefix: '21',
    itemDigits: 5,
    valueCheck: false,
    valueDigits: 5,
    value: 'price',
    decimals: 2,
  }
  t.match(lookUp(access, label, { ...today, restricted: [priced] }), {
    kind: 'found',
    amountMinor: 1250,
    currency: 'EGP',
    quantityMilli: null,
  })
})

t.test('whatever is scanned is answered', async (t) => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
      t.ok(['found', 'unknown', 'refused'].includes(lookUp(access, text, today).kind))
    }),
  )
})

t.test('a tidy barcode stays as it is and is found again', async (t) => {
  const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 7, maxLength: 14 })
  fc.assert(
    fc.property(fc.oneof(digits, fc.string()), (text) => {
      const tidy = tidyBarcode(text)
      if (!tidy.ok) return
      t.same(tidyBarcode(tidy.code), tidy)
      const one = goods({}, { barcodes: [tidy.code] })
      t.match(lookUp(shelf(one), text, today), { kind: 'found' }, JSON.stringify(text))
    }),
  )
})

t.test('folding takes away what people leave out', async (t) => {
  t.equal(fold('Crème Brûlée'), 'creme brulee')
  t.equal(fold('أَرُزّ بسمتي'), 'ارز بسمتي')
  t.equal(fold('إسبريسو'), fold('اسبريسو'))
  t.equal(fold('شوكولاتة'), fold('شوكولاته'))
  t.equal(fold('مصطفى'), fold('مصطفي'))
  t.equal(fold('آيس كريم ٢٥٠'), 'ايس كريم 250')
  t.equal(fold('حلـــيب'), 'حليب')
  t.equal(fold('کیک'), fold('كيك'))
  t.same(foldedWords("Ben & Jerry's 500ml"), ['ben', 'jerry', 's', '500ml'])
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => t.equal(fold(fold(text)), fold(text))),
  )
})

t.test('the search finds beginnings of words in both languages', async (t) => {
  const index = new CatalogSearch()
  const put = ([product, variant]: [Product, Variant]) => {
    index.setVariant(variant)
    index.setProduct(product)
    return variant.id
  }
  const full = put(
    goods({ name: { en: 'Full cream milk', ar: 'حليب كامل الدسم' } }, { sku: 'A-1' }),
  )
  const plain = put(goods({ name: { en: 'Milk', ar: 'الحليب' } }, { sku: 'A-2' }))
  const shake = put(
    goods(
      { name: { en: 'Milkshake', ar: 'ميلك شيك' } },
      { name: both('Strawberry'), barcodes: ['04006381333931'] },
    ),
  )
  const gone = put(goods({ name: both('Milk powder'), archived: true }, {}))
  const find = (text: string) => index.search(text).map(({ variant }) => variant.id)
  t.same(find('milk'), [plain, full, shake])
  t.same(find('MILK cr'), [full])
  t.same(find('حليب'), [plain, full], 'with or without the article')
  t.same(find('الحليب'), [plain, full])
  t.same(find('حَلِيب كا'), [full])
  t.same(find('straw milksh'), [shake])
  t.same(find('400638'), [shake])
  t.same(find('A-2'), [plain])
  t.same(find('m').length, 3)
  t.same(find('ilk'), [])
  t.same(find(' !? '), [])
  t.notOk(find('powder').includes(gone))
  t.equal(index.search('milk', { limit: 1 }).length, 1)
})

t.test('the search follows changes', async (t) => {
  const index = new CatalogSearch()
  const [product, variant] = goods({ name: both('Tea') }, {})
  index.setProduct(product)
  index.setVariant(variant)
  index.setProduct({ ...product, name: both('Coffee') })
  t.same(index.search('tea'), [])
  t.equal(index.search('coffee').length, 1)
  index.setVariant({ ...variant, archived: true })
  t.same(index.search('coffee'), [])
  index.setVariant({ ...variant, name: both('Decaf') })
  t.equal(index.search('coffee dec').length, 1)
  t.same(fullName(product, { ...variant, name: both('Green') }), both('Tea Green'))
})

t.test('an index changed step by step finds what a new one finds', async (t) => {
  const word = fc.constantFrom('tea', 'teapot', 'شاي', 'الشاي', 'milk', 'أرز', 'x')
  const change = fc.record({
    which: fc.nat(4),
    name: fc.array(word, { minLength: 1, maxLength: 3 }),
    own: fc.option(word, { nil: null }),
    archived: fc.boolean(),
  })
  const bases = Array.from({ length: 5 }, () => goods({}, {}))
  fc.assert(
    fc.property(fc.array(change, { maxLength: 20 }), word, (changes, query) => {
      const grown = new CatalogSearch()
      const state = new Map<string, [Product, Variant]>()
      for (const { which, name, own, archived } of changes) {
        const [product, variant] = bases[which] ?? goods({}, {})
        const next: [Product, Variant] = [
          { ...product, name: both(name.join(' ')), archived },
          { ...variant, name: own === null ? null : both(own) },
        ]
        state.set(product.id, next)
        grown.setVariant(next[1])
        grown.setProduct(next[0])
      }
      const fresh = new CatalogSearch()
      for (const [product] of state.values()) fresh.setProduct(product)
      for (const [, variant] of state.values()) fresh.setVariant(variant)
      t.same(grown.search(query), fresh.search(query))
    }),
  )
})

t.test('a hundred thousand real names are found while one types', async (t) => {
  if (!existsSync(GOODS)) {
    t.comment('NOT CHECKED: the real products (products/off_products_100k.csv.gz) are absent')
    return
  }
  const rows: string[][] = parse(gunzipSync(readFileSync(GOODS)).toString())
  const index = new CatalogSearch()
  const began = performance.now()
  for (const [gtin = '', name = ''] of rows.slice(1)) {
    const [product, variant] = goods({ name: both(name) }, { sku: gtin, barcodes: [gtin] })
    index.setProduct(product)
    index.setVariant(variant)
  }
  t.comment(`built in ${Math.round(performance.now() - began)} ms`)
  const queries = ['c', 'ch', 'cho', 'chocolat', 'chocolat noir', 'حليب', '300', 'sauce tomate bio']
  for (const query of queries) {
    const start = performance.now()
    const hits = index.search(query)
    const tookMs = performance.now() - start
    t.comment(`${query}: ${hits.length} in ${tookMs.toFixed(1)} ms`)
    t.ok(hits.length > 0, query)
    t.ok(tookMs < 1000, `${query} took ${Math.round(tookMs)} ms`)
  }
})
