// Parts of a whole as bars of one colour with their figures; never a pie. The longest part fills its track.
import { memo } from 'react'
import { useNumerals } from '../look/look.tsx'
import css from './bars.module.css'

export type BarPart = { id: string; label: string; sharePpm: number }

export const Bars = memo(function Bars({ parts }: { parts: readonly BarPart[] }) {
  const numerals = useNumerals()
  const most = Math.max(1, ...parts.map(({ sharePpm }) => sharePpm))
  return (
    <ul className={css.bars}>
      {parts.map(({ id, label, sharePpm }) => (
        <li key={id} className={css.row}>
          <bdi>{label}</bdi>
          <span className={css.track} aria-hidden="true">
            <span className={css.fill} style={{ inlineSize: `${(100 * sharePpm) / most}%` }} />
          </span>
          <bdi className={css.figure}>
            {numerals.percent(Math.round(sharePpm / 10_000) * 10_000)}
          </bdi>
        </li>
      ))}
    </ul>
  )
})
