// Statements that travel together: what they give, what is told when one of them fails, and that a
// flight on its own is one transaction.
import type { Pool, PoolClient } from 'pg'
import t from 'tap'
import { Ticket } from '#kernel/entities.ts'
import { defaultLimits } from '#kernel/allowances.ts'
import { Database } from '#kernel/database.ts'
import { flightsOf } from '#kernel/flights.ts'
import { cloneDatabase } from '../support/database.ts'

const settle = (asked: Promise<unknown>[]) =>
  Promise.allSettled(asked).then((outcomes) =>
    outcomes.map((outcome) => (outcome.status === 'rejected' ? outcome.reason.code : 'done')),
  )

let pool: Pool
let client: PoolClient
t.before(async () => {
  const url = await cloneDatabase(t)
  const database = await Database.open({
    url,
    connections: 2,
    entities: [Ticket],
    limits: { ...defaultLimits, statementTimeoutMs: 5_000 },
  })
  t.teardown(() => database.close())
  pool = database.pipelines(2)
  client = await pool.connect()
  t.teardown(() => client.release())
  await client.query('create table kept (n int primary key, said text)')
})

t.test('values come back as they were written, however they look', async (t) => {
  const texts = ['plain', '', 'NULL', 'a,b', '{"q\\u0041": "\\\\"}', 'دفتر', null]
  const { sql, together } = flightsOf(client)
  for (let round = 0; round < 2; round += 1) {
    const [array, one, none] = await together(() =>
      Promise.all([
        sql('select * from unnest($1::text[], $2::int[]) as u(said, n)', [texts, [1, 2, null]]),
        sql(
          `select $1::bigint as big, $2::boolean as yes, $3::timestamptz as at, $4::date as "on",
                  $5::jsonb as data, $6::text as nothing`,
          [
            9_007_199_254_740_991,
            true,
            new Date(1_764_000_000_250),
            '2026-11-23',
            { a: [1] },
            null,
          ],
        ),
        sql('select 1 as n where false'),
      ]),
    )
    t.same(
      array,
      texts.map((said, i) => ({ said, n: i < 2 ? i + 1 : null })),
    )
    t.same(one, [
      {
        big: 9_007_199_254_740_991,
        yes: true,
        at: '2025-11-24T16:00:00.250Z',
        on: '2026-11-23',
        data: { a: [1] },
        nothing: null,
      },
    ])
    t.same(none, [])
  }
})

t.test('all that travelled with a failed statement tell of that failure', async (t) => {
  const { sql, together } = flightsOf(client)
  await sql('begin')
  const first = settle([sql('select 1 / $1::int', [0]), sql('select 2'), sql('select 3')])
  t.same(await first, ['22012', '22012', '22012'], 'each in a flight of its own')
  await client.query('rollback')
  const again = flightsOf(client)
  const outcomes = again.together(() =>
    settle([again.sql('select 5'), again.sql('select 1 / $1::int', [0]), again.sql('select 6')]),
  )
  t.same(await outcomes, ['22012', '22012', '22012'], 'in one flight, those before it too')
  const whole = flightsOf(client)
  t.same(await whole.sql('select 6 as n'), [{ n: 6 }], 'the next is whole')
  t.same(await together(() => Promise.resolve(7)), 7, 'an empty flight is none')
})

t.test(
  'a value that cannot be written takes its flight along, and nothing of it is kept',
  async (t) => {
    const lost = await pool.connect()
    const { sql, together } = flightsOf(lost)
    const impossible = () => {
      throw new TypeError('no value')
    }
    const outcomes = together(() => {
      const add = 'insert into kept values ($1, $2)'
      return Promise.allSettled([sql(add, () => [8, 'eight']), sql(add, impossible)])
    })
    for (const outcome of await outcomes) {
      t.match(outcome, { status: 'rejected', reason: { message: 'no value' } })
    }
    await t.rejects(lost.query('rollback'), 'and with it its connection')
    lost.release(true)
    t.same(await flightsOf(client).sql('select 1 from kept where n = 8'), [])
  },
)

t.test('a flight of its own is kept as a whole or not at all', async (t) => {
  const add = 'insert into kept values ($1, $2)'
  const left = async () =>
    (await flightsOf(client).sql<{ n: number }>('select n from kept order by n')).map(({ n }) => n)
  const good = flightsOf(client)
  await good.together(() => Promise.all([good.sql(add, [1, 'one']), good.sql(add, [2, 'two'])]))
  t.same(await left(), [1, 2])
  const bad = flightsOf(client)
  const outcomes = bad.together(() =>
    settle([bad.sql(add, [3, 'three']), bad.sql(add, [1, 'one']), bad.sql(add, [4, 'four'])]),
  )
  t.same(await outcomes, ['23505', '23505', '23505'])
  t.same(await left(), [1, 2], 'nothing of what failed, and nobody has to roll it back')
})
