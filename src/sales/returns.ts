// What of a sold line may still come back. The row that counts it is locked, whichever store or
// terminal takes the goods, so that nothing comes back twice.
import type { Id } from '#shared/ids.ts'
import type { Objection } from '#kernel/decider.ts'
import type { Draft } from '#kernel/draft.ts'
import { want, type LockClass, type Want } from '#kernel/locks.ts'
import type { SaleBody, SaleLine, SaleResult } from './contract.ts'
import { ReturnedLineRow, type ReturnedHeld } from './entities.ts'
import { soldJustNow } from './sold.ts'

const groupOf = (saleId: Id, lineId: Id) => `${saleId}|${lineId}`

const columns = `sale_id as "saleId", line_id as "lineId", variant_id as "variantId",
  lot_id as "lotId", currency, tax_id as "taxId", unit_price_centi_minor as "unitPriceCentiMinor",
  pack_milli as "packMilli", list_tax_id as "listTaxId",
  sold_milli as "soldMilli", paid_minor as "paidMinor", returned_milli as "returnedMilli",
  refunded_minor as "refundedMinor", beyond_milli as "beyondMilli", beyond_minor as "beyondMinor",
  (select s.invoice_number from journal j join sale s on s.store_id = j.store_id and s.id = j.document_id
    where j.document_id = returned_line.sale_id) as "invoiceNumber"`

/** A line has a row from the first time somebody wants to bring it back. */
const returnedLocks: LockClass<ReturnedHeld> = {
  name: 'returns',
  entity: ReturnedLineRow,
  group: (row) => groupOf(row.saleId, row.lineId),
  changes: ['returnedMilli', 'refundedMinor', 'beyondMilli', 'beyondMinor'],
  select: async (sql, groups) => {
    const keys = groups.map((group) => group.split('|'))
    const ids = [keys.map((key) => key[0]), keys.map((key) => key[1])]
    // The journal knows in which store a sale was made; what is sold never changes. Both statements are
    // sent at once, so that no other class is locked between them.
    const added = sql(
      `insert into returned_line
              (sale_id, line_id, variant_id, lot_id, currency, tax_id, unit_price_centi_minor,
               pack_milli, list_tax_id, sold_milli, paid_minor, returned_milli, refunded_minor,
               beyond_milli, beyond_minor)
       select l.sale_id, l.id, l.variant_id, l.lot_id, s.currency, l.tax_id,
              l.unit_price_centi_minor, (e ->> 'packMilli')::bigint, (e ->> 'listTaxId')::uuid,
              l.quantity_milli, l.amount_minor, 0, 0, 0, 0
         from unnest($1::uuid[], $2::uuid[]) as w(sale_id, line_id)
         join journal j on j.document_id = w.sale_id
         join sale s on s.store_id = j.store_id and s.id = w.sale_id
         join sale_line l on l.store_id = j.store_id and l.sale_id = w.sale_id and l.id = w.line_id
        cross join lateral (select j.body::jsonb -> 'lines' -> l.position) as b(e)
        where l.quantity_milli > 0
        order by l.sale_id, l.id
           on conflict do nothing`,
      ids,
    )
    const rows = sql<ReturnedHeld>(
      `select ${columns} from returned_line
        where (sale_id, line_id) in (select * from unnest($1::uuid[], $2::uuid[]))
        order by sale_id, line_id for update`,
      ids,
    )
    return (await Promise.all([rows, added]))[0]
  },
}

export function returnedWant(saleId: Id, lineId: Id): Want {
  return want(returnedLocks, groupOf(saleId, lineId))
}

/** The line that comes back; undefined if nobody here knows of such a sale. */
function soldLine(draft: Draft, saleId: Id, lineId: Id): ReturnedHeld | undefined {
  const held = draft.rows(returnedLocks, groupOf(saleId, lineId))[0]
  if (held) return held
  const sold = soldJustNow(draft, saleId)
  const line = sold?.body.lines.find((each) => each.id === lineId)
  if (!sold || !line || line.quantityMilli < 0) return undefined
  const lots = sold.result.lines.find((each) => each.lineId === lineId)
  return draft.add(returnedLocks, {
    saleId,
    lineId,
    variantId: line.variantId,
    lotId: lots ? onlyLot(lots) : null,
    currency: sold.body.currency,
    taxId: line.taxId,
    unitPriceCentiMinor: line.unitPriceCentiMinor,
    packMilli: line.packMilli,
    listTaxId: line.listTaxId ?? null,
    soldMilli: line.quantityMilli,
    paidMinor: line.amountMinor,
    returnedMilli: 0,
    refundedMinor: 0,
    beyondMilli: 0,
    beyondMinor: 0,
    invoiceNumber: sold.result.invoiceNumber,
  })
}

/** The lot all of a line came from, or null where there was none or more than one. */
export function onlyLot({ lots, shortMilli }: SaleResult['lines'][number]): Id | null {
  return lots.length === 1 && shortMilli === 0 ? (lots[0]?.lotId ?? null) : null
}

/** Where a line came from: its lot, if there was one and only one, and the invoice it stands on. */
export type Origin = { readonly lotId: Id | null; readonly invoiceNumber: string }

/** Counts a line that comes back with its receipt. Gives its origin, if the line was sold at all. */
export function takeBack(
  draft: Draft,
  body: SaleBody,
  line: SaleLine,
  from: { readonly saleId: Id; readonly lineId: Id },
  object: Objection,
): Origin | undefined {
  const sold = soldLine(draft, from.saleId, from.lineId)
  if (!sold) {
    object('not-found', `Sale ${from.saleId} has no such line here`, { lineId: line.id })
    return undefined
  }
  if (sold.variantId !== line.variantId || sold.currency !== body.currency) {
    object('invalid-input', 'Something else was sold', { lineId: line.id })
    return undefined
  }
  const backMilli = -line.quantityMilli
  const leftMilli = sold.soldMilli - sold.returnedMilli
  if (backMilli > leftMilli) {
    const availableMilli = Math.max(0, leftMilli)
    const detail = `Only ${leftMilli} of it can come back`
    object('over-return', detail, { lineId: line.id, availableMilli })
  }
  if (line.unitPriceCentiMinor !== sold.unitPriceCentiMinor || line.packMilli !== sold.packMilli) {
    const detail = `It was sold for ${sold.unitPriceCentiMinor} by ${sold.packMilli}`
    object('price-mismatch', detail, { lineId: line.id })
  }
  const refundMinor = -line.amountMinor
  const unpaidMinor = sold.paidMinor - sold.refundedMinor
  if (refundMinor > unpaidMinor) {
    object('over-return', `Only ${unpaidMinor} was paid for it`, { lineId: line.id })
  }
  if (line.taxId !== sold.taxId || (line.listTaxId ?? null) !== sold.listTaxId) {
    object('totals-mismatch', 'It was sold with another tax', { lineId: line.id })
  }
  count(sold, backMilli, Math.max(0, refundMinor))
  return sold
}

// What comes back beyond what was sold belongs to no line any more; the sale that took it says so. It is
// remembered all the same: it has come back, whatever becomes of the other returns.
function count(sold: ReturnedHeld, milli: number, minor: number): void {
  const allMilli = Math.max(0, sold.returnedMilli + sold.beyondMilli + milli)
  const allMinor = Math.max(0, sold.refundedMinor + sold.beyondMinor + minor)
  sold.returnedMilli = Math.min(allMilli, sold.soldMilli)
  sold.beyondMilli = allMilli - sold.returnedMilli
  sold.refundedMinor = Math.min(allMinor, sold.paidMinor)
  sold.beyondMinor = allMinor - sold.refundedMinor
}

/** Counts goods as sold again, because the return that took them back was reversed. */
export function giveAgain(
  draft: Draft,
  from: { readonly saleId: Id; readonly lineId: Id },
  quantityMilli: number,
  amountMinor: number,
): void {
  const sold = soldLine(draft, from.saleId, from.lineId)
  if (sold) count(sold, -quantityMilli, -amountMinor)
}
