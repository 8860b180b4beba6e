// Where the scans of a move are judged: which lot lies at the near end, and whether it may come to the far end.
// A draft that cannot be booked stays under the thumb; the scan that would have pushed it away is not taken.
import { useState } from 'react'
import { dayIn } from '#shared/days.ts'
import { newId } from '#shared/ids.ts'
import { levels, lots, type Lot } from '#stock/contract.ts'
import { stores } from '#stores/contract.ts'
import { useLink, useRecord, useWatched } from '../link/react.ts'
import type { Store } from '../link/store.ts'
import { useSay } from '../words/index.ts'
import { type Draft, draftOf, moveOf, takeScan } from './draft.ts'
import { type MoveEnds, useMoveEnds } from './move-ends.ts'
import type { Said } from './notice.tsx'
import { lotToMove, lyingAt, placeNamed } from './places.ts'
import { lotRefusal, type RefusalKind } from './refusals.ts'
import type { Read } from './scans.ts'
import { useUnread } from './unread.tsx'
import { useReader, useScans, useSounds } from './use-scans.ts'
import type { TaskState } from './use-task.ts'

export type MoveRefused = { kind: RefusalKind; read: Read }

/** What this device knows of the goods of a draft at the near end. */
export function nearEnd(store: Store, { places, fromId }: MoveEnds) {
  const lying = ({ read }: Pick<Draft, 'read'>) =>
    lyingAt(places, store.find(levels, 'variant', read.variantId), (id) =>
      store.record(lots, id),
    ).filter(({ location }) => location.id === fromId)
  return {
    lots: (draft: Draft): Lot[] => lying(draft).flatMap(({ lot }) => (lot ? [lot] : [])),
    milli: (draft: Draft): number =>
      lying(draft)
        .filter(({ lot }) => draft.lotCode === null || lot?.code === draft.lotCode)
        .reduce((sum, { onHandMilli }) => sum + onHandMilli, 0),
    /** With its lot where there is only one it can be. */
    withLot: (draft: Draft): Draft => {
      if (!draft.read.tracked || fromId === null) return draft
      const lot = lotToMove(lying(draft), fromId, draft.lotCode)
      if (lot === 'choose' || lot === 'none') return draft
      return { ...draft, lotCode: lot.code, expiryOn: lot.expiryOn }
    },
  }
}

function lotOf(store: Store, { read, lotCode }: Draft): Lot | undefined {
  if (lotCode === null) return undefined
  return store.find(lots, 'code', `${read.variantId}|${lotCode}`)[0]
}

/** Books a draft, or says why it cannot be; true where it was booked. */
function useBooking(task: TaskState, ends: MoveEnds, told: (said: Said | null) => void) {
  const say = useSay()
  const sound = useSounds()
  const { store } = useLink()
  const [refused, setRefused] = useState<MoveRefused | null>(null)
  const storeId = useWatched(store.home) ?? ''
  const timeZone = useRecord(stores, storeId)?.timeZone ?? 'UTC'
  const { places, fromId, toId } = ends
  const stop = (title: string, detail: string): false => {
    sound('unknown')
    told({ title, detail })
    return false
  }
  const book = (done: Draft): boolean => {
    if (fromId === null || toId === null || fromId === toId) {
      return stop(say('scan.endsFirst'), say('scan.endsDetail'))
    }
    const lot = lotOf(store, done)
    if (done.read.tracked && !lot) return stop(say('scan.lotNotThere'), say('scan.notTaken'))
    const kind = lot && lotRefusal(lot, dayIn(timeZone, new Date().toISOString()))
    if (lot && kind && places.find(({ id }) => id === toId)?.sellable) {
      task.setDraft(null)
      const { code, expiryOn } = lot
      setRefused({ kind, read: { ...done.read, lotCode: code, expiryOn } })
      return false
    }
    const move = { id: newId(Date.now()), storeId, fromLocationId: fromId, toLocationId: toId }
    if (done === task.draft) task.setDraft(null)
    told(null)
    void task.move(moveOf(done, { ...move, lotId: lot?.id ?? null }))
    return true
  }
  return { book, stop, refused, setRefused }
}

export function useMoveDesk(task: TaskState) {
  const say = useSay()
  const { store } = useLink()
  const read = useReader()
  const sound = useSounds()
  const unread = useUnread()
  const ends = useMoveEnds()
  const [said, setSaid] = useState<Said | null>(null)
  const booking = useBooking(task, ends, setSaid)
  const near = nearEnd(store, ends)
  const take = (found: Read) => {
    const at = new Date().toISOString()
    const known = near.withLot(draftOf(found, at))
    const taken = takeScan(task.draft, { ...found, lotCode: known.lotCode }, at)
    if (taken.kind === 'waiting') return booking.stop(say('scan.lotFirst'), say('scan.notTaken'))
    if (taken.done && !booking.book(taken.done)) return
    sound('found')
    setSaid(null)
    task.setDraft({ ...taken.draft, expiryOn: taken.draft.expiryOn ?? known.expiryOn })
  }
  const onScan = (scanned: string) => {
    const place = placeNamed(ends.places, scanned)
    const reading = place ? null : read(scanned)
    if (reading?.kind === 'found') return take(reading.read)
    sound(place ? 'found' : 'unknown')
    if (place) return ends.scanned(place.id)
    if (reading) setSaid(unread(reading))
  }
  useScans((scanned) => (booking.refused ? undefined : onScan(scanned)))
  const setLot = (draft: Draft, lot: Lot) =>
    task.setDraft({ ...draft, lotCode: lot.code, expiryOn: lot.expiryOn })
  return { ...booking, ends, near, said, setSaid, onScan, setLot }
}
