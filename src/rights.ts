// What each role of the database may do, and who may take one on: written anew after every migration,
// so that a table nobody thought of is open to nobody but the hub. Runs as the owner of the database.
import pg from 'pg'
import { kernelCleared, kernelLedgers } from '#kernel/entities.ts'
import { APP_ROLE, READER_ROLE, REPORT_ROLE, roles, STORES_SETTING } from '#kernel/roles.ts'
import { scramSecret } from './login.ts'
import { rooms } from './rooms.ts'

/** Gives every role its rights, and the login of `loginUrl` its roles. */
export async function giveRights(client: pg.Client, loginUrl: string): Promise<void> {
  // Roles belong to the whole server: another database of it may be creating these right now.
  for (const role of roles) {
    await client.query(`do $$ begin create role ${role} nologin;
      exception when duplicate_object or unique_violation then null; end $$`)
  }
  await client.query(`grant ${roles.join(', ')} to current_user`).catch(ignoreBusyCatalog)
  await openLogin(client, loginUrl)
  await client.query(rightsOfHub())
  await client.query(rightsOfReaders())
  await client.query(policies())
}

// One statement after the other in one transaction: a hub that works meanwhile never has less than it
// needs, nor more than it should.
function rightsOfHub(): string {
  const all = 'all tables in schema public'
  return `
    grant usage on schema public to ${APP_ROLE};
    grant usage on all sequences in schema public to ${APP_ROLE};
    revoke delete, truncate, references, trigger on ${all} from ${APP_ROLE};
    grant select, insert, update on ${all} to ${APP_ROLE};
    grant delete on ${named([...kernelCleared, ...rooms.flatMap((room) => room.cleared ?? [])])}
      to ${APP_ROLE};
    revoke update on ${named([...kernelLedgers, ...rooms.flatMap((room) => room.ledgers ?? [])])}
      from ${APP_ROLE};
    revoke insert, update on migration from ${APP_ROLE};`
}

/** Tables that reading verbs read though they belong to no store, whatever stores are named in them. */
const readable = rooms
  .flatMap((room) => room.readable ?? [])
  .map((said) => {
    const [table = '', columns = ''] = said.split(' (')
    return { table, columns: columns && `(${columns}` }
  })

/** Tables whose rows are of the store of their terminal. The others of terminals hold keys and codes. */
const ofTerminals = ['journal_head']

// A table is a store's if its rows name one, or a sale, which its journal knows the store of.
const ofStores = `
  select c.oid::regclass as name, max(a.attname) as key
    from pg_class c join pg_attribute a on a.attrelid = c.oid and not a.attisdropped
   where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
     and (a.attname in ('store_id', 'sale_id') or
          a.attname = 'terminal_id' and c.relname = any (array[${texts(ofTerminals)}]))
     and c.relname <> all (array[${texts(readable.map(({ table }) => table))}])
   group by c.oid`

function rightsOfReaders(): string {
  return `do $$
    declare t record;
    begin
      revoke all on all tables in schema public from ${READER_ROLE}, ${REPORT_ROLE};
      grant usage on schema public to ${READER_ROLE}, ${REPORT_ROLE};
      ${readable.map(({ table, columns }) => `grant select ${columns} on "${table}" to ${READER_ROLE};`).join(' ')}
      grant select on customer to ${REPORT_ROLE};
      for t in ${ofStores} loop
        execute format('grant select on %s to ${READER_ROLE}, ${REPORT_ROLE}', t.name);
      end loop;
    end $$`
}

/**
 * Binds the readers to the stores they were told, table by table where that has not been done. The hub's
 * role sees and writes every row as before; what a policy says for it is true.
 */
function policies(): string {
  // Read once for each statement, not for each row.
  const told = `(select current_setting('${STORES_SETTING}', true))`
  const list = `((select string_to_array(nullif(${told}, '*'), ','))::uuid[])`
  // What is asked of another table here is bound by the policy of that table.
  const using = {
    store_id: `store_id = any (${list})`,
    sale_id: 'exists (select from journal j where j.document_id = sale_id)',
    terminal_id: 'exists (select from terminal k where k.id = terminal_id)',
  }
  const cases = Object.entries(using).map(
    ([key, rule]) => `when ${text(key)} then ${text(`${told} = '*' or ${rule}`)}`,
  )
  return `do $$
    declare t record;
    begin
      for t in select * from (${ofStores}) s where not exists
        (select from pg_policy p where p.polrelid = s.name and p.polname = 'readers') loop
        execute format('create policy hub on %s to ${APP_ROLE} using (true) with check (true)', t.name);
        execute format('create policy readers on %s for select to ${READER_ROLE}, ${REPORT_ROLE} using (%s)',
          t.name, case t.key ${cases.join(' ')} end);
        execute format('alter table %s enable row level security', t.name);
      end loop;
    end $$`
}

/** Makes the login of an address unless it is the owner's own or can sign in, and gives it the roles. */
async function openLogin(owner: pg.Client, loginUrl: string): Promise<void> {
  const { username, password } = new URL(loginUrl)
  const name = decodeURIComponent(username)
  if (name === owner.user) return
  const login = pg.escapeIdentifier(name)
  if (!(await canSignIn(loginUrl))) {
    // Not the password itself: a statement that fails is written to the server's log.
    const secret = text(scramSecret(decodeURIComponent(password)))
    await owner.query(`do $$ begin create role ${login} login noinherit password ${secret};
      exception when duplicate_object or unique_violation then
        alter role ${login} password ${secret}; end $$`)
  }
  await owner
    .query(`grant ${roles.join(', ')} to ${login} with inherit false, set true`)
    .catch(ignoreBusyCatalog)
}

async function canSignIn(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url })
  try {
    await client.connect()
    return true
  } catch (error) {
    // 28: the server knows no such login, or another password.
    if ((error as { code?: string }).code?.startsWith('28')) return false
    throw error
  } finally {
    await client.end().catch(() => {})
  }
}

function named(tables: readonly string[]): string {
  return tables.map((name) => `"${name}"`).join(', ')
}

function texts(values: readonly string[]): string {
  return values.map(text).join(', ')
}

function text(value: string): string {
  return `'${value.replaceAll("'", "''")}'`
}

// Two servers' worth of tests may grant the same role at once; one of them then finds it done.
function ignoreBusyCatalog(error: Error): void {
  if (!/tuple concurrently updated/.test(error.message)) throw error
}
