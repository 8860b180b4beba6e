// A price that ended while the goods were in the basket. The store may honour it, and a sale made
// offline before it ended was right; replicas have let go of it, so its row is read.
import type { Id } from '#shared/ids.ts'
import type { Draft } from '#kernel/draft.ts'
import { want, type LockClass, type Want } from '#kernel/locks.ts'
import type { Channel, Price, PriceList } from '#prices/contract.ts'
import { priceColumns, PriceRow } from '#prices/entities.ts'
import { priceFor } from '#prices/rules.ts'
import type { Store } from '#stores/contract.ts'
import type { SaleLine } from './contract.ts'

// A basket is older than this only if it was forgotten.
const BASKET_MS = 12 * 3_600_000

/** Read with the locked rows, but not locked: what a price was never changes. */
const formerPrices: LockClass<Price> = {
  name: 'prices',
  entity: PriceRow,
  group: (row) => row.id,
  changes: [],
  select: (sql, ids) =>
    sql<Price>(`select ${priceColumns} from price where id = any($1::uuid[]) order by id`, [ids]),
}

export function formerPriceWant(priceId: Id): Want {
  return want(formerPrices, priceId)
}

type Question = {
  readonly line: SaleLine
  /** The price in force. */
  readonly price: Price | null
  readonly store: Store
  readonly lists: ReadonlyMap<string, PriceList>
  /** Whether the price the line names is still replicated, so that it lost to the one in force. */
  readonly lost: boolean
  /** When the sale was made. */
  readonly at: string
  readonly customerGroupId: Id | null
  readonly channel: Channel
}

/** Whether the line has a price that held when it was sold, or one the store honours in its basket. */
export function isHonoured(
  draft: Draft,
  { line, price, store, lists, lost, at, ...who }: Question,
): boolean {
  const { decision, quantityMilli, packMilli, variantId, unitPriceCentiMinor } = line
  if (decision.priceId === null) return false
  const former = draft.rows(formerPrices, decision.priceId)[0]
  if (former?.variantId !== variantId) return false
  if (former.unitPriceCentiMinor !== unitPriceCentiMinor) return false
  // Set anew at the same figure: whichever of the two the line names, it costs the same.
  const isSame = price?.unitPriceCentiMinor === unitPriceCentiMinor
  if (isSame && price.packMilli === packMilli && former.packMilli === packMilli) return true
  const holds = (then: string) =>
    priceFor({ lists, prices: [former], store, quantityMilli, packMilli, ...who, at: then }) !==
    null
  if (former.validTo === null) return false
  if (former.validTo > at) return !lost && holds(at)
  if (!holds(former.validFrom)) return false
  if (Date.parse(at) - Date.parse(former.validTo) > BASKET_MS) return false
  if (store.priceChange === 'honour-lower') {
    return price !== null && unitPriceCentiMinor < price.unitPriceCentiMinor
  }
  return store.priceChange === 'keep-old'
}
