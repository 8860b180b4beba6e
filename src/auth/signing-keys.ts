// Which keys sign access tokens, as all hubs know them: the private half is in the file they share, the
// public halves are in PostgreSQL. A key that is replaced verifies until its last token is dead, and its
// row stays for ever, so that it never comes back.
import type { KeyObject } from 'node:crypto'
import type { Input, Output } from '#shared/contract.ts'
import { COMPANY } from '#shared/streams.ts'
import type { Sql } from '#kernel/database.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { Act } from '#kernel/room.ts'
import { system } from '#kernel/scope.ts'
import type { Tx } from '#kernel/transact.ts'
import { signingKeyAdded, type rotateSigningKey } from './reset-contract.ts'
import {
  newSigningKey,
  publicHalf,
  replaceSigningKey,
  signingKey,
  thumbprint,
} from './signing-key.ts'
import { LEEWAY_SECONDS, tokensOf, type KnownKey } from './tokens.ts'

// Any number will do: whoever changes keys takes turns, so that the file and the table name one key.
const KEYS_LOCK = 7_205_117
const HOUR = 3_600_000

/** From when a new key signs, and for how long beyond that the former ones verify, milliseconds. */
type Change = { readonly noticeMs: number; readonly graceMs: number }

async function known(sql: Sql): Promise<KnownKey[]> {
  return sql<KnownKey>(
    `select kid, public_key as "publicKey", signs_from as "signsFrom", ends_at as "endsAt"
       from signing_key order by signs_from`,
  )
}

const later = (at: string, ms: number) => new Date(Date.parse(at) + ms).toISOString()

async function add(tx: Tx, key: KeyObject, { noticeMs, graceMs }: Change) {
  const kid = await thumbprint(key)
  const signsFrom = later(tx.at, noticeMs)
  await tx.sql(`update signing_key set ends_at = $1 where ends_at is null or ends_at > $1`, [
    later(signsFrom, graceMs),
  ])
  await tx.sql(`insert into signing_key (kid, public_key, signs_from) values ($1, $2, $3)`, [
    kid,
    publicHalf(key),
    signsFrom,
  ])
  tx.emit(signingKeyAdded, COMPANY, { kid, signsFrom, at: tx.at })
  return { kid, signsFrom }
}

const takeTurn = (tx: Tx) => tx.sql(`select pg_advisory_xact_lock($1)`, [KEYS_LOCK])

/** Makes a new key and puts it in the place of the present one. */
export async function rotate(
  { kernel, scope, limits }: Act,
  { atOnce = false }: Input<typeof rotateSigningKey>,
): Promise<Output<typeof rotateSigningKey>> {
  const key = newSigningKey()
  // A hub that hears later than this knows that it is blind, and lets nobody in.
  const graceMs = (limits.accessTokenSeconds + LEEWAY_SECONDS) * 1000
  const change = atOnce
    ? { noticeMs: 0, graceMs: 0 }
    : { noticeMs: limits.tailStaleMs, graceMs: limits.tailStaleMs + graceMs }
  return kernel.transact({ scope }, async (tx) => {
    await takeTurn(tx)
    const added = await add(tx, key, change)
    await replaceSigningKey(kernel.config.signingKeyFile, key)
    return added
  })
}

/** Tells the other hubs of the key in the file, where somebody put a new one there. */
async function publish(kernel: Kernel): Promise<void> {
  const { signingKeyFile, limits } = kernel.config
  const key = await signingKey(signingKeyFile)
  const kid = await thumbprint(key)
  await kernel.transact({ scope: system }, async (tx) => {
    await takeTurn(tx)
    const keys = await known(tx.sql)
    const own = keys.find((each) => each.kid === kid)
    if (own?.endsAt) {
      throw new Error(`${signingKeyFile} holds a signing key that was replaced by another one`)
    }
    if (own) return
    // Hubs are restarted one after the other: those that wait sign with the former key meanwhile.
    const graceMs = limits.formerKeyHours * HOUR
    await add(tx, key, { noticeMs: keys.length ? limits.tailStaleMs : 0, graceMs })
  })
}

/** Knows every key before anybody is let in, and hears of each new one. */
export async function followKeys(kernel: Kernel): Promise<void> {
  const tokens = await tokensOf(kernel.config)
  const look = async () => {
    if (await tokens.learn(await known(kernel.database.sql))) return
    kernel.log.error(
      {},
      'the signing key was replaced, and this hub has not been given the new one',
    )
  }
  let looking = Promise.resolve()
  const lookAgain = () => {
    looking = looking.then(look).catch((error: unknown) => {
      kernel.log.error({ err: error }, 'the signing keys could not be read')
    })
    return looking
  }
  kernel.tail.read(({ storeId, facts }) => {
    if (storeId === COMPANY && facts.some(({ kind }) => kind === signingKeyAdded.name)) {
      void lookAgain()
    }
  })
  await publish(kernel)
  await look()
}
