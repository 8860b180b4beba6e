// The two ends of a move, kept from scan to scan and over a reload.
import type { Id } from '#shared/ids.ts'
import { locations, type Location } from '#stock/contract.ts'
import { useRecords } from '../link/react.ts'
import { useKept } from './kept.ts'
import { realPlaces, usualMove } from './places.ts'

export type MoveEnds = {
  places: readonly Location[]
  fromId: Id | null
  toId: Id | null
  setFromId(id: Id): void
  setToId(id: Id): void
  /** A scanned place is the near end first, the far end next. */
  scanned(id: Id): void
}
type Kept = { fromId: Id | null; toId: Id | null; next: 'from' | 'to' }

export function useMoveEnds(): MoveEnds {
  const places = realPlaces(useRecords(locations))
  const usual = usualMove(places)
  const [ends, setEnds] = useKept<Kept>('move.ends', () => ({
    fromId: null,
    toId: null,
    next: 'from',
  }))
  const fromId = ends.fromId ?? usual.fromId
  const toId = ends.toId ?? usual.toId
  const setFromId = (id: Id) => setEnds({ fromId: id, toId: toId === id ? null : toId, next: 'to' })
  const setToId = (id: Id) => setEnds({ fromId, toId: id, next: 'from' })
  const scanned = (id: Id) => (ends.next === 'from' ? setFromId(id) : setToId(id))
  return { places, fromId, toId, setFromId, setToId, scanned }
}
