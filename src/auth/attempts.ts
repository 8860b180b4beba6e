// How often a password was tried for a name, counted in PostgreSQL so that all hubs share the count.
// A try is counted before it is looked at: tries that race each other cannot be more than allowed.
import type { Sql } from '#kernel/database.ts'
import type { Limits } from '#kernel/allowances.ts'

/**
 * Counts a try at `at` (ISO 8601); false where the password must not even be looked at. Each try takes
 * up to two that are long past away, so that made-up names cannot pile up.
 */
export async function countTry(
  sql: Sql,
  login: string,
  at: string,
  limits: Limits,
): Promise<boolean> {
  const [row] = await sql<{ tries: number }>(
    `with past as (delete from sign_in_try where login in
       (select login from sign_in_try where since <= $3 and login <> $1 limit 2
           for update skip locked))
     insert into sign_in_try as t (login, tries, since) values ($1, 1, $2)
     on conflict (login) do update set
       tries = case when t.since <= $3 then 1 else least(t.tries + 1, 1000000) end,
       since = case when t.since <= $3 then excluded.since else t.since end
     returning tries`,
    [login, at, windowStart(at, limits)],
  )
  return (row?.tries ?? 0) <= limits.signInTries
}

/** Forgets the tries of a name whose password was right. */
export async function forgiveTries(sql: Sql, login: string): Promise<void> {
  await sql(`delete from sign_in_try where login = $1`, [login])
}

function windowStart(at: string, limits: Limits): string {
  return new Date(Date.parse(at) - limits.signInWindowSeconds * 1000).toISOString()
}
