// The assembly: rooms on the kernel, the kernel on HTTP and sockets. It opens everything in order and
// closes it in the opposite one; it decides nothing.
import type { FastifyInstance } from 'fastify'
import type { Config } from '#kernel/config.ts'
import { APP_ROLE, Database } from '#kernel/database.ts'
import { openDocuments, serveDocuments } from '#kernel/documents.ts'
import { serveHealth } from '#kernel/health.ts'
import { openHttp } from '#kernel/http-app.ts'
import { mountOperations } from '#kernel/http.ts'
import { Kernel, type Log } from '#kernel/kernel.ts'
import { servePages } from '#kernel/pages.ts'
import { directoryOf } from '#auth/directory.ts'
import { openFeed } from '#feed/index.ts'
import { entities, rooms } from './rooms.ts'

/** Opens the kernel alone, as workers need it: no HTTP, no sockets. */
export async function openKernel(config: Config, log: Log, connections: number): Promise<Kernel> {
  const database = await Database.open({
    url: config.databaseUrl,
    entities,
    connections,
    role: APP_ROLE,
    statementTimeoutMs: config.limits.statementTimeoutMs,
    lockTimeoutMs: config.limits.lockTimeoutMs,
  })
  const kernel = new Kernel({ config, log, database, rooms, directory: directoryOf })
  await kernel.start()
  return kernel
}

export type Hub = {
  readonly app: FastifyInstance
  readonly kernel: Kernel
  /** Listens on HOST and PORT; gives the address. */
  listen(): Promise<string>
  close(): Promise<void>
}

/** Opens a hub that does not listen yet. */
export async function openHub(config: Config): Promise<Hub> {
  const app = await openHttp(config)
  const kernel = await openKernel(config, app.log, config.limits.hubConnections)
  await openDocuments(app)
  await app.register(async (scoped) => {
    mountOperations(scoped, kernel)
    for (const room of rooms) room.routes?.(scoped, kernel)
  })
  serveHealth(app, kernel)
  await serveDocuments(app, kernel)
  const feed = await openFeed(kernel, app)
  await servePages(app)
  app.addHook('onClose', async () => {
    await feed.close()
    await kernel.stop()
    await kernel.database.close()
  })
  return {
    app,
    kernel,
    listen: () => app.listen({ host: config.host, port: config.port }),
    close: () => app.close(),
  }
}
