// What the login of a hub can become, and what the roles that read for people bound to stores find: as
// somebody would have it who gets a statement of their own into a list, a report or a connection.
import pg from 'pg'
import t from 'tap'
import { APP_ROLE, Database } from '#kernel/database.ts'
import { READER_ROLE, REPORT_ROLE, STORES_SETTING } from '#kernel/roles.ts'
import { COMPANY } from '#shared/streams.ts'
import { rooms } from '../../src/rooms.ts'
import { runHub } from '../support/hub.ts'
import { openSiblings } from '../support/siblings.ts'
import { hubUrlOf } from '../support/template.ts'

t.setTimeout(120_000)
const hub = await runHub(t)
const { own, sibling } = await openSiblings(hub)
const [ownId, siblingId] = [own.shop.store.id, sibling.shop.store.id]
const database = hub.kernel.database
const readable = rooms.flatMap((room) => room.readable ?? []).filter((name) => !name.includes(' '))

async function connects(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  t.teardown(() => client.end())
  return client
}
const owner = await connects(hub.databaseUrl)
const login = await connects(hubUrlOf(hub.databaseUrl))

/** What a role finds of a statement, told the stores `stores`; undefined tells it nothing. */
async function asRole<R>(role: string, stores: string | undefined, text: string): Promise<R[]> {
  await login.query('begin')
  try {
    await login.query(`set local role ${role}`)
    if (stores !== undefined) {
      await login.query(`select set_config('${STORES_SETTING}', $1, true)`, [stores])
    }
    return (await login.query(text)).rows as R[]
  } finally {
    await login.query('rollback')
  }
}

const denied = /permission denied|must be|cannot set|Only roles with/

type Table = { readonly name: string; readonly bound: boolean; readonly column: string | null }

/** Every table, whether rows of it are given by store, and the column that names its store or sale. */
const tables = (
  await owner.query<Table>(
    `select c.relname as name, c.relrowsecurity as bound,
            max(a.attname) filter (where a.attname in ('store_id', 'sale_id')) as "column"
       from pg_class c join pg_attribute a on a.attrelid = c.oid and not a.attisdropped
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
      group by c.oid order by 1`,
  )
).rows

t.test('Z9 the login of a hub becomes what it may be and never the owner', async (t) => {
  const { user } = owner
  const attempts = [
    'select 1 from sale',
    'select 1 from credential',
    `set role ${user}`,
    `set session authorization ${user}`,
    'create table mine (id int)',
    'create schema mine',
    'create role mine',
    `grant ${user} to current_user`,
    'alter role current_user superuser',
    'alter role current_user createrole',
    `alter role ${APP_ROLE} superuser`,
    'alter table sale disable row level security',
    'drop policy readers on sale',
    `alter database ${login.database} set role = '${user}'`,
  ]
  for (const role of ['none', APP_ROLE, READER_ROLE, REPORT_ROLE]) {
    await login.query(`set role ${role}`)
    for (const attempt of attempts) {
      if (role !== 'none' && attempt.startsWith('select')) continue
      await t.rejects(login.query(attempt), denied, `${role}: ${attempt}`)
    }
    await login.query('reset role')
    const { rows } = await login.query<{ who: string }>('select current_user as who')
    t.equal(rows[0]?.who, login.user, `after ${role}, reset is nobody but the login`)
  }
  const { rows } = await owner.query<{ role: string }>(
    `select m.roleid::regrole::text as role from pg_auth_members m
      where m.member = $1::regrole and not inherit_option and not admin_option order by 1`,
    [login.user],
  )
  const roles = rows.map(({ role }) => role)
  t.strictSame(roles, [APP_ROLE, READER_ROLE, REPORT_ROLE].sort())
})

t.test('Z9 a hub signs in as nobody who owns or may do more', async (t) => {
  const { rows } = await database.pool.query<Record<string, unknown>>(
    `select session_user as login, rolsuper or rolcreaterole or rolcreatedb or rolbypassrls
              or rolreplication or rolinherit as more,
            exists (select from pg_class where relowner = r.oid and relpersistence <> 't') as owns
       from pg_roles r where rolname = session_user`,
  )
  t.strictSame(rows, [{ login: login.user, more: false, owns: false }])
})

t.test('Z9 the roles that read find nothing until they are told a store', async (t) => {
  const bound = tables.filter(({ name, column }) => column && !readable.includes(name))
  t.ok(bound.length > 20, `${bound.length} tables are of stores`)
  t.strictSame(
    bound.filter((table) => !table.bound).map(({ name }) => name),
    [],
    'each of them gives its rows by store',
  )
  for (const { name } of bound) {
    for (const role of [READER_ROLE, REPORT_ROLE]) {
      for (const stores of [undefined, '', COMPANY.replace(/0/g, '1')]) {
        const rows = await asRole(role, stores, `select 1 from "${name}" limit 1`)
        t.equal(rows.length, 0, `${role} of ${name} told ${stores ?? 'nothing'}`)
      }
      // Where there are rows to be asked of, what is no list of ids is an error.
      const forged = asRole(role, `${ownId},' or true`, `select 1 from "${name}"`)
      const rows = await forged.catch((error: Error) => {
        t.match(error.message, /invalid input syntax/)
        return []
      })
      t.equal(rows.length, 0, `${role} of ${name} told what is no id`)
    }
  }
})

t.test('Z9 a store is found whole and its sibling not at all', async (t) => {
  let found = 0
  for (const { name, column } of tables.filter((table) => table.bound)) {
    const isOf =
      column === 'store_id'
        ? 'r.store_id = $1'
        : column === 'sale_id'
          ? 'exists (select from sale s where s.id = r.sale_id and s.store_id = $1)'
          : 'exists (select from terminal k where k.id = r.terminal_id and k.store_id = $1)'
    const count = `select count(*)::int as count from "${name}" r`
    const { rows } = await owner.query<{ count: number }>(`${count} where ${isOf}`, [ownId])
    const [seen] = await asRole<{ count: number }>(READER_ROLE, ownId, count)
    t.strictSame(seen, rows[0], `${name}: what is there of the store, and nothing besides`)
    found += seen?.count ?? 0
    const [every] = await asRole<{ count: number }>(READER_ROLE, '*', count)
    t.strictSame(every, (await owner.query(count)).rows[0], `${name}: all of it for every store`)
  }
  t.ok(found > 20, `${found} rows`)
})

t.test('Z9 the roles that read change nothing and know no secret', async (t) => {
  // What the hub itself may read it cannot give away: PostgreSQL warns, and nothing is granted.
  await login.query(`set role ${APP_ROLE}`)
  await login.query(`grant select on credential to ${READER_ROLE}`)
  await login.query('reset role')
  for (const { name, bound } of tables) {
    for (const role of [READER_ROLE, REPORT_ROLE]) {
      const mayRead =
        bound || (role === READER_ROLE ? readable.includes(name) : name === 'customer')
      const { rows } = await owner.query<{ reads: boolean; more: boolean }>(
        `select has_table_privilege($1, c.oid, 'select') as reads,
                has_table_privilege($1, c.oid, 'insert, update, delete, truncate, references, trigger, maintain') as more
           from pg_class c where c.oid = format('%I', $2::text)::regclass`,
        [role, name],
      )
      t.strictSame(rows, [{ reads: mayRead, more: false }], `${role} of ${name}`)
    }
  }
  for (const secret of ['hash from credential', 'secret from totp', 'hash from recovery_code']) {
    await t.rejects(database.reads(null)(`select ${secret}`), denied, secret)
  }
  for (const secret of [
    'credential',
    'totp',
    'recovery_code',
    'password_reset',
    'known_device',
    'pin',
    'refresh_token',
    'terminal_key',
    'reply',
    'file',
  ]) {
    await t.rejects(database.reads(null)(`select * from ${secret}`), denied, secret)
  }
})

t.test('Z9 a list that forgets its store gives no other, on connections many share', async (t) => {
  const forgetful = 'select distinct store_id as "storeId" from event'
  const asked = Array.from({ length: 200 }, (_, i) => {
    const stores = [[ownId], [siblingId], [], null][i % 4] ?? null
    return database
      .reads(stores)<{ storeId: string }>(forgetful)
      .then((rows) => ({ stores, rows }))
  })
  for (const { stores, rows } of await Promise.all(asked)) {
    const seen = rows.map(({ storeId }) => storeId).sort()
    const wanted = [COMPANY, ...(stores ?? [ownId, siblingId])].sort()
    if (seen.join() !== wanted.join()) t.fail(`${String(stores)} saw ${seen.join()}`)
  }
  const who = 'select current_user as who, current_setting($1, true) as told'
  const [reader] = await database.reads([ownId])(who, [STORES_SETTING])
  t.strictSame(reader, { who: READER_ROLE, told: `${COMPANY},${ownId}` })
  const writes = database.reads(null)(`insert into stream_head values ($1, $1, 1, '')`, [ownId])
  await t.rejects(writes, /permission denied|read-only/)
})

t.test('Z9 a report finds its store, and the connection is the hub again', async (t) => {
  const sees = await database.report([ownId], async (sql) => [
    await sql('select current_user as who'),
    await sql('select distinct store_id as "storeId" from sale'),
  ])
  t.strictSame(sees, [[{ who: REPORT_ROLE }], [{ storeId: ownId }]])
  await t.rejects(
    database.report([ownId], (sql) => sql('select 1 from credential')),
    denied,
  )
  t.ok(database instanceof Database)
  const all = Array.from({ length: 20 }, () =>
    database.sql<{ who: string; told: string | null }>(
      `select current_user as who, nullif(current_setting('${STORES_SETTING}', true), '') as told`,
    ),
  )
  for (const rows of await Promise.all(all)) t.strictSame(rows, [{ who: APP_ROLE, told: null }])
})
