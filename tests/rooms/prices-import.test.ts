// The import of products from CSV: the fate of every kind of row, all or none, and the same again.
import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'
import t from 'tap'
import { catalogAdd, categories, categoriesSet, products, variants } from '#catalog/contract.ts'
import { system, type Scope } from '#kernel/scope.ts'
import { priceLists, priceListsSet, prices, pricesSet } from '#prices/contract.ts'
import { importFaults, productsImport } from '#prices/import-contract.ts'
import { importColumns } from '#prices/import-rows.ts'
import { csvCell } from '#shared/text.ts'
import { aList, aProduct, aVariant, both, openCompany, type Company } from '../support/catalog.ts'
import { lawHolds } from '../support/law.ts'
import { refused } from '../support/refused.ts'
import { id } from '../support/stock.ts'

const HOSTILE = new URL('../../../shared/data/hostile/blns.json', import.meta.url)
const DRUGS = new URL('../../../shared/data/products/egyptian_drugs.csv.gz', import.meta.url)
const header = importColumns.join(',')

type Cells = Partial<Record<(typeof importColumns)[number], string>>
const quote = (text: string) => `"${text.replaceAll('"', '""')}"`
const table = (...rows: Cells[]) =>
  [header, ...rows.map((row) => importColumns.map((c) => quote(row[c] ?? '')).join(','))].join('\n')

const run = (k: Company, csv: string, dryRun = false, listId = k.list.id) =>
  k.call(system, productsImport, { csv, listId, dryRun })

const bread: Cells = {
  sku: 'B-1',
  name_en: 'Bread',
  name_ar: 'خبز',
  category: 'Bakery',
  barcode: '4006381333931',
  unit: 'C62',
  tracking: 'none',
  price: '12.50',
}
const milk: Cells = { sku: 'M-1', name_en: 'Milk', tracking: 'lot', category: 'bakery' }

t.test('rows are added, changed and left the same', async (t) => {
  const k = await openCompany(t)
  const fates = async (csv: string, dryRun = false) => {
    const { rows, applied } = await run(k, csv, dryRun)
    return [applied, ...rows.map(({ fate }) => fate)]
  }
  const { memory } = k.kernel
  await lawHolds(t, k.kernel, [], async () => {
    t.same(await fates(table(bread, milk), true), [false, 'add', 'add'])
    t.equal(memory.records(products).size, 0, 'a dry run changes nothing')
  })
  await lawHolds(t, k.kernel, [], async () =>
    t.same(await fates(table(bread, milk)), [true, 'add', 'add']),
  )
  t.equal(memory.records(categories).size, 1, 'found by its name in any case')
  const [variant] = memory.records(variants).find('sku', 'B-1')
  t.match(variant, { barcodes: ['04006381333931'], unit: 'C62' })
  const [price] = memory.records(prices).find('variant', variant?.id ?? '')
  t.match(price, { unitPriceCentiMinor: 125_000, version: 1, validTo: null })
  const [second] = memory.records(variants).find('sku', 'M-1')
  t.match(memory.get(products, second?.productId ?? ''), { name: both('Milk'), tracking: 'lot' })
  await lawHolds(t, k.kernel, [], async () =>
    t.same(await fates(table(bread, milk)), [true, 'same', 'same']),
  )
  const changed = { ...bread, price: '١٣٫٧٥', name_ar: 'عيش', barcode: '96385074' }
  await lawHolds(t, k.kernel, [], async () =>
    t.same(await fates(table({ sku: 'M-1' }, changed)), [true, 'same', 'change']),
  )
  t.match(memory.records(variants).find('sku', 'B-1'), [
    { barcodes: ['04006381333931', '00000096385074'] },
  ])
  t.equal(memory.records(prices).size, 1)
  t.match([...memory.records(prices).values()], [{ unitPriceCentiMinor: 137_500, version: 2 }])
  const renamed = { sku: 'M-1', name_en: 'Whole milk' }
  t.same(await fates(table(renamed)), [true, 'change'])
  t.match(memory.get(products, second?.productId ?? ''), { name: both('Whole milk') })
  t.same(await fates(table(renamed)), [true, 'same'])
  const named = await k.kernel.database.sql(`select count(*) as n from price`)
  t.same(named, [{ n: 2 }], 'the price that held before is kept')
})

t.test('each fault of a row is named, and one refuses the whole', async (t) => {
  const k = await openCompany(t)
  await run(k, table(bread))
  const taken = aProduct()
  await k.call(system, catalogAdd, {
    product: taken,
    variants: [aVariant(taken.id, { sku: 'two-a' }), aVariant(taken.id, { sku: 'two-b' })],
  })
  const rows: [Cells, ...string[]][] = [
    [{ sku: 'good', name_en: 'Good' }],
    [{ name_en: 'No SKU' }, '/sku'],
    [{ sku: 'x'.repeat(65), name_en: 'Long' }, '/sku'],
    [{ sku: 'good', name_en: 'Twice' }, '/sku'],
    [{ sku: 'n-1' }, '/name_en'],
    [{ sku: 'n-2', name_en: '\u202e\u2066' }, '/name_en'],
    [{ sku: 'n-3', name_ar: 'ا'.repeat(201) }, '/name_ar'],
    [{ sku: 'n-4', name_en: 'Broken \ufffd' }, '/name_en'],
    [{ sku: 'c-1', name_en: 'A', category: '\u0000' }, '/category'],
    [{ sku: 'b-1', name_en: 'A', barcode: '4006381333932' }, '/barcode'],
    [{ sku: 'b-2', name_en: 'A', barcode: '4006381333931' }, '/barcode'],
    [{ sku: 'b-3', name_en: 'A', barcode: 'shelf' }],
    [{ sku: 'b-4', name_en: 'A', barcode: 'shelf' }, '/barcode'],
    [{ sku: 'u-1', name_en: 'A', unit: 'kg' }, '/unit'],
    [{ sku: 'u-2', name_en: 'A', unit: 'kgm' }],
    [{ sku: 't-1', name_en: 'A', tracking: 'serial' }, '/tracking'],
    [{ sku: 'p-1', name_en: 'A', price: '-1' }, '/price'],
    [{ sku: 'p-2', name_en: 'A', price: '1,50' }, '/price'],
    [{ sku: 'p-3', name_en: 'A', price: '1.23456' }, '/price'],
    [{ sku: 'p-4', name_en: 'A', price: '1e3' }, '/price'],
    [{ sku: 'p-5', name_en: 'A', price: '99999999999' }, '/price'],
    [{ sku: 'p-6', name_en: 'A', price: '0' }],
    [{ sku: 'B-1', unit: 'KGM', tracking: 'lot' }, '/unit', '/tracking'],
    [{ sku: 'two-a', name_en: 'One name' }],
    [{ sku: 'two-b', name_en: 'Another' }, '/name_en'],
  ]
  await lawHolds(t, k.kernel, [], async () => {
    const { rows: fates, applied } = await run(k, table(...rows.map(([cells]) => cells)))
    t.equal(applied, false)
    for (const [i, [cells, ...paths]] of rows.entries()) {
      const fate = fates[i]
      t.same(
        fate?.errors.map(({ path }) => path),
        paths,
        JSON.stringify(cells),
      )
      t.equal(fate?.fate === 'refuse', paths.length > 0)
      t.ok(fate?.errors.every(({ code }) => importFaults.some((each) => each === code)))
      t.ok(fate?.errors.every(({ row }) => row === i + 1) && fate?.row === i + 1)
    }
  })
  t.equal(k.kernel.memory.records(products).size, 2, 'nothing of it was kept')
  t.equal(k.kernel.memory.records(categories).size, 1)
})

t.test('a row with cells too many or too few is refused', async (t) => {
  const k = await openCompany(t)
  const { rows } = await run(k, `${header}\nx,Name\ny,a,b,c,,,,,,\n\n`)
  t.same(
    rows.map(({ fate, errors }) => [fate, errors[0]?.message]),
    [
      ['refuse', 'has 2 cells, not 8'],
      ['refuse', 'has 10 cells, not 8'],
    ],
  )
})

t.test('what is no table of products is refused as a whole', async (t) => {
  const k = await openCompany(t)
  const bad = [
    '',
    '\u0000\u0001PNG',
    'sku,name_en',
    header.replaceAll(',', ';'),
    `${header},cost`,
    `${header},sku`,
    `${header}\n"never closed`,
    `${header}\na"b,c,d,e,f,g,h,i`,
    `${header}\n${'x'.repeat(30_000)}`,
  ]
  for (const csv of bad) await refused(t, run(k, csv), 'not-csv')
  const many = `${header}\n${'a,b,c,d,e,f,g,h\n'.repeat(5001)}`
  await refused(t, run(k, many), 'too-large')
  await refused(t, run(k, header, false, id()), 'not-found')
  const empty = await run(k, `\ufeff${header.toUpperCase()}\r\n`)
  t.same(empty, { rows: [], applied: true })
  const shuffled = [...importColumns].reverse().join(',')
  const { rows } = await run(k, `${shuffled}\r\n9,none,C62,,Tea,شاي,Tea,T-1\r\n`)
  t.match(rows, [{ fate: 'add', errors: [] }], 'columns in any order')
})

t.test('formula cells stay the text they are', async (t) => {
  const k = await openCompany(t)
  const cells = ['=HYPERLINK("http://x")', '+1', '@SUM(A1)', '-2+3', '|cmd', '%00']
  const rows = cells.map((text, i) => ({ sku: `${text}-${i}`, name_en: text, price: '1' }))
  const { applied } = await run(k, table(...rows))
  t.equal(applied, true)
  const names = [...k.kernel.memory.records(products).values()].map(({ name }) => name.en)
  t.same(names.toSorted(), cells.toSorted())
})

t.test('prices are read in the currency of the list', async (t) => {
  const k = await openCompany(t)
  const dinars = await k.call(system, priceListsSet, aList({ currency: 'KWD' }))
  await run(k, table({ ...bread, price: '1.23456' }), false, dinars.id)
  t.match([...k.kernel.memory.records(prices).values()], [{ unitPriceCentiMinor: 123_456 }])
  const yen = await k.call(system, priceListsSet, aList({ currency: 'JPY' }))
  const { rows } = await run(k, table({ ...bread, price: '1.234' }), true, yen.id)
  t.match(rows, [{ fate: 'refuse', errors: [{ path: '/price' }] }])
  t.equal(k.kernel.memory.records(priceLists).size, 3)
})

t.test('a price planned ahead survives an import', async (t) => {
  const k = await openCompany(t)
  await run(k, table(bread))
  const [variant] = k.kernel.memory.records(variants).find('sku', 'B-1')
  const validFrom = '2999-01-01T00:00:00.000Z'
  const planned = { id: id(), variantId: variant?.id ?? '', unitPriceCentiMinor: 9 }
  await k.call(system, pricesSet, { listId: k.list.id, validFrom, prices: [planned] })
  const { rows } = await run(k, table(bread))
  t.match(rows, [{ fate: 'same' }])
  await lawHolds(t, k.kernel, [], () => run(k, table({ ...bread, price: '14' })))
  const known = [...k.kernel.memory.records(prices).values()]
  t.match(
    known.find(({ unitPriceCentiMinor }) => unitPriceCentiMinor === 140_000),
    {
      validTo: validFrom,
    },
  )
  t.equal(known.length, 2)
})

t.test('two imports of one file at once add it once', async (t) => {
  const k = await openCompany(t)
  const csv = table(bread, milk)
  await lawHolds(t, k.kernel, [], async () => {
    const answers = await Promise.all([run(k, csv), run(k, csv)])
    const fates = answers.map(({ rows }) => String(rows[0]?.fate))
    t.same(fates.toSorted(), ['add', 'same'])
  })
})

t.test('importing needs its permission and the stores of the list', async (t) => {
  const k = await openCompany(t)
  const other: Scope = { ...system, personId: id(), permissions: ['prices.set'] }
  const asked = { csv: table(bread), listId: k.list.id, dryRun: true }
  await refused(t, k.call(other, productsImport, asked), 'forbidden')
  const bound: Scope = { ...other, permissions: ['*'], storeIds: [k.store.id] }
  await refused(t, k.call(bound, productsImport, asked), 'wrong-store')
  await k.call(system, categoriesSet, {
    id: id(),
    name: both('Bakery'),
    parentId: null,
    position: 3,
    picture: null,
  })
  await run(k, table(bread))
  t.equal(k.kernel.memory.records(categories).size, 1)
})

t.test('naughty strings in every cell are refused or kept, never a failure', async (t) => {
  if (!existsSync(HOSTILE)) {
    t.comment('NOT CHECKED: the list of naughty strings (hostile/blns.json) is absent')
    return
  }
  const k = await openCompany(t)
  const strings: string[] = JSON.parse(readFileSync(HOSTILE, 'utf8'))
  const everywhere = strings.map((text) =>
    Object.fromEntries(importColumns.map((column) => [column, text])),
  )
  const all = await run(k, table(...everywhere), true)
  t.equal(all.rows.length, strings.length)
  const named = strings.map((text, i) => ({ sku: `s-${i}`, name_en: text, category: text }))
  const dry = await run(k, table(...named), true)
  const fine = named.filter((_, i) => dry.rows[i]?.fate === 'add')
  await lawHolds(t, k.kernel, [], async () => t.equal((await run(k, table(...fine))).applied, true))
  const again = await run(k, table(...fine))
  t.ok(again.rows.every(({ fate }) => fate === 'same'))
  t.ok(fine.length > 300, `${fine.length} of ${strings.length} were kept`)
})

t.test('five thousand real medicines are imported in one go', async (t) => {
  if (!existsSync(DRUGS)) {
    t.comment('NOT CHECKED: the real medicines (products/egyptian_drugs.csv.gz) are absent')
    return
  }
  const k = await openCompany(t)
  const found: Record<string, string>[] = parse(gunzipSync(readFileSync(DRUGS)).toString(), {
    columns: true,
  })
  const csv = [
    header,
    ...found.slice(0, 5000).map((row, i) => {
      const {
        commercial_name_en: en = '',
        commercial_name_ar: ar = '',
        price_egp: price = '',
      } = row
      return [`EG-${i}`, en, ar, 'Pharmacy', '', '', 'lot', price].map(csvCell).join(',')
    }),
  ].join('\n')
  for (const fate of ['add', 'same']) {
    const began = performance.now()
    const { rows, applied } = await run(k, csv)
    t.comment(`${fate}: ${Math.round(performance.now() - began)} ms`)
    t.equal(applied, true)
    t.equal(rows.filter((row) => row.fate === fate).length, 5000)
  }
  t.equal(k.kernel.memory.records(prices).size, 5000)
})
