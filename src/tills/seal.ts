// X and Z of a cash session. A Z is written once, continues the hash chain of its terminal, and covers
// the journal from where the one before it ended; over a hole it needs somebody who says why.
import { hash as digestOf } from 'node:crypto'
import type { Input, Output } from '#shared/contract.ts'
import { newId, type Id } from '#shared/ids.ts'
import { CHAIN_START } from '#shared/journal.ts'
import { nowMs } from '#kernel/clock.ts'
import type { Sql } from '#kernel/database.ts'
import { want, type LockClass } from '#kernel/locks.ts'
import { Problem } from '#kernel/problems.ts'
import type { Ask } from '#kernel/room.ts'
import { grants, requireStore } from '#kernel/scope.ts'
import type { Tx } from '#kernel/transact.ts'
import { cashSessionChanged } from './contract.ts'
import {
  CashSessionRow,
  drawerOutside,
  sessionColumns,
  sessionOutside,
  ZReportRow,
  type SessionHeld,
} from './entities.ts'
import { coveredBy, sessionAfter, type Covered } from './reach.ts'
import {
  sealOverGapPermission,
  zSealed,
  type tillsSeal,
  type tillsX,
  type JournalRange,
  type ZBody,
  type ZReport,
  type ZSummary,
} from './seal-contract.ts'
import { sumUp } from './totals.ts'

const groupOf = (storeId: Id, id: Id) => `${storeId}|${id}`

/** One session, whichever it is; the newest is the row that the lane locks. */
const sealLocks: LockClass<SessionHeld> = {
  name: 'cash-sessions',
  entity: CashSessionRow,
  group: (row) => groupOf(row.storeId, row.id),
  changes: ['zNumber'],
  select: (sql, groups) => {
    const keys = groups.map((group) => group.split('|'))
    return sql<SessionHeld>(
      `select ${sessionColumns} from unnest($1::uuid[], $2::uuid[]) as u(store_id, id)
         join cash_session s on s.store_id = u.store_id and s.id = u.id
        order by s.store_id, s.id for update of s`,
      [keys.map((key) => key[0]), keys.map((key) => key[1])],
    )
  },
}

type Before = { number: number; hash: string; grandTotalMinor: number; ends: ZBody['ends'] }
const none: Before = { number: 0, hash: CHAIN_START, grandTotalMinor: 0, ends: [] }

async function lastZ(sql: Sql, { storeId, terminalId }: SessionHeld): Promise<Before> {
  const [last] = await sql<Before>(
    `select number, hash, grand_total_minor as "grandTotalMinor", body::jsonb -> 'ends' as ends
       from z_report where store_id = $1 and terminal_id = $2 order by number desc limit 1`,
    [storeId, terminalId],
  )
  return last ?? none
}

/** What a session came to so far; the same figures as its Z if it were sealed now. */
export async function readX(
  ask: Ask,
  { storeId, cashSessionId }: Input<typeof tillsX>,
): Promise<Output<typeof tillsX>> {
  requireStore(ask.scope, storeId)
  const [session] = await ask.sql<SessionHeld>(
    `select ${sessionColumns} from cash_session s where store_id = $1 and id = $2`,
    [storeId, cashSessionId],
  )
  if (!session) throw new Problem('not-found', 'There is no such cash session')
  const totals = await sumUp(ask.sql, session, await reachOf(ask.sql, session))
  return { session: sessionOutside(session), drawer: drawerOutside(session), totals, at: ask.at }
}

async function reachOf(sql: Sql, session: SessionHeld): Promise<readonly JournalRange[]> {
  const { storeId, terminalId, zNumber, openedFence, openedN } = session
  if (zNumber !== null) {
    const [z] = await sql<{ ranges: JournalRange[] }>(
      `select body::jsonb -> 'ranges' as ranges from z_report
        where store_id = $1 and terminal_id = $2 and number = $3`,
      [storeId, terminalId, zNumber],
    )
    return z?.ranges ?? []
  }
  const { ranges } = await coveredBy(sql, session, (await lastZ(sql, session)).ends)
  // Sessions before this one may still wait for their seals.
  return ranges.map((range) =>
    range.fence === openedFence ? { ...range, fromN: Math.max(range.fromN, openedN) } : range,
  )
}

/** Seals a closed session. Problems: those of the operation. */
export async function seal(tx: Tx, input: Input<typeof tillsSeal>): Promise<ZReport> {
  const { storeId, cashSessionId, explanation = null } = input
  requireStore(tx.scope, storeId)
  const group = groupOf(storeId, cashSessionId)
  await tx.lock([want(sealLocks, group)])
  const session = tx.rows(sealLocks, group)[0]
  if (!session) throw new Problem('not-found', 'There is no such cash session')
  if (session.zNumber !== null) throw new Problem('already-sealed')
  if (session.openOn !== null) throw new Problem('wrong-state', 'It is not counted yet')
  await requireFormerSealed(tx.sql, session)
  const before = await lastZ(tx.sql, session)
  const covered = await coveredBy(tx.sql, session, before.ends)
  requireWhole(tx, covered, explanation)
  session.zNumber = before.number + 1
  const report = await write(tx, session, before, covered, explanation)
  // An older session is not replicated any more.
  if (!(await sessionAfter(tx.sql, session))) {
    tx.emit(cashSessionChanged, storeId, sessionOutside(session))
  }
  return report
}

async function requireFormerSealed(sql: Sql, session: SessionHeld): Promise<void> {
  const [former] = await sql<{ number: number }>(
    `select number from cash_session
      where store_id = $1 and terminal_id = $2 and number < $3 and z_number is null
      order by number limit 1`,
    [session.storeId, session.terminalId, session.number],
  )
  if (former) throw new Problem('wrong-state', `Session ${former.number} is to be sealed first`)
}

function requireWhole(tx: Tx, { missing }: Covered, explanation: string | null): void {
  const count = missing.reduce((sum, { fromN, toN }) => sum + toN - fromN + 1, 0)
  if (count === 0) return
  if (explanation === null) throw new Problem('journal-outstanding', { missing: count })
  if (grants(tx.scope.permissions, sealOverGapPermission)) return
  throw new Problem('forbidden', `This needs ${sealOverGapPermission}`)
}

async function write(
  tx: Tx,
  session: SessionHeld,
  before: Before,
  { ranges, missing, ends }: Covered,
  explanation: string | null,
): Promise<ZReport> {
  const { storeId, terminalId, currency } = session
  const { varianceMinor } = drawerOutside(session)
  const totals = await sumUp(tx.sql, session, ranges)
  const explained = missing.length > 0
  const body: ZBody = {
    storeId,
    terminalId,
    number: before.number + 1,
    cashSessionId: session.id,
    sessionNumber: session.number,
    personId: session.personId,
    currency,
    openedAt: session.openedAt,
    closedAt: session.closedAt,
    closedBy: session.closedBy,
    sealedAt: tx.at,
    sealedBy: tx.scope.personId,
    floatMinor: session.floatMinor,
    expectedMinor: session.expectedMinor,
    countedMinor: session.countedMinor,
    varianceMinor,
    totals,
    grandTotalMinor: before.grandTotalMinor + totals.totalMinor,
    ranges,
    ends,
    missing,
    explanation: explained ? explanation : null,
  }
  const text = JSON.stringify(body)
  const previousHash = before.hash
  const hash = zHash(previousHash, body.number, text)
  const summary = summaryOf(newId(nowMs()), body)
  tx.insert(ZReportRow, { ...summary, storeId, body: text, hash, previousHash })
  tx.emit(zSealed, storeId, summary)
  return { ...body, hash, previousHash }
}

function summaryOf(id: Id, body: ZBody): ZSummary {
  const { terminalId, number, cashSessionId, sealedAt, sealedBy, currency } = body
  const { grandTotalMinor, varianceMinor, explanation } = body
  const { totalMinor } = body.totals
  const money = { currency, totalMinor, grandTotalMinor, varianceMinor }
  const sealed = { id, terminalId, number, cashSessionId, sealedAt, sealedBy }
  return { ...sealed, ...money, explained: explanation !== null }
}

/** SHA-256 over the hash before, the number and the exact text, hex. */
function zHash(previousHash: string, number: number, text: string): string {
  return digestOf('sha256', `${previousHash}\n${number}\n${text}`)
}
