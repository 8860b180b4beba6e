// Words of importing products with their prices: what a row may hold, what is wrong with it, its fate.
import Type from 'typebox'
import { operation, OneOf, Strict } from '#shared/contract.ts'
import { Id } from '#shared/ids.ts'
import { InputError } from '#shared/problem.ts'

/** What can be wrong with a row of an import; the codes of its errors. */
export const importFaults = [
  'cells',
  'not-utf8',
  'sku-empty',
  'sku-unreadable',
  'sku-twice',
  'name-missing',
  'name-unreadable',
  'rows-disagree',
  'barcode-gs1',
  'barcode-empty',
  'barcode-long',
  'barcode-check',
  'barcode-zeros',
  'barcode-characters',
  'barcode-taken',
  'unit-unknown',
  'unit-other',
  'tracking-unknown',
  'tracking-other',
  'price-unreadable',
  'price-negative',
  'price-high',
] as const
export type ImportFault = (typeof importFaults)[number]

export const RowFate = Strict({
  row: Type.Integer(),
  fate: OneOf('add', 'change', 'same', 'refuse'),
  sku: Type.String(),
  errors: Type.Array(InputError),
})
export const productsImport = operation({
  name: 'products.import',
  summary: 'Import products with their prices from CSV; a dry run shows what each row would do',
  detail:
    'UTF-8 with the columns sku, name_en, name_ar, category, barcode, unit, tracking, price; at most 5,000 rows and 4 MiB. An empty cell leaves what there is; categories are found by their English name and made when missing. All rows or none.',
  http: ['POST', '/products/import'],
  needs: 'products.import',
  effect: 'write',
  // The table itself, with room for the quotes and line ends JSON escapes.
  httpBytes: 6 * 1024 * 1024,
  unkept: ['csv'],
  input: Strict({ csv: Type.String({ maxLength: 4_194_304 }), listId: Id, dryRun: Type.Boolean() }),
  output: Strict({ rows: Type.Array(RowFate), applied: Type.Boolean() }),
})
