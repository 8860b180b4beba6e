// What is done about a broken rule: a sale that waits for an answer is refused; one that happened while
// the till was offline is a fact, so the rule it broke is noted and the sale is kept.
import type { ProblemSlug } from '#shared/problem.ts'
import type { Objection } from '#kernel/decider.ts'
import type { Draft } from '#kernel/draft.ts'
import { Problem } from '#kernel/problems.ts'

// Afterwards it is called by what happened, not by what was forbidden.
const codes: Partial<Record<ProblemSlug, string>> = {
  'stock-short': 'oversold',
  'price-mismatch': 'price-drift',
  forbidden: 'not-permitted',
  'not-found': 'unknown',
}

export function objectionOf(draft: Draft, offline: boolean): Objection {
  if (offline) return (slug, detail) => draft.exception(codes[slug] ?? slug, detail)
  return (slug, detail, extras) => {
    throw new Problem(slug, { detail, ...extras })
  }
}
