// The table in which hubs tell each other who is connected to them. The database's clock stamps every
// row, so that hubs need not agree about the time; a hub that died says nothing more, and its rows age.
import type { Presence } from '#shared/frames.ts'
import type { Sql } from '#kernel/database.ts'

/** Writes what this hub sees. Only the hub a terminal is connected to may say that it is gone. */
export async function tellPresence(
  sql: Sql,
  hub: string,
  seen: readonly Presence[],
): Promise<void> {
  if (!seen.length) return
  await sql(
    `insert into terminal_presence as t (terminal_id, store_id, state, person_id, delay_ms, queued, hub, at)
     select v.*, $7, now()
       from unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[], $5::int[], $6::int[]) as v
     on conflict (terminal_id) do update
        set store_id = excluded.store_id, state = excluded.state, person_id = excluded.person_id,
            delay_ms = excluded.delay_ms, queued = excluded.queued, hub = excluded.hub, at = excluded.at
      where excluded.state <> 'offline' or t.hub = excluded.hub`,
    [
      seen.map(({ terminalId }) => terminalId),
      seen.map(({ storeId }) => storeId),
      seen.map(({ state }) => state),
      seen.map(({ personId }) => personId),
      seen.map(({ delayMs }) => delayMs),
      seen.map(({ queued }) => queued),
      hub,
    ],
  )
}

/** What all hubs see; a row nobody has renewed for `deadAfterMs` is of a terminal that is offline. */
export async function readPresence(sql: Sql, deadAfterMs: number): Promise<Presence[]> {
  return sql<Presence>(
    `select terminal_id as "terminalId", store_id as "storeId", person_id as "personId",
            delay_ms as "delayMs", queued, at,
            case when at < now() - $1 * interval '1 millisecond' then 'offline' else state end as state
       from terminal_presence`,
    [deadAfterMs],
  )
}
