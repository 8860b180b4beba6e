// The shown products as CSV in the columns the import takes, so that a table can go out, be changed and come back. Text
// that a spreadsheet would run is made inert.
import type { Product, Variant } from '#catalog/contract.ts'
import { unitPriceToDecimal } from '#shared/money.ts'
import { csvCell } from '#shared/text.ts'

export const csvColumns = [
  'sku',
  'name_en',
  'name_ar',
  'category',
  'barcode',
  'unit',
  'tracking',
  'price',
] as const

export type CsvRow = {
  product: Product
  variant: Variant
  /** The English name of the category, by which the import finds it. */
  category: string | null
  unitPriceCentiMinor: number | null
}

/** With a byte order mark, because spreadsheets read Arabic wrongly without it; lines end as RFC 4180 says. */
export function productsCsv(rows: readonly CsvRow[], currency: string): string {
  const lines = rows.map(({ product, variant, category, unitPriceCentiMinor }) => [
    variant.sku,
    product.name.en,
    product.name.ar,
    category ?? '',
    variant.barcodes[0] ?? '',
    variant.unit,
    product.tracking,
    unitPriceCentiMinor === null ? '' : unitPriceToDecimal(unitPriceCentiMinor, currency),
  ])
  return `\uFEFF${[csvColumns, ...lines].map((cells) => cells.map(csvCell).join(',')).join('\r\n')}\r\n`
}
