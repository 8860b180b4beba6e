// How a room decides a journal entry inside the lane: it says which rows it needs, then decides over
// them in plain TypeScript. It awaits nothing and reads nothing but what was locked and the memory.
import type { Static, TObject, TSchema } from 'typebox'
import type { JournalKind } from '#shared/contract.ts'
import type { Id } from '#shared/ids.ts'
import type { ProblemExtras, ProblemSlug } from '#shared/problem.ts'
import type { Draft } from './draft.ts'
import type { Want } from './locks.ts'
import type { Memory } from './memory.ts'

/** The entry being decided and where it comes from. */
export type About = {
  readonly memory: Memory
  readonly storeId: Id
  readonly terminalId: Id
  /** Second part of receipt numbers. */
  readonly terminalCode: string
  readonly fence: number
  readonly n: number
  /** The permissions of the person named in the entry; empty if the person is unknown or inactive. */
  readonly permissions: readonly string[]
  /** What the device's clock said as it sent the entry, ISO 8601; null where it did not say. */
  readonly sentAt: string | null
  /** The instant of the transaction, ISO 8601. */
  readonly at: string
}

export type Decider = {
  readonly kind: JournalKind
  readonly wants: (body: never, about: About) => readonly Want[]
  readonly decide: (body: never, draft: Draft, about: About) => unknown
}

/**
 * Binds a journal kind. `wants` names the rows to lock; `decide` throws a Problem to refuse an
 * entry, or gives the result; an offline entry must not be refused for a rule of trade but noted
 * by `draft.exception`.
 */
export function decides<B extends TObject, R extends TSchema>(
  kind: JournalKind<B, R>,
  wants: (body: Static<B>, about: About) => readonly Want[],
  decide: (body: Static<B>, draft: Draft, about: About) => Static<R>,
): Decider {
  return { kind, wants, decide }
}

/**
 * What is done about a broken rule: a Problem is thrown where somebody waits for an answer; of what
 * happened offline it is noted, and the decision goes on.
 */
export type Objection = (slug: ProblemSlug, detail: string, extras?: ProblemExtras) => void
