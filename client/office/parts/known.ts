// Whether this device has its copy yet: until then an empty list is not empty, it is not known.
import { useCallback, useSyncExternalStore } from 'react'
import { COMPANY, streamOf } from '#shared/streams.ts'
import { stores } from '#stores/contract.ts'
import { levels } from '#stock/contract.ts'
import { useLink } from '../../link/react.ts'

/** Of the company, or of a store. */
export function useKnown(storeId: string = COMPANY): boolean {
  const { store } = useLink()
  const subscribe = useCallback(
    (listener: () => void) =>
      storeId === COMPANY ? store.watch(stores, listener) : store.watch(levels, listener, storeId),
    [store, storeId],
  )
  return useSyncExternalStore(subscribe, () => store.position(streamOf(storeId)) !== undefined)
}

/** The rows once they are known. */
export function useOnceKnown<T>(rows: T, storeId?: string): T | undefined {
  return useKnown(storeId) ? rows : undefined
}
