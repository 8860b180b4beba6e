// Reads a table of products from CSV into checked rows. It says what is wrong with each cell and knows
// neither the catalogue nor the database.
import { parse } from 'csv-parse/sync'
import { holdsCardNumber } from '#shared/card-numbers.ts'
import { unitPriceFromDecimal } from '#shared/money.ts'
import type { InputError } from '#shared/problem.ts'
import { cleanName, latinDigits, textOfCell } from '#shared/text.ts'
import { isUnit, type UnitCode } from '#shared/units.ts'
import { Problem } from '#kernel/problems.ts'
import type { Product } from '#catalog/contract.ts'
import { tidyBarcode, tidySku } from '#catalog/rules.ts'
import { HIGHEST_UNIT_PRICE } from './contract.ts'
import { type ImportFault } from './import-contract.ts'

export const importColumns = [
  'sku',
  'name_en',
  'name_ar',
  'category',
  'barcode',
  'unit',
  'tracking',
  'price',
] as const
type Column = (typeof importColumns)[number]

/** A row as it was understood; null is an empty cell, which leaves what there is. */
export type ImportRow = {
  /** From 1, the header not counted. */
  readonly row: number
  readonly sku: string
  readonly nameEn: string | null
  readonly nameAr: string | null
  readonly category: string | null
  readonly barcode: string | null
  readonly unit: UnitCode | null
  readonly tracking: Product['tracking'] | null
  readonly unitPriceCentiMinor: number | null
  readonly errors: readonly InputError[]
}

const MOST_ROWS = 5000
const LONGEST_ROW = 20_000
const LONGEST_NAME = 200

/** The rows of a table whose prices are in `currency`. Throws `not-csv` or `too-large`. */
export function readImport(csv: string, currency: string): ImportRow[] {
  const [header = [], ...records] = parseTable(csv)
  const columns = columnsOf(header)
  if (records.length > MOST_ROWS) throw new Problem('too-large', `At most ${MOST_ROWS} rows`)
  return records.map((cells, i) => readRow(i + 1, cells, columns, currency))
}

function parseTable(csv: string): string[][] {
  try {
    return parse(csv, {
      bom: true,
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: LONGEST_ROW,
      to: MOST_ROWS + 2,
    })
  } catch (error) {
    throw new Problem('not-csv', error instanceof Error ? error.message.slice(0, 200) : '')
  }
}

function columnsOf(header: readonly string[]): readonly Column[] {
  const names = header.map((name) => name.trim().toLowerCase())
  const missing = importColumns.filter((column) => !names.includes(column))
  const odd = names.filter(
    (name, i) => !(importColumns as readonly string[]).includes(name) || names.indexOf(name) !== i,
  )
  if (missing.length) throw new Problem('not-csv', `Columns are missing: ${missing.join(', ')}`)
  if (odd.length) {
    throw new Problem('not-csv', `Unknown or repeated columns: ${odd.join(', ').slice(0, 100)}`)
  }
  return names as Column[]
}

function readRow(
  row: number,
  cells: readonly string[],
  columns: readonly Column[],
  currency: string,
): ImportRow {
  const errors: InputError[] = []
  const fault = (column: Column, code: ImportFault, message: string) => {
    errors.push({ path: `/${column}`, code, message, row })
    return null
  }
  if (cells.length !== columns.length) {
    const message = `has ${cells.length} cells, not ${columns.length}`
    errors.push({ path: '', code: 'cells', message, row })
  }
  const cell = (column: Column): string | null => {
    const text = textOfCell(cells[columns.indexOf(column)]?.trim() ?? '')
    if (text.includes('\ufffd')) return fault(column, 'not-utf8', 'is not UTF-8')
    return text === '' ? null : text
  }
  return {
    row,
    sku: readSku(cell('sku'), fault),
    nameEn: readName('name_en', cell('name_en'), fault),
    nameAr: readName('name_ar', cell('name_ar'), fault),
    category: readName('category', cell('category'), fault),
    barcode: readBarcode(cell('barcode'), fault),
    unit: readUnit(cell('unit'), fault),
    tracking: readTracking(cell('tracking'), fault),
    unitPriceCentiMinor: readPrice(cell('price'), currency, fault),
    errors,
  }
}

type Fault = (column: Column, code: ImportFault, message: string) => null

function readSku(text: string | null, fault: Fault): string {
  const sku = text === null ? undefined : tidySku(text)
  if (sku !== undefined) return sku
  if (text === null) fault('sku', 'sku-empty', 'is empty')
  else fault('sku', 'sku-unreadable', 'is unreadable or too long')
  return text?.slice(0, 64) ?? ''
}

function readName(column: Column, text: string | null, fault: Fault): string | null {
  if (text === null) return null
  const name = cleanName(text)
  if (name === undefined || name.length > LONGEST_NAME) {
    return fault(column, 'name-unreadable', 'is unreadable or longer than 200 characters')
  }
  if (holdsCardNumber(name)) {
    return fault(column, 'name-unreadable', 'must not hold the number of a payment card')
  }
  return name
}

function readBarcode(text: string | null, fault: Fault): string | null {
  if (text === null) return null
  const tidy = tidyBarcode(latinDigits(text))
  return tidy.ok ? tidy.code : fault('barcode', tidy.fault, tidy.message)
}

function readUnit(text: string | null, fault: Fault): UnitCode | null {
  const unit = text?.toUpperCase() ?? null
  if (unit === null || isUnit(unit)) return unit
  return fault('unit', 'unit-unknown', 'is no unit code we know')
}

function readTracking(text: string | null, fault: Fault): Product['tracking'] | null {
  const tracking = text?.toLowerCase() ?? null
  if (tracking === null || tracking === 'none' || tracking === 'lot') return tracking
  return fault('tracking', 'tracking-unknown', 'is neither none nor lot')
}

function readPrice(text: string | null, currency: string, fault: Fault): number | null {
  if (text === null) return null
  const price = unitPriceFromDecimal(latinDigits(text), currency)
  if (price === undefined) {
    return fault('price', 'price-unreadable', `is no amount in ${currency}, such as 12.50`)
  }
  if (price < 0) return fault('price', 'price-negative', 'is below zero')
  return price > HIGHEST_UNIT_PRICE ? fault('price', 'price-high', 'is too high') : price
}
