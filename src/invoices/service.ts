// The verbs of invoices: finding them and asking for their PDF. Nothing here changes an invoice.
import type { Input, Output } from '#shared/contract.ts'
import { idAfter } from '#shared/paging.ts'
import type { Ask } from '#kernel/room.ts'
import { requireStore } from '#kernel/scope.ts'
import type { Tx } from '#kernel/transact.ts'
import type { Invoice, invoicesForSale, invoicesList, invoicesRequestPdf } from './contract.ts'
import { invoiceColumns, invoiceTables } from './entities.ts'
import { invoicePdfJob } from './jobs.ts'
import { findInvoice, queuePdf, tellPdf } from './pdf-states.ts'

export { issue, seriesWant, type Issue, type Issued } from './issue.ts'

/** The invoices of a store, newest first. */
export async function list(
  ask: Ask,
  { storeId, after, limit = 50 }: Input<typeof invoicesList>,
): Promise<Output<typeof invoicesList>> {
  requireStore(ask.scope, storeId)
  const rows = await ask.sql<Invoice>(
    `select ${invoiceColumns} from ${invoiceTables}
      where i.store_id = $1 and ($2::uuid is null or i.id < $2)
      order by i.id desc limit $3`,
    [storeId, idAfter(after), limit + 1],
  )
  const page = rows.slice(0, limit)
  return { rows: page, next: rows.length > limit ? (page.at(-1)?.id ?? null) : null }
}

export async function forSale(
  ask: Ask,
  { storeId, saleId }: Input<typeof invoicesForSale>,
): Promise<Invoice> {
  requireStore(ask.scope, storeId)
  return findInvoice(ask.sql, storeId, { saleId })
}

/** Asks for the PDF of an invoice; asking again while it is made or ready changes nothing. */
export async function requestPdf(
  tx: Tx,
  { storeId, invoiceId }: Input<typeof invoicesRequestPdf>,
): Promise<Invoice> {
  requireStore(tx.scope, storeId)
  await findInvoice(tx.sql, storeId, { id: invoiceId })
  const attempt = await queuePdf(tx, storeId, invoiceId)
  const invoice = await findInvoice(tx.sql, storeId, { id: invoiceId })
  if (attempt !== undefined) {
    tx.ticket(invoicePdfJob, `${invoiceId}|${attempt}`, { storeId, invoiceId })
    tellPdf(tx, invoice)
  }
  return invoice
}
