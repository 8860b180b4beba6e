// Identities. Every aggregate carries a UUIDv7 minted by whoever made it (till, scanner or hub), so
// that sending the same thing twice can be recognised; numbers for people are separate columns.
import Type from 'typebox'

/** The shape of a UUID in lower-case text form. */
export const idPattern = '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$'

/** A UUID in lower-case text form; ours are version 7 (RFC 9562 §5.7), which sort by time of making. */
export const Id = Type.String({
  pattern: idPattern,
  maxLength: 36,
  description: 'UUID, version 7 when Mizan made it',
})
export type Id = string

/** Stands for "no lot" in keys, where a null could not be part of a primary key. */
export const NO_LOT: Id = '00000000-0000-0000-0000-000000000000'

const ID_BYTES = 16
// Asking for random bytes costs much more than the bytes do, so they are fetched for many ids at once.
const pool = new Uint8Array(ID_BYTES * 256)
let used = pool.length
const hex = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

/**
 * Makes a UUIDv7: 48 bits of Unix milliseconds, 74 random bits. Works in a browser and in Node.
 * `atMs` is the time in milliseconds; the caller brings the clock so that this file has none.
 */
export function newId(atMs: number): Id {
  if (used === pool.length) {
    crypto.getRandomValues(pool)
    used = 0
  }
  const time = atMs.toString(16).padStart(12, '0')
  let rest = ''
  for (let i = 6; i < ID_BYTES; i += 1) {
    const byte = pool[used + i] ?? 0
    if (i === 8 || i === 10) rest += '-'
    rest += hex[i === 6 ? 0x70 | (byte & 0x0f) : i === 8 ? 0x80 | (byte & 0x3f) : byte]
  }
  used += ID_BYTES
  return `${time.slice(0, 8)}-${time.slice(8, 12)}-${rest}`
}
