// A sale that is decided about again, because some of it comes back or all of it is reversed: as it was
// kept, or as it was decided a moment ago in the same transaction. What was sold never changes.
import type { Id } from '#shared/ids.ts'
import type { Verdict } from '#shared/journal.ts'
import type { Draft } from '#kernel/draft.ts'
import { want, type LockClass, type Want } from '#kernel/locks.ts'
import type { SaleBody, SaleResult } from './contract.ts'
import { SaleRow, VoidedSaleRow } from './entities.ts'

type Taxed = { readonly netMinor: number; readonly taxMinor: number }

export type Sold = {
  readonly id: Id
  readonly storeId: Id
  readonly terminalId: Id
  /** The session and the day it was posted to, which may not be those of its body. */
  readonly cashSessionId: Id
  readonly businessOn: string
  readonly body: SaleBody
  readonly result: SaleResult
  /** Net and tax of each line, in their order. */
  readonly taxed: readonly Taxed[]
  /** What rules it broke, being a fact. */
  readonly exceptions: readonly string[]
}

type Kept = Omit<Sold, 'body' | 'result' | 'exceptions'> & { body: string; verdict: string }

/** Read with the locked rows, but not locked. */
const soldSales: LockClass<Sold> = {
  name: 'returns',
  entity: SaleRow,
  group: (row) => row.id,
  changes: [],
  select: async (sql, ids) => {
    const rows = await sql<Kept>(
      `select s.id, s.store_id as "storeId", s.terminal_id as "terminalId",
              s.cash_session_id as "cashSessionId", s.business_on::text as "businessOn",
              j.body, j.verdict,
              (select json_agg(json_build_object('netMinor', l.net_minor, 'taxMinor', l.tax_minor)
                               order by l.position)
                 from sale_line l where l.store_id = s.store_id and l.sale_id = s.id) as taxed
         from journal j
         join sale s on s.store_id = j.store_id and s.id = j.document_id
        where j.document_id = any($1::uuid[]) order by s.id`,
      [ids],
    )
    return rows.map(({ body, verdict, ...row }) => {
      const { result, exceptions = [] } = JSON.parse(verdict) as Verdict
      return {
        ...row,
        body: JSON.parse(body) as SaleBody,
        result: result as SaleResult,
        exceptions: exceptions.map(({ code }) => code),
      }
    })
  },
}

/** A sale to be read for a decision. */
export function soldWant(saleId: Id): Want {
  return want(soldSales, saleId)
}

// A till that was offline may hand in a sale and its return in one call; the sale is then not in the
// database yet, but in the same draft.
const soldInDraft = new WeakMap<Draft, Map<Id, Sold>>()

/** Remembers a sale for what is decided about it in the same transaction. */
export function rememberSold(draft: Draft, sold: Sold): void {
  const known = soldInDraft.get(draft)
  if (known) known.set(sold.id, sold)
  else soldInDraft.set(draft, new Map([[sold.id, sold]]))
}

/** A sale of this very transaction. */
export function soldJustNow(draft: Draft, saleId: Id): Sold | undefined {
  return soldInDraft.get(draft)?.get(saleId)
}

/** The sale, if there is one; `soldWant` must have been locked. */
export function soldSale(draft: Draft, saleId: Id): Sold | undefined {
  return draft.rows(soldSales, saleId)[0] ?? soldJustNow(draft, saleId)
}

type VoidedHeld = { saleId: Id; voidId: Id }

/** Read, not locked: only the till that sold can reverse, and its journal is one at a time. */
const voidedSales: LockClass<VoidedHeld> = {
  name: 'returns',
  entity: VoidedSaleRow,
  group: (row) => row.saleId,
  changes: [],
  select: (sql, ids) =>
    sql<VoidedHeld>(
      `select sale_id as "saleId", void_id as "voidId" from voided_sale
        where sale_id = any($1::uuid[]) order by sale_id`,
      [ids],
    ),
}

/** Whether a sale was reversed, to be read for a decision. */
export function voidedWant(saleId: Id): Want {
  return want(voidedSales, saleId)
}

/** Marks a sale as reversed; false if it was already. */
export function markVoided(draft: Draft, saleId: Id, voidId: Id): boolean {
  if (draft.rows(voidedSales, saleId).length > 0) return false
  draft.add(voidedSales, { saleId, voidId })
  return true
}
