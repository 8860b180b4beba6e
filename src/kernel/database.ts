// PostgreSQL through MikroORM: opens it for the entities it is handed, and hands out SQL bound to
// one transaction. It knows no table of a room.
import { MikroORM, type EntityManager, type EntitySchema } from '@mikro-orm/postgresql'
import { CompiledQuery, type Kysely } from 'kysely'
import { Pool, TypeOverrides, type Client, type PoolClient } from 'pg'
import type { Limits } from './allowances.ts'
import { CONNECT_WITHIN_MS, guarded } from './pool.ts'
import { boundReads, storesText, type Stores } from './readers.ts'
import { READER_ROLE, REPORT_ROLE, STORES_SETTING } from './roles.ts'
import { Tables } from './tables.ts'

export { APP_ROLE } from './roles.ts'

/** Runs one statement with `$1`-style values and gives its rows; bigint as number, instants as ISO text. */
export type Sql = <R = Record<string, unknown>>(text: string, values?: unknown[]) => Promise<R[]>

export type DatabaseOptions = {
  readonly url: string
  readonly entities: readonly EntitySchema[]
  /** Connections at most, beside half as many for reading verbs and those of the lanes. */
  readonly connections: number
  /** The role each connection takes on; the login role owns the tables and only migrates. */
  readonly role?: string
  readonly limits: Bounds
}

/** How long statements, locks, idle transactions and those who want a connection may wait. */
type Bounds = Pick<
  Limits,
  | 'statementTimeoutMs'
  | 'lockTimeoutMs'
  | 'idleInTransactionTimeoutMs'
  | 'reportIdleInTransactionTimeoutMs'
  | 'connectionWaitMs'
  | 'transactionAttempts'
  | 'eventsPerTransaction'
>

/** What a session is told when it opens, as libpq options. */
function settingsOf({ limits, role }: DatabaseOptions, ...further: readonly string[]): string {
  const settings = [
    'timezone=UTC',
    `statement_timeout=${limits.statementTimeoutMs}`,
    `lock_timeout=${limits.lockTimeoutMs}`,
    `idle_in_transaction_session_timeout=${limits.idleInTransactionTimeoutMs}`,
    ...(role ? [`role=${role}`] : []),
    ...further,
  ]
  return settings.map((setting) => `-c ${setting}`).join(' ')
}

/** The database of one process. */
export class Database {
  readonly limits: Bounds
  readonly orm: MikroORM
  readonly pool: Pool
  readonly tables: Tables
  /** A statement on its own, outside any transaction. */
  readonly sql: Sql
  readonly #options: DatabaseOptions
  readonly #others: Pool[] = []
  #readers: Pool | undefined

  private constructor(orm: MikroORM, pool: Pool, options: DatabaseOptions) {
    this.#options = options
    this.limits = options.limits
    this.orm = orm
    this.pool = pool
    this.tables = new Tables(orm)
    this.sql = async <R>(text: string, values: unknown[] = []) =>
      (await pool.query(text, values)).rows as R[]
  }

  static async open(options: DatabaseOptions): Promise<Database> {
    const holder: { pool?: Pool } = {}
    const orm = await MikroORM.init({
      entities: [...options.entities],
      clientUrl: options.url,
      ensureDatabase: false,
      pool: { min: 0, max: options.connections },
      allowGlobalContext: false,
      driverOptions: {
        connectionTimeoutMillis: CONNECT_WITHIN_MS,
        options: settingsOf(options),
        onPoolCreated: (pool: Pool) => {
          holder.pool = guarded(pool, options.connections, options.limits.connectionWaitMs)
          parseTypes((pool.options as unknown as { types: Parsers }).types)
        },
      },
    })
    await orm.connect()
    if (!holder.pool) throw new Error('MikroORM made no pool')
    return new Database(orm, holder.pool, options)
  }

  /**
   * Connections whose statements travel without waiting for the answers of those before. They are
   * apart from the others, so that reports and look-ups cannot keep a sale waiting.
   */
  pipelines(connections: number): Pool {
    const settings = settingsOf(
      this.#options,
      'plan_cache_mode=force_generic_plan',
      // What the lane asks for it names by its key. A table of few rows that change with every sale can be many pages
      // long for as long as a report keeps their former versions.
      'enable_seqscan=off',
    )
    return this.#pipelined(connections, settings)
  }

  /** SQL of reading verbs: whatever it asks, it finds rows of these stores alone. */
  reads(stores: Stores): Sql {
    this.#readers ??= this.#pipelined(
      Math.ceil(this.#options.connections / 2),
      // A page of a list is planned for what is asked of it, as each of them differs.
      settingsOf(
        { ...this.#options, role: READER_ROLE },
        'plan_cache_mode=force_custom_plan',
        'default_transaction_read_only=on',
      ),
    )
    return boundReads(this.#readers, stores)
  }

  #pipelined(connections: number, options: string): Pool {
    const pool = new Pool({
      connectionString: this.#options.url,
      max: connections,
      connectionTimeoutMillis: CONNECT_WITHIN_MS,
      options,
      types: parseTypes(new TypeOverrides()),
      pipeline: true,
    })
    // The statement under way is told of a lost connection; an idle one is simply replaced.
    pool.on('error', () => {})
    pool.on('connect', (client) => client.on('error', () => {}))
    this.#others.push(pool)
    return pool
  }

  /**
   * One connection for the few statements that never rest and must not wait for those of others: it
   * prepares each of them once. A statement that is not answered within `timeoutMs` fails, though
   * PostgreSQL may be frozen or out of reach.
   */
  lookout(timeoutMs: number): Sql {
    const pool = new Pool({
      connectionString: this.#options.url,
      max: 1,
      connectionTimeoutMillis: timeoutMs,
      query_timeout: timeoutMs,
      options: settingsOf(this.#options),
      types: parseTypes(new TypeOverrides()),
    })
    pool.on('error', () => {})
    this.#others.push(pool)
    const names = new Map<string, string>()
    return async <R>(text: string, values: unknown[] = []) => {
      const name = names.get(text) ?? `lookout-${names.size + 1}`
      names.set(text, name)
      return (await pool.query({ name, text, values })).rows as R[]
    }
  }

  /** Runs `work` in one READ COMMITTED transaction, given its entity manager and SQL on the same connection. */
  async transaction<T>(work: (em: EntityManager, sql: Sql) => Promise<T>): Promise<T> {
    return this.orm.em.fork().transactional(async (em) => work(em, sqlOf(em)))
  }

  /**
   * Runs `work` against one unchanging picture of the database (REPEATABLE READ, read only). Between two
   * statements it may take `idleMs` for what it makes of them.
   */
  snapshot<T>(
    work: (sql: Sql) => Promise<T>,
    idleMs = this.limits.reportIdleInTransactionTimeoutMs,
  ): Promise<T> {
    return this.#picture(`set local idle_in_transaction_session_timeout = ${idleMs}`, work)
  }

  /** The same for reports and exports: whatever is asked, only rows of these stores are found. */
  report<T>(stores: Stores, work: (sql: Sql) => Promise<T>): Promise<T> {
    // Ids are hexadecimal digits; anything else would be refused by the policies, not obeyed.
    const told = storesText(stores).replace(/[^0-9a-f*,-]/g, '')
    const idleMs = this.limits.reportIdleInTransactionTimeoutMs
    return this.#picture(
      `set local idle_in_transaction_session_timeout = ${idleMs};
       set local role ${REPORT_ROLE}; set local ${STORES_SETTING} = '${told}'`,
      work,
    )
  }

  async #picture<T>(opening: string, work: (sql: Sql) => Promise<T>): Promise<T> {
    const client = await this.pool.connect()
    try {
      await client.query('begin isolation level repeatable read read only')
      await client.query(opening)
      const result = await work(clientSql(client))
      await client.query('commit')
      client.release()
      return result
    } catch (error) {
      client.release(error instanceof Error ? error : true)
      throw error
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.#others.map((pool) => pool.end()))
    await this.orm.close(true)
  }
}

/** SQL on a connection one holds oneself. */
export function clientSql(client: PoolClient | Client): Sql {
  return async <R>(text: string, values: unknown[] = []) =>
    (await client.query(text, values)).rows as R[]
}

/**
 * SQL inside the transaction of an entity manager, one statement after the other. Flush before
 * reading what was persisted.
 */
function sqlOf(em: EntityManager): Sql {
  const transaction = em.getTransactionContext<Kysely<unknown>>()
  if (!transaction) throw new Error('no transaction is open')
  let last: Promise<unknown> = Promise.resolve()
  return async <R>(text: string, values: unknown[] = []) => {
    // Rows must be locked in the order they are asked for, even if nobody waits in between.
    const next = last.then(() => transaction.executeQuery(CompiledQuery.raw(text, values)))
    last = next.catch(() => {})
    return (await next).rows as R[]
  }
}

type Parsers = { setTypeParser(oid: number, parse: (text: string) => unknown): void }

/** Has bigint and numeric read as numbers, instants and dates as ISO text, as they go on the wire. */
export function parseTypes<P extends Parsers>(types: P): P {
  types.setTypeParser(20, Number)
  types.setTypeParser(1700, Number)
  types.setTypeParser(1184, isoInstant)
  types.setTypeParser(1082, String)
  return types
}

/** `2026-11-23 06:17:46.257+00` -> `2026-11-23T06:17:46.257Z`; sessions run in UTC. */
function isoInstant(text: string): string {
  const [seconds = '', fraction = ''] = text.replace('+00', '').replace(' ', 'T').split('.')
  return `${seconds}.${fraction.padEnd(3, '0').slice(0, 3)}Z`
}
