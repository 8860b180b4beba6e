// One-time codes of an app (RFC 6238 over RFC 4226: SHA-1, six digits, 30 seconds). It computes and
// compares; that a code counts once is for who keeps the steps.
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

const STEP_MS = 30_000
const DIGITS = 6
/** RFC 4226 wants at least 128 bits and recommends 160. */
const SECRET_BYTES = 20
/** Steps before and after the present one that are taken: a clock may be half a minute off. */
const DRIFT = 1
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** A new seed in base32 (RFC 4648, without padding). */
export function newTotpSecret(): string {
  return base32(randomBytes(SECRET_BYTES))
}

/** Bytes in base32 (RFC 4648, without padding). */
export function base32(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  const groups = bits.match(/.{1,5}/g) ?? []
  return groups.map((group) => BASE32[Number.parseInt(group.padEnd(5, '0'), 2)]).join('')
}

/** The bytes of base32 as `base32` writes it. */
function bytesOf(secret: string): Buffer {
  const bits = [...secret].map((each) => BASE32.indexOf(each).toString(2).padStart(5, '0')).join('')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
}

/** The number of the step an instant is in, milliseconds since 1970. */
export function totpStep(atMs: number): number {
  return Math.floor(atMs / STEP_MS)
}

/** The code of a seed in a step; `digits` for the test vectors of the RFC, which have eight. */
export function totpCode(secret: string, step: number, digits = DIGITS): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const mac = createHmac('sha1', bytesOf(secret)).update(counter).digest()
  const offset = (mac.at(-1) ?? 0) & 0xf
  const number = mac.readUInt32BE(offset) & 0x7fff_ffff
  return String(number % 10 ** digits).padStart(digits, '0')
}

/** The step whose code this is, of the present one and its neighbours; undefined for a wrong code. */
export function stepOfCode(secret: string, code: string, atMs: number): number | undefined {
  const typed = Buffer.from(code)
  if (typed.length !== DIGITS) return undefined
  const present = totpStep(atMs)
  let found: number | undefined
  // All of them each time: how long it takes says nothing of which it was.
  for (let step = present - DRIFT; step <= present + DRIFT; step += 1) {
    if (timingSafeEqual(typed, Buffer.from(totpCode(secret, step)))) found = step
  }
  return found
}

/** What an app reads from a QR code. */
export function otpauthUri(login: string, secret: string): string {
  const label = `Mizan:${encodeURIComponent(login)}`
  return `otpauth://totp/${label}?secret=${secret}&issuer=Mizan&algorithm=SHA1&digits=${DIGITS}&period=30`
}
