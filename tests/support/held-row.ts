// A row that somebody else holds, so that whoever needs it waits for as long as a test likes.
import pg from 'pg'

/**
 * Asks while `lock` is held, does `meanwhile` once somebody waits for it, and lets go; gives what came of
 * the asking. Rejects where that was answered without waiting.
 */
export async function whileItWaits<T>(
  databaseUrl: string,
  [lock, values]: readonly [lock: string, values: readonly unknown[]],
  ask: () => Promise<T>,
  meanwhile: () => Promise<unknown>,
): Promise<T> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    await client.query('begin')
    const { rowCount } = await client.query(lock, [...values])
    if (!rowCount) throw new Error(`nothing to hold: ${lock}`)
    const asked = ask()
    let isOver = false
    const over = asked.finally(() => (isOver = true))
    over.catch(() => {})
    await waits(client, () => isOver)
    if (isOver) throw new Error(`it did not wait: ${JSON.stringify(await asked)}`)
    await meanwhile()
    await client.query('commit')
    return await asked
  } finally {
    await client.end()
  }
}

/** Resolves when somebody waits for a lock, or nobody will any more. */
async function waits(client: pg.Client, isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    // Within a transaction who is connected is read once, and whoever waits may have come since.
    await client.query('select pg_stat_clear_snapshot()')
    const { rowCount } = await client.query(
      `select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
    )
    if (rowCount) return
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
