// The one look of every line chart: colours from the page's variables, quiet grid, a mark at now.
import type UPlot from 'uplot'
import type { Numerals } from '../look/numerals.ts'

export type ChartLook = {
  width: number
  height: number
  rtl: boolean
  numerals: Numerals
  /** Where the `--mz-*` variables are read from. */
  element: Element
}

export function chartOptions({ width, height, rtl, numerals, element }: ChartLook): UPlot.Options {
  const style = getComputedStyle(element)
  const colour = (name: string) => style.getPropertyValue(`--mz-${name}`).trim()
  const font = `12px ${style.fontFamily}`
  const accent = colour('accent-ink')
  const axis = { stroke: colour('ink-3'), font, ticks: { show: false } }
  return {
    width,
    height,
    padding: [8, 12, 0, 12],
    legend: { show: false },
    cursor: { show: false },
    scales: {
      x: { time: true, dir: rtl ? -1 : 1 },
      y: { range: (_chart, _low, high) => [0, Math.max(1, high * 1.12)] },
    },
    axes: [
      {
        ...axis,
        grid: { show: false },
        space: 90,
        size: 28,
        values: (_chart, marks) => marks.map((mark) => numerals.time(mark * 1000)),
      },
      {
        ...axis,
        side: rtl ? 1 : 3,
        size: 36,
        // Whole steps only: the labels are whole numbers, and 1, 1, 0 says nothing.
        incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000],
        grid: { stroke: colour('line'), width: 1 },
        values: (_chart, marks) => marks.map((mark) => numerals.count(mark)),
      },
    ],
    series: [
      {},
      { stroke: accent, width: 2.5, fill: fade(accent), points: { show: false } },
      { stroke: colour('ink-3'), width: 1.5, dash: [3, 4], points: { show: false } },
    ],
    hooks: { draw: [(chart) => markNow(chart, accent, colour('surface'))] },
  }
}

// 28 % under the line, nothing at the foot.
function fade(accent: string) {
  return (chart: UPlot): CanvasGradient | string => {
    const { top, height } = chart.bbox
    if (!Number.isFinite(top) || height <= 0) return 'transparent'
    const gradient = chart.ctx.createLinearGradient(0, top, 0, top + height)
    gradient.addColorStop(0, `${accent}47`)
    gradient.addColorStop(1, `${accent}00`)
    return gradient
  }
}

function markNow(chart: UPlot, accent: string, surface: string): void {
  const [at, today] = chart.data
  const index = today?.findLastIndex((value) => value !== null && value !== undefined) ?? -1
  const value = today?.[index]
  const time = at[index]
  if (value === null || value === undefined || time === undefined) return
  const { ctx, bbox } = chart
  const x = chart.valToPos(time, 'x', true)
  const y = chart.valToPos(value, 'y', true)
  const scale = devicePixelRatio
  ctx.save()
  ctx.strokeStyle = `${accent}88`
  ctx.lineWidth = scale
  ctx.setLineDash([])
  ctx.beginPath()
  ctx.moveTo(x, bbox.top)
  ctx.lineTo(x, bbox.top + bbox.height)
  ctx.stroke()
  disc(ctx, x, y, 9 * scale, `${accent}38`)
  disc(ctx, x, y, 5.5 * scale, surface)
  disc(ctx, x, y, 4 * scale, accent)
  ctx.restore()
}

function disc(ctx: CanvasRenderingContext2D, x: number, y: number, radius: number, fill: string) {
  ctx.fillStyle = fill
  ctx.beginPath()
  ctx.arc(x, y, radius, 0, 2 * Math.PI)
  ctx.fill()
}
