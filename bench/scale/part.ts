// What each part of the bench of scale gives: the same figure in a small shop and in a large one.

export type Spread = { readonly p50: number; readonly p99: number }

export type Part = {
  readonly unit: string
  readonly small: Spread
  readonly large: Spread
  /** p50 of the large over p50 of the small. */
  readonly ratio: number
  /** The ratio may not be above it. */
  readonly atMost: number
  /** Whatever else must hold, said in words. */
  readonly held: Readonly<Record<string, boolean>>
  readonly more?: Readonly<Record<string, unknown>>
}
