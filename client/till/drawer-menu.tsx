// What can be done with an open drawer, as tiles with their numbers: a digit or a touch chooses one. Only what the
// person may do is offered.
import { UnstyledButton } from '@mantine/core'
import {
  IconArrowBarDown,
  IconArrowBarUp,
  IconBuildingBank,
  IconCashBanknote,
  IconClipboardCheck,
  IconLockOpen,
  IconReportMoney,
  IconUsers,
} from '@tabler/icons-react'
import { type ReactNode, useEffect, useRef } from 'react'
import type { MoveKind } from '#tills/contract.ts'
import { keyOf } from '../ui/entry.ts'
import { Kbd } from '../ui/kbd.tsx'
import { useSay } from '../words/index.ts'
import css from './drawer.module.css'
import { useTill } from './till-state.ts'
import { useLatest } from './use-latest.ts'

export type Task = MoveKind | 'no-sale' | 'hand-over' | 'close' | 'report'

const icon = { size: 24, stroke: 1.6, 'aria-hidden': true } as const
const tasks: readonly { task: Task; needs: string; icon: ReactNode }[] = [
  { task: 'pay-in', needs: 'cash.move', icon: <IconArrowBarDown {...icon} /> },
  { task: 'pay-out', needs: 'cash.move', icon: <IconArrowBarUp {...icon} /> },
  { task: 'drop', needs: 'cash.move', icon: <IconBuildingBank {...icon} /> },
  { task: 'loan', needs: 'cash.move', icon: <IconCashBanknote {...icon} /> },
  { task: 'no-sale', needs: 'cash.no-sale', icon: <IconLockOpen {...icon} /> },
  { task: 'hand-over', needs: 'cash.hand-over', icon: <IconUsers {...icon} /> },
  { task: 'close', needs: 'cash.count', icon: <IconClipboardCheck {...icon} /> },
  { task: 'report', needs: 'tills.x', icon: <IconReportMoney {...icon} /> },
]

export function DrawerMenu({ onChoose }: { onChoose(task: Task): void }) {
  const { may } = useTill()
  const say = useSay()
  const mine = tasks.filter(({ needs }) => may(needs))
  const box = useRef<HTMLDivElement>(null)
  useDigits((digit) => {
    const chosen = mine[digit - 1]
    if (chosen) onChoose(chosen.task)
    return chosen !== undefined
  })
  useEffect(() => {
    const timer = setTimeout(() => box.current?.querySelector('button')?.focus(), 0)
    return () => clearTimeout(timer)
  }, [])
  return (
    <div ref={box} className={css.menu} role="group" aria-label={say('drawer.menu')}>
      {mine.map(({ task, icon: drawn }, index) => (
        <UnstyledButton key={task} className={css.task} onClick={() => onChoose(task)}>
          <span className={css.taskTop}>
            {drawn}
            <Kbd>{String(index + 1)}</Kbd>
          </span>
          {say(`drawer.task.${task}`)}
        </UnstyledButton>
      ))}
    </div>
  )
}

/** Digits of either kind while the menu is open, taken before anything behind it hears them. */
function useDigits(onDigit: (digit: number) => boolean): void {
  const onKey = useLatest((event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
    const key = keyOf(event.key)
    if (key !== null && /^[1-9]$/.test(key) && onDigit(Number(key))) event.preventDefault()
  })
  useEffect(() => {
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [onKey])
}
