// Work that takes its time: how much is done of how much, how long is left once that is known, and that one may leave.
import { Button } from '@mantine/core'
import { useNumerals } from '../look/look.tsx'
import { useSay } from '../words/index.ts'
import css from './states.module.css'

export type LongWorkProps = {
  title: string
  done: number
  all: number
  /** Left out until it is known. */
  leftMs?: number
  onLeave?(): void
  onStop?(): void
}

export function LongWork({ title, done, all, leftMs, onLeave, onStop }: LongWorkProps) {
  const say = useSay()
  const numerals = useNumerals()
  const count = say('work.done', { done, all })
  return (
    <div className={css.work}>
      <div className={css.workHead}>
        <span className={css.title}>{title}</span>
        <span className={css.detail}>
          {count}
          {leftMs !== undefined && <> · {say('work.left', { age: numerals.age(leftMs) })}</>}
        </span>
      </div>
      <div
        className={css.track}
        role="progressbar"
        aria-label={title}
        aria-valuemin={0}
        aria-valuemax={all}
        aria-valuenow={done}
        aria-valuetext={count}
      >
        <div className={css.fill} style={{ inlineSize: `${(100 * done) / Math.max(1, all)}%` }} />
      </div>
      <div className={css.acts}>
        {onLeave && (
          <Button variant="default" onClick={onLeave}>
            {say('work.leave')}
          </Button>
        )}
        {onStop && (
          <Button variant="outline" onClick={onStop}>
            {say('work.cancel')}
          </Button>
        )}
      </div>
    </div>
  )
}
