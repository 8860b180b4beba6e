// Brings a database up to date: applies the migrations that are missing, then gives the hub's role
// exactly the rights it needs. Runs as the owner; several may run at once and take turns.
import { MikroORM } from '@mikro-orm/postgresql'
import { Migrator } from '@mikro-orm/migrations'
import pg from 'pg'
import { APP_ROLE } from '#kernel/database.ts'
import { kernelCleared, kernelLedgers } from '#kernel/entities.ts'
import { processEnvironment, readConfig } from '#kernel/config.ts'
import { migrations } from '../migrations/index.ts'
import { entities, rooms } from './rooms.ts'

// Any number will do, as long as every process that migrates takes the same.
const MIGRATION_LOCK = 7_205_110

/** Applies what is missing to the database at `url`. */
export async function migrate(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK])
    await applyMigrations(url)
    await grantRole(client)
  } finally {
    await client.end()
  }
}

async function applyMigrations(url: string): Promise<void> {
  const orm = await MikroORM.init({
    entities,
    clientUrl: url,
    ensureDatabase: false,
    extensions: [Migrator],
    migrations: { migrationsList: migrations, tableName: 'migration', snapshot: false },
    logger: () => {},
  })
  try {
    await orm.migrator.up()
  } finally {
    await orm.close(true)
  }
}

async function grantRole(client: pg.Client): Promise<void> {
  // Roles belong to the whole server: another database of it may be creating this one right now.
  await client.query(`do $$ begin create role ${APP_ROLE} nologin;
    exception when duplicate_object or unique_violation then null; end $$`)
  await client.query(`grant ${APP_ROLE} to current_user`).catch(ignoreBusyCatalog)
  const all = `all tables in schema public`
  // One statement after the other in one transaction: a hub that works meanwhile never has less than it
  // needs, nor more than it should.
  await client.query(`
    grant usage on schema public to ${APP_ROLE};
    grant usage on all sequences in schema public to ${APP_ROLE};
    revoke delete, truncate, references, trigger on ${all} from ${APP_ROLE};
    grant select, insert, update on ${all} to ${APP_ROLE};
    grant delete on ${named([...kernelCleared, ...rooms.flatMap((room) => room.cleared ?? [])])}
      to ${APP_ROLE};
    revoke update on ${named([...kernelLedgers, ...rooms.flatMap((room) => room.ledgers ?? [])])}
      from ${APP_ROLE};
    revoke insert, update on migration from ${APP_ROLE};`)
}

const named = (tables: readonly string[]) => tables.map((name) => `"${name}"`).join(', ')

// Two servers' worth of tests may grant the same role at once; one of them then finds it done.
function ignoreBusyCatalog(error: Error): void {
  if (!/tuple concurrently updated/.test(error.message)) throw error
}

// Started by itself, or through the guard, which imports it.
if (import.meta.main || process.argv[1] === import.meta.filename) {
  await migrate(readConfig(processEnvironment()).databaseUrl)
}
