// Sealing what must be read again and may lie open nowhere: AES-256-GCM in the form of RFC 7516 (compact, `dir`), bound to
// what it belongs to, under a key of a file that hubs share and no database holds. A text that does not open says not why.
import { createHash, createSecretKey, randomBytes, type KeyObject } from 'node:crypto'
import { CompactEncrypt, compactDecrypt, decodeProtectedHeader } from 'jose'
import { readOrMakeSecret, readSecret } from '#kernel/private-files.ts'

const KEY_BYTES = 32
const form = { alg: 'dir', enc: 'A256GCM' } as const
const only = {
  keyManagementAlgorithms: [form.alg],
  contentEncryptionAlgorithms: [form.enc],
}

type SealingKey = { readonly id: string; readonly key: KeyObject }

/** A key as a line of the file has it, base64. */
export function newSealingKey(): string {
  return `${randomBytes(KEY_BYTES).toString('base64')}\n`
}

function keysOf(file: string, text: string): SealingKey[] {
  const lines = text.split('\n').filter((line) => line.trim())
  const keys = lines.map((line) => {
    const bytes = Buffer.from(line.trim(), 'base64')
    if (bytes.length !== KEY_BYTES) {
      throw new Error(`${file} holds a line that is no key of ${KEY_BYTES} bytes in base64`)
    }
    const id = createHash('sha256').update('sealing key\n').update(bytes).digest('hex').slice(0, 16)
    return { id, key: createSecretKey(bytes) }
  })
  if (keys.length === 0) throw new Error(`${file} holds no key`)
  return keys
}

/** The keys of the file: the first seals, each opens what it has sealed. */
export class Seals {
  readonly #file: string
  #keys: readonly SealingKey[]

  private constructor(file: string, keys: readonly SealingKey[]) {
    this.#file = file
    this.#keys = keys
  }

  /** Reads the file, making it first where there is none. Throws for a file that holds anything but keys. */
  static async open(file: string): Promise<Seals> {
    return new Seals(file, keysOf(file, await readOrMakeSecret(file, newSealingKey)))
  }

  /** Seals `text` for `owner` alone. */
  async seal(text: string, owner: string): Promise<string> {
    const [present] = this.#keys
    if (!present) throw new Error('There is no key to seal with')
    return new CompactEncrypt(new TextEncoder().encode(text))
      .setProtectedHeader({ ...form, kid: present.id, sub: owner })
      .encrypt(present.key)
  }

  /** Whether this was sealed, and with the key that seals now. */
  isFresh(text: string): boolean {
    return keyIdOf(text) === this.#keys[0]?.id
  }

  /**
   * What was sealed for `owner`; undefined for anything else, and for what was sealed with a key that is
   * not in the file, which is read again in case somebody has put it there.
   */
  async unseal(sealed: string, owner: string): Promise<string | undefined> {
    const id = keyIdOf(sealed)
    const known = id === undefined ? undefined : (this.#find(id) ?? (await this.#look(id)))
    if (!known) return undefined
    try {
      const { plaintext, protectedHeader } = await compactDecrypt(sealed, known.key, only)
      return protectedHeader['sub'] === owner ? new TextDecoder().decode(plaintext) : undefined
    } catch {
      return undefined
    }
  }

  #find(id: string): SealingKey | undefined {
    return this.#keys.find((key) => key.id === id)
  }

  async #look(id: string): Promise<SealingKey | undefined> {
    const text = await readSecret(this.#file)
    // What was in it goes on opening what it has sealed, should the file be gone.
    if (text !== undefined) this.#keys = keysOf(this.#file, text)
    return this.#find(id)
  }
}

/** The key a text says it was sealed with; undefined for what was never sealed. */
function keyIdOf(text: string): string | undefined {
  try {
    return decodeProtectedHeader(text).kid
  } catch {
    return undefined
  }
}
