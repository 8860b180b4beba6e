// The guard every npm script starts through: it runs a program that others import as well, on a Node that
// is new enough to run it in the same process, and hands on what the program says of itself.
import { spawnSync } from 'node:child_process'
import t from 'tap'
import { processEnvironment } from '#kernel/config.ts'
import { repository } from '#supervisor/node-child.ts'
import { cloneDatabase } from './support/database.ts'
import { withSql } from './support/stock.ts'

t.test('a program that is started through the guard does its work', async (t) => {
  const url = await cloneDatabase(t)
  const tables = () =>
    withSql(url, async (sql) => {
      const rows = await sql(`select from pg_tables where schemaname = 'public'`)
      return rows.length
    })
  const before = await tables()
  await withSql(url, (sql) => sql(`drop schema public cascade`))
  await withSql(url, (sql) => sql(`create schema public`))
  const env = { ...processEnvironment(), DATABASE_URL: url, REDIS_URL: 'redis://127.0.0.1:1' }
  const run = (script: string) =>
    spawnSync(process.execPath, ['src/guard.js', script], {
      cwd: repository,
      env,
      encoding: 'utf8',
    })
  const migrated = run('src/migrate.ts')
  t.equal(migrated.status, 0, migrated.stderr)
  t.equal(await tables(), before, 'every table is there')
  t.equal(run('src/no-such-program.ts').status, 1)
})
