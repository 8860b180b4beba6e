// Sealing what must be read again and may lie open nowhere: AES-256-GCM, bound to what it belongs to,
// under a key of a file that hubs share and no database holds. A text that does not open says not why.
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createSecretKey,
  randomBytes,
  type KeyObject,
} from 'node:crypto'
import { readOrMakeSecret, readSecret } from '#kernel/private-files.ts'

const KEY_BYTES = 32
const NONCE_BYTES = 12
const TAG_BYTES = 16
/** Says how a text was sealed, and that it was: no seed has a dot. */
const KIND = 'v1'

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
  seal(text: string, owner: string): string {
    const [present] = this.#keys
    if (!present) throw new Error('There is no key to seal with')
    const nonce = randomBytes(NONCE_BYTES)
    const cipher = createCipheriv('aes-256-gcm', present.key, nonce)
    cipher.setAAD(boundTo(present.id, owner))
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
    const bytes = Buffer.concat([nonce, cipher.getAuthTag(), sealed])
    return [KIND, present.id, bytes.toString('base64url')].join('.')
  }

  /** Whether this was sealed, and with the key that seals now. */
  isFresh(text: string): boolean {
    const [kind, id] = text.split('.')
    return kind === KIND && id === this.#keys[0]?.id
  }

  /**
   * What was sealed for `owner`; undefined for anything else, and for what was sealed with a key that is
   * not in the file, which is read again in case somebody has put it there.
   */
  async unseal(sealed: string, owner: string): Promise<string | undefined> {
    const [kind, id = '', body = '', more] = sealed.split('.')
    if (kind !== KIND || more !== undefined) return undefined
    const known = this.#find(id) ?? (await this.#look(id))
    const bytes = Buffer.from(body, 'base64url')
    if (!known || bytes.length <= NONCE_BYTES + TAG_BYTES) return undefined
    const nonce = bytes.subarray(0, NONCE_BYTES)
    const options = { authTagLength: TAG_BYTES }
    const decipher = createDecipheriv('aes-256-gcm', known.key, nonce, options)
    decipher.setAAD(boundTo(id, owner))
    decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES))
    try {
      const opened = decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES))
      return Buffer.concat([opened, decipher.final()]).toString('utf8')
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

function boundTo(id: string, owner: string): Buffer {
  return Buffer.from([KIND, id, owner].join('\n'))
}
