// The books in the hands of somebody who owns the database: rows altered, exchanged, taken out, cut off, put
// in, or a whole chain made anew. What leaves books that agree with themselves is found by what an earlier
// proof saw.
import { createHash } from 'node:crypto'
import t from 'tap'
import type { Sql } from '#kernel/database.ts'
import { factHash } from '#kernel/events.ts'
import { entryHash } from '#kernel/journal.ts'
import { prove } from '../../src/verify.ts'
import { copyDatabase } from '../support/database.ts'
import { withSql } from '../support/stock.ts'
import { aDay } from '../verify/day.ts'

t.setTimeout(240_000)

type Link = {
  readonly n: number
  readonly body: string
  readonly at: string
  readonly kind: string
  readonly personId: string | null
  readonly terminalId: string | null
  readonly callId: string | null
}

/** One chain of the books, and how whoever made it did so. */
type Chain = {
  readonly name: string
  readonly table: string
  /** What numbers its links. */
  readonly number: string
  /** The one chain of the table that is attacked, as a condition. */
  readonly one: string
  /** What two links may not have both. */
  readonly own: string
  /** Moves the end back to where the chain ends now. */
  readonly setEnd: string
  readonly hashOf: (previous: string, link: Link) => string
}

const longest = (table: string, of: string) =>
  `(${of}) = (select ${of} from ${table} group by ${of} order by count(*) desc, ${of} limit 1)`

const chains: readonly Chain[] = [
  {
    name: 'the log',
    table: 'event',
    number: 'seq',
    one: longest('event', 'store_id'),
    own: `'seq', seq + 1`,
    setEnd: `update stream_head h set (seq, hash) =
      (select seq, hash from event e where e.store_id = h.store_id order by seq desc limit 1) where seq > 0`,
    hashOf: (previous, { n, at, kind, body, personId, terminalId, callId }) =>
      factHash(previous, n, at, { kind, body, cause: { personId, terminalId, callId } }),
  },
  {
    name: 'a journal',
    table: 'journal',
    number: 'n',
    one: longest('journal', 'terminal_id, fence'),
    own: `'n', n + 1, 'document_id', gen_random_uuid()`,
    setEnd: `update journal_head h set (last_n, last_hash) = (select n, hash from journal j
      where j.terminal_id = h.terminal_id and j.fence = h.fence order by n desc limit 1)
      where last_n > 0`,
    hashOf: (previous, { n, body }) => entryHash(previous, n, body),
  },
  {
    name: 'invoices',
    table: 'invoice',
    number: 'serial',
    one: longest('invoice', 'series_id'),
    own: `'serial', serial + 1, 'id', gen_random_uuid(), 'sale_id', gen_random_uuid()`,
    setEnd: `update invoice_series s set (last_serial, last_hash) = (select serial, hash from invoice i
      where i.series_id = s.id order by serial desc limit 1) where last_serial > 0`,
    hashOf: (previous, { n, body }) =>
      createHash('sha256').update(`${previous}\n${n}\n${body}`).digest('hex'),
  },
]

/** Makes every hash of the chain anew, as whoever wrote it did, and its end with them. */
async function makeAnew(sql: Sql, { table, number, one, hashOf, setEnd }: Chain): Promise<void> {
  const more =
    table === 'event'
      ? `kind, person_id as "personId", terminal_id as "terminalId", call_id as "callId",
         to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at`
      : '1'
  const links = await sql<Link>(
    `select ${number} as n, body, ${more} from ${table} where ${one} order by ${number}`,
  )
  let hash = '0'.repeat(64)
  for (const link of links) {
    const previous = hash
    hash = hashOf(previous, link)
    const chained = table === 'invoice' ? `, previous_hash = '${previous}'` : ''
    const set = `hash = '${hash}'${chained}`
    await sql(`update ${table} set ${set} where ${one} and ${number} = $1`, [link.n])
  }
  await sql(setEnd)
}

type Attack = {
  readonly what: string
  readonly make: (sql: Sql, chain: Chain) => Promise<unknown>
  /** Whether the books agree with themselves afterwards. */
  readonly agrees?: true
}

const last = ({ table, number, one }: Chain) => `(select max(${number}) from ${table} where ${one})`

const attacks: readonly Attack[] = [
  {
    what: 'one letter of a row',
    make: (sql, { table, number, one }) =>
      sql(`update ${table} set body = overlay(body placing ' ' from 2 for 0)
            where ${one} and ${number} = 2`),
  },
  {
    what: 'two rows in each other’s place',
    make: (sql, { table, number, one }) =>
      sql(`update ${table} a set body = b.body from ${table} b
            where a.${number} + b.${number} = 5 and a.${number} in (2, 3)
              and b.ctid in (select ctid from ${table} where ${one})
              and a.ctid in (select ctid from ${table} where ${one})`),
  },
  {
    what: 'a row taken out of the middle',
    make: (sql, { table, number, one }) =>
      sql(`delete from ${table} where ${one} and ${number} = 2`),
  },
  {
    what: 'a row put in at the end',
    make: (sql, chain) => {
      const { table, number, one, own } = chain
      return sql(`insert into ${table} select made.* from ${table} old,
         lateral jsonb_populate_record(old, jsonb_build_object(${own})) made
        where old.ctid = (select ctid from ${table} where ${one} and ${number} = ${last(chain)})`)
    },
  },
  {
    what: 'the end cut off',
    make: (sql, chain) => {
      const { table, number, one } = chain
      return sql(`delete from ${table} where ${one} and ${number} = ${last(chain)}`)
    },
  },
  {
    what: 'the end cut off, and the head set back to it',
    make: async (sql, chain) => {
      const { table, number, one, setEnd } = chain
      await sql(`delete from ${table} where ${one} and ${number} = ${last(chain)}`)
      await sql(setEnd)
    },
  },
  {
    what: 'a row altered and the whole chain made anew',
    make: async (sql, chain) => {
      const { table, number, one } = chain
      await sql(`update ${table} set body = body || ' ' where ${one} and ${number} = 2`)
      await makeAnew(sql, chain)
    },
    agrees: true,
  },
]

const { url: books } = await aDay(t)
const { proved, witness } = await prove(books)

t.test('B1 whatever is done to a chain of the books is found', async (t) => {
  t.ok(proved, 'the books are proved')
  t.ok((await prove(books, witness)).proved, 'and hold what they held')
  for (const chain of chains) {
    for (const { what, make, agrees } of attacks) {
      const url = await copyDatabase(t, books)
      await withSql(url, (sql) => make(sql, chain))
      const name = `${chain.name}: ${what}`
      const later = await prove(url, witness)
      t.notOk(later.proved, `${name}, is found`)
      if (!agrees) continue
      t.ok((await prove(url)).proved, `${name}, agrees with itself`)
      t.match(later.broken, /every chain still holds/, `${name}, is not what it was`)
    }
  }
})

t.test('B1 books that only went on still hold what an earlier proof saw', async (t) => {
  const first = await withSql(books, (sql) =>
    sql<{ of: string; hash: string }>(`select store_id::text as of, hash from event where seq = 1`),
  )
  const ends = first.map(({ of, hash }) => ({ chain: 'log' as const, of, n: 1, hash }))
  const later = await prove(books, { at: witness.at, ends })
  t.ok(later.proved)
  t.equal(later.checks.at(-1)?.looked, first.length)
  t.ok(first.length > 1)
})
