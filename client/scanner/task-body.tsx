// What stands between the head and the foot of a task: what was read, what was booked, and the three acts. The same
// for receiving and moving; what an act means is the task's.
import { IconArrowBackUp, IconNumbers, IconScan } from '@tabler/icons-react'
import { type ReactNode, useCallback, useState } from 'react'
import { Empty } from '../ui/empty.tsx'
import { Flip } from '../ui/flip.tsx'
import { QuantityPad } from '../ui/quantity-pad.tsx'
import { Sheet } from '../ui/sheet.tsx'
import { useSay } from '../words/index.ts'
import { counted } from './draft.ts'
import { TaskFoot } from './foot.tsx'
import { Notice, type Said } from './notice.tsx'
import { RecentScans } from './recent.tsx'
import { BookedCard, DraftCard } from './read-card.tsx'
import css from './task.module.css'
import type { TaskState } from './use-task.ts'

const MOST_RECENT = 6

type TaskBodyProps = {
  task: TaskState
  said: Said | null
  main: string
  onMain(): void
  onUndo(): void
  /** What the draft still needs, or is measured against. */
  under?: ReactNode
  note?: ReactNode
}

export function TaskBody(props: TaskBodyProps) {
  const say = useSay()
  const [counting, setCounting] = useState(false)
  const { draft, setDraft, booked } = props.task
  const [last] = booked
  const recent = draft ? booked : booked.slice(1)
  return (
    <>
      <div className={css.body}>
        <Notice said={props.said} />
        {draft && (
          <DraftCard
            draft={draft}
            onDraft={setDraft}
            onQuantity={() => setCounting(true)}
            note={props.note}
          />
        )}
        {props.under && <section className={css.card}>{props.under}</section>}
        {!draft && last && <BookedCard booked={last} />}
        {!draft && !last && (
          <Empty
            icon={<IconScan size={40} stroke={1.6} aria-hidden />}
            title={say('scan.first')}
            detail={say('scan.firstDetail')}
          />
        )}
        <RecentScans scans={recent.slice(0, MOST_RECENT)} />
      </div>
      <Acts {...props} onQuantity={() => setCounting(draft !== null)} />
      <Sheet
        opened={counting && draft !== null}
        onClose={() => setCounting(false)}
        title={say('scanner.quantity')}
      >
        {draft && (
          <QuantityPad
            quantityMilli={draft.quantityMilli}
            unit={draft.read.unit}
            onSet={(quantityMilli) => {
              setDraft(counted(draft, quantityMilli))
              setCounting(false)
            }}
          />
        )}
      </Sheet>
    </>
  )
}

function Acts(props: TaskBodyProps & { onQuantity(): void }) {
  const say = useSay()
  const { draft, booked } = props.task
  const icon = { size: 24, stroke: 1.8, 'aria-hidden': true } as const
  const back = (
    <Flip>
      <IconArrowBackUp {...icon} />
    </Flip>
  )
  return (
    <TaskFoot
      acts={[
        {
          words: say('scanner.undo'),
          icon: back,
          idle: !draft && booked[0]?.state !== 'waiting',
          onAct: props.onUndo,
        },
        {
          words: say('scanner.quantity'),
          icon: <IconNumbers {...icon} />,
          idle: !draft,
          onAct: props.onQuantity,
        },
        { words: props.main, look: 'main', onAct: props.onMain },
      ]}
    />
  )
}

/** Takes the last scan back and says what came of it. */
export function useUndo(task: TaskState, setSaid: (said: Said | null) => void): () => void {
  const say = useSay()
  const { undo } = task
  return useCallback(() => {
    void undo().then((undone) => {
      const detail = { scan: '', call: '', 'too-late': say('scan.tooLateNext'), nothing: '' }[
        undone
      ]
      setSaid({ title: say(`scan.undone.${undone}`), detail, quiet: true })
    })
  }, [undo, setSaid, say])
}
