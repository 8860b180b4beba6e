// Hands an entry of the till to its journal and waits a moment for the hub's word. What the hub has not answered by
// then has still happened: the till goes on, and says which of the two it is.
import type { TSchema } from 'typebox'
import type { Link } from '../link/link.ts'
import type { Appended, VerdictOf } from '../link/journal.ts'

/** How long a customer stands before the till goes on without an answer. */
const PATIENCE_MS = 3_000

export type HandedIn<R extends TSchema> = {
  /** The number of the entry under the terminal's fence, which receipts carry. */
  readonly fence: number
  readonly n: number
  /** Null: not answered yet. */
  readonly verdict: VerdictOf<R> | null
}

/**
 * Waits a moment for the verdict of what was appended. Rejects with a CallProblem where the journal could not be
 * written; then nothing has happened.
 */
export async function handIn<R extends TSchema>(
  link: Pick<Link, 'live'>,
  appended: Promise<Appended<R>>,
  patienceMs = PATIENCE_MS,
): Promise<HandedIn<R>> {
  const { entry, verdict } = await appended
  const { fence, n } = entry
  if (link.live.state.value.kind !== 'live') return { fence, n, verdict: null }
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), patienceMs)
  })
  const answer = await Promise.race([verdict, late])
  clearTimeout(timer)
  return { fence, n, verdict: answer }
}

export function isLive(link: Pick<Link, 'live'>): boolean {
  return link.live.state.value.kind === 'live'
}
