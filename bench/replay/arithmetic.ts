// The totals of a file in exact arithmetic of its own: decimal text to integers, products as BigInt,
// rounded half away from zero. It shares nothing with the hub, so that the two can be compared.
import type { FileInvoice } from './file.ts'

/** A price of at most four decimals in ten-thousandths of a pound. */
function tenThousandths(price: string): bigint {
  const [whole = '0', fraction = ''] = price.split('.')
  return BigInt(whole) * 10_000n + BigInt(fraction.padEnd(4, '0') || '0')
}

/** What a line comes to in pence. */
export function penceOf(price: string, quantity: number): bigint {
  const product = tenThousandths(price) * BigInt(quantity)
  const size = product < 0n ? -product : product
  const rounded = (size + 50n) / 100n
  return product < 0n ? -rounded : rounded
}

/** Hundredths of a penny, as the price of a line is sent. */
export const centiPenceOf = (price: string): number => Number(tenThousandths(price))

export type FileTotals = {
  readonly salesPence: bigint
  readonly returnsPence: bigint
  /** Units that left the shop by sale or adjustment, less those that came back, by stock code. */
  readonly unitsOut: ReadonlyMap<string, number>
}

/** The totals of invoices, adjustments counted in units only. */
export function totalsOf(
  invoices: Iterable<FileInvoice>,
  isService: (code: string) => boolean,
): FileTotals {
  let salesPence = 0n
  let returnsPence = 0n
  const unitsOut = new Map<string, number>()
  for (const { kind, lines } of invoices) {
    for (const { code, quantity, price } of lines) {
      const pence = kind === 'adjustment' ? 0n : penceOf(price, quantity)
      if (kind === 'return') returnsPence += pence
      else salesPence += pence
      const out = kind === 'adjustment' ? -quantity : quantity
      if (!isService(code)) unitsOut.set(code, (unitsOut.get(code) ?? 0) + out)
    }
  }
  return { salesPence, returnsPence, unitsOut }
}
