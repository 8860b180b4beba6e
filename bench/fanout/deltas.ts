// The deltas that are sent: stock levels of about 220 bytes, all different.
import { STORE_ID } from './messages.ts'

const PER_BURST = 20

/** Deltas of one burst; `from` is the number of the first. */
export function burst(from: number) {
  return Array.from({ length: PER_BURST }, (_, i) => ({
    storeId: STORE_ID,
    locationId: '01900000-0000-7000-8000-0000000000a1',
    variantId: `01900000-0000-7000-8000-${String(from + i).padStart(12, '0')}`,
    lotId: '00000000-0000-0000-0000-000000000000',
    onHandMilli: 12_000 + i,
    n: from + i,
  }))
}

export { PER_BURST }
