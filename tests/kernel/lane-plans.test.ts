// What the lane looks up it finds by its key, also where PostgreSQL was told that a table is empty: it plans for
// tables as large as they were, and the journal grows with every sale.
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import t from 'tap'
import { system } from '#kernel/scope.ts'
import { newId } from '#shared/ids.ts'
import { journalOf, openShop } from '../support/lane.ts'
import { put } from '../support/shelf.ts'

/** Transactions after which the plans are those of a journal that holds something, and those that are watched. */
const GROWING = 130
const WATCHED = 60
const id = () => newId(Date.now())

t.test('a journal that was counted while it was empty is never read from end to end', async (t) => {
  const [till, storeId, shelfId] = [journalOf(id()), id(), id()]
  const { url, kernel: k } = await openShop(t, new Map([[till.terminalId, storeId]]))
  await k.call(system, put, { id: shelfId, storeId, things: 2 * (GROWING + WATCHED) })
  const client = new pg.Client(url)
  await client.connect()
  t.teardown(() => client.end())
  await client.query('vacuum analyze journal')
  const take = () => till.post(k, [till.entry({ shelfId, things: 1 })])
  const read = async () => {
    await client.query('select pg_stat_clear_snapshot()')
    const { rows } = await client.query<{ scanned: number; found: number; asked: number }>(
      `select seq_tup_read::int as scanned, idx_tup_fetch::int as found, idx_scan::int as asked
         from pg_stat_user_tables where relname = 'journal'`,
    )
    return rows[0] as { scanned: number; found: number; asked: number }
  }
  // A connection hands in what it counted at the end of a transaction, once a second.
  const counted = async (least: number) => {
    for (let tries = 0; tries < 50 && (await read()).asked < least; tries += 1) {
      await pause(200)
      await take()
    }
    return read()
  }
  for (let i = 0; i < GROWING; i += 1) await take()
  // Each looks twice: by its place in the journal, and by its document.
  const before = await counted(2 * GROWING)
  for (let i = 0; i < WATCHED; i += 1) await take()
  const after = await counted(before.asked + 2 * WATCHED)
  t.ok(
    after.asked >= before.asked + 2 * WATCHED,
    `it was asked ${after.asked - before.asked} times`,
  )
  t.equal(after.scanned, 0)
  t.equal(after.found - before.found, 0, 'and what is new is not found')
})
