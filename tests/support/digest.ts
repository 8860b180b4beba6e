// What a database holds, table by table, as one digest each: two of them say which tables changed.
import { withSql } from './stock.ts'

// Who is connected just now, which is no part of the books.
const besides = ['terminal_presence']

/** The digest of the rows of every table, by its name. */
export function digestOf(url: string): Promise<Record<string, string>> {
  return withSql(url, async (sql) => {
    const tables = await sql<{ name: string }>(
      `select tablename as name from pg_tables where schemaname = 'public' order by 1`,
    )
    const each = tables
      .filter(({ name }) => !besides.includes(name))
      .map(
        ({ name }) =>
          `select '${name}' as name, count(*) || ' ' || md5(coalesce(string_agg(r::text, E'\\n' order by r::text), '')) as digest from "${name}" r`,
      )
    const rows = await sql<{ name: string; digest: string }>(each.join(' union all '))
    return Object.fromEntries(rows.map(({ name, digest }) => [name, digest]))
  })
}

/** The tables in which the two differ. */
export function changedBetween(
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
): string[] {
  return Object.keys(after).filter((name) => before[name] !== after[name])
}
