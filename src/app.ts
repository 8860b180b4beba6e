// The assembly: rooms on the kernel, the kernel on HTTP and sockets. It opens everything in order and
// closes it in the opposite one; it decides nothing.
import type { FastifyInstance } from 'fastify'
import type { Config } from '#kernel/config.ts'
import { APP_ROLE, Database, type Sql } from '#kernel/database.ts'
import { openDocuments, serveDocuments } from '#kernel/documents.ts'
import { serveHealth } from '#kernel/health.ts'
import { openHttp } from '#kernel/http-app.ts'
import { mountOperations } from '#kernel/http.ts'
import { Kernel, type Log } from '#kernel/kernel.ts'
import { servePages } from '#kernel/pages.ts'
import { requirePrivate } from '#kernel/private-files.ts'
import { closeRedis, openRedis, type Redis } from '#kernel/redis.ts'
import { openDirectory } from '#auth/directory.ts'
import { sealSeeds } from '#auth/seeds.ts'
import { followKeys } from '#auth/signing-keys.ts'
import { openFeed, type Feed } from '#feed/index.ts'
import { devicesOf } from '#terminals/devices.ts'
import { entities, rooms } from './rooms.ts'

type OpenKernel = {
  readonly kernel: Kernel
  /** Lets what was taken finish, then closes the database. */
  close(): Promise<void>
}

/** Opens the kernel alone, as workers need it: no HTTP, no sockets. */
export async function openKernel(
  config: Config,
  log: Log,
  options: { connections: number; redis?: Redis },
): Promise<OpenKernel> {
  const database = await Database.open({
    url: config.databaseUrl,
    entities,
    connections: options.connections,
    role: APP_ROLE,
    limits: config.limits,
  })
  try {
    await requireHumbleLogin(database.sql)
    const directory = await openDirectory(config, database.sql, devicesOf)
    requirePrivate(config.signingKeyFile)
    const { redis } = options
    const kernel = new Kernel({
      config,
      log,
      database,
      rooms,
      directory: directory.of,
      ...(redis && { redis }),
    })
    await kernel.start()
    await directory.follow(kernel).catch(async (error: unknown) => {
      await kernel.stop()
      throw error
    })
    const close = async () => {
      await kernel.stop()
      await database.close()
    }
    return { kernel, close }
  } catch (error) {
    await database.close()
    throw error
  }
}

/** Throws if whoever signed in can undo what the roles forbid. */
async function requireHumbleLogin(sql: Sql): Promise<void> {
  const [login] = await sql<{ mighty: boolean }>(
    `select rolsuper or rolbypassrls as mighty from pg_roles where rolname = session_user`,
  )
  if (login?.mighty === false) return
  throw new Error(
    'DATABASE_URL signs in as a superuser of PostgreSQL, which no rule binds. Set MIGRATIONS_URL to that ' +
      'address, and DATABASE_URL to one with a name and a password of your own choice: they are made.',
  )
}

export type Hub = {
  readonly app: FastifyInstance
  readonly kernel: Kernel
  readonly feed: Feed
  /** Listens on HOST and PORT; gives the address. */
  listen(): Promise<string>
  close(): Promise<void>
}

/** Opens a hub that does not listen yet. */
export async function openHub(config: Config): Promise<Hub> {
  if (config.tlsKeyFile) requirePrivate(config.tlsKeyFile)
  const app = await openHttp(config)
  const redis = openRedis(config.redisUrl, 'hub', app.log)
  const connections = config.limits.hubConnections
  const { kernel, close } = await openKernel(config, app.log, { connections, redis }).catch(
    (error: unknown) => {
      closeRedis(redis)
      throw error
    },
  )
  const begun = async () => {
    await sealSeeds(kernel)
    await followKeys(kernel)
  }
  await begun().catch(async (error: unknown) => {
    closeRedis(redis)
    await close()
    throw error
  })
  await openDocuments(app)
  await app.register(async (scoped) => {
    mountOperations(scoped, kernel)
    for (const room of rooms) room.routes?.(scoped, kernel)
  })
  serveHealth(app, kernel)
  await serveDocuments(app, kernel)
  const feed = await openFeed(kernel, app, redis)
  await servePages(app)
  app.addHook('onClose', async () => {
    closeRedis(redis)
    await close()
  })
  return {
    app,
    kernel,
    feed,
    listen: () => app.listen({ host: config.host, port: config.port }),
    close: () => app.close(),
  }
}
