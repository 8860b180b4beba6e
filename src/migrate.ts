// Brings a database up to date: applies the migrations that are missing, then gives the roles
// exactly the rights they need. Runs as the owner; several may run at once and take turns.
import { MikroORM } from '@mikro-orm/postgresql'
import { Migrator } from '@mikro-orm/migrations'
import pg from 'pg'
import { processEnvironment, readConfig } from '#kernel/config.ts'
import { migrations } from '../migrations/index.ts'
import { giveRights } from './rights.ts'
import { entities } from './rooms.ts'

// Any number will do, as long as every process that migrates takes the same.
const MIGRATION_LOCK = 7_205_110

/**
 * Applies what is missing to the database at `url`, an address of its owner. `loginUrl` is where hubs sign
 * in; if that is as somebody else, they are made and may take on the roles of Mizan and nothing more.
 */
export async function migrate(url: string, loginUrl = url): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK])
    await applyMigrations(url)
    await giveRights(client, loginUrl)
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

// Started by itself, or through the guard, which imports it.
if (import.meta.main || process.argv[1] === import.meta.filename) {
  const { databaseUrl, migrationsUrl } = readConfig(processEnvironment())
  await migrate(migrationsUrl ?? databaseUrl, databaseUrl)
}
