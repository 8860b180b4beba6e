// One transaction of the lane, from locked rows to numbered facts. It decides; beginning, committing
// and trying again are the lane's.
import { newId, type Id } from '#shared/ids.ts'
import type { Verdict } from '#shared/journal.ts'
import { problemBody } from '#shared/problem.ts'
import { nowMs } from './clock.ts'
import type { Database, Sql } from './database.ts'
import { Draft } from './draft.ts'
import type { LateSql } from './flights.ts'
import {
  lockHeads,
  numberFacts,
  streamsOf,
  type FactDraft,
  type Head,
  type LogBatch,
} from './events.ts'
import { JournalRow, QuarantineRow } from './entities.ts'
import {
  broken,
  gap,
  headGroup,
  journalHeads,
  journalRow,
  placeOf,
  quarantineRow,
  readSeen,
  skewOf,
  type Head as JournalEnd,
  type Prepared,
  type Seen,
} from './journal.ts'
import { want, type Want } from './locks.ts'
import { Problem } from './problems.ts'

export type PostedEnd = { readonly lastN: number; readonly lastHash: string }
type Call = {
  readonly storeId: Id
  readonly terminalId: Id
  readonly fence: number
  readonly entries: readonly Prepared[]
  readonly requireStill: () => Promise<void> | undefined
}
type Decided = {
  readonly posted: ({ verdicts: Verdict[] } & PostedEnd)[]
  readonly batches: readonly LogBatch[]
  /** Sends everything there is to write at once; nothing but the commit may follow. */
  readonly write: () => Promise<void>
}

/**
 * Decides the calls of a batch in an open transaction. `alone` says that a mistake has no other to
 * hurt. Two flights to the database: all that is read and locked, the streams' heads last, and then
 * all that is written.
 */
export async function decideBatch(
  database: Database,
  sql: LateSql,
  at: string,
  calls: readonly Call[],
  alone: boolean,
): Promise<Decided> {
  const draft = new Draft(database, at)
  const entries = calls.flatMap((call) => call.entries)
  const [, held, seen] = await Promise.all([
    draft.lockWith(sql, calls.flatMap(wantsOf)),
    lockHeads(sql, new Set(calls.map(({ storeId }) => storeId))),
    readSeen(sql, entries),
  ])
  for (const { requireStill } of calls) {
    // It may have waited for the locks, and be revoked since. The others are tried again without it.
    const looking = requireStill()
    if (looking) await looking
  }
  const posted = calls.map((call) => decideCall(draft, call, seen, alone))
  const { facts } = draft
  const numbered = numberFacts(at, facts, await allHeads(sql, facts, held))
  return {
    posted,
    batches: numbered.batches,
    write: () => draft.writes(numbered).flushTogether(sql),
  }
}

/** A decision that tells another stream than its store's own waits once more for that one's head. */
async function allHeads(
  sql: Sql,
  facts: readonly FactDraft[],
  held: readonly Head[],
): Promise<readonly Head[]> {
  const known = new Set(held.map(({ storeId }) => storeId))
  const missing = streamsOf(facts).filter((storeId) => !known.has(storeId))
  return missing.length ? [...held, ...(await lockHeads(sql, missing))] : held
}

function wantsOf(call: Call): Want[] {
  const wants: Want[] = [want(journalHeads, headGroup(call.terminalId, call.fence))]
  for (const { ready, about } of call.entries) {
    if (ready instanceof Problem) continue
    try {
      wants.push(...ready.decider.wants(ready.body, about))
    } catch (error) {
      // The decision meets the same refusal and turns it into a verdict.
      if (!(error instanceof Problem)) throw error
    }
  }
  return wants
}

function headOf(draft: Draft, call: Call): JournalEnd | undefined {
  return draft.rows(journalHeads, headGroup(call.terminalId, call.fence))[0]
}

function decideCall(
  draft: Draft,
  call: Call,
  seen: Seen,
  alone: boolean,
): { verdicts: Verdict[] } & PostedEnd {
  const verdicts = call.entries.map((prepared) => {
    const head = headOf(draft, call)
    const verdict = decideEntry(draft, head, prepared, seen, alone)
    draft.accept()
    return verdict
  })
  const head = headOf(draft, call)
  return { verdicts, lastN: head?.lastN ?? 0, lastHash: head?.lastHash ?? '' }
}

function decideEntry(
  draft: Draft,
  head: JournalEnd | undefined,
  prepared: Prepared,
  seen: Seen,
  alone: boolean,
): Verdict {
  const { entry, hash, about } = prepared
  if (!head) return quarantine(draft, prepared, 'stale-fence')
  const place = placeOf(prepared)
  if (entry.n <= head.lastN) {
    const before = seen.verdicts.get(place)
    if (before?.hash === hash) return { ...before.verdict, replayed: true }
    return quarantine(draft, prepared, 'identity-conflict')
  }
  if (entry.n !== head.lastN + 1) return gap(entry.n, head.lastN + 1)
  if (entry.previousHash !== head.lastHash) return quarantine(draft, prepared, 'chain-broken')
  if (seen.documents.has(entry.id)) return quarantine(draft, prepared, 'identity-conflict')
  seen.documents.set(entry.id, place)
  const verdict = decide(draft, prepared, head.lastAt, alone)
  // The same entry may come again further down the batch.
  seen.verdicts.set(place, { hash, verdict })
  const kept = draft.rows(journalHeads, headGroup(about.terminalId, about.fence))[0]
  const lastAt = prepared.saidAt ?? head.lastAt
  if (kept) Object.assign(kept, { lastN: entry.n, lastHash: hash, lastAt })
  draft.insert(JournalRow, journalRow(prepared, verdict))
  return verdict
}

function decide(draft: Draft, prepared: Prepared, lastAt: string | null, alone: boolean): Verdict {
  const { entry, hash, about, ready, personId } = prepared
  const answer = { n: entry.n, replayed: false, hash }
  draft.cause = { personId, terminalId: about.terminalId, callId: entry.id }
  draft.accept()
  try {
    if (ready instanceof Problem) throw ready
    const result = ready.decider.decide(ready.body, draft, about)
    const skew = skewOf(prepared, lastAt)
    if (skew !== null) draft.exception('clock-skew', skew)
    const exceptions = [...draft.exceptions]
    draft.accept()
    return exceptions.length
      ? { ...answer, outcome: 'posted-with-exception', result, exceptions }
      : { ...answer, outcome: 'posted', result }
  } catch (error) {
    draft.refuse()
    // Goods and money have changed hands: what cannot be posted is kept for a person to look at.
    const outcome = prepared.offline ? 'quarantined' : 'refused'
    if (error instanceof Problem) return { ...answer, outcome, problem: error.body(entry.id) }
    if (!alone) throw error
    return { ...answer, outcome: 'quarantined', problem: problemBody('internal') }
  }
}

function quarantine(
  draft: Draft,
  prepared: Prepared,
  reason: 'stale-fence' | 'identity-conflict' | 'chain-broken',
): Verdict {
  draft.insert(QuarantineRow, quarantineRow(prepared, newId(nowMs()), reason))
  return broken(prepared.entry.n, reason)
}
