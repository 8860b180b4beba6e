// A refused scan, loud: what happened, what was kept, what to do. It stays until a person has read it, and a scan
// made meanwhile is answered by the same sound and not taken.
import { IconPackageExport, IconScan } from '@tabler/icons-react'
import { type ReactNode, useEffect } from 'react'
import { useNumerals } from '../look/look.tsx'
import { Code } from '../ui/code.tsx'
import { Flip } from '../ui/flip.tsx'
import { useProblemWords } from '../ui/problem-words.ts'
import { RefusedScan } from '../ui/scan-card.tsx'
import { useSay } from '../words/index.ts'
import type { Booked } from './calls.ts'
import { type FootAct, TaskFoot } from './foot.tsx'
import { GoodsHead, useGoods } from './goods.tsx'
import type { RefusalKind } from './refusals.ts'
import { nextStep } from './refusals.ts'
import type { Read } from './scans.ts'
import css from './task.module.css'
import { useScans, useSounds } from './use-scans.ts'

function Stop(props: {
  reason: ReactNode
  goods: ReactNode
  kept: ReactNode
  next: ReactNode
  acts: readonly FootAct[]
}) {
  const say = useSay()
  const sound = useSounds()
  useEffect(() => sound('blocked'), [sound])
  useScans(() => sound('blocked'))
  return (
    <main className={css.task}>
      <RefusedScan reason={props.reason} />
      <div className={css.body}>
        {props.goods}
        <section className={css.card}>
          <h3>{say('failure.kept')}</h3>
          <p>{props.kept}</p>
          <h3>{say('failure.next')}</h3>
          <p>{props.next}</p>
        </section>
      </div>
      <TaskFoot acts={props.acts} stacked />
    </main>
  )
}

const scanNext = <IconScan size={24} stroke={1.8} aria-hidden />

/** Refused by this device, before anything was booked. */
export function RefusedHere(props: {
  kind: RefusalKind
  read: Read
  /** How many scans of the task stand untouched. */
  confirmed: number
  quarantine: { name: string; onMove(): void } | null
  onNext(): void
}) {
  const say = useSay()
  const numerals = useNumerals()
  const { kind, read, quarantine } = props
  const goods = useGoods(read.variantId)
  const lot = read.lotCode ?? ''
  const date = read.expiryOn === null ? '' : numerals.date(read.expiryOn, 'day-year')
  const aside: FootAct[] = quarantine
    ? [
        {
          words: say('scan.toQuarantine', { place: quarantine.name }),
          icon: (
            <Flip>
              <IconPackageExport size={24} stroke={1.8} aria-hidden />
            </Flip>
          ),
          look: 'stop',
          onAct: quarantine.onMove,
        },
      ]
    : []
  return (
    <Stop
      reason={say(`scan.refusal.${kind}`, { lot, date })}
      goods={
        <section className={css.card}>
          <GoodsHead goods={goods} note={read.lotCode !== null && <Code>{read.lotCode}</Code>} />
        </section>
      }
      kept={say('scan.keptHere', { count: props.confirmed })}
      next={
        quarantine ? say('scan.nextQuarantine', { place: quarantine.name }) : say('scan.nextAside')
      }
      acts={[...aside, { words: say('scan.ignore'), icon: scanNext, onAct: props.onNext }]}
    />
  )
}

/** Refused by the hub, after it was booked here. */
export function RefusedByHub({ booked, onSeen }: { booked: Booked; onSeen(): void }) {
  const say = useSay()
  const numerals = useNumerals()
  const told = useProblemWords()
  const goods = useGoods(booked.variantId)
  const { figure } = numerals.quantity(booked.quantityMilli, goods.unit)
  const note = (
    <>
      <bdi>{figure}</bdi> {booked.lotCode !== null && <Code>{booked.lotCode}</Code>}{' '}
      {say('scan.at', { time: numerals.time(booked.at) })}
    </>
  )
  return (
    <Stop
      reason={booked.problem ? told(booked.problem) : say('problem.internal')}
      goods={
        <section className={css.card}>
          <GoodsHead goods={goods} note={note} />
        </section>
      }
      kept={say(booked.task === 'receive' ? 'scan.keptReceive' : 'scan.keptMove')}
      next={say(`scan.next.${nextStep(booked.problem)}`)}
      acts={[{ words: say('scan.goOn'), icon: scanNext, look: 'main', onAct: onSeen }]}
    />
  )
}
