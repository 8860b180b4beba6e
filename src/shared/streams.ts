// The names of the ordered logs. There is one for the company and one for each store.
import type { Id } from './ids.ts'

/** Stands for the company where a store's id is expected (keys of the log, never a real store). */
export const COMPANY: Id = '00000000-0000-0000-0000-000000000000'

/** `company` or `store:<uuid>`. */
export type StreamName = 'company' | `store:${string}`

export const streamPattern = '^(company|store:[0-9a-f-]{36})$'

/** The stream of a store, or the company's for COMPANY. */
export function streamOf(storeId: Id): StreamName {
  return storeId === COMPANY ? 'company' : `store:${storeId}`
}

/** The store behind a stream, or COMPANY. */
export function storeOf(stream: StreamName): Id {
  return stream === 'company' ? COMPANY : stream.slice('store:'.length)
}
