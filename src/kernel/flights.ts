// Statements that travel together: all that is asked within `together` goes to PostgreSQL in one packet
// and comes back in one, with a single synchronisation at its end. Statements are prepared once for
// each connection, and their columns described once. It begins and ends no transaction by itself.
import type { Connection, PoolClient } from 'pg'

type Field = { readonly name: string; readonly parse: (text: string) => unknown }
type Prepared = { readonly name: string; fields: readonly Field[] | undefined }
type Row = Record<string, unknown>
type Values = readonly unknown[]
type Statement = {
  readonly text: string
  readonly values: Values | (() => Values)
  readonly rows: Row[]
  readonly resolve: (rows: Row[]) => void
  readonly reject: (error: unknown) => void
  prepared?: Prepared
}
type Described = { fields: { name: string; dataTypeID: number }[] }

/**
 * SQL whose values may be made when its turn to be sent comes: PostgreSQL works on what was sent before
 * while this process still makes them.
 */
export type LateSql = <R = Row>(text: string, values?: Values | (() => Values)) => Promise<R[]>

/** How one connection is asked. */
export type Flights = {
  /** Runs a statement with those of its flight, or at once if there is none. */
  readonly sql: LateSql
  /**
   * Sends all that `ask` asks before it first waits as one flight. Without an open transaction a
   * flight is one of its own: it is committed when its answers are given, or nothing of it is.
   */
  together<T>(ask: () => T): T
}

/**
 * Asks a pipelined connection on behalf of one transaction. Whatever was sent after a statement that
 * failed fails too; all of them tell of the first.
 */
export function flightsOf(client: PoolClient): Flights {
  let open: Statement[] | undefined
  let first: unknown
  const send = (statements: Statement[]) => {
    if (!statements.length) return
    client.query(new Flight(client, statements, (error) => (first ??= error)))
  }
  return {
    sql: <R>(text: string, values: Statement['values'] = []) =>
      new Promise<R[]>((resolve, reject) => {
        const statement = { text, values, rows: [], resolve: resolve as never, reject }
        if (open) open.push(statement)
        else send([statement])
      }),
    together(ask) {
      const statements = (open = [])
      try {
        return ask()
      } finally {
        open = undefined
        send(statements)
      }
    },
  }
}

const preparedOn = new WeakMap<object, Map<string, Prepared>>()
let preparedCount = 0

/** One flight, as the driver's queue of queries takes it. */
class Flight {
  readonly #client: PoolClient
  readonly #statements: readonly Statement[]
  readonly #failed: (error: unknown) => unknown
  readonly #fresh: string[] = []
  #place = 0

  constructor(
    client: PoolClient,
    statements: readonly Statement[],
    failed: (error: unknown) => unknown,
  ) {
    this.#client = client
    this.#statements = statements
    this.#failed = failed
  }

  submit(connection: Connection): void {
    const { stream } = connection
    stream.cork()
    try {
      for (const statement of this.#statements) {
        if (!this.#send(connection, statement)) continue
        stream.uncork()
        stream.cork()
      }
      connection.sync()
    } catch (error) {
      // What was sent of it must not be taken for the whole: PostgreSQL undoes it when the connection is gone.
      stream.destroy()
      this.handleError(error)
    } finally {
      stream.uncork()
    }
  }

  /** Whether what was sent is worth sending at once. */
  #send(connection: Connection, statement: Statement): boolean {
    const { text } = statement
    let prepared = this.#known.get(text)
    if (!prepared) {
      prepared = { name: `lane-${(preparedCount += 1)}`, fields: undefined }
      this.#known.set(text, prepared)
      this.#fresh.push(text)
      connection.parse({ name: prepared.name, text, types: [] }, true)
    }
    const isLate = typeof statement.values === 'function'
    const values = isLate ? statement.values() : statement.values
    connection.bind({ portal: '', statement: prepared.name, values: values.map(written) }, true)
    if (!prepared.fields) connection.describe({ type: 'P', name: '' }, true)
    connection.execute(null, true)
    statement.prepared = prepared
    return isLate
  }

  get #known(): Map<string, Prepared> {
    let known = preparedOn.get(this.#client)
    if (!known) preparedOn.set(this.#client, (known = new Map()))
    return known
  }

  get #current(): Statement {
    const statement = this.#statements[this.#place]
    if (!statement) throw new Error('PostgreSQL answers what was not asked')
    return statement
  }

  handleRowDescription({ fields }: Described): void {
    const { prepared } = this.#current
    if (!prepared) return
    prepared.fields = fields.map(({ name, dataTypeID }) => ({
      name,
      parse: this.#client.getTypeParser(dataTypeID, 'text') as Field['parse'],
    }))
  }

  handleDataRow({ fields: texts }: { fields: readonly (string | null)[] }): void {
    const { prepared, rows } = this.#current
    const row: Row = {}
    prepared?.fields?.forEach(({ name, parse }, i) => {
      const text = texts[i] ?? null
      row[name] = text === null ? null : parse(text)
    })
    rows.push(row)
  }

  handleCommandComplete(): void {
    const { prepared } = this.#current
    if (prepared) prepared.fields ??= []
    this.#place += 1
  }

  /** Only now is everything certain: a transaction of the flight's own ends with it. */
  handleReadyForQuery(): void {
    for (const { resolve, rows } of this.#statements) resolve(rows)
  }

  handleError(error: unknown): void {
    // Nobody can tell which of the new ones PostgreSQL has prepared: they are prepared anew.
    for (const text of this.#fresh) this.#known.delete(text)
    const first = this.#failed(error)
    for (const { reject } of this.#statements) reject(first)
  }
}

/** A value as text; elements of arrays are quoted. */
function written(value: unknown): string | Buffer | null {
  if (value === null || value === undefined) return null
  if (typeof value === 'string' || Buffer.isBuffer(value)) return value
  if (value instanceof Date) return value.toISOString()
  if (Array.isArray(value)) return `{${value.map(element).join(',')}}`
  if (typeof value === 'object') return JSON.stringify(value)
  if (typeof value === 'number' || typeof value === 'bigint') return value.toString()
  if (typeof value === 'boolean') return value ? 'true' : 'false'
  throw new TypeError(`A statement cannot be given a ${typeof value}`)
}

function element(value: unknown): string {
  const bare = written(value)
  if (bare === null) return 'NULL'
  const text = String(bare)
  if (typeof value === 'number' || Array.isArray(value)) return text
  // Most are ids, and looking costs less than replacing.
  if (!text.includes('"') && !text.includes('\\')) return `"${text}"`
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
}
