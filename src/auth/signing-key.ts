// The Ed25519 key that signs access tokens, in a file that all hubs of a company share. It is made on
// first use; of two hubs that make it at once one wins, and both use that one.
import { createPrivateKey, generateKeyPairSync, randomUUID, type KeyObject } from 'node:crypto'
import { link, mkdir, open, readFile, rm } from 'node:fs/promises'
import { dirname } from 'node:path'

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

// A link appears whole or not at all and never replaces a file: nobody reads half a key, and the
// second to arrive keeps the key of the first.
async function makeAndRead(file: string): Promise<string> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  const draft = `${file}.${randomUUID()}`
  const { privateKey } = generateKeyPairSync('ed25519')
  const handle = await open(draft, 'wx', 0o600)
  try {
    await handle.writeFile(privateKey.export({ type: 'pkcs8', format: 'pem' }))
    await handle.sync()
    await link(draft, file).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    })
  } finally {
    await handle.close()
    await rm(draft, { force: true })
  }
  return readFile(file, 'utf8')
}
