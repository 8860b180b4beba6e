// How far a price version has come: which tills hold it and since when, which are behind, and what those still know.
// Pure, over what the hub has told; a till that was never heard of holds nothing.
import type { Price, PriceList, PriceVersion, TerminalPrices } from '#prices/contract.ts'
import type { Presence } from '#shared/frames.ts'
import type { Store } from '#stores/contract.ts'
import type { Terminal } from '#terminals/contract.ts'

export type Shop = Pick<Store, 'id' | 'name' | 'currency'>
export type TillStanding = {
  readonly terminal: Terminal
  readonly store: Shop
  /** The newest version it has said it holds; null: it has said nothing. */
  readonly held: number | null
  /** When the hub heard of this very version; null where it is behind, or has gone on to a later one. */
  readonly since: string | null
  /** `holds`: what the version says is what it charges, or will when the time comes. */
  readonly standing: 'holds' | 'behind'
  readonly link: Presence['state']
  /** Its last word, whatever it was about. */
  readonly lastAt: string | null
}
export type RolloutParts = {
  readonly version: Pick<PriceVersion, 'number'>
  readonly list: PriceList | undefined
  readonly stores: readonly Shop[]
  readonly terminals: readonly Terminal[]
  readonly holdings: readonly TerminalPrices[]
  readonly presence: ReadonlyMap<string, Presence>
}

/** The stores a list holds in. */
export function storesOf(list: PriceList | undefined, stores: readonly Shop[]): Shop[] {
  if (!list) return []
  return stores.filter(
    ({ id, currency }) =>
      currency === list.currency && (list.storeIds === null || list.storeIds.includes(id)),
  )
}

/** The tills that are to charge it, those behind first, then by store and code. */
export function rolloutOf(parts: RolloutParts): TillStanding[] {
  const { version, list, terminals, presence } = parts
  const stores = new Map(storesOf(list, parts.stores).map((store) => [store.id, store]))
  const held = new Map(parts.holdings.map((each) => [each.terminalId, each]))
  return terminals
    .flatMap((terminal): TillStanding[] => {
      const store = stores.get(terminal.storeId)
      if (!store || terminal.kind !== 'till' || terminal.state !== 'enrolled') return []
      const holding = held.get(terminal.id)
      const seen = presence.get(terminal.id)
      const holds = holding !== undefined && holding.number >= version.number
      return [
        {
          terminal,
          store,
          held: holding?.number ?? null,
          since: holding?.number === version.number ? holding.at : null,
          standing: holds ? 'holds' : 'behind',
          link: seen?.state ?? 'offline',
          lastAt: latest(seen?.at, holding?.at),
        },
      ]
    })
    .toSorted((a, b) => order(a) - order(b) || (nameKey(a) < nameKey(b) ? -1 : 1))
}

const order = ({ standing }: TillStanding) => (standing === 'behind' ? 0 : 1)
const nameKey = ({ store, terminal }: TillStanding) => `${store.name.en} ${terminal.code}`

function latest(a: string | undefined, b: string | undefined): string | null {
  return [a, b].reduce<string | null>((last, at) => (at && (!last || at > last) ? at : last), null)
}

export type VersionState = 'staged' | 'rolling-out' | 'active' | 'superseded'

/** By the hub's clock. `inForce`: how many of its prices hold or are planned still; `behind`: tills that lack it. */
export function versionState(
  { effectiveAt }: Pick<PriceVersion, 'effectiveAt'>,
  { nowAt, inForce, behind }: { nowAt: string; inForce: number; behind: number },
): VersionState {
  if (inForce === 0) return 'superseded'
  if (effectiveAt > nowAt) return 'staged'
  return behind > 0 ? 'rolling-out' : 'active'
}

/** How many prices of each version hold or are planned at an instant. */
export function pricesInForce(prices: Iterable<Price>, nowAt: string): Map<number, number> {
  const counts = new Map<number, number>()
  for (const { version, validTo } of prices) {
    if (validTo !== null && validTo <= nowAt) continue
    counts.set(version, (counts.get(version) ?? 0) + 1)
  }
  return counts
}

/** The longest a till took to say that it holds it, in milliseconds; undefined where none has. */
export function slowestMs(
  { createdAt }: Pick<PriceVersion, 'createdAt'>,
  tills: readonly TillStanding[],
): number | undefined {
  const spans = tills.flatMap(({ since }) => (since ? [tookMs({ createdAt }, since)] : []))
  return spans.length ? Math.max(...spans) : undefined
}

export const tookMs = ({ createdAt }: Pick<PriceVersion, 'createdAt'>, since: string) =>
  Math.max(0, Date.parse(since) - Date.parse(createdAt))

/**
 * The prices as a till knows them that holds no version beyond `held`: what came later is not there, and what came later
 * has ended nothing.
 */
export function knownTo(prices: readonly Price[], held: number | null): Price[] {
  const slot = ({ listId, variantId, packMilli, minimumMilli }: Price) =>
    [listId, variantId, packMilli, minimumMilli].join()
  const unknown = prices.filter(({ version }) => version > (held ?? 0))
  const endedBy = new Set(unknown.map((price) => `${slot(price)} ${price.validFrom}`))
  return prices
    .filter(({ version }) => version <= (held ?? 0))
    .map((price) =>
      endedBy.has(`${slot(price)} ${price.validTo}`) ? { ...price, validTo: null } : price,
    )
}
