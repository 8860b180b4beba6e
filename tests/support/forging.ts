// Access tokens as somebody makes them who knows how ours look: with any header, any claims, any key.
import { createHmac, createPrivateKey, sign, type KeyObject } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { thumbprint } from '#auth/signing-key.ts'
import { nowMs } from '#kernel/clock.ts'
import { newId } from '#shared/ids.ts'

export type Parts = { readonly header: object; readonly claims: object }

const encoded = (part: object | string) =>
  Buffer.from(typeof part === 'string' ? part : JSON.stringify(part)).toString('base64url')

/** Puts a token together; `sealed` gives its signature, base64url. */
export function assemble(
  header: object | string,
  claims: object | string,
  sealed: (text: string) => string,
): string {
  const text = `${encoded(header)}.${encoded(claims)}`
  return `${text}.${sealed(text)}`
}

/** Signs with Ed25519. */
export const bySigning = (key: KeyObject) => (text: string) =>
  sign(null, Buffer.from(text), key).toString('base64url')

/** Signs with HMAC over SHA-256, whatever the secret is. */
export const byMac = (secret: Buffer | string) => (text: string) =>
  createHmac('sha256', secret).update(text).digest('base64url')

/** What a token says, read without looking at its signature. */
export function partsOf(token: string): Parts {
  const [header = '', claims = ''] = token.split('.')
  const read = (part: string) =>
    JSON.parse(Buffer.from(part, 'base64url').toString('utf8')) as object
  return { header: read(header), claims: read(claims) }
}

/** The hub's own key, as only its thief would have it, with a header that names it. */
export async function stolenKey(file: string): Promise<{ key: KeyObject; header: object }> {
  const key = createPrivateKey(readFileSync(file))
  return { key, header: { alg: 'EdDSA', typ: 'at+jwt', kid: await thumbprint(key) } }
}

/** The claims of a token that would be good for a person just now; `changes` spoil it. */
export function claimsOf(personId: string, changes: object = {}): object {
  const at = Math.floor(nowMs() / 1000)
  const whose = { iss: 'mizan', aud: 'mizan', sub: personId, sid: newId(nowMs()) }
  return { ...whose, auth_time: at, iat: at, exp: at + 300, amr: ['pwd'], ...changes }
}
