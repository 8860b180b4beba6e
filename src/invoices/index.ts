// The door plate of invoices.
import { reads, writes, type Room } from '#kernel/room.ts'
import { invoicePdfChanged, invoicesForSale, invoicesList, invoicesRequestPdf } from './contract.ts'
import { invoicesEntities } from './entities.ts'
import { invoiceJobs } from './jobs.ts'
import { invoiceRoutes } from './routes.ts'
import { forSale, list, requestPdf } from './service.ts'

export const invoicesRoom: Room = {
  name: 'invoices',
  entities: invoicesEntities,
  ledgers: ['invoice'],
  operations: [
    reads(invoicesList, list),
    reads(invoicesForSale, forSale),
    writes(invoicesRequestPdf, requestPdf),
  ],
  events: [invoicePdfChanged],
  jobs: invoiceJobs,
  routes: invoiceRoutes,
}
