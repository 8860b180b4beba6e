// The tables behind the entities, as far as somebody who writes their rows without a unit of work has
// to know them.
import type { EntityName, MikroORM } from '@mikro-orm/postgresql'

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
