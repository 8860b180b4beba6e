// Reads a file of real sales (the columns of Online Retail II, gzip or plain) and sorts its lines
// into what they are: sales, cancellations, stock adjustments, or something that is left out for a
// reason that is counted. Prices and quantities are kept as the file writes them.
import { createReadStream } from 'node:fs'
import { createGunzip } from 'node:zlib'
import { parse } from 'csv-parse'

export type FileLine = {
  readonly code: string
  readonly description: string
  /** As written, signed, whole units. */
  readonly quantity: number
  /** As written, decimal pounds. */
  readonly price: string
}

export type FileInvoice = {
  readonly number: string
  readonly kind: 'sale' | 'return' | 'adjustment'
  readonly lines: readonly FileLine[]
}

export type SalesFile = {
  readonly invoices: readonly FileInvoice[]
  readonly lines: number
  /** Lines left out, by reason. */
  readonly skipped: Readonly<Record<string, number>>
}

type Row = {
  InvoiceNo: string
  StockCode: string
  Description: string
  Quantity: string
  UnitPrice: string
}

/** Why a line is no sale, return or adjustment, or undefined if it is one. */
function whyNot(row: Row, cancelled: boolean): string | undefined {
  const quantity = Number(row.Quantity)
  if (!Number.isInteger(quantity) || quantity === 0) return 'quantity that is no whole number'
  if (!/^-?\d+(\.\d{1,4})?$/.test(row.UnitPrice)) return 'price that is no amount'
  // Bad debt is written off in the accounts; no goods and no money cross a till.
  if (row.UnitPrice.startsWith('-')) return 'bad debt'
  if (cancelled && quantity > 0) return 'charge inside a cancellation'
  if (!cancelled && quantity < 0 && isService(row.StockCode.trim()))
    return 'adjustment of a service'
  return undefined
}

function kindOf(row: Row, cancelled: boolean): FileInvoice['kind'] {
  if (cancelled) return 'return'
  return Number(row.Quantity) < 0 ? 'adjustment' : 'sale'
}

/** Reads at most `limit` invoices, in the order of the file. */
export async function readSalesFile(path: string, limit: number): Promise<SalesFile> {
  const source = createReadStream(path)
  const text = path.endsWith('.gz') ? source.pipe(createGunzip()) : source
  const rows = text.pipe(parse({ columns: true, skip_empty_lines: true }))
  const invoices: { number: string; kind: FileInvoice['kind']; lines: FileLine[] }[] = []
  const skipped: Record<string, number> = {}
  const numbers = new Set<string>()
  let lines = 0
  for await (const row of rows as AsyncIterable<Row>) {
    if (!numbers.has(row.InvoiceNo) && numbers.size >= limit) break
    numbers.add(row.InvoiceNo)
    lines += 1
    const cancelled = row.InvoiceNo.startsWith('C')
    const reason = whyNot(row, cancelled)
    if (reason) {
      skipped[reason] = (skipped[reason] ?? 0) + 1
      continue
    }
    const kind = kindOf(row, cancelled)
    let invoice = invoices.at(-1)
    if (invoice?.number !== row.InvoiceNo || invoice.kind !== kind) {
      invoice = { number: row.InvoiceNo, kind, lines: [] }
      invoices.push(invoice)
    }
    invoice.lines.push({
      // Spaces after a code are how somebody typed it; upper and lower case are different goods.
      code: row.StockCode.trim(),
      description: row.Description,
      quantity: Number(row.Quantity),
      price: row.UnitPrice,
    })
  }
  source.destroy()
  return { invoices, lines, skipped }
}

// What the file sells that is not kept on a shelf: postage, carriage, fees, vouchers, corrections.
const services =
  /^(POST|DOT|C2|C3|BANK CHARGES|AMAZONFEE|M|m|D|S|B|CRUK|PADS|ADJUST2?|GIFT|gift_\d+_\d+|TEST\d+)$/

/** Whether a stock code names a service, which moves no stock. */
export const isService = (code: string): boolean => services.test(code)
