// What the thumb reaches: at most three acts of 64 px, the one that goes on at the end.
import { UnstyledButton } from '@mantine/core'
import type { ReactNode } from 'react'
import { classes } from '../ui/classes.ts'
import css from './task.module.css'

export type FootAct = {
  words: ReactNode
  icon?: ReactNode
  look?: 'main' | 'stop'
  /** It stays and can be reached, and a press says why. */
  idle?: boolean
  onAct(): void
}

export function TaskFoot({ acts, stacked }: { acts: readonly FootAct[]; stacked?: boolean }) {
  return (
    <footer className={classes(css.foot, stacked && css.stacked)}>
      {acts.map(({ words, icon, look, idle, onAct }, index) => (
        <UnstyledButton
          key={index}
          className={classes(css.act, look && css[look], idle && css.idle)}
          aria-disabled={idle}
          onClick={onAct}
        >
          {icon}
          <span>{words}</span>
        </UnstyledButton>
      ))}
    </footer>
  )
}
