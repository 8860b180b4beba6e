// How far this device has heard a stream: a trail that is looked at asks again when the stream moves on.
import { useCallback, useSyncExternalStore } from 'react'
import { levels } from '#stock/contract.ts'
import { people } from '#users/contract.ts'
import { products } from '#catalog/contract.ts'
import { prices } from '#prices/contract.ts'
import { COMPANY, storeOf, type StreamName } from '#shared/streams.ts'
import { terminals } from '#terminals/contract.ts'
import { cashSessions } from '#tills/contract.ts'
import { useLink } from '../../link/react.ts'

const ofCompany = [people, products, prices, terminals]
const ofStore = [levels, cashSessions]

/** Goes up with the stream, as far as anything this device keeps was touched. */
export function useStreamPosition(stream: string): number {
  const { store } = useLink()
  const name = stream as StreamName
  const subscribe = useCallback(
    (listener: () => void) => {
      const storeId = storeOf(name)
      const watched = storeId === COMPANY ? ofCompany : ofStore
      const at = storeId === COMPANY ? undefined : storeId
      const stops = watched.map((source) => store.watch(source, listener, at))
      return () => stops.forEach((stop) => stop())
    },
    [store, name],
  )
  return useSyncExternalStore(subscribe, () => store.position(name)?.seq ?? 0)
}
