// Reading on behalf of somebody who is bound to stores: the database itself gives no row of another
// store, whatever a statement forgets to ask for. It writes nothing, and knows no table.
import type { Pool } from 'pg'
import type { Id } from '#shared/ids.ts'
import { COMPANY } from '#shared/streams.ts'
import type { Sql } from './database.ts'
import { flightsOf } from './flights.ts'
import { STORES_SETTING } from './roles.ts'

/** The stores one may read; null means every store. */
export type Stores = readonly Id[] | null

const bind = `select set_config('${STORES_SETTING}', $1, true)`

/** What the setting holds for these stores. Facts of the company belong to no store. */
export function storesText(stores: Stores): string {
  return stores === null ? '*' : [COMPANY, ...stores].join(',')
}

/**
 * SQL on connections of a bound role. The stores travel in one packet with the statement and hold for
 * it alone: both are one transaction, and whoever has the connection next starts without any.
 */
export function boundReads(pool: Pool, stores: Stores): Sql {
  return async <R>(text: string, values: unknown[] = []) => {
    const client = await pool.connect()
    try {
      const { sql, together } = flightsOf(client)
      const told = [storesText(stores)]
      const [, rows] = await together(() => Promise.all([sql(bind, told), sql<R>(text, values)]))
      return rows
    } finally {
      client.release()
    }
  }
}
