// Downloads of what reports made. They do not fit a call, whose answer is JSON; who may ask is
// checked as for every call.
import type { FastifyInstance } from 'fastify'
import type { Static } from 'typebox'
import { OneOf, Strict } from '#shared/contract.ts'
import { Id } from '#shared/ids.ts'
import { check, compile } from '#kernel/check.ts'
import { permitDownload, sendFile } from '#kernel/files.ts'
import { API_PREFIX } from '#kernel/http.ts'
import type { Kernel } from '#kernel/kernel.ts'
import { Problem } from '#kernel/problems.ts'
import { reportsRun } from './contract.ts'
import { runOf } from './entities.ts'

const Address = Strict({ storeId: Id, id: Id, format: OneOf('csv', 'xlsx', 'pdf') })
const addressCheck = compile(Address)

export function reportRoutes(app: FastifyInstance, kernel: Kernel): void {
  app.get(
    `${API_PREFIX}/stores/:storeId/reports/:id/:format`,
    { schema: { summary: 'A file a report made', tags: ['reports'], params: Address } },
    async (request, reply) => {
      check(addressCheck, request.params)
      const { storeId, id, format } = request.params as Static<typeof Address>
      await permitDownload(kernel, request, reportsRun.needs, storeId)
      // A report of another store is none here, whoever asks.
      const run = await runOf(kernel.database.reads([storeId]), id)
      if (run?.storeId !== storeId) throw new Problem('not-found', 'There is no such report')
      const name = `${run.kind}-${run.businessOn}`
      return sendFile(reply, kernel.database.sql, id, format, name)
    },
  )
}
