// Multi-row writes whose columns come from the entities, so that the lane writes what MikroORM
// describes without paying for a unit of work. It writes nothing by itself: it makes statements.
import type { EntityName, MikroORM } from '@mikro-orm/postgresql'
import { unnest } from './columns.ts'
import type { Sql } from './database.ts'

export type Column = { readonly property: string; readonly name: string; readonly type: string }
export type Table = {
  readonly name: string
  readonly columns: readonly Column[]
  readonly key: readonly Column[]
}

/** The tables behind entities, looked up once. */
export class Tables {
  readonly #orm: MikroORM
  readonly #known = new Map<unknown, Table>()

  constructor(orm: MikroORM) {
    this.#orm = orm
  }

  of(entity: EntityName): Table {
    let table = this.#known.get(entity)
    if (!table) this.#known.set(entity, (table = this.#read(entity)))
    return table
  }

  #read(entity: EntityName): Table {
    const meta = this.#orm.getMetadata().get(entity)
    const columns = meta.props
      .filter((prop) => prop.persist !== false && prop.fieldNames?.length === 1)
      .map((prop) => ({
        property: prop.name,
        name: prop.fieldNames[0] ?? prop.name,
        type: (prop.columnTypes[0] ?? 'text').replace(/\(\d+\)/, ''),
      }))
    const keys = new Set<string>(meta.primaryKeys)
    return {
      name: meta.tableName,
      columns,
      key: columns.filter(({ property }) => keys.has(property)),
    }
  }
}

type Row = Readonly<Record<string, unknown>>

const valueOf = ({ property, type }: Column, row: Row): unknown => {
  const value = row[property] ?? null
  return type === 'jsonb' && value !== null ? JSON.stringify(value) : value
}

// Fewer rows than a call with two sales has. Each count of rows is another statement to prepare, which
// pays only where the same few come again and again.
const FEW_ROWS = 32

/** A query for rows, with parameters from `$first` on: by row if there are `few` in all, else by column. */
function rowsOf(columns: readonly Column[], rows: readonly Row[], first: number, few: boolean) {
  if (few) {
    const values = rows.flatMap((row) => columns.map((column) => valueOf(column, row)))
    const texts = rows.map((_, i) => {
      const from = first + i * columns.length
      return `(${columns.map(({ type }, j) => `$${from + j}::${type}`).join(', ')})`
    })
    return { text: `values ${texts.join(', ')}`, values }
  }
  const { text, values } = unnest(
    columns.map(({ type }) => type),
    columns.map((column) => rows.map((each) => valueOf(column, each))),
    first,
  )
  return { text: `select * from ${text}`, values }
}

const columnsOf = ({ columns }: Table, properties: readonly string[]) =>
  columns.filter(({ property }) => properties.includes(property))
const names = (columns: readonly Column[], prefix = '') =>
  columns.map(({ name }) => `${prefix}"${name}"`).join(', ')

/** Collects rows for several tables and writes them in one statement. */
export class Writes {
  readonly #inserts = new Map<Table, { unless: readonly Column[]; rows: Row[] }>()
  readonly #updates = new Map<Table, { set: readonly Column[]; rows: Row[] }>()

  /** Adds a row, unless there is one with the same values of the properties `unless`, a unique key. */
  insert(table: Table, row: Row, unless: readonly string[] = []): void {
    const known = this.#inserts.get(table)
    if (known) known.rows.push(row)
    else this.#inserts.set(table, { unless: columnsOf(table, unless), rows: [row] })
  }

  /** Sets the columns `properties` of the row with this row's key. */
  update(table: Table, properties: readonly string[], row: Row): void {
    const change = this.#updates.get(table)
    if (change) change.rows.push(row)
    else {
      this.#updates.set(table, { set: columnsOf(table, properties), rows: [row] })
    }
  }

  /** Writes everything with one statement, or none if there is nothing. */
  async flush(sql: Sql): Promise<void> {
    const parts: string[] = []
    const values: unknown[] = []
    const written = [...this.#updates.values(), ...this.#inserts.values()]
    const few = written.reduce((sum, { rows }) => sum + rows.length, 0) <= FEW_ROWS
    for (const [table, { set, rows }] of this.#updates) {
      const columns = [...table.key, ...set]
      const from = rowsOf(columns, rows, values.length + 1, few)
      parts.push(
        `update "${table.name}" t set ${set.map(({ name }) => `"${name}" = v."${name}"`).join(', ')} ` +
          `from (${from.text}) as v(${names(columns)}) ` +
          `where ${table.key.map(({ name }) => `t."${name}" = v."${name}"`).join(' and ')}`,
      )
      values.push(...from.values)
    }
    for (const [table, { unless, rows }] of this.#inserts) {
      const from = rowsOf(table.columns, rows, values.length + 1, few)
      parts.push(
        `insert into "${table.name}" (${names(table.columns)}) ${from.text}` +
          (unless.length ? ` on conflict (${names(unless)}) do nothing` : ''),
      )
      values.push(...from.values)
    }
    if (!parts.length) return
    const last = parts.pop() ?? ''
    const text = parts.length
      ? `with ${parts.map((part, i) => `w${i} as (${part})`).join(', ')} ${last}`
      : last
    await sql(text, values)
  }
}
