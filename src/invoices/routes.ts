// The PDF of an invoice as a download. It does not fit a call, whose answer is JSON; who may ask is
// checked as for every call.
import type { FastifyInstance } from 'fastify'
import type { Static } from 'typebox'
import { Strict } from '#shared/contract.ts'
import { Id } from '#shared/ids.ts'
import { check, compile } from '#kernel/check.ts'
import { permitDownload, sendFile } from '#kernel/files.ts'
import { API_PREFIX } from '#kernel/http.ts'
import type { Kernel } from '#kernel/kernel.ts'
import { invoicesForSale } from './contract.ts'
import { findInvoice } from './pdf-states.ts'

const Address = Strict({ storeId: Id, invoiceId: Id })
const addressCheck = compile(Address)

export function invoiceRoutes(app: FastifyInstance, kernel: Kernel): void {
  app.get(
    `${API_PREFIX}/stores/:storeId/invoices/:invoiceId/pdf`,
    { schema: { summary: 'The PDF of an invoice', tags: ['invoices'], params: Address } },
    async (request, reply) => {
      check(addressCheck, request.params)
      const { storeId, invoiceId } = request.params as Static<typeof Address>
      await permitDownload(kernel, request, invoicesForSale.needs, storeId)
      // An invoice of another store is none here, whoever asks.
      const { number } = await findInvoice(kernel.database.reads([storeId]), storeId, {
        id: invoiceId,
      })
      return sendFile(reply, kernel.database.sql, invoiceId, 'pdf', number)
    },
  )
}
