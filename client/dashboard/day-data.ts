// The folded days of the chosen stores, as the parts of the dashboard read them.
import type { Id } from '#shared/ids.ts'
import type { DayProduct } from '#sales/state.ts'
import { stores } from '#stores/contract.ts'
import { dayMinutes, dayProducts, days } from '../link/plan.ts'
import type { Store } from '../link/store.ts'
import { useAcross } from './across.ts'
import type { StoreDay } from './figures.ts'

const PACE_MS = 100
const saleSources = [days, dayMinutes, stores]
const productSources = [dayProducts, stores]

function selectDays(store: Store, storeIds: readonly Id[]): StoreDay[] {
  return storeIds.flatMap((id) => {
    const record = store.record(stores, id)
    if (!record) return []
    return [
      { store: record, days: store.records(days, id), minutes: store.records(dayMinutes, id) },
    ]
  })
}

export type StoreProducts = { timeZone: string; products: readonly DayProduct[] }
function selectProducts(store: Store, storeIds: readonly Id[]): StoreProducts[] {
  return storeIds.flatMap((id) => {
    const record = store.record(stores, id)
    return record ? [{ timeZone: record.timeZone, products: store.records(dayProducts, id) }] : []
  })
}

export const useStoreDays = (ids: readonly Id[]) => useAcross(saleSources, ids, selectDays, PACE_MS)
export const useStoreProducts = (ids: readonly Id[]) =>
  useAcross(productSources, ids, selectProducts, PACE_MS * 5)
