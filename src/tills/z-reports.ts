// Finding Z reports that were sealed. They are read as they were hashed.
import type { Input, Output } from '#shared/contract.ts'
import { idAfter } from '#shared/paging.ts'
import { Problem } from '#kernel/problems.ts'
import type { Ask } from '#kernel/room.ts'
import { requireStore } from '#kernel/scope.ts'
import type { ZBody, ZReport, ZSummary, zReportGet, zReportsList } from './seal-contract.ts'

/** The Z reports of a store, newest first. */
export async function listZ(
  ask: Ask,
  { storeId, terminalId, after, limit = 50 }: Input<typeof zReportsList>,
): Promise<Output<typeof zReportsList>> {
  requireStore(ask.scope, storeId)
  const rows = await ask.sql<ZSummary>(
    `select id, terminal_id as "terminalId", number, cash_session_id as "cashSessionId",
            sealed_at as "sealedAt", sealed_by as "sealedBy", currency, total_minor as "totalMinor",
            grand_total_minor as "grandTotalMinor", variance_minor as "varianceMinor", explained
       from z_report
      where store_id = $1 and ($2::uuid is null or terminal_id = $2) and ($3::uuid is null or id < $3)
      order by id desc limit $4`,
    [storeId, terminalId ?? null, idAfter(after), limit + 1],
  )
  const page = rows.slice(0, limit)
  return { rows: page, next: rows.length > limit ? (page.at(-1)?.id ?? null) : null }
}

/** One Z report, whole. */
export async function getZ(
  ask: Ask,
  { storeId, terminalId, number }: Input<typeof zReportGet>,
): Promise<ZReport> {
  requireStore(ask.scope, storeId)
  const [row] = await ask.sql<{ body: string; hash: string; previousHash: string }>(
    `select body, hash, previous_hash as "previousHash" from z_report
      where store_id = $1 and terminal_id = $2 and number = $3`,
    [storeId, terminalId, number],
  )
  if (!row) throw new Problem('not-found', 'There is no such Z report')
  const { body, hash, previousHash } = row
  return { ...(JSON.parse(body) as ZBody), hash, previousHash }
}
