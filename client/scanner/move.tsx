// Moving goods between two places of the store: choose or scan both ends once, then scan goods. A lot that may not be
// sold may leave the shop floor, but it may not come onto it.
import { IconArrowRight } from '@tabler/icons-react'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { dayIn } from '#shared/days.ts'
import { newId, type Id } from '#shared/ids.ts'
import { levels, lots, locations } from '#stock/contract.ts'
import { stores } from '#stores/contract.ts'
import { useLink, useRecord, useRecords, useWatched } from '../link/react.ts'
import { useNumerals } from '../look/look.tsx'
import { Flip } from '../ui/flip.tsx'
import { useSay } from '../words/index.ts'
import { type Draft, draftOf, moveOf, takeScan } from './draft.ts'
import { TaskHead } from './head.tsx'
import { useKept } from './kept.ts'
import { LotOptions } from './lot-form.tsx'
import type { Said } from './notice.tsx'
import { PlacePick } from './place-pick.tsx'
import { lotToMove, lyingAt, placeNamed, realPlaces, usualMove } from './places.ts'
import { lotRefusal, type RefusalKind } from './refusals.ts'
import { RefusedHere } from './refused.tsx'
import type { Read } from './scans.ts'
import { TaskBody, useUndo } from './task-body.tsx'
import css from './task.module.css'
import { useUnread } from './unread.tsx'
import { useReader, useScans, useSounds } from './use-scans.ts'
import { type TaskState, useTask } from './use-task.ts'

export function Move() {
  const say = useSay()
  const numerals = useNumerals()
  const [, go] = useLocation()
  const task = useTask('move')
  const desk = useDesk(task)
  const { draft } = task
  const undo = useUndo(task, desk.setSaid)
  const main = () => {
    if (draft) return desk.book(draft)
    task.finish()
    go('/scanner')
  }
  if (desk.refused) {
    return (
      <RefusedHere
        {...desk.refused}
        confirmed={task.progress.confirmed}
        quarantine={null}
        onNext={() => desk.setRefused(null)}
      />
    )
  }
  const there = draft && desk.thereMilli(draft)
  const note =
    draft && there !== null
      ? say('scan.ofThere', { there: numerals.quantity(there, draft.read.unit).figure })
      : undefined
  const choices = draft && draft.read.tracked && draft.lotCode === null ? desk.choices(draft) : []
  return (
    <main className={css.task}>
      <TaskHead title={say('scanner.move')} progress={task.progress} onCode={desk.onScan}>
        <div className={css.ends}>
          <PlacePick
            words={say('scan.from')}
            places={desk.places}
            id={desk.fromId}
            onPick={desk.setFromId}
          />
          <Flip>
            <IconArrowRight size={24} stroke={1.8} aria-hidden />
          </Flip>
          <PlacePick
            words={say('scan.to')}
            places={desk.places}
            id={desk.toId}
            onPick={desk.setToId}
          />
        </div>
      </TaskHead>
      <TaskBody
        task={task}
        said={desk.said}
        main={draft ? say('scan.moveNow') : say('scan.finish')}
        onMain={main}
        onUndo={undo}
        note={note}
        under={
          choices.length > 0 && draft ? (
            <>
              <b>{say('scan.whichLot')}</b>
              <LotOptions lots={choices} onLot={(lot) => desk.setLot(draft, lot.code)} />
            </>
          ) : null
        }
      />
    </main>
  )
}

function useDesk(task: TaskState) {
  const say = useSay()
  const { store } = useLink()
  const read = useReader()
  const sound = useSounds()
  const unread = useUnread()
  const ends = useEnds()
  const { places, fromId, toId } = ends
  const [said, setSaid] = useState<Said | null>(null)
  const [refused, setRefused] = useState<{ kind: RefusalKind; read: Read } | null>(null)
  const storeId = useWatched(store.home) ?? ''
  const home = useRecord(stores, storeId)
  const { draft, setDraft } = task

  const lying = (variantId: Id) =>
    lyingAt(places, store.find(levels, 'variant', variantId), (id) => store.record(lots, id))
  const lotOf = ({ read: goods, lotCode }: Draft) =>
    lotCode === null ? undefined : store.find(lots, 'code', `${goods.variantId}|${lotCode}`)[0]
  const stop = (title: string, detail: string) => {
    sound('unknown')
    setSaid({ title, detail })
  }
  const book = (done: Draft) => {
    if (fromId === null || toId === null || fromId === toId) {
      return stop(say('scan.endsFirst'), say('scan.endsDetail'))
    }
    const lot = lotOf(done)
    if (done.read.tracked && !lot) return stop(say('scan.lotNotThere'), say('scan.notTaken'))
    const fault = lot && lotRefusal(lot, dayIn(home?.timeZone ?? 'UTC', new Date().toISOString()))
    const sold = places.find(({ id }) => id === toId)?.sellable
    if (fault && sold) {
      const { expiryOn } = lot
      setDraft(null)
      return setRefused({ kind: fault, read: { ...done.read, lotCode: lot.code, expiryOn } })
    }
    const move = { id: newId(Date.now()), storeId, fromLocationId: fromId, toLocationId: toId }
    if (done === draft) setDraft(null)
    setSaid(null)
    void task.move(moveOf(done, { ...move, lotId: lot?.id ?? null }))
  }
  const withLot = (found: Draft): Draft => {
    if (!found.read.tracked || fromId === null) return found
    const lot = lotToMove(lying(found.read.variantId), fromId, found.lotCode)
    if (lot === 'choose' || lot === 'none') return found
    return { ...found, lotCode: lot.code, expiryOn: lot.expiryOn }
  }
  const onScan = (scanned: string) => {
    const place = placeNamed(places, scanned)
    if (place) {
      sound('found')
      return ends.scanned(place.id)
    }
    const reading = read(scanned)
    if (reading.kind !== 'found') {
      sound('unknown')
      return setSaid(unread(reading))
    }
    const at = new Date().toISOString()
    const known = withLot(draftOf(reading.read, at))
    const taken = takeScan(draft, { ...reading.read, lotCode: known.lotCode }, at)
    if (taken.kind === 'waiting') return stop(say('scan.lotFirst'), say('scan.notTaken'))
    sound('found')
    setSaid(null)
    if (taken.done) book(taken.done)
    setDraft({ ...taken.draft, expiryOn: taken.draft.expiryOn ?? known.expiryOn })
  }
  useScans((scanned) => (refused ? undefined : onScan(scanned)))
  return {
    ...ends,
    said,
    setSaid,
    refused,
    setRefused,
    book,
    onScan,
    setLot: (current: Draft, lotCode: string) => {
      const lot = lotOf({ ...current, lotCode })
      setDraft({ ...current, lotCode, expiryOn: lot?.expiryOn ?? null })
    },
    choices: ({ read: goods }: Draft) =>
      lying(goods.variantId).flatMap(({ location, lot }) =>
        location.id === fromId && lot ? [lot] : [],
      ),
    /** What the device's copy says lies at the near end, of the lot once it is known. */
    thereMilli: ({ read: goods, lotCode }: Draft) =>
      fromId === null
        ? null
        : lying(goods.variantId)
            .filter(
              ({ location, lot }) =>
                location.id === fromId && (lotCode === null || lot?.code === lotCode),
            )
            .reduce((sum, { onHandMilli }) => sum + onHandMilli, 0),
  }
}

/** The two ends of the move, kept from scan to scan and over a reload. */
function useEnds() {
  const places = realPlaces(useRecords(locations))
  const usual = usualMove(places)
  const [ends, setEnds] = useKept<{ fromId: Id | null; toId: Id | null; next: 'from' | 'to' }>(
    'move.ends',
    () => ({ fromId: null, toId: null, next: 'from' }),
  )
  const fromId = ends.fromId ?? usual.fromId
  const toId = ends.toId ?? usual.toId
  return {
    places,
    fromId,
    toId,
    setFromId: (id: Id) => setEnds({ ...ends, fromId: id, toId, next: 'to' }),
    setToId: (id: Id) => setEnds({ ...ends, fromId, toId: id, next: 'from' }),
    /** A scanned place is the near end first, the far end next. */
    scanned: (id: Id) =>
      setEnds(
        ends.next === 'from'
          ? { fromId: id, toId: toId === id ? null : toId, next: 'to' }
          : { fromId, toId: id, next: 'from' },
      ),
  }
}
