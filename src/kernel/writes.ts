// Multi-row writes whose columns come from the entities, so that the lane writes what MikroORM
// describes without paying for a unit of work: everything at once, and in one order.
import { arraysOf, unnested } from './columns.ts'
import type { Sql } from './database.ts'
import type { LateSql } from './flights.ts'
import type { Column, Table } from './tables.ts'

type Row = Readonly<Record<string, unknown>>

/** Rows for one table. */
type Write = {
  /** What is done, in words that differ wherever the statement differs. */
  readonly kind: string
  readonly columns: readonly Column[]
  readonly rows: Row[]
  /** The part of the statement that takes its rows from a query. */
  readonly from: (query: string) => string
}

// Fewer rows than a call with two sales has. Each count of rows is another statement to prepare, which
// pays only where the same few come again and again.
const FEW_ROWS = 32
// Their statements, by what is written: to put one together takes longer than to send it.
const remembered = new Map<string, string>()
const MOST_REMEMBERED = 1_000

/** Collects rows for several tables and writes them all at once. */
export class Writes {
  readonly #inserts = new Map<Table, Write>()
  readonly #updates = new Map<Table, Write>()

  /** Adds a row, unless there is one with the same values of the properties `unless`, a unique key. */
  insert(table: Table, row: Row, unless: readonly string[] = []): void {
    const known = this.#inserts.get(table)
    if (known) known.rows.push(row)
    else {
      const kind = `insert ${table.name} ${unless.join()}`
      const from = (query: string) => insertText(table, columnsOf(table, unless), query)
      this.#inserts.set(table, { kind, columns: table.columns, rows: [row], from })
    }
  }

  /** Sets the columns `properties` of the row with this row's key. */
  update(table: Table, properties: readonly string[], row: Row): void {
    const known = this.#updates.get(table)
    if (known) known.rows.push(row)
    else {
      const set = columnsOf(table, properties)
      const kind = `update ${table.name} ${properties.join()}`
      const from = (query: string) => updateText(table, set, query)
      this.#updates.set(table, { kind, columns: [...table.key, ...set], rows: [row], from })
    }
  }

  /** Writes everything with one statement, or none if there is nothing. */
  async flush(sql: Sql): Promise<void> {
    const writes = this.#all
    if (!writes.length) return
    const { text, values } = isFew(writes) ? byRow(writes) : byColumn(writes)
    await sql(text, values)
  }

  /** Writes everything with statements that travel together: few rows with one, many with one for each table. */
  async flushTogether(sql: LateSql): Promise<void> {
    const writes = this.#all
    if (isFew(writes)) return this.flush(sql)
    await Promise.all(writes.map((each) => sql(textOf(each, 1), () => valuesOf(each))))
  }

  get #all(): Write[] {
    return [...this.#updates.values(), ...this.#inserts.values()]
  }
}

type Statement = { readonly text: string; readonly values: unknown[] }

const isFew = (writes: readonly Write[]) =>
  writes.reduce((sum, { rows }) => sum + rows.length, 0) <= FEW_ROWS

function byColumn(writes: readonly Write[]): Statement {
  const values: unknown[] = []
  const parts = writes.map((each) => {
    const part = textOf(each, values.length + 1)
    values.push(...valuesOf(each))
    return part
  })
  return { text: joined(parts), values }
}

const typesOf = ({ columns }: Write) => columns.map(({ type }) => type)

/** A write of many rows as a statement, with parameters from `$first` on. */
const textOf = (write: Write, first: number) =>
  rememberedAs(`${write.kind} from ${first}`, () =>
    write.from(`select * from ${unnested(typesOf(write), first)}`),
  )

function valuesOf(write: Write): unknown[] {
  const given = write.columns.map((column) => write.rows.map((row) => valueOf(column, row)))
  return arraysOf(typesOf(write), given)
}

function byRow(writes: readonly Write[]): Statement {
  const values: unknown[] = []
  for (const { columns, rows } of writes) {
    for (const row of rows) for (const column of columns) values.push(valueOf(column, row))
  }
  const key = writes.map(({ kind, rows }) => `${kind} ${rows.length}`).join('\n')
  return { text: rememberedAs(key, () => textByRow(writes)), values }
}

function rememberedAs(key: string, make: () => string): string {
  let text = remembered.get(key)
  if (text === undefined) {
    text = make()
    if (remembered.size < MOST_REMEMBERED) remembered.set(key, text)
  }
  return text
}

function textByRow(writes: readonly Write[]): string {
  let place = 0
  const parts = writes.map(({ columns, rows, from }) => {
    const row = () => `(${columns.map(({ type }) => `$${(place += 1)}::${type}`).join(', ')})`
    return from(`values ${rows.map(row).join(', ')}`)
  })
  return joined(parts)
}

function insertText(table: Table, unless: readonly Column[], query: string): string {
  const conflict = unless.length ? ` on conflict (${names(unless)}) do nothing` : ''
  return `insert into "${table.name}" (${names(table.columns)}) ${query}${conflict}`
}

function updateText(table: Table, set: readonly Column[], query: string): string {
  const changes = set.map(({ name }) => `"${name}" = v."${name}"`).join(', ')
  const same = table.key.map(({ name }) => `t."${name}" = v."${name}"`).join(' and ')
  return (
    `update "${table.name}" t set ${changes} ` +
    `from (${query}) as v(${names([...table.key, ...set])}) where ${same}`
  )
}

function joined(parts: readonly string[]): string {
  const before = parts.slice(0, -1).map((part, i) => `w${i} as (${part})`)
  const last = parts.at(-1) ?? ''
  return before.length ? `with ${before.join(', ')} ${last}` : last
}

const columnsOf = ({ columns }: Table, properties: readonly string[]) =>
  columns.filter(({ property }) => properties.includes(property))
const names = (columns: readonly Column[]) => columns.map(({ name }) => `"${name}"`).join(', ')

function valueOf({ property, type }: Column, row: Row): unknown {
  const value = row[property] ?? null
  return type === 'jsonb' && value !== null ? JSON.stringify(value) : value
}
