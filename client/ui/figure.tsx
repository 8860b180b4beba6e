// A number of the dashboard: the value first and largest, its change against the same hour, and a line of where it came from.
import { IconArrowDownRight, IconArrowUpRight } from '@tabler/icons-react'
import { memo, type ReactNode } from 'react'
import { classes } from './classes.ts'
import css from './figure.module.css'
import { Flip } from './flip.tsx'

export type FigureProps = {
  label: string
  value: ReactNode
  /** How it changed, already written; `better` decides the colour, `up` the arrow: they are not the same thing. */
  change?: { words: string; up: boolean; better: boolean }
  /** What it is compared with: a value or "against last Mon 12:00". */
  against?: ReactNode
  /** Oldest first. */
  spark?: readonly number[]
}

export const Figure = memo(function Figure({ label, value, change, against, spark }: FigureProps) {
  const Arrow = change?.up ? IconArrowUpRight : IconArrowDownRight
  return (
    <div className={css.figure}>
      <div className={css.head}>
        <span>{label}</span>
        {spark && spark.length > 1 && <Spark values={spark} />}
      </div>
      <div className={css.value}>{value}</div>
      {(change || against !== undefined) && (
        <div className={css.foot}>
          {change && (
            <span className={classes(css.change, change.better ? css.better : css.worse)}>
              <Flip>
                <Arrow size={16} stroke={2} aria-hidden />
              </Flip>
              <bdi>{change.words}</bdi>
            </span>
          )}
          {against !== undefined && <span>{against}</span>}
        </div>
      )}
    </div>
  )
})

/** A small line without axes; it reads in the reading direction. */
export const Spark = memo(function Spark({ values }: { values: readonly number[] }) {
  const low = Math.min(...values)
  const span = Math.max(...values) - low || 1
  const points = values.map((value, index) => {
    const x = (72 * index) / (values.length - 1)
    const y = 22 - (20 * (value - low)) / span
    return `${x.toFixed(1)},${y.toFixed(1)}`
  })
  return (
    <svg className={css.spark} viewBox="0 0 72 24" aria-hidden="true" focusable="false">
      <polyline points={points.join(' ')} />
    </svg>
  )
})
