// How far the PDF of an invoice is: asked for, ready or failed. The invoice itself never changes, so
// this is kept apart from it.
import type { Id } from '#shared/ids.ts'
import { Problem } from '#kernel/problems.ts'
import type { Tx } from '#kernel/transact.ts'
import { invoicePdfChanged, type Invoice } from './contract.ts'
import { invoiceColumns, invoiceTables } from './entities.ts'

/** One invoice of a store. Throws `not-found`. */
export async function findInvoice(
  sql: Tx['sql'],
  storeId: Id,
  by: { readonly id: Id } | { readonly saleId: Id },
): Promise<Invoice> {
  const [column, id] = 'id' in by ? ['id', by.id] : ['sale_id', by.saleId]
  const [invoice] = await sql<Invoice>(
    `select ${invoiceColumns} from ${invoiceTables} where i.store_id = $1 and i.${column} = $2`,
    [storeId, id],
  )
  if (!invoice) throw new Problem('not-found', 'There is no such invoice')
  return invoice
}

/**
 * Queues the PDF of an invoice unless it is queued or ready. Gives the number of this attempt, or
 * undefined where nothing is to be done.
 */
export async function queuePdf(tx: Tx, storeId: Id, invoiceId: Id): Promise<number | undefined> {
  const [row] = await tx.sql<{ attempt: number }>(
    `insert into invoice_pdf (store_id, invoice_id, state, attempt) values ($1, $2, 'queued', 1)
     on conflict (store_id, invoice_id) do update
        set state = 'queued', attempt = invoice_pdf.attempt + 1
      where invoice_pdf.state = 'failed' returning attempt`,
    [storeId, invoiceId],
  )
  return row?.attempt
}

/** Says how a PDF that was queued has ended. */
export async function concludePdf(
  tx: Tx,
  storeId: Id,
  invoiceId: Id,
  pdf: 'ready' | 'failed',
): Promise<void> {
  await tx.sql(`update invoice_pdf set state = $3 where store_id = $1 and invoice_id = $2`, [
    storeId,
    invoiceId,
    pdf,
  ])
  tellPdf(tx, await findInvoice(tx.sql, storeId, { id: invoiceId }))
}

export function tellPdf(tx: Tx, { id: invoiceId, saleId, number, storeId, pdf }: Invoice): void {
  tx.emit(invoicePdfChanged, storeId, { invoiceId, saleId, number, pdf })
}
