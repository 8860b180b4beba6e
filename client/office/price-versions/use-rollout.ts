// The roll-out of a version as it stands at this moment, from what the hub pushes.
import { useCallback, useMemo } from 'react'
import { priceLists, prices, type PriceVersion, terminalPrices } from '#prices/contract.ts'
import { stores } from '#stores/contract.ts'
import { terminals } from '#terminals/contract.ts'
import { useLink, usePresence, useRecords, useSelector } from '../../link/react.ts'
import type { Store } from '../../link/store.ts'
import { useNowMs } from '../../ui/now.ts'
import {
  pricesInForce,
  rolloutOf,
  type TillStanding,
  type VersionState,
  versionState,
} from './rollout.ts'

const priced = [prices]
const priceVersion = (store: Store) => store.version(prices)
/** A planned end is noticed within this. */
const LOOK_MS = 15_000

function useParts() {
  const lists = useRecords(priceLists)
  const shops = useRecords(stores)
  const devices = useRecords(terminals)
  const holdings = useRecords(terminalPrices)
  const presence = usePresence()
  return useMemo(() => {
    const byId = new Map(lists.map((list) => [list.id, list]))
    const parts = { stores: shops, terminals: devices, holdings, presence }
    return (version: PriceVersion) =>
      rolloutOf({ ...parts, version, list: byId.get(version.listId) })
  }, [lists, shops, devices, holdings, presence])
}

/** Every till that is to charge it, those behind first. */
export function useRollout(version: PriceVersion): readonly TillStanding[] {
  const rollout = useParts()
  return useMemo(() => rollout(version), [rollout, version])
}

/** The present by the hub's clock, as it is written on the wire, renewed every quarter of a minute. */
export function useHubNow(everyMs = LOOK_MS): string {
  const { clock } = useLink()
  const step = Math.floor(useNowMs() / everyMs)
  // The step is what makes it look at the clock again.
  return useMemo(() => (step < 0 ? '' : clock.nowAt()), [clock, step])
}

/** Prices of each version that hold or are planned. */
export function useInForce(): ReadonlyMap<number, number> {
  const { store } = useLink()
  const changed = useSelector(priced, priceVersion)
  const nowAt = useHubNow()
  return useMemo(
    () => (changed < 0 ? new Map() : pricesInForce(store.map(prices).values(), nowAt)),
    [store, changed, nowAt],
  )
}

const behindOf = (tills: readonly TillStanding[]) =>
  tills.filter(({ standing }) => standing === 'behind').length

export function useVersionState(version: PriceVersion, tills: readonly TillStanding[]) {
  const nowAt = useHubNow(1000)
  const inForce = useInForce().get(version.number) ?? 0
  const behind = behindOf(tills)
  return { state: versionState(version, { nowAt, inForce, behind }), inForce, behind }
}

/** The state of any version, for a list of them. */
export function useVersionStates(): (version: PriceVersion) => VersionState {
  const rollout = useParts()
  const counts = useInForce()
  const nowAt = useHubNow()
  return useCallback(
    (version: PriceVersion) => {
      const inForce = counts.get(version.number) ?? 0
      return versionState(version, { nowAt, inForce, behind: behindOf(rollout(version)) })
    },
    [rollout, counts, nowAt],
  )
}
