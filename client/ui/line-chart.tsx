// Two lines over time: what is, and what it is compared with. It reads in the reading direction, so in Arabic time runs
// right to left and the values stand at the right; it grows by its new point and never tweens what is past.
import { useComputedColorScheme, useDirection } from '@mantine/core'
import { memo, useEffect, useRef } from 'react'
import UPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import { useNumerals } from '../look/look.tsx'
import { chartOptions } from './chart-options.ts'
import css from './line-chart.module.css'

export type LineChartProps = {
  /** Seconds since the epoch, ascending. */
  at: readonly number[]
  /** One value for each instant; null after now. */
  today: readonly (number | null)[]
  before: readonly (number | null)[]
  height: number
  /** What the chart says, for those who do not see it. */
  label: string
}

export const LineChart = memo(function LineChart(props: LineChartProps) {
  const { at, today, before, height, label } = props
  const box = useRef<HTMLDivElement>(null)
  const chart = useRef<UPlot | null>(null)
  const { dir } = useDirection()
  const scheme = useComputedColorScheme('light')
  const numerals = useNumerals()
  const data = useRef<UPlot.AlignedData>([[], [], []])
  data.current = [[...at], [...today], [...before]]

  useEffect(() => {
    const element = box.current
    if (!element) return
    const width = element.clientWidth
    const options = chartOptions({ width, height, rtl: dir === 'rtl', numerals, element })
    const made = new UPlot(options, data.current, element)
    chart.current = made
    const observer = new ResizeObserver(() => made.setSize({ width: element.clientWidth, height }))
    observer.observe(element)
    return () => {
      observer.disconnect()
      made.destroy()
      chart.current = null
    }
    // The scheme is read from the page's variables when the chart is made: a new scheme makes a new chart.
  }, [dir, scheme, numerals, height])

  useEffect(() => {
    chart.current?.setData(data.current)
  }, [at, today, before])

  return <div ref={box} className={css.chart} role="img" aria-label={label} />
})
