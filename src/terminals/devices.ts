// The terminals as the directory asks for them: found in the hub's memory, proved by keys that are
// read once per fence. It remembers no key of a fence that is past.
import type { JsonWebKey } from 'node:crypto'
import type { Device, Devices, Shown } from '#auth/rules.ts'
import type { Sql } from '#kernel/database.ts'
import type { Memory } from '#kernel/memory.ts'
import { Problem } from '#kernel/problems.ts'
import type { Id } from '#shared/ids.ts'
import { terminals } from './contract.ts'
import { isProved, readPublicKey, type Key } from './proof.ts'
import { aloneMay, audienceOfKind } from './rules.ts'

type KeyRow = { publicKey: JsonWebKey | null; tokenHash: string | null }

/** The terminals of this memory; `sql` reads the keys. */
export function devicesOf(memory: Memory, sql: Sql): Devices {
  const keys = new Map<Id, { fence: number; key: Key }>()

  const find = (id: Id): Device | undefined => {
    const terminal = memory.get(terminals, id)
    if (!terminal) return undefined
    const { storeId, code, fence, kind, state } = terminal
    return {
      storeId,
      code,
      fence,
      enrolled: state === 'enrolled',
      audience: audienceOfKind[kind],
      alone: aloneMay[kind],
    }
  }

  const keyOf = async (id: Id, fence: number): Promise<Key | undefined> => {
    const known = keys.get(id)
    if (known?.fence === fence) return known.key
    const [row] = await sql<KeyRow>(
      `select public_key as "publicKey", token_hash as "tokenHash"
         from terminal_key where terminal_id = $1 and fence = $2`,
      [id, fence],
    )
    const key = row && readKey(row)
    if (key) keys.set(id, { fence, key })
    return key
  }

  const prove = async ({ id, token, signature }: Shown, nonce?: string): Promise<Device> => {
    const device = find(id)
    if (!device) throw new Problem('not-signed-in')
    const key = await keyOf(id, device.fence)
    if (!key || !isProved(key, { token, signature, nonce })) throw new Problem('not-signed-in')
    // Told only to the device itself: to anybody else a revoked terminal is one they cannot prove.
    if (!device.enrolled) throw new Problem('revoked')
    return device
  }

  return { find, prove }
}

function readKey({ publicKey, tokenHash }: KeyRow): Key | undefined {
  if (publicKey) return { publicKey: readPublicKey(publicKey) }
  return tokenHash === null ? undefined : { tokenHash }
}
