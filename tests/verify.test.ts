// The proof of the books: a database with sales, returns, drawers, receipts and moves passes, and each
// corruption that somebody with the owner's rights could plant is named with its invariant and its row.
import { execFile } from 'node:child_process'
import t from 'tap'
import type { Sql } from '#kernel/database.ts'
import { processEnvironment } from '#kernel/config.ts'
import { newId } from '#shared/ids.ts'
import { stockAdjust, stockMove } from '#stock/contract.ts'
import { repository } from '#supervisor/node-child.ts'
import { cashClose, cashMove } from '#tills/contract.ts'
import { prove } from '../src/verify.ts'
import { Counter } from './support/counter.ts'
import { copyDatabase } from './support/database.ts'
import { runHub } from './support/hub.ts'
import { layBread, layMilk, layShop } from './support/shop.ts'
import { withSql } from './support/stock.ts'

/** A day of a small shop: its database, which nobody uses any more, and what became of each entry. */
async function aDay(): Promise<{ url: string; done: readonly string[] }> {
  const hub = await runHub(t)
  const shop = await layShop(hub)
  const bread = await layBread(shop)
  const milk = await layMilk(shop)
  const lead = await shop.hires('mona', 'manager')
  const device = await shop.enrols('T1')
  const till = await shop.connects(t, device)
  const counter = new Counter(shop, device, lead.id, (fence, entries) => till.post(fence, entries))
  const done: string[] = []
  const doing = async (verdict: Promise<{ outcome: string }>) => done.push((await verdict).outcome)
  await doing(counter.open())
  const first = counter.bodyOf([{ goods: bread, quantityMilli: 3000 }, { goods: milk }])
  await doing(counter.send(counter.writeSale(first)))
  await doing(counter.sell([{ goods: milk, lotId: milk.fresh }, { goods: milk }]))
  const [line] = first.lines
  const from = { saleId: first.id, lineId: line?.id ?? '' }
  const returnOf = { ...from, reason: 'Stale', disposition: 'restock' } as const
  await doing(counter.sell([{ goods: bread, quantityMilli: -1000, returnOf }]))
  await doing(counter.sell([{ goods: milk, lotId: milk.expired }], { offline: true }))
  await doing(counter.sell([{ goods: milk, lotId: milk.held }]))
  const { cashSessionId } = counter
  const out = { cashSessionId, direction: 'out', amountMinor: 500, reason: 'Tea' } as const
  await doing(counter.send(counter.write(cashMove, out)))
  await doing(counter.sell([{ goods: bread }]))
  await doing(counter.send(counter.write(cashClose, { cashSessionId, countedMinor: 1 })))
  await doing(counter.open())
  const { store, floor, bulk } = shop
  const goods = { variantId: milk.variant.id, lotId: milk.fresh }
  const between = { fromLocationId: floor, toLocationId: bulk, quantityMilli: 9_000 }
  await shop.ask(stockMove, { id: newId(Date.now()), storeId: store.id, ...goods, ...between })
  const lines = [{ variantId: bread.variant.id, changeMilli: -2000 }]
  await shop.ask(stockAdjust, { id: newId(Date.now()), storeId: store.id, reason: 'Broken', lines })
  till.close()
  await hub.close()
  return { url: hub.databaseUrl, done }
}

type Corruption = {
  readonly what: string
  readonly invariant: number
  /** The check that must name it. */
  readonly check: string
  /** Changes a row; gives the key that must be named. */
  readonly plant: (sql: Sql) => Promise<{ key: string }[]>
  /** Whether an earlier check sees it as well and is the one named first. */
  readonly alsoBefore?: true
}

const corruptions: readonly Corruption[] = [
  {
    what: 'a level changed',
    invariant: 1,
    check: 'a level is what came in less what went out',
    plant: (sql) =>
      sql(`update level l set on_hand_milli = on_hand_milli + 1
            where ctid = (select ctid from level order by variant_id, lot_id, location_id limit 1)
           returning concat_ws('|', store_id, location_id, variant_id, lot_id) as key`),
  },
  {
    what: 'a movement deleted',
    invariant: 1,
    check: 'a level is what came in less what went out',
    plant: (sql) =>
      sql(`delete from movement where id = (select id from movement where kind = 'adjustment' limit 1)
           returning concat_ws('|', store_id, from_location_id, variant_id, coalesce(lot_id, '00000000-0000-0000-0000-000000000000')) as key`),
  },
  {
    what: 'a movement without its lot',
    invariant: 3,
    check: 'what is kept by lot has its lot in every movement, except what was short',
    alsoBefore: true,
    plant: (sql) =>
      sql(`update movement set lot_id = null
            where id = (select id from movement where kind = 'sale' and lot_id is not null limit 1)
           returning store_id || '|' || id as key`),
  },
  {
    what: 'a sale total changed',
    invariant: 13,
    check: 'the lines, taxes and rounding of a sale are its total',
    plant: (sql) =>
      sql(`update sale set total_minor = total_minor + 1
            where id = (select id from sale order by id limit 1) returning store_id || '|' || id as key`),
  },
  {
    what: 'the total of an invoice changed',
    invariant: 13,
    check: 'an invoice says what its sale says',
    plant: (sql) =>
      sql(`update invoice set total_minor = total_minor - 1 where serial = 2
           returning store_id || '|' || id as key`),
  },
  {
    what: 'a tender changed',
    invariant: 14,
    check: 'what was given less the change is the total, and change is cash',
    plant: (sql) =>
      sql(`update tender set amount_minor = amount_minor + 1
            where sale_id = (select id from sale order by id limit 1)
           returning store_id || '|' || sale_id as key`),
  },
  {
    what: 'more came back than was sold',
    invariant: 16,
    check: 'no more came back of a line than was sold and paid',
    plant: (sql) =>
      sql(`update returned_line set returned_milli = sold_milli + 1
           returning sale_id || '|' || line_id as key`),
  },
  {
    what: 'what a drawer should hold changed',
    invariant: 24,
    check: 'a drawer should hold its float and all cash since',
    plant: (sql) =>
      sql(`update cash_session set expected_minor = expected_minor - 100 where number = 1
           returning store_id || '|' || id as key`),
  },
  {
    what: 'money taken out that nobody wrote down',
    invariant: 24,
    check: 'a drawer should hold its float and all cash since',
    plant: (sql) =>
      sql(`delete from cash_movement returning store_id || '|' || cash_session_id as key`),
  },
  {
    what: 'an invoice removed from the middle',
    invariant: 22,
    check: 'the invoices of a series are numbered without a gap and chained',
    plant: (sql) =>
      sql(`delete from invoice where serial = 2
           returning concat_ws('|', store_id, series_id, serial + 1) as key`),
  },
  {
    what: 'the last invoice removed',
    invariant: 22,
    check: 'each series ends where it says',
    plant: (sql) =>
      sql(`delete from invoice where serial = (select max(serial) from invoice)
           returning store_id || '|' || series_id as key`),
  },
  {
    what: 'the text of an invoice changed',
    invariant: 22,
    check: 'the invoices of a series are numbered without a gap and chained',
    plant: (sql) =>
      sql(`update invoice set body = replace(body, 'Cairo', 'Minsk') || ' ' where serial = 1
           returning concat_ws('|', store_id, series_id, serial) as key`),
  },
  {
    what: 'a sale removed with all of it but its journal',
    invariant: 28,
    check: 'each posted sale entry is one sale with one invoice, and no other sale exists',
    alsoBefore: true,
    plant: (sql) =>
      sql(
        `delete from sale where id = (select max(id::text)::uuid from sale) returning id::text as key`,
      ),
  },
  {
    what: 'the quantity of a line changed',
    invariant: 28,
    check: 'what a sale line sold of a product is in the ledger once',
    plant: (sql) =>
      sql(`update sale_line set quantity_milli = quantity_milli + 1
            where (sale_id, position) = (select sale_id, position from sale_line order by 1, 2 limit 1)
           returning concat_ws('|', store_id, sale_id, variant_id) as key`),
  },
  {
    what: 'the text of a journal entry changed',
    invariant: 23,
    check: 'each journal is dense and its chain holds',
    plant: (sql) =>
      sql(`update journal set body = body || ' ' where n = 3
           returning concat_ws('|', terminal_id, fence, n) as key`),
  },
  {
    what: 'a journal entry removed from the middle',
    invariant: 23,
    check: 'each journal is dense and its chain holds',
    plant: (sql) =>
      sql(`delete from journal where outcome = 'refused'
           returning concat_ws('|', terminal_id, fence, n) as key`),
  },
  {
    what: 'the tail of a journal cut',
    invariant: 23,
    check: 'each journal ends where its head says',
    plant: (sql) =>
      sql(`delete from journal where n = (select max(n) from journal)
           returning terminal_id || '|' || fence as key`),
  },
  {
    what: 'a fact altered in the log',
    invariant: 31,
    check: 'every stream is dense and its chain holds from the first fact',
    plant: (sql) =>
      sql(`update event set body = body || ' '
            where (store_id, seq) = (select store_id, seq from event where kind = 'sale.completed' limit 1)
           returning store_id || '|' || seq as key`),
  },
  {
    what: 'a fact ascribed to somebody else',
    invariant: 31,
    check: 'every stream is dense and its chain holds from the first fact',
    plant: (sql) =>
      sql(`update event set person_id = gen_random_uuid()
            where (store_id, seq) = (select store_id, seq from event where kind = 'sale.completed' limit 1)
           returning store_id || '|' || seq as key`),
  },
  {
    what: 'the last fact of the log removed',
    invariant: 31,
    check: 'every stream ends where its head says',
    plant: (sql) =>
      sql(`delete from event e using stream_head h
            where e.store_id = h.store_id and e.seq = h.seq and e.kind = 'level.changed'
           returning e.store_id::text as key`),
  },
]

const { url: books, done } = await aDay()

t.test('the books of a day are proved', async (t) => {
  const sold = ['posted', 'posted', 'posted', 'posted', 'posted-with-exception', 'refused']
  t.same(done, [...sold, 'posted', 'posted', 'posted', 'posted'])
  const proof = await prove(books)
  t.equal(proof.broken, null)
  t.ok(proof.proved)
  const idle = proof.checks.filter(({ looked }) => looked === 0).map(({ name }) => name)
  t.same(idle, [], 'every check had something to look at')
})

for (const { what, invariant, check, plant, alsoBefore } of corruptions) {
  t.test(`${what} is named`, async (t) => {
    const url = await copyDatabase(t, books)
    const [planted] = await withSql(url, plant)
    t.ok(planted, 'there was something to corrupt')
    const proof = await prove(url)
    t.notOk(proof.proved)
    const named = proof.checks.find(({ name }) => name === check)
    t.equal(named?.invariant, invariant)
    t.ok(
      named?.breaks.some(({ key }) => key === planted?.key),
      `${check}: ${planted?.key}`,
    )
    if (alsoBefore) t.notMatch(proof.broken, null)
    else t.match(proof.broken, `invariant ${invariant}, ${check}: `)
  })
}

t.test('from the command line it prints JSON and says so by its exit code', async (t) => {
  const run = (url: string) =>
    new Promise<{ code: unknown; proof: { proved: boolean }; said: string }>((resolve, reject) => {
      const args = ['src/guard.js', 'src/verify.ts']
      const env = { ...processEnvironment(), DATABASE_URL: url }
      execFile(process.execPath, args, { cwd: repository, env }, (error, stdout, stderr) => {
        try {
          const proof = JSON.parse(stdout) as { proved: boolean }
          resolve({ code: error?.code ?? 0, proof, said: stderr })
        } catch {
          reject(new Error(`${stdout}${stderr}`))
        }
      })
    })
  t.match(await run(books), { code: 0, proof: { proved: true, broken: null } })
  const url = await copyDatabase(t, books)
  await withSql(url, (sql) => sql(`update sale set total_minor = 0 where total_minor > 0`))
  const { code, proof, said } = await run(url)
  t.equal(code, 1)
  t.match(proof, { proved: false, broken: /^invariant 13, / })
  t.match(said, 'invariant 13')
})
