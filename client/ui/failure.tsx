// A failure in three parts and in this order: what happened, what was kept, what to do. Two buttons at most.
import { Button } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import css from './states.module.css'

export type FailureProps = {
  icon?: ReactNode
  happened: ReactNode
  kept: ReactNode
  /** What to do, said in words; the buttons do it. */
  next: ReactNode
  primary?: { words: string; onAct(): void }
  other?: { words: string; onAct(): void }
}

export function Failure({ icon, happened, kept, next, primary, other }: FailureProps) {
  return (
    <div className={css.failure} role="alert">
      {icon ?? <IconAlertTriangle size={24} stroke={1.8} aria-hidden />}
      <div className={css.words}>
        <div className={css.title}>{happened}</div>
        <div className={css.detail}>
          {kept} {next}
        </div>
      </div>
      {(primary || other) && (
        <div className={css.acts}>
          {other && (
            <Button variant="default" onClick={other.onAct}>
              {other.words}
            </Button>
          )}
          {primary && <Button onClick={primary.onAct}>{primary.words}</Button>}
        </div>
      )}
    </div>
  )
}
