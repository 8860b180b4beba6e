// A table as an Excel workbook, made on this device. The writer of workbooks is large and fetched when it is first asked for.
import { xmlText } from '#shared/text.ts'
import type { PlainTable } from './list-table.ts'

export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const WIDEST = 60
/** What Excel takes as the name of a sheet. */
const sheetName = (title: string) =>
  xmlText(title)
    .replaceAll(/[\\/?*[\]:']/g, ' ')
    .slice(0, 31) || 'Mizan'

export async function workbookOf(
  title: string,
  { heads, rows }: PlainTable,
  rightToLeft: boolean,
): Promise<ArrayBuffer> {
  const { default: Excel } = await import('exceljs')
  const book = new Excel.Workbook()
  const sheet = book.addWorksheet(sheetName(title), {
    views: [{ state: 'frozen', ySplit: 1, rightToLeft }],
  })
  sheet.columns = heads.map((header, at) => ({
    header,
    width: Math.min(
      WIDEST,
      Math.max(header.length, ...rows.slice(0, 200).map((row) => String(row[at] ?? '').length)) + 2,
    ),
  }))
  sheet.getRow(1).font = { bold: true }
  sheet.addRows(
    rows.map((row) => row.map((cell) => (typeof cell === 'string' ? xmlText(cell) : cell))),
  )
  return book.xlsx.writeBuffer()
}
