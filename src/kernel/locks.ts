// The one way rows are locked, by the lane and by transact() alike: classes in one order for the
// whole house, keys sorted within a class, so that two transactions can never wait for each other.
import type { EntityName } from '@mikro-orm/postgresql'
import type { Sql } from './database.ts'

/** The order in which classes are locked. Call ids and terminals come before, stream heads after. */
const lockRanks = {
  'journal-heads': 0,
  prices: 5,
  levels: 10,
  // After the levels: who has those of a variant locked sees every hold there is of it.
  reservations: 12,
  'stored-value': 20,
  credit: 30,
  'cash-sessions': 40,
  approvals: 45,
  returns: 50,
  parked: 55,
  'invoice-series': 60,
} as const

/**
 * Rows that a decision reads and changes. A *group* names the rows one decision needs together, for
 * example all lots of a variant at a location. `select` must order by the whole key and lock with
 * `for update`, unless nothing of it is ever changed; a group without rows is normal. Row properties
 * are those of the entity.
 */
export type LockClass<Row extends object = object> = {
  readonly name: keyof typeof lockRanks
  readonly entity: EntityName
  readonly group: (row: Row) => string
  readonly select: (sql: Sql, groups: readonly string[]) => Promise<Row[]>
  /** The properties a decision may change; others are written once. */
  readonly changes: readonly (keyof Row & string)[]
}

export type Want = readonly [of: LockClass<never>, group: string]

/** Names a group of rows to lock. */
export function want<Row extends object>(of: LockClass<Row>, group: string): Want {
  return [of as unknown as LockClass<never>, group]
}

/** Locks what is wanted and gives the rows by class and group. */
export async function lock(
  sql: Sql,
  wants: readonly Want[],
): Promise<Map<LockClass<never>, Map<string, object[]>>> {
  const groups = new Map<LockClass<never>, Set<string>>()
  for (const [of, group] of wants) {
    const wanted = groups.get(of)
    if (wanted) wanted.add(group)
    else groups.set(of, new Set([group]))
  }
  const classes = [...groups.keys()].sort((a, b) => lockRanks[a.name] - lockRanks[b.name])
  // All are sent at once; the connection answers, and locks, in the order they were sent.
  const selected = await Promise.all(
    classes.map(async (of) => {
      const sorted = [...(groups.get(of) ?? [])].sort()
      return [of, groupRows(of, sorted, await of.select(sql, sorted))] as const
    }),
  )
  return new Map(selected)
}

function groupRows(
  of: LockClass<never>,
  groups: readonly string[],
  rows: readonly object[],
): Map<string, object[]> {
  const byGroup = new Map<string, object[]>(groups.map((group) => [group, []]))
  for (const row of rows) {
    const group = of.group(row as never)
    const found = byGroup.get(group)
    if (found) found.push(row)
    else byGroup.set(group, [row])
  }
  return byGroup
}
