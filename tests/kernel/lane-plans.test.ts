// What the lane looks up in its journal it finds by the key, also where PostgreSQL was told that the journal is empty:
// its plans are made once for a connection, and the journal grows with every sale.
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import t from 'tap'
import { system } from '#kernel/scope.ts'
import { newId } from '#shared/ids.ts'
import { journalOf, openShop } from '../support/lane.ts'
import { put } from '../support/shelf.ts'

const ENTRIES = 120
const id = () => newId(Date.now())

t.test('a journal that was counted while it was empty is never read from end to end', async (t) => {
  const [till, storeId, shelfId] = [journalOf(id()), id(), id()]
  const { url, kernel: k } = await openShop(t, new Map([[till.terminalId, storeId]]))
  await k.call(system, put, { id: shelfId, storeId, things: 2 * ENTRIES })
  const client = new pg.Client(url)
  await client.connect()
  t.teardown(() => client.end())
  await client.query('vacuum analyze journal')
  const take = () => till.post(k, [till.entry({ shelfId, things: 1 })])
  for (let i = 0; i < ENTRIES; i += 1) await take()
  const read = async () => {
    await client.query('select pg_stat_clear_snapshot()')
    const { rows } = await client.query<{ scanned: number; found: number }>(
      `select seq_tup_read::int as scanned, idx_tup_fetch::int as found,
              (select sum(idx_scan) from pg_stat_user_indexes where relname = 'journal')::int as asked
         from pg_stat_user_tables where relname = 'journal'`,
    )
    return rows[0] as { scanned: number; found: number; asked: number }
  }
  // A connection hands in what it counted at the end of a transaction, once a second.
  for (let tries = 0; tries < 50 && (await read()).asked < ENTRIES; tries += 1) {
    await pause(200)
    await take()
  }
  const { scanned, found, asked } = await read()
  t.ok(asked >= ENTRIES, `it was asked ${asked} times`)
  t.equal(scanned, 0)
  t.ok(found <= asked, `and ${found} entries were fetched`)
})
