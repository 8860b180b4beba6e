// Which keys sign access tokens, as all hubs know them: the private half is in the file they share, the
// public halves are in PostgreSQL. A key that is replaced verifies until its last token is dead, and its
// row stays for ever, so that it never comes back.
import type { KeyObject } from 'node:crypto'
import type { Input, Output } from '#shared/contract.ts'
import { COMPANY } from '#shared/streams.ts'
import type { Sql } from '#kernel/database.ts'
import type { Kernel } from '#kernel/kernel.ts'
import { Problem } from '#kernel/problems.ts'
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

async function known(sql: Sql): Promise<KnownKey[]> {
  return sql<KnownKey>(
    `select kid, public_key as "publicKey", signs_from as "signsFrom", ends_at as "endsAt"
       from signing_key order by signs_from`,
  )
}

const later = (at: string, ms: number) => new Date(Date.parse(at) + ms).toISOString()

/** Makes a key known to all hubs, and tells them to look. */
async function add(tx: Tx, key: KeyObject, signsFrom: string): Promise<void> {
  const kid = await thumbprint(key)
  await tx.sql(`insert into signing_key (kid, public_key, signs_from) values ($1, $2, $3)`, [
    kid,
    publicHalf(key),
    signsFrom,
  ])
  tx.emit(signingKeyAdded, COMPANY, { kid, signsFrom, at: tx.at })
}

async function endOthers(tx: Tx, kid: string, endsAt: string): Promise<void> {
  await tx.sql(
    `update signing_key set ends_at = $2 where kid <> $1 and (ends_at is null or ends_at > $2)`,
    [kid, endsAt],
  )
}

const takeTurn = (tx: Tx) => tx.sql(`select pg_advisory_xact_lock($1)`, [KEYS_LOCK])

/** Makes a new key and puts it in the place of the present one, or takes the one in the file as such. */
export async function rotate(
  { kernel, limits, transact }: Act,
  { atOnce = false, fromFile = false }: Input<typeof rotateSigningKey>,
): Promise<Output<typeof rotateSigningKey>> {
  const { signingKeyFile } = kernel.config
  const key = fromFile ? await signingKey(signingKeyFile) : newSigningKey()
  const kid = await thumbprint(key)
  const tokenMs = (limits.accessTokenSeconds + LEEWAY_SECONDS) * 1000
  return transact(async (tx) => {
    await takeTurn(tx)
    // A hub that hears later than this knows that it is blind, and lets nobody in.
    const signsFrom = atOnce ? tx.at : later(tx.at, limits.tailStaleMs)
    await endOthers(tx, kid, atOnce ? tx.at : later(signsFrom, limits.tailStaleMs + tokenMs))
    if (fromFile) await tellAgain(tx, kid, signsFrom)
    else {
      await add(tx, key, signsFrom)
      await replaceSigningKey(signingKeyFile, key).catch(() => {
        throw new Problem('wrong-state', 'The file of the signing key cannot be written')
      })
    }
    return { kid, signsFrom }
  })
}

// The hubs know the key already; what they must hear of is the end of the others.
async function tellAgain(tx: Tx, kid: string, signsFrom: string): Promise<void> {
  const own = (await known(tx.sql)).find((key) => key.kid === kid)
  if (!own || own.endsAt) throw new Problem('wrong-state', 'No hub has been started with this key')
  tx.emit(signingKeyAdded, COMPANY, { kid, signsFrom, at: tx.at })
}

/** Tells the other hubs of the key in the file, where somebody put a new one there; theirs go on as well. */
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
    if (!own) await add(tx, key, keys.length ? later(tx.at, limits.tailStaleMs) : tx.at)
  })
}

/** Knows every key before anybody is let in, and hears of each new one; for hubs, which sign tokens. */
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
