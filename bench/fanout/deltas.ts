// The deltas that are sent: stock levels of about 220 bytes, all different.
import { STORE_ID } from './messages.ts'

/** What the benches of bursts send in one turn. */
export const PER_BURST = 20

/** So many deltas; `from` is the number of the first. Each says when it was made, in microseconds. */
export function deltas(from: number, count: number) {
  const madeUs = Number(process.hrtime.bigint() / 1000n)
  return Array.from({ length: count }, (_, i) => ({
    storeId: STORE_ID,
    locationId: '01900000-0000-7000-8000-0000000000a1',
    variantId: `01900000-0000-7000-8000-${String(from + i).padStart(12, '0')}`,
    lotId: '00000000-0000-0000-0000-000000000000',
    onHandMilli: 12_000 + i,
    n: from + i,
    madeUs,
  }))
}
