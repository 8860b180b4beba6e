// Finding sales again: lists, one sale whole, and the sale behind a receipt. Sales come in through the
// journal only; nothing here changes one.
import type { Input, Output } from '#shared/contract.ts'
import type { Id } from '#shared/ids.ts'
import type { Verdict } from '#shared/journal.ts'
import { idAfter } from '#shared/paging.ts'
import type { Sql } from '#kernel/database.ts'
import { Problem } from '#kernel/problems.ts'
import type { Ask } from '#kernel/room.ts'
import { grants, requireStore } from '#kernel/scope.ts'
import { people } from '#users/contract.ts'
import {
  findElsewherePermission,
  type SaleBody,
  type SaleResult,
  type SaleSummary,
  type salesFind,
  type salesGet,
  type salesList,
  type StoredSale,
} from './contract.ts'
import { summaryColumns } from './entities.ts'
import { paidSum } from './refunds.ts'

/** The sales of a store, newest first by the clock of their till. */
export async function list(
  ask: Ask,
  input: Input<typeof salesList>,
): Promise<Output<typeof salesList>> {
  const { storeId, limit = 50 } = input
  requireStore(ask.scope, storeId)
  const rows = await ask.sql<SaleSummary>(
    `select ${summaryColumns} from sale
      where store_id = $1 and ($2::date is null or business_on = $2)
        and ($3::uuid is null or terminal_id = $3) and ($4::uuid is null or id < $4)
      order by id desc limit $5`,
    [storeId, input.businessOn ?? null, input.terminalId ?? null, idAfter(input.after), limit + 1],
  )
  const page = rows.slice(0, limit)
  return { rows: page, next: rows.length > limit ? (page.at(-1)?.saleId ?? null) : null }
}

export async function get(
  ask: Ask,
  { storeId, saleId }: Input<typeof salesGet>,
): Promise<StoredSale> {
  requireStore(ask.scope, storeId)
  return whole(ask.sql, 'store_id = $1 and id = $2', [storeId, saleId])
}

/**
 * Goods may come back in another store than the one that sold them, so a till finds receipts of every
 * store for who has that right. Receipt numbers are easily guessed: anywhere else only those are found
 * of the stores the person works in.
 */
export async function find(ask: Ask, { receipt }: Input<typeof salesFind>): Promise<StoredSale> {
  const { personId, terminalId, permissions, storeIds } = ask.scope
  const person = personId === null ? undefined : ask.memory.get(people, personId)
  const works = person ? person.storeIds : storeIds
  const within = terminalId !== null && grants(permissions, findElsewherePermission) ? null : works
  return whole(ask.sqlOf(within), 'receipt = $1 and ($2::uuid[] is null or store_id = any($2))', [
    receipt.trim().toUpperCase(),
    within,
  ])
}

async function whole(sql: Sql, condition: string, values: unknown[]): Promise<StoredSale> {
  const [summary] = await sql<SaleSummary>(
    `select ${summaryColumns} from sale where ${condition} limit 1`,
    values,
  )
  if (!summary) throw new Problem('not-found', 'There is no such sale')
  const [entry] = await sql<{ body: string; verdict: string }>(
    `select body, verdict from journal where document_id = $1`,
    [summary.saleId],
  )
  if (!entry) throw new Error(`sale ${summary.saleId} is in no journal`)
  const returned = await sql<StoredSale['returned'][number]>(
    `select line_id as "lineId", returned_milli as "quantityMilli",
            refunded_minor as "refundedMinor" from returned_line
      where sale_id = $1 and returned_milli > 0 order by line_id`,
    [summary.saleId],
  )
  const [voided] = await sql<{ voidId: Id }>(
    `select void_id as "voidId" from voided_sale where sale_id = $1`,
    [summary.saleId],
  )
  const verdict = JSON.parse(entry.verdict) as Verdict
  return {
    ...summary,
    body: JSON.parse(entry.body) as SaleBody,
    result: verdict.result as SaleResult,
    exceptions: verdict.exceptions ?? [],
    returned,
    refunds: await refundsOf(sql, summary.saleId),
    voidedBy: voided?.voidId ?? null,
  }
}

/** By kind of tender, what was paid and what was given back; nothing was as long as there is no row. */
async function refundsOf(sql: Sql, saleId: Id): Promise<StoredSale['refunds']> {
  const kept = await sql<StoredSale['refunds'][number]>(
    `select kind, paid_minor as "paidMinor", refunded_minor as "refundedMinor"
       from refunded_tender where sale_id = $1 order by kind`,
    [saleId],
  )
  if (kept.length) return kept
  return sql<StoredSale['refunds'][number]>(
    `select t.kind, ${paidSum} as "paidMinor", 0 as "refundedMinor"
       from journal j join sale s on s.store_id = j.store_id and s.id = j.document_id
       join tender t on t.store_id = s.store_id and t.sale_id = s.id
      where j.document_id = $1
      group by t.kind, s.change_minor, s.rounding_minor order by t.kind`,
    [saleId],
  )
}
