// The one way a client of Redis is made. A client never holds a command back while Redis is away: it
// fails at once, and whoever asked goes on without. Nothing that may not be lost is kept there.
import { createClient } from 'redis'
import type { Log } from './kernel.ts'

const CONNECT_TIMEOUT_MS = 2_000
const MOST_BETWEEN_TRIES_MS = 2_000

function newClient(url: string, name: string) {
  return createClient({
    url,
    name,
    disableOfflineQueue: true,
    socket: {
      connectTimeout: CONNECT_TIMEOUT_MS,
      reconnectStrategy: (tries: number) => Math.min(50 * 2 ** tries, MOST_BETWEEN_TRIES_MS),
    },
  })
}

/** A client of Redis; every command rejects at once while Redis is away. */
export type Redis = ReturnType<typeof newClient>

/**
 * Makes a client that connects by itself and again after each loss; an outage is logged once. `name`
 * tells its connections apart in Redis and in the log.
 */
export function openRedis(url: string, name: string, log: Pick<Log, 'warn' | 'info'>): Redis {
  const client = newClient(url, name)
  let away = false
  client.on('error', (error: Error) => {
    if (!away) log.warn({ err: error, name }, 'Redis is away')
    away = true
  })
  client.on('ready', () => {
    if (away) log.info({ name }, 'Redis is back')
    away = false
  })
  // Resolves only once Redis is there, which may be never; the listener above hears of failures.
  client.connect().catch(() => {})
  return client
}

/** Ends a client at once, connected or not; commands under way reject. */
export function closeRedis(client: Redis): void {
  // A connection that is on its way comes through all the same; it ends as soon as it stands.
  client.once('ready', () => client.destroy())
  if (client.isOpen) client.destroy()
}
