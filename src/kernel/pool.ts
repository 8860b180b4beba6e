// What the pool of the driver leaves open: how long one waits for a connection while all are in use, and
// what becomes of one that breaks while somebody holds it.
import type { Pool, PoolClient } from 'pg'

/** How long opening a connection may take: on a busy machine that alone is more than one should queue. */
export const CONNECT_WITHIN_MS = 5_000

type Done = (
  error: Error | undefined,
  client: PoolClient | undefined,
  release: PoolClient['release'],
) => void
type Connect = {
  (): Promise<PoolClient>
  (done: Done): void
}

/** The same pool; whoever finds its `connections` all in use waits at most `waitMs`. */
export function guarded(pool: Pool, connections: number, waitMs: number): Pool {
  const connect = pool.connect.bind(pool) as Connect
  const connectGuarded = (done?: Done) => {
    const isFull = pool.totalCount >= connections && pool.idleCount === 0
    pool.options.connectionTimeoutMillis = isFull ? waitMs : CONNECT_WITHIN_MS
    try {
      if (!done) return connect().then(givingBack)
      return connect((error, client, release) => {
        if (!client) return done(error, client, release)
        const given = givingBack(client)
        done(error, given, given.release)
      })
    } finally {
      pool.options.connectionTimeoutMillis = CONNECT_WITHIN_MS
    }
  }
  return Object.assign(pool, { connect: connectGuarded as Connect })
}

/**
 * Gives the connection back if it breaks. A transaction cannot be rolled back on it, and whoever tries in
 * vain never lets go of it: with each of them the pool would have one less for ever.
 */
function givingBack(client: PoolClient): PoolClient {
  const release = client.release.bind(client)
  let isBack = false
  const giveBack = (error?: Error | boolean) => {
    if (isBack) return
    isBack = true
    client.off('error', giveBack)
    release(error)
  }
  client.on('error', giveBack)
  client.release = giveBack
  return client
}
