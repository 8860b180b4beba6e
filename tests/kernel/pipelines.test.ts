// Statements that travel without waiting: what is told when one of them fails.
import t from 'tap'
import { Ticket } from '#kernel/entities.ts'
import { Database, preparedSql } from '#kernel/database.ts'
import { cloneDatabase } from '../support/database.ts'

t.test('all that travelled with a failed statement tell of that failure', async (t) => {
  const url = await cloneDatabase(t)
  const database = await Database.open({
    url,
    connections: 2,
    entities: [Ticket],
    statementTimeoutMs: 5000,
    lockTimeoutMs: 1000,
  })
  t.teardown(() => database.close())
  const client = await database.pipelines(1).connect()
  const sql = preparedSql(client)
  const begun = client.query('begin')
  const outcomes = await Promise.allSettled([
    sql('select 1 / $1::int', [0]),
    sql('select 2'),
    sql('select 3'),
  ])
  await begun
  await client.query('rollback')
  t.match(
    outcomes.map((outcome) => outcome.status === 'rejected' && outcome.reason.code),
    ['22012', '22012', '22012'],
  )
  t.same(await preparedSql(client)('select 4 as n'), [{ n: 4 }], 'the next transaction is whole')
  client.release()
})
