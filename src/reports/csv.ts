// A day's sales as CSV (RFC 4180), one row for each sale, for programs and spreadsheets. UTF-8 with a
// byte order mark, because a spreadsheet takes Arabic for something else without it.
import { toDecimal } from '#shared/money.ts'
import { csvCell } from '#shared/text.ts'
import { timeFigure } from '#kernel/figures.ts'
import type { DaySales } from './day-sales.ts'
import { words } from './words.ts'

/** The bytes of the file. Amounts are plain decimals in the currency of the store. */
export function daySalesCsv(day: DaySales): Buffer {
  const { currency, timeZone, language } = day.store
  const heads = [
    words.day,
    words.time,
    words.receipt,
    words.invoice,
    words.net,
    words.tax,
    words.total,
    words.currency,
    words.offline,
  ]
  const rows = day.sales.map((sale) => [
    day.businessOn,
    timeFigure(sale.at, timeZone),
    sale.receipt,
    sale.invoiceNumber,
    toDecimal(sale.netMinor, currency),
    toDecimal(sale.taxMinor, currency),
    toDecimal(sale.totalMinor, currency),
    currency,
    words[sale.offline ? 'yes' : 'no'][language],
  ])
  const lines = [heads.map((head) => head[language]), ...rows]
  return Buffer.from(
    `\ufeff${lines.map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('')}`,
  )
}
