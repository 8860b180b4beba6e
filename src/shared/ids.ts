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

/**
 * Makes a UUIDv7: 48 bits of Unix milliseconds, 74 random bits. Works in a browser and in Node.
 * `atMs` is the time in milliseconds; the caller brings the clock so that this file has none.
 */
export function newId(atMs: number): Id {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  let rest = atMs
  for (let i = 5; i >= 0; i -= 1) {
    bytes[i] = rest % 256
    rest = Math.floor(rest / 256)
  }
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f)
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f)
  let hex = ''
  for (const byte of bytes) hex += byte.toString(16).padStart(2, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
