// Columns of many rows as parameters: PostgreSQL reads what was given, to the last bit, whichever way they are
// sent, and what a column cannot hold never leaves the process.
import fc from 'fast-check'
import t from 'tap'
import { defaultLimits } from '#kernel/allowances.ts'
import { arraysOf, unnested } from '#kernel/columns.ts'
import { Database, type Sql } from '#kernel/database.ts'
import { Ticket } from '#kernel/entities.ts'
import { flightsOf } from '#kernel/flights.ts'
import { cloneDatabase } from '../support/database.ts'

const types = [
  'uuid',
  'bigint',
  'int',
  'integer',
  'boolean',
  'text',
  'jsonb',
  'date',
  'timestamptz',
]
const ways: Record<string, Sql> = {}

t.before(async () => {
  const url = await cloneDatabase(t)
  const limits = { ...defaultLimits, statementTimeoutMs: 5_000 }
  const database = await Database.open({ url, connections: 2, entities: [Ticket], limits })
  t.teardown(() => database.close())
  const client = await database.pipelines(1).connect()
  t.teardown(() => client.release())
  Object.assign(ways, { flight: flightsOf(client).sql, single: database.sql })
})

async function back(sql: Sql, rows: readonly (readonly unknown[])[]): Promise<unknown[][]> {
  const columns = types.map((_, i) => rows.map((row) => row[i]))
  const names = types.map((_, i) => `c${i}`)
  const given = await sql<Record<string, unknown>>(
    `select ${names.join()} from ${unnested(types, 1)} with ordinality as u(${names.join()}, place) order by place`,
    arraysOf(types, columns),
  )
  return given.map((row) => names.map((name) => row[name]))
}

const small = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })
// PostgreSQL keeps no U+0000, and a half of a character is none.
const text = fc.string({ unit: 'binary' }).filter((said) => !said.includes('\0'))
const moment = fc.date({
  min: new Date('0001-01-01'),
  max: new Date('9999-12-31'),
  noInvalidDate: true,
})
const row = fc.tuple(
  ...[fc.uuid(), fc.maxSafeInteger(), small, small, fc.boolean(), text],
  ...[text.map((said) => JSON.stringify({ said }))],
  ...[moment.map((at) => at.toISOString().slice(0, 10)), moment.map((at) => at.toISOString())],
)
const holed = row.chain((whole) =>
  fc.tuple(
    ...whole.map((value) =>
      fc.oneof({ weight: 4, arbitrary: fc.constant(value) }, fc.constant(null)),
    ),
  ),
)

t.test('rows come back as they were given', async (t) => {
  await fc.assert(
    fc.asyncProperty(fc.array(holed, { maxLength: 40 }), async (rows) => {
      const wanted = rows.map((each) =>
        each.map((value, i) => (types[i] === 'jsonb' && value ? JSON.parse(String(value)) : value)),
      )
      for (const sql of Object.values(ways)) t.strictSame(await back(sql, rows), wanted)
    }),
    { numRuns: 60 },
  )
})

t.test('the same id again and again, with holes between', async (t) => {
  const [one, other] = [
    '01a20a65-4c5b-76a4-a529-adcf99e04f2b',
    'FFFFFFFF-0000-4000-8000-00000000000A',
  ]
  const ids = [one, one, null, one, other, other, null, null, one]
  for (const sql of Object.values(ways)) {
    const rows = await sql<{ id: string | null }>(
      `select id from ${unnested(['uuid'], 1)} as u(id)`,
      arraysOf(['uuid'], [ids]),
    )
    t.same(
      rows.map(({ id }) => id),
      ids.map((id) => id?.toLowerCase() ?? null),
    )
  }
})

t.test('the ends of what a number can be', async (t) => {
  const numbers = [Number.MIN_SAFE_INTEGER, -(2 ** 32), -1, 0, 2 ** 32, Number.MAX_SAFE_INTEGER]
  const big = [-(2n ** 63n), 2n ** 63n - 1n]
  const values = arraysOf(['bigint'], [[...numbers, ...big]])
  const rows = await ways['flight']?.<{ n: string }>(
    `select n::text as n from ${unnested(['bigint'], 1)} as u(n)`,
    values,
  )
  t.same(
    rows?.map(({ n }) => n),
    [...numbers, ...big].map(String),
  )
})

t.test('what a column cannot hold is refused before it is sent', (t) => {
  const refused = [
    ['uuid', 'no id'],
    ['uuid', '01a20a65-4c5b-76a4-a529-adcf99e04f2'],
    ['uuid', '01a20a65-4c5b-76a4-a529-adcf99e04f2g'],
    ['uuid', '01a20a65-4c5b-76a4-a529-adcf99e04f2\u0661'],
    ['bigint', 1.5],
    ['bigint', '12'],
    ['int', Number.NaN],
    ['integer', 2 ** 60],
  ] as const
  for (const [type, value] of refused) t.throws(() => arraysOf([type], [[value]]), TypeError)
  t.end()
})
