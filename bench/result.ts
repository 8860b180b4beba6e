// What a benchmark gives: its figure, those of its peers from the same run, and whether the ratios
// reach their targets. Machines differ; ratios of one run compare.
export type Peers = Readonly<Record<string, number>>

export type Target = {
  /** `at-least` for speed, `at-most` for time or cost. */
  readonly be: 'at-least' | 'at-most'
  readonly ratio: number
}

export type Result = {
  readonly name: string
  readonly value: number
  readonly unit: string
  readonly peers: Peers
  /** value / peer, for each peer. */
  readonly ratios: Peers
  readonly target: Readonly<Record<string, Target | string>> | string
  readonly pass: boolean
  /** Anything else worth keeping: percentiles, counts, conditions of the run. */
  readonly more?: Readonly<Record<string, unknown>>
}

/** Puts a result together; `also` holds conditions that no ratio says, such as no oversell. */
export function resultOf(
  name: string,
  unit: string,
  value: number,
  peers: Peers,
  targets: Readonly<Record<string, Target>>,
  also: Readonly<Record<string, boolean>> = {},
  more?: Result['more'],
): Result {
  const ratios = Object.fromEntries(
    Object.entries(peers).map(([peer, figure]) => [
      peer,
      Math.round((value / figure) * 1000) / 1000,
    ]),
  )
  const reached = Object.entries(targets).every(([peer, { be, ratio }]) => {
    const found = ratios[peer] ?? Number.NaN
    return be === 'at-least' ? found >= ratio : found <= ratio
  })
  const conditions = Object.fromEntries(
    Object.entries(also).map(([what, held]) => [what, held ? 'held' : 'broken']),
  )
  return {
    name,
    value: Math.round(value * 1000) / 1000,
    unit,
    peers,
    ratios,
    target: { ...targets, ...conditions },
    pass: reached && Object.values(also).every(Boolean),
    ...(more ? { more } : {}),
  }
}

/** The middle of some figures. */
export function median(figures: readonly number[]): number {
  const sorted = [...figures].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

/** The figure below which `share` (0-1) of them lie. */
export function percentile(figures: readonly number[], share: number): number {
  const sorted = [...figures].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}
