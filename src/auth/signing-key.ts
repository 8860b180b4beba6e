// The Ed25519 key that signs access tokens, in a file that all hubs of a company share. It is made on
// first use; of two hubs that make it at once one wins, and both use that one.
import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomUUID,
  type KeyObject,
} from 'node:crypto'
import { link, mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { calculateJwkThumbprint } from 'jose'

/** Reads the key at `file` (PEM, PKCS 8), making it first where there is none. */
export async function signingKey(file: string): Promise<KeyObject> {
  const pem = (await readIfThere(file)) ?? (await makeAndRead(file))
  const key = createPrivateKey(pem)
  if (key.asymmetricKeyType !== 'ed25519') throw new Error(`${file} holds no Ed25519 key`)
  return key
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
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
  await drafted(file, key, (draft) => rename(draft, file))
}

// A link appears whole or not at all and never replaces a file: nobody reads half a key, and the
// second to arrive keeps the key of the first.
async function makeAndRead(file: string): Promise<string> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  await drafted(file, newSigningKey(), (draft) =>
    link(draft, file).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    }),
  )
  return readFile(file, 'utf8')
}

async function drafted(
  file: string,
  key: KeyObject,
  place: (draft: string) => Promise<void>,
): Promise<void> {
  const draft = `${file}.${randomUUID()}`
  const handle = await open(draft, 'wx', 0o600)
  try {
    await handle.writeFile(key.export({ type: 'pkcs8', format: 'pem' }))
    await handle.sync()
    await place(draft)
  } finally {
    await handle.close()
    await rm(draft, { force: true })
  }
}
