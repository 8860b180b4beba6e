// Which entries of its terminal's journals a session covers. A terminal has one journal for each fence;
// each is covered without a gap by its sessions one after the other, whichever fences they meet.
import type { Id } from '#shared/ids.ts'
import type { Sql } from '#kernel/database.ts'
import { readHeads } from '#kernel/journal-report.ts'
import type { SessionHeld } from './entities.ts'
import type { JournalRange, ZBody } from './seal-contract.ts'

export type Covered = {
  readonly ranges: JournalRange[]
  /** Entries that the terminal said it holds, that may be of this session, and nobody explained. */
  readonly missing: JournalRange[]
  readonly ends: ZBody['ends']
}

type Next = { readonly id: Id; readonly openedFence: number; readonly openedN: number }

/** The session after this one on the same drawer, if there is one yet. */
export async function sessionAfter(sql: Sql, session: SessionHeld): Promise<Next | undefined> {
  const [next] = await sql<Next>(
    `select id, opened_fence as "openedFence", opened_n as "openedN" from cash_session
      where store_id = $1 and terminal_id = $2 and number = $3`,
    [session.storeId, session.terminalId, session.number + 1],
  )
  return next
}

/**
 * What a session covers beyond what is covered by the Zs before it (`before`). The newest session goes
 * as far as the journals do; another one ends where the next began. Of an entry's session the
 * database is asked only where a terminal went on writing under two fences.
 */
export async function coveredBy(
  sql: Sql,
  session: SessionHeld,
  before: ZBody['ends'],
): Promise<Covered> {
  const next = await sessionAfter(sql, session)
  const heads = await readHeads(sql, session.terminalId)
  const former = new Map(before.map((end) => [end.fence, end]))
  const covered: { -readonly [K in keyof Covered]: Covered[K] } = {
    ranges: [],
    missing: [],
    ends: [],
  }
  for (const { fence, lastN, reportedN } of heads) {
    const { n = 0, explainedN = 0 } = former.get(fence) ?? {}
    const toN = next && lastN > n ? await endBefore(sql, session, next, { fence, n, lastN }) : lastN
    if (toN > n) covered.ranges.push({ fence, fromN: n + 1, toN })
    const fromN = Math.max(lastN, explainedN) + 1
    // What was opened under a later number proves that all before it is there.
    const isOver = next && (fence >= next.openedFence || toN < lastN)
    const isMissing = !isOver && reportedN >= fromN
    if (isMissing) covered.missing.push({ fence, fromN, toN: reportedN })
    ends(covered, { fence, n: toN, explainedN: isMissing ? reportedN : explainedN })
  }
  return covered
}

function ends(covered: Covered, end: ZBody['ends'][number]): void {
  if (end.n > 0 || end.explainedN > 0) covered.ends.push(end)
}

type Journal = { readonly fence: number; readonly n: number; readonly lastN: number }

/** The last number of a journal that is not of a later session. */
async function endBefore(
  sql: Sql,
  { storeId, terminalId, number }: SessionHeld,
  next: Next,
  { fence, n, lastN }: Journal,
): Promise<number> {
  if (fence === next.openedFence) return next.openedN - 1
  const [later] = await sql<{ n: number | null }>(
    `select min(j.n) as n from journal j
       left join sale s on s.store_id = $1 and s.id = j.document_id
       left join cash_movement m on m.store_id = $1 and m.id = j.document_id
       left join cash_count c on c.store_id = $1 and c.id = j.document_id
       join cash_session k on k.store_id = $1 and k.terminal_id = $2 and k.number > $3
        and k.id in (j.document_id, s.cash_session_id, m.cash_session_id, c.cash_session_id)
      where j.terminal_id = $2 and j.fence = $4 and j.n > $5`,
    [storeId, terminalId, number, fence, n],
  )
  return later?.n ? later.n - 1 : lastN
}
