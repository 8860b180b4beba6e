// How often a password or a code was tried, counted in PostgreSQL so that all hubs share the count.
// A try is counted before it is looked at: tries that race each other cannot be more than allowed.
import type { Limits } from '#kernel/allowances.ts'
import type { Sql } from '#kernel/database.ts'
import type { Scope } from '#kernel/scope.ts'

/**
 * What a try to sign in is counted under. A stranger who guesses locks the name for strangers only: a
 * device on which the person signed in before, and an enrolled terminal, have counts of their own (after
 * the device cookies of OWASP).
 */
export function signInKey({ terminalId }: Scope, login: string, deviceHash?: string): string {
  if (terminalId !== null) return `terminal ${terminalId} ${login}`
  return deviceHash === undefined ? `name ${login}` : `device ${deviceHash}`
}

/** What a try of somebody who is signed in is counted under: nobody else can use it up. */
export function proofKey({ sessionId, personId }: Scope): string {
  return `session ${sessionId ?? personId ?? ''}`
}

/** What a try of a code for a new password is counted under. */
export function resetKey(login: string): string {
  return `reset ${login}`
}

/**
 * Counts a try at `at` (ISO 8601); false where nothing may even be looked at. Each try takes up to two
 * that are long past away, so that made-up names cannot pile up.
 */
export async function countTry(
  sql: Sql,
  key: string,
  at: string,
  limits: Limits,
): Promise<boolean> {
  const [row] = await sql<{ tries: number }>(
    `with past as (delete from sign_in_try where key in
       (select key from sign_in_try where since <= $3 and key <> $1 limit 2
           for update skip locked))
     insert into sign_in_try as t (key, tries, since) values ($1, 1, $2)
     on conflict (key) do update set
       tries = case when t.since <= $3 then 1 else least(t.tries + 1, 1000000) end,
       since = case when t.since <= $3 then excluded.since else t.since end
     returning tries`,
    [key, at, windowStart(at, limits)],
  )
  return (row?.tries ?? 0) <= limits.signInTries
}

/** Forgets the tries under a key after a right one. */
export async function forgiveTries(sql: Sql, key: string): Promise<void> {
  await sql(`delete from sign_in_try where key = $1`, [key])
}

/** Takes one try back that was neither right nor wrong. */
export async function takeTryBack(sql: Sql, key: string): Promise<void> {
  await sql(`update sign_in_try set tries = greatest(tries - 1, 0) where key = $1`, [key])
}

function windowStart(at: string, limits: Limits): string {
  return new Date(Date.parse(at) - limits.signInWindowSeconds * 1000).toISOString()
}

/** One thing wrong PINs are counted for, and after how many it is paused. */
export type PinCount = { readonly key: string; readonly most: number }

/** How a try stands: what is left if it was wrong, or when the next may be made, ISO 8601. */
export type PinStanding = { readonly left: number } | { readonly until: string }

/**
 * Counts a try of a PIN at `at` (ISO 8601) for each key; with `until` it must not be looked at. The pause
 * begins with the last try that was looked at.
 */
export async function countPinTry(
  sql: Sql,
  counts: readonly PinCount[],
  at: string,
  limits: Limits,
): Promise<PinStanding> {
  // In one order, so that two tills that try the same people cannot wait for each other.
  const sorted = counts.toSorted((a, b) => (a.key < b.key ? -1 : 1))
  const pauseMs = limits.pinPauseSeconds * 1000
  const rows = await sql<{ key: string; tries: number; since: string; most: number }>(
    `with past as (delete from pin_try where key in
       (select key from pin_try where since <= $4 and key <> all($1) limit 2 for update skip locked)),
     counted as (insert into pin_try as t (key, tries, since) select u.key, 1, $3
       from unnest($1::text[], $2::int[]) as u(key, most)
     on conflict (key) do update set
       tries = case when t.since <= $4 then 1 else least(t.tries + 1, 1000000) end,
       since = case when t.since > $4 and t.tries >=
         (select most from unnest($1::text[], $2::int[]) as u(key, most) where u.key = t.key)
         then t.since else excluded.since end
     returning key, tries, since)
     select c.key, c.tries, c.since, u.most from counted c
       join unnest($1::text[], $2::int[]) as u(key, most) on u.key = c.key`,
    [
      sorted.map(({ key }) => key),
      sorted.map(({ most }) => most),
      at,
      new Date(Date.parse(at) - pauseMs).toISOString(),
    ],
  )
  const ends = rows
    .filter(({ tries, most }) => tries > most)
    .map(({ since }) => new Date(Date.parse(since) + pauseMs).toISOString())
  const until = ends.toSorted().at(-1)
  return until === undefined
    ? { left: Math.min(...rows.map(({ tries, most }) => most - tries)) }
    : { until }
}

/** Forgets the tries of a login whose PIN was right; a terminal is only given back this one. */
export async function forgivePinTries(sql: Sql, login: string, terminal: string): Promise<void> {
  await sql(`delete from pin_try where key = $1`, [login])
  await sql(`update pin_try set tries = greatest(tries - 1, 0) where key = $1`, [terminal])
}
