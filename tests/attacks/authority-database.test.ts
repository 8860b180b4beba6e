// What the hub's own role may do in the database, as somebody would have it who gets a statement of
// their own into the hub: nothing to what is written once, nothing to tables, files or programs.
import pg from 'pg'
import t from 'tap'
import { APP_ROLE, Database } from '#kernel/database.ts'
import { kernelCleared, kernelLedgers } from '#kernel/entities.ts'
import { rooms } from '../../src/rooms.ts'
import { runHub } from '../support/hub.ts'
import { digestOf } from '../support/digest.ts'
import { openSiblings } from '../support/siblings.ts'

t.setTimeout(120_000)
const hub = await runHub(t)
await openSiblings(hub)
const client = new pg.Client({ connectionString: hub.databaseUrl, options: `-c role=${APP_ROLE}` })
await client.connect()
t.teardown(() => client.end())

const ledgers = [...kernelLedgers, ...rooms.flatMap((room) => room.ledgers ?? [])].sort()
const cleared = [...kernelCleared, ...rooms.flatMap((room) => room.cleared ?? [])].sort()
const denied = /permission denied|must be (owner|superuser)|must have privileges/

type Column = { readonly table: string; readonly column: string }

t.test('Z9 every table grants the hub what it needs and nothing else', async (t) => {
  t.strictSame(
    ledgers,
    [
      'cash_count cash_movement customer_entry event invoice journal movement price_version',
      'quarantine sale sale_line stored_value_entry tender voided_line voided_sale z_report',
    ].flatMap((line) => line.split(' ')),
    'what is written once',
  )
  const { rows } = await client.query<{ name: string; rights: string }>(
    `select c.relname as name, concat_ws(' ', ${[
      'select',
      'insert',
      'update',
      'delete',
      'truncate',
      'references',
      'trigger',
      'maintain',
    ]
      .map((each) => `case when has_table_privilege(c.oid, '${each}') then '${each}' end`)
      .join(', ')}) as rights
       from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm')
      order by 1`,
  )
  for (const { name, rights } of rows) {
    const wanted = ['select']
    if (name !== 'migration') wanted.push('insert')
    if (name !== 'migration' && !ledgers.includes(name)) wanted.push('update')
    if (cleared.includes(name)) wanted.push('delete')
    t.equal(rights, wanted.join(' '), name)
  }
  t.ok(rows.length > ledgers.length + cleared.length, `${rows.length} tables`)
})

t.test('Z9 what is written once is neither changed, deleted nor replaced', async (t) => {
  const before = await digestOf(hub.databaseUrl)
  const { rows: columns } = await client.query<Column>(
    `select table_name as "table", min(column_name) as "column" from information_schema.columns
      where table_schema = 'public' and table_name = any($1) group by 1`,
    [[...ledgers, 'migration']],
  )
  t.equal(columns.length, ledgers.length + 1)
  for (const { table, column } of columns) {
    const attempts = [
      `update "${table}" set "${column}" = "${column}"`,
      `delete from "${table}"`,
      `truncate "${table}" cascade`,
      `with gone as (delete from "${table}" returning 1) select count(*) from gone`,
      `merge into "${table}" x using (select 1) y on true when matched then delete`,
      `select 1 from "${table}" for update`,
      `alter table "${table}" disable trigger all`,
      `alter table "${table}" add column mine int`,
      `drop table "${table}" cascade`,
      `create trigger mine before insert on "${table}" execute function suppress_redundant_updates_trigger()`,
      `create rule mine as on insert to "${table}" do instead nothing`,
      `create index mine on "${table}" ("${column}")`,
      `copy "${table}" to '/tmp/mizan-copied'`,
      `copy "${table}" to program 'cat'`,
      `copy "${table}" from '/etc/hosts'`,
    ]
    for (const attempt of attempts) await t.rejects(client.query(attempt), denied, attempt)
  }
  t.strictSame(await digestOf(hub.databaseUrl), before)
})

t.test('Z9 the role owns nothing and reaches nothing outside its tables', async (t) => {
  const { rows } = await client.query<{ owned: number }>(
    `select count(*)::int as owned from pg_class
      where pg_get_userbyid(relowner) = $1 and relpersistence <> 't'`,
    [APP_ROLE],
  )
  t.equal(rows[0]?.owned, 0)
  const [role] = (
    await client.query<Record<string, boolean>>(
      `select rolsuper, rolinherit and false as inherits, rolcreaterole, rolcreatedb, rolcanlogin,
              rolreplication, rolbypassrls from pg_roles where rolname = $1`,
      [APP_ROLE],
    )
  ).rows
  t.strictSame(Object.values(role ?? {}).filter(Boolean), [], 'it is nothing but a role')
  const attempts = [
    'create table mine (id int)',
    'create schema mine',
    'create database mine',
    'create role mine',
    `create function mine() returns int language sql as 'select 1'`,
    'create extension file_fdw',
    `select pg_read_file('/etc/hosts')`,
    `select pg_ls_dir('.')`,
    `select lo_import('/etc/hosts')`,
    'select * from pg_authid',
    `alter system set fsync = off`,
    // Of this database alone: the server is everybody's.
    `select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`,
  ]
  for (const attempt of attempts) {
    const refused = await client.query(attempt).then(
      () => attempt,
      (error: Error) =>
        /permission denied|must be|ERROR|cannot/.test(error.message) ? '' : error.message,
    )
    t.equal(refused, '', attempt)
  }
})

t.test('Z9 each connection of a hub has taken the role on', async (t) => {
  const database = hub.kernel.database
  t.ok(database instanceof Database)
  for (const pool of [database.pool, database.pipelines(1)]) {
    const { rows } = await pool.query<{ role: string }>('select current_user as role')
    t.equal(rows[0]?.role, APP_ROLE)
  }
})
