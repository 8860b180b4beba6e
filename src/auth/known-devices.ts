// Devices on which a person signed in before. A device token says no more than that: it opens nothing, but
// where it is shown a stranger’s guesses at the same name are not counted (device cookies of OWASP).
import type { Id } from '#shared/ids.ts'
import type { Limits } from '#kernel/allowances.ts'
import type { Sql } from '#kernel/database.ts'
import type { Tx } from '#kernel/transact.ts'
import { opaqueHash, opaqueToken } from './tokens.ts'

const DAY = 86_400_000

/** The hash of a device token of whoever has this name; undefined for anything else. */
export async function recognise(
  sql: Sql,
  login: string,
  token: string | undefined,
): Promise<string | undefined> {
  if (!token) return undefined
  const hash = opaqueHash(token)
  const [known] = await sql(
    `select 1 from known_device join person on person.id = person_id
      where hash = $1 and login = $2`,
    [hash, login],
  )
  return known && hash
}

/**
 * Remembers the device for the next time. Gives the token of one that was not known, else nothing; those
 * not used for long, and the oldest of too many, are forgotten.
 */
export async function rememberDevice(
  tx: Tx,
  personId: Id,
  hash: string | undefined,
  limits: Limits,
): Promise<string> {
  const token = hash === undefined ? opaqueToken() : ''
  await tx.sql(
    `insert into known_device as d (hash, person_id, seen_at) values ($1, $2, $3)
     on conflict (hash) do update set seen_at = excluded.seen_at where d.person_id = $2`,
    [hash ?? opaqueHash(token), personId, tx.at],
  )
  const longAgo = new Date(Date.parse(tx.at) - limits.deviceDays * DAY).toISOString()
  await tx.sql(
    `delete from known_device where person_id = $1 and (seen_at < $2 or hash not in
       (select hash from known_device where person_id = $1 order by seen_at desc, hash limit $3))`,
    [personId, longAgo, limits.devicesPerPerson],
  )
  return token
}

/** Knows no device of a person any more. */
export async function forgetDevices(tx: Tx, personId: Id): Promise<void> {
  await tx.sql(`delete from known_device where person_id = $1`, [personId])
}
