// Money goes back the way it came: what of a sale was paid by each kind of tender, and what of that has
// been given back. What an exchange takes back and keeps counts as paid for what it sold.
import type { Id } from '#shared/ids.ts'
import type { Draft } from '#kernel/draft.ts'
import { want, type LockClass, type Want } from '#kernel/locks.ts'
import type { SaleBody, Tender } from './contract.ts'
import { RefundedTenderRow } from './entities.ts'
import { soldJustNow } from './sold.ts'

type Kind = Tender['kind']
type RefundHeld = { saleId: Id; kind: Kind; paidMinor: number; refundedMinor: number }

/** What a sale was paid by, without change and cash rounding; for raw SQL over `sale s` and `tender t`. */
export const paidSum = `sum(t.amount_minor)
  - case t.kind when 'cash' then s.change_minor + s.rounding_minor else 0 end`

/** A sale has its rows from the first time somebody wants to bring something of it back. */
const refundLocks: LockClass<RefundHeld> = {
  name: 'returns',
  entity: RefundedTenderRow,
  group: (row) => row.saleId,
  changes: ['refundedMinor'],
  select: async (sql, saleIds) => {
    const added = sql(
      `insert into refunded_tender (sale_id, kind, paid_minor, refunded_minor)
       select s.id, t.kind, ${paidSum}, 0
         from journal j join sale s on s.store_id = j.store_id and s.id = j.document_id
         join tender t on t.store_id = s.store_id and t.sale_id = s.id
        where j.document_id = any($1::uuid[])
          and not exists (select from refunded_tender r where r.sale_id = s.id)
        group by s.id, t.kind, s.change_minor, s.rounding_minor
        order by s.id, t.kind
           on conflict do nothing`,
      [saleIds],
    )
    const rows = sql<RefundHeld>(
      `select sale_id as "saleId", kind, paid_minor as "paidMinor", refunded_minor as "refundedMinor"
         from refunded_tender where sale_id = any($1::uuid[])
        order by sale_id, kind for update`,
      [saleIds],
    )
    return (await Promise.all([rows, added]))[0]
  },
}

/** What a sale was paid by and what was given back, to be locked. */
export function refundWant(saleId: Id): Want {
  return want(refundLocks, saleId)
}

/** What of a sale's own tenders stays: by kind, less change and cash rounding. */
function keptBy({ tenders, changeMinor, totals }: SaleBody): Map<Kind, number> {
  const kept = new Map<Kind, number>()
  const add = (kind: Kind, minor: number) => kept.set(kind, (kept.get(kind) ?? 0) + minor)
  for (const { kind, amountMinor } of tenders) add(kind, amountMinor)
  if (kept.has('cash')) add('cash', -changeMinor - totals.roundingMinor)
  return kept
}

function rowsOf(draft: Draft, saleId: Id): RefundHeld[] {
  const held = draft.rows(refundLocks, saleId)
  const sold = held.length === 0 ? soldJustNow(draft, saleId) : undefined
  if (sold) {
    for (const [kind, paidMinor] of keptBy(sold.body)) {
      draft.add(refundLocks, { saleId, kind, paidMinor, refundedMinor: 0 })
    }
  }
  return held
}

const leftOf = ({ paidMinor, refundedMinor }: RefundHeld) => Math.max(0, paidMinor - refundedMinor)

export type Refund = {
  /** Given back by other kinds than store credit and than it was paid with. */
  readonly unexplainedMinor: number
}

/**
 * Counts what a sale gives back against what the sales it takes goods from were paid with, and what it
 * keeps of them as paid for what it sells itself. Store credit may always be given instead. `bySale` is
 * the gross value that comes back with its receipt, by the sale it was sold in.
 */
export function countRefunds(
  draft: Draft,
  body: SaleBody,
  bySale: ReadonlyMap<Id, number>,
): Refund {
  const refunds = new Map<Kind, number>()
  for (const [kind, minor] of keptBy(body)) if (minor < 0) refunds.set(kind, -minor)
  const asCreditMinor = refunds.get('store-credit') ?? 0
  refunds.delete('store-credit')
  const carried = new Map<Kind, number>()
  let keptMinor = -asCreditMinor
  for (const [saleId, valueMinor] of bySale) {
    const rows = rowsOf(draft, saleId)
    let restMinor = valueMinor
    for (const row of rows) {
      const minor = Math.min(restMinor, leftOf(row), refunds.get(row.kind) ?? 0)
      if (minor <= 0) continue
      row.refundedMinor += minor
      refunds.set(row.kind, (refunds.get(row.kind) ?? 0) - minor)
      restMinor -= minor
    }
    // The rest pays for what is sold in exchange, or becomes store credit.
    for (const row of rows) {
      const minor = Math.min(restMinor, leftOf(row))
      if (minor <= 0) continue
      row.refundedMinor += minor
      restMinor -= minor
      const own = Math.min(minor, Math.max(0, keptMinor + minor))
      keptMinor += minor
      if (own > 0) carried.set(row.kind, (carried.get(row.kind) ?? 0) + own)
    }
  }
  if (carried.size > 0) carry(draft, body, carried)
  let unexplainedMinor = 0
  for (const minor of refunds.values()) unexplainedMinor += minor
  return { unexplainedMinor }
}

/** An exchange is paid by its own tenders and by what it keeps of those before. */
function carry(draft: Draft, body: SaleBody, carried: Map<Kind, number>): void {
  if (!body.lines.some(({ quantityMilli }) => quantityMilli > 0)) return
  const paid = keptBy(body)
  for (const kind of new Set([...paid.keys(), ...carried.keys()])) {
    const paidMinor = Math.max(0, paid.get(kind) ?? 0) + (carried.get(kind) ?? 0)
    draft.add(refundLocks, { saleId: body.id, kind, paidMinor, refundedMinor: 0 })
  }
}

/** Takes back what a reversed sale had given back of another: its own tenders first. */
export function uncountRefunds(
  draft: Draft,
  reversed: SaleBody,
  saleId: Id,
  valueMinor: number,
): void {
  const rows = rowsOf(draft, saleId)
  const given = keptBy(reversed)
  let restMinor = valueMinor
  const undo = (row: RefundHeld, mostMinor: number) => {
    const minor = Math.max(0, Math.min(restMinor, mostMinor, row.refundedMinor))
    row.refundedMinor -= minor
    restMinor -= minor
  }
  for (const row of rows) undo(row, -(given.get(row.kind) ?? 0))
  for (const row of rows) undo(row, restMinor)
}
