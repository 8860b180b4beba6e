// Moving goods between two places of the store: choose or scan both ends once, then scan goods. A lot that may not be
// sold may leave the shop floor, but it may not come onto it.
import { IconArrowRight } from '@tabler/icons-react'
import { useLocation } from 'wouter'
import { useNumerals } from '../look/look.tsx'
import { Flip } from '../ui/flip.tsx'
import { useSay } from '../words/index.ts'
import { missingIn } from './draft.ts'
import { TaskHead } from './head.tsx'
import { LotOptions } from './lot-form.tsx'
import { useMoveDesk } from './move-desk.ts'
import type { MoveEnds } from './move-ends.ts'
import { PlacePick } from './place-pick.tsx'
import { RefusedHere } from './refused.tsx'
import { TaskBody, useUndo } from './task-body.tsx'
import css from './task.module.css'
import { useTask } from './use-task.ts'

export function Move() {
  const say = useSay()
  const numerals = useNumerals()
  const [, go] = useLocation()
  const task = useTask('move')
  const desk = useMoveDesk(task)
  const { draft } = task
  const undo = useUndo(task, desk.setSaid)
  const main = () => {
    if (draft) return void desk.book(draft)
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
  const there = draft && numerals.quantity(desk.near.milli(draft), draft.read.unit).figure
  const choices = draft && missingIn(draft) ? desk.near.lots(draft) : []
  return (
    <main className={css.task}>
      <TaskHead title={say('scanner.move')} progress={task.progress} onCode={desk.onScan}>
        <Ends ends={desk.ends} />
      </TaskHead>
      <TaskBody
        task={task}
        said={desk.said}
        main={draft ? say('scan.moveNow') : say('scan.finish')}
        onMain={main}
        onUndo={undo}
        note={there === null ? undefined : say('scan.ofThere', { there })}
        under={
          draft && choices.length > 0 ? (
            <>
              <b>{say('scan.whichLot')}</b>
              <LotOptions lots={choices} onLot={(lot) => desk.setLot(draft, lot)} />
            </>
          ) : null
        }
      />
    </main>
  )
}

function Ends({ ends }: { ends: MoveEnds }) {
  const say = useSay()
  const { places, fromId, toId } = ends
  return (
    <div className={css.ends}>
      <PlacePick words={say('scan.from')} places={places} id={fromId} onPick={ends.setFromId} />
      <Flip>
        <IconArrowRight size={24} stroke={1.8} aria-hidden />
      </Flip>
      <PlacePick words={say('scan.to')} places={places} id={toId} onPick={ends.setToId} />
    </div>
  )
}
