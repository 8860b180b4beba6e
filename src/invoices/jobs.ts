// What is done with an invoice later: its PDF, made of what was issued and kept in the transaction
// that says it is ready.
import type { Id } from '#shared/ids.ts'
import { keepFile } from '#kernel/files.ts'
import { conclude, type Attempt } from '#kernel/job-run.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { JobHandler } from '#kernel/room.ts'
import { job } from '#kernel/tickets.ts'
import { stores } from '#stores/contract.ts'
import type { InvoiceBody } from './contract.ts'
import { concludePdf } from './pdf-states.ts'
import { invoicePdf, type Buyer, type PrintedInvoice } from './pdf.ts'

type Asked = { storeId: Id; invoiceId: Id }

export const invoicePdfJob = job<Asked>({
  name: 'invoices.pdf',
  queue: 'documents',
  timeoutMs: 60_000,
  attempts: 5,
})

async function makePdf(kernel: Kernel, asked: Asked, attempt: Attempt): Promise<void> {
  const pdf = await invoicePdf(await readPrinted(kernel, asked))
  await conclude(kernel, attempt, async (tx) => {
    await keepFile(tx.sql, asked.invoiceId, 'pdf', pdf, tx.at)
    await concludePdf(tx, asked.storeId, asked.invoiceId, 'ready')
  })
}

type Found = { body: string; hash: string; previousNumber: string | null; buyer: Buyer | null }

async function readPrinted(
  { database, memory }: Kernel,
  { storeId, invoiceId }: Asked,
): Promise<PrintedInvoice> {
  const query = `select i.body, i.hash, before.number as "previousNumber",
            case when c.id is null then null else
              jsonb_build_object('name', c.name, 'address', c.address, 'taxNumber', c.tax_number)
            end as buyer
       from invoice i
       left join invoice before on before.store_id = i.store_id
        and before.series_id = i.series_id and before.serial = i.serial - 1
       left join customer c on c.id = i.customer_id
      where i.store_id = $1 and i.id = $2`
  const [found] = await database.report([storeId], (sql) => sql<Found>(query, [storeId, invoiceId]))
  if (!found) throw new Error(`there is no invoice ${invoiceId}`)
  const { body, hash, previousNumber, buyer: customer } = found
  const language = memory.get(stores, storeId)?.locale ?? 'en'
  return { body: JSON.parse(body) as InvoiceBody, hash, previousNumber, customer, language }
}

export const invoiceJobs: readonly JobHandler[] = [
  {
    job: invoicePdfJob,
    run: makePdf,
    failed: (tx, { storeId, invoiceId }: Asked) => concludePdf(tx, storeId, invoiceId, 'failed'),
  },
]
