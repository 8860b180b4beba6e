// Receiving: scan after scan comes in, each answered from this device, booked when the next one comes or the thumb
// says so, and confirmed by the hub. Goods that may not be sold are refused here, loud, before they are booked.
import { useState } from 'react'
import { useLocation } from 'wouter'
import { dayIn } from '#shared/days.ts'
import { newId } from '#shared/ids.ts'
import { locations, lots } from '#stock/contract.ts'
import { locationOfKind } from '#stock/rules.ts'
import { stores } from '#stores/contract.ts'
import { useLink, useRecords, useRecord, useWatched } from '../link/react.ts'
import { nameIn } from '../look/locale.ts'
import { useLook } from '../look/look.tsx'
import { useSay } from '../words/index.ts'
import { counted, type Draft, draftOf, missingIn, receiptOf, takeScan } from './draft.ts'
import { TaskHead } from './head.tsx'
import { LotForm } from './lot-form.tsx'
import type { Said } from './notice.tsx'
import { type RefusalKind, mayQuarantine, receiptRefusal } from './refusals.ts'
import { RefusedHere } from './refused.tsx'
import type { Read } from './scans.ts'
import { TaskBody, useUndo } from './task-body.tsx'
import css from './task.module.css'
import { useUnread } from './unread.tsx'
import { useReader, useScans, useSounds } from './use-scans.ts'
import { type TaskState, useTask } from './use-task.ts'

type Refused = { kind: RefusalKind; read: Read; draft: Draft }

export function Receive() {
  const say = useSay()
  const { locale } = useLook()
  const [, go] = useLocation()
  const task = useTask('receive')
  const desk = useDesk(task)
  const { refused, setRefused, book, quarantine } = desk
  const { draft, progress } = task
  const finish = () => {
    if (draft && missingIn(draft)) return desk.setSaid({ title: say('scan.lotFirst'), detail: '' })
    if (draft) return void book(draft)
    task.finish()
    go('/scanner')
  }
  const undo = useUndo(task, desk.setSaid)
  if (refused) {
    const place = quarantine && mayQuarantine(refused.kind) ? quarantine : null
    return (
      <RefusedHere
        kind={refused.kind}
        read={refused.read}
        confirmed={progress.confirmed}
        quarantine={
          place && {
            name: nameIn(locale, place.name),
            onMove: () => {
              void book(refused.draft, place.id)
              setRefused(null)
            },
          }
        }
        onNext={() => setRefused(null)}
      />
    )
  }
  return (
    <main className={css.task}>
      <TaskHead title={say('scanner.receive')} progress={progress} onCode={desk.onScan} />
      <TaskBody
        task={task}
        said={desk.said}
        main={draft ? say('scan.book') : say('scan.finish')}
        onMain={finish}
        onUndo={undo}
        under={
          draft && missingIn(draft) ? (
            <LotForm
              variantId={draft.read.variantId}
              onLot={({ code, expiryOn }) => desk.setLot(draft, code, expiryOn)}
            />
          ) : null
        }
      />
    </main>
  )
}

/** Where scans are judged: against the lots this device knows and today's date in the store. */
function useDesk(task: TaskState) {
  const say = useSay()
  const { store } = useLink()
  const read = useReader()
  const sound = useSounds()
  const unread = useUnread()
  const [refused, setRefused] = useState<Refused | null>(null)
  const [said, setSaid] = useState<Said | null>(null)
  const storeId = useWatched(store.home) ?? ''
  const home = useRecord(stores, storeId)
  const places = useRecords(locations)
  const { draft, setDraft } = task

  const book = async (done: Draft, locationId?: string) => {
    const place = { id: newId(Date.now()), storeId, ...(locationId ? { locationId } : {}) }
    if (done === draft) setDraft(null)
    setSaid(null)
    await task.receive(receiptOf(done, place))
  }
  const faultOf = (goods: Pick<Draft, 'read' | 'lotCode' | 'expiryOn'>) => {
    const [lot] = store.find(lots, 'code', `${goods.read.variantId}|${goods.lotCode ?? ''}`)
    const onDay = dayIn(home?.timeZone ?? 'UTC', new Date().toISOString())
    return receiptRefusal(goods, lot, onDay)
  }
  const take = (found: Read) => {
    const at = new Date().toISOString()
    const kind = faultOf({ ...found, read: found })
    if (kind) return setRefused({ kind, read: found, draft: draftOf(found, at) })
    const taken = takeScan(draft, found, at)
    if (taken.kind === 'waiting') {
      sound('unknown')
      return setSaid({ title: say('scan.lotFirst'), detail: say('scan.notTaken') })
    }
    sound('found')
    setSaid(null)
    if (taken.done) void book(taken.done)
    setDraft(taken.draft)
  }
  const onScan = (scanned: string) => {
    const reading = read(scanned)
    if (reading.kind === 'found') return take(reading.read)
    sound('unknown')
    setSaid(unread(reading))
  }
  const setLot = (current: Draft, lotCode: string, expiryOn: string | null) => {
    const next = { ...current, lotCode, expiryOn: current.expiryOn ?? expiryOn }
    const kind = faultOf(next)
    setSaid(null)
    if (!kind) return setDraft(next)
    setDraft(null)
    const shown = { ...next.read, lotCode, expiryOn: next.expiryOn }
    setRefused({ kind, read: shown, draft: counted(next, next.quantityMilli) })
  }
  useScans((scanned) => (refused ? undefined : onScan(scanned)))
  const quarantine = locationOfKind(places, 'quarantine') ?? null
  return { refused, setRefused, said, setSaid, book, onScan, setLot, quarantine }
}
