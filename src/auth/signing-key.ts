// The Ed25519 key that signs access tokens, in a file that all hubs of a company share. It is made on
// first use; of two hubs that make it at once one wins, and both use that one.
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { calculateJwkThumbprint } from 'jose'
import { readOrMakeSecret, replaceSecret } from '#kernel/private-files.ts'

/** Reads the key at `file` (PEM, PKCS 8), making it first where there is none. */
export async function signingKey(file: string): Promise<KeyObject> {
  const key = createPrivateKey(await readOrMakeSecret(file, () => textOf(newSigningKey())))
  if (key.asymmetricKeyType !== 'ed25519') throw new Error(`${file} holds no Ed25519 key`)
  return key
}

/** A key made anew; it is in no file yet. */
export function newSigningKey(): KeyObject {
  return generateKeyPairSync('ed25519').privateKey
}

/** The raw public half of a key, base64url. */
export function publicHalf(key: KeyObject): string {
  return createPublicKey(key).export({ format: 'jwk' }).x ?? ''
}

/** The id of a key: the thumbprint of its public half (RFC 7638). */
export function thumbprint(key: KeyObject): Promise<string> {
  return calculateJwkThumbprint({ kty: 'OKP', crv: 'Ed25519', x: publicHalf(key) })
}

/** Puts another key in the place of the one in the file, whole or not at all. */
export async function replaceSigningKey(file: string, key: KeyObject): Promise<void> {
  await replaceSecret(file, textOf(key))
}

function textOf(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' }).toString()
}
