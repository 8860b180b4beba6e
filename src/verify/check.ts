// What a check of the books is: an invariant by its number, read from the database by plain SQL and
// arithmetic of its own. It uses nothing of the code that wrote what it checks.
import type { Sql } from '#kernel/database.ts'

/** One thing that is not as it must be. `key` names the rows concerned. */
export type Break = { readonly key: string; readonly found: string }

export type Check = {
  /** Number in the list of invariants (stock 1-12, money 13-21, numbers 22-26, delivery 27-33). */
  readonly invariant: number
  readonly name: string
  /** Gives the breaks found, or the first hundred of them, and how many things were looked at. */
  readonly run: (sql: Sql) => Promise<{ breaks: Break[]; looked: number }>
}

/** Breaks that are told of one check: more would not say more. */
export const MOST_BREAKS = 100

/**
 * A check that is one statement: each row it gives is a break, with the columns `key` and `found`.
 * `counted` counts what it looks at.
 */
export function byStatement(
  invariant: number,
  name: string,
  counted: string,
  statement: string,
): Check {
  return {
    invariant,
    name,
    run: async (sql) => {
      const breaks = await sql<Break>(
        `select key, found from (${statement}) b limit ${MOST_BREAKS}`,
      )
      const [row] = await sql<{ looked: number }>(`select count(*) as looked from ${counted}`)
      return { breaks, looked: Number(row?.looked ?? 0) }
    },
  }
}

/** Walks rows in pages, in the order of a key, so that a table of any size fits in memory. */
export async function walk<R>(
  page: (after: R | undefined) => Promise<R[]>,
  each: (row: R) => void,
): Promise<number> {
  let walked = 0
  let last: R | undefined
  for (;;) {
    const rows = await page(last)
    if (!rows.length) return walked
    for (const row of rows) each(row)
    walked += rows.length
    last = rows.at(-1)
  }
}

export const PAGE = 5_000
