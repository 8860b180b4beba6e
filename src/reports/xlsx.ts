// A day's sales as a workbook: summary, products, sales. Right to left where the store's language is
// Arabic. Amounts are numbers a spreadsheet can add up; text is text and never a formula.
import type { Worksheet } from 'exceljs'
import { exponentOf, toDecimal } from '#shared/money.ts'
import type { LocalName } from '#shared/names.ts'
import { tenderName } from '#shared/tenders.ts'
import { xmlText } from '#shared/text.ts'
import { isUnit, units } from '#shared/units.ts'
import { rateFigure, timeFigure } from '#kernel/figures.ts'
import type { DaySales } from './day-sales.ts'
import { words } from './words.ts'

type Column = { head: LocalName; width: number; format?: string }
type Cell = string | number

const LAPIS = 'FF2743B5'

/** The bytes of the workbook. */
export async function daySalesXlsx(day: DaySales): Promise<Buffer> {
  // Loaded here, because hubs list this room and never make a workbook.
  const { default: Excel } = await import('exceljs')
  const book = new Excel.Workbook()
  book.created = new Date(day.at)
  const open = (name: LocalName) =>
    book.addWorksheet(name[day.store.language], {
      views: [{ rightToLeft: day.store.language === 'ar', state: 'frozen', ySplit: 1 }],
    })
  fillSummary(open(words.summary), day)
  fillProducts(open(words.products), day)
  fillSales(open(words.sales), day)
  return Buffer.from(await book.xlsx.writeBuffer())
}

// A cell holds a decimal as text, so the shortest decimal of the double is exactly what was meant.
const money = (day: DaySales) => (amountMinor: number) =>
  Number(toDecimal(amountMinor, day.store.currency))

function moneyFormat({ store }: DaySales): string {
  const exponent = exponentOf(store.currency)
  return exponent ? `#,##0.${'0'.repeat(exponent)}` : '#,##0'
}

function fill(sheet: Worksheet, day: DaySales, columns: readonly Column[], rows: Cell[][]): void {
  sheet.columns = columns.map(({ head, width, format }) => ({
    header: head[day.store.language],
    width,
    style: format ? { numFmt: format } : {},
  }))
  const head = sheet.getRow(1)
  head.font = { bold: true, color: { argb: 'FFFFFFFF' } }
  head.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: LAPIS } }
  sheet.addRows(
    rows.map((row) => row.map((cell) => (typeof cell === 'string' ? xmlText(cell) : cell))),
  )
}

function fillSummary(sheet: Worksheet, day: DaySales): void {
  const { store, totals } = day
  const { language } = store
  const amount = money(day)
  const facts: Cell[][] = [
    [words.day[language], day.businessOn],
    [words.currency[language], store.currency],
    [words.sales[language], totals.sales],
    [words.returns[language], totals.returns],
  ]
  const sums: Cell[][] = [
    [words.net[language], amount(totals.netMinor)],
    ...day.taxes.map((tax) => [
      `${words.tax[language]} ${tax.category} ${rateFigure(tax.ratePpm)}`,
      amount(tax.taxMinor),
    ]),
    [words.rounding[language], amount(totals.roundingMinor)],
    [words.total[language], amount(totals.totalMinor)],
    ...day.tenders.map(({ kind, amountMinor }) => [
      `${words.tender[language]}: ${tenderName(kind)[language]}`,
      amount(amountMinor),
    ]),
  ]
  const columns = [
    { head: words.store, width: 34 },
    { head: store.name, width: 26 },
  ]
  fill(sheet, day, columns, [...facts, ...sums])
  sums.forEach((_, i) => (sheet.getCell(facts.length + i + 2, 2).numFmt = moneyFormat(day)))
}

function fillProducts(sheet: Worksheet, day: DaySales): void {
  const { language } = day.store
  const columns = [
    { head: words.sku, width: 20 },
    { head: words.product, width: 48 },
    { head: words.quantity, width: 12, format: '#,##0.###' },
    { head: words.unit, width: 10 },
    { head: words.amount, width: 16, format: moneyFormat(day) },
  ]
  const rows = day.products.map(({ sku, name, unit, quantityMilli, amountMinor }) => [
    sku,
    name[language],
    quantityMilli / 1000,
    isUnit(unit) ? units[unit].symbol[language] : unit,
    money(day)(amountMinor),
  ])
  fill(sheet, day, columns, rows)
}

function fillSales(sheet: Worksheet, day: DaySales): void {
  const format = moneyFormat(day)
  const amount = money(day)
  const columns = [
    { head: words.time, width: 10 },
    { head: words.receipt, width: 24 },
    { head: words.invoice, width: 24 },
    { head: words.net, width: 14, format },
    { head: words.tax, width: 14, format },
    { head: words.total, width: 14, format },
    { head: words.offline, width: 12 },
  ]
  const rows = day.sales.map((sale) => [
    timeFigure(sale.at, day.store.timeZone),
    sale.receipt,
    sale.invoiceNumber,
    amount(sale.netMinor),
    amount(sale.taxMinor),
    amount(sale.totalMinor),
    words[sale.offline ? 'yes' : 'no'][day.store.language],
  ])
  fill(sheet, day, columns, rows)
}
