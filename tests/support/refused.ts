// Asserts that something is refused with a certain problem of the closed list.
import { Problem } from '#kernel/problems.ts'
import type { ProblemExtras, ProblemSlug } from '#shared/problem.ts'

type Asserting = {
  equal(found: unknown, wanted: unknown, message: string): boolean
  fail(message: string): boolean
}

/** Resolves to the problem's extensions, for what else a test wants to know of it. */
export async function refused(
  t: Asserting,
  asked: Promise<unknown>,
  slug: ProblemSlug,
): Promise<ProblemExtras> {
  try {
    await asked
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    t.equal(error.slug, slug, `refused with ${slug}`)
    return error.extras
  }
  t.fail(`should have been refused with ${slug}`)
  return {}
}
