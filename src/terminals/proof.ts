// How a device shows that it is the terminal it says: by a signature over the hub's nonce, or by its
// device token. Nothing that could be used as a proof is kept.
import {
  hash as digestOf,
  createPublicKey,
  randomBytes,
  timingSafeEqual,
  verify,
  type JsonWebKey,
  type KeyObject,
} from 'node:crypto'
import { Problem } from '#kernel/problems.ts'

/** What a terminal is known by under one fence. */
export type Key = { readonly publicKey: KeyObject } | { readonly tokenHash: string }

/** What a device shows; the signature is raw r and s, base64url, over the nonce's UTF-8 bytes. */
export type Proof = {
  readonly token?: string | undefined
  readonly signature?: string | undefined
  readonly nonce?: string | undefined
}

const SIGNATURE_BYTES = 64

/** A new device token, 256 random bits, base64url. */
export function newDeviceToken(): string {
  return randomBytes(32).toString('base64url')
}

/** What is kept of a device token or of an invitation's code, hex. */
export function secretHash(secret: string): string {
  return digestOf('sha256', secret)
}

/** Reads a P-256 public key. Throws `invalid-input` where it is none, or no point of the curve. */
export function readPublicKey(jwk: JsonWebKey): KeyObject {
  try {
    return createPublicKey({ key: jwk, format: 'jwk' })
  } catch {
    const errors = [{ path: '/publicKey', message: 'is no P-256 public key' }]
    throw new Problem('invalid-input', { errors })
  }
}

/** Whether what is shown proves the key. */
export function isProved(key: Key, { token, signature, nonce }: Proof): boolean {
  if ('tokenHash' in key) {
    if (token === undefined) return false
    return timingSafeEqual(Buffer.from(secretHash(token)), Buffer.from(key.tokenHash))
  }
  if (!nonce || signature === undefined) return false
  const bytes = Buffer.from(signature, 'base64url')
  if (bytes.length !== SIGNATURE_BYTES) return false
  const of = { key: key.publicKey, dsaEncoding: 'ieee-p1363' as const }
  return verify('sha256', Buffer.from(nonce), of, bytes)
}
