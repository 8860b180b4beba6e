// This browser as an enrolled terminal: its record, and the key that never leaves the browser.
// Where the browser has no key store (insecure origin) it holds a token instead and sells online
// only.
import type { Static } from 'typebox'
import type { Hello } from '#shared/frames.ts'
import { type Terminal, terminalsEnrol } from '#terminals/contract.ts'
import type { Call } from './call.ts'
import type { Identity } from './conversation.ts'
import type { DeviceDatabase } from './device-database.ts'
import { refusedHere } from './problem.ts'
import type { Surroundings } from './surroundings.ts'
import { Watched } from './watched.ts'

export type Enrolled = {
  readonly terminal: Terminal
  readonly keys: CryptoKeyPair | null
  readonly token: string | null
}
export type DeviceState = {
  readonly terminal: Terminal | null
  /** False where the origin is insecure: no key, no locks, no page without network. */
  readonly sellsOffline: boolean
}

const RECORD = 'device'
const algorithm = { name: 'ECDSA', namedCurve: 'P-256' }
const signing = { name: 'ECDSA', hash: 'SHA-256' }
type PublicKey = NonNullable<Static<typeof terminalsEnrol.input>['publicKey']>

function base64url(bytes: ArrayBuffer): string {
  const text = btoa(String.fromCharCode(...new Uint8Array(bytes)))
  return text
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/={1,2}$/, '')
}

export class Device {
  readonly state: Watched<DeviceState>
  readonly #database: DeviceDatabase
  readonly #surroundings: Surroundings
  #enrolled: Enrolled | null = null

  constructor(database: DeviceDatabase, surroundings: Surroundings) {
    this.#database = database
    this.#surroundings = surroundings
    const sellsOffline = surroundings.subtle !== null && surroundings.locks !== null
    this.state = new Watched<DeviceState>({ terminal: null, sellsOffline })
  }

  async load(): Promise<Terminal | null> {
    const kept = await this.#database.keeping.get(RECORD)
    this.#become((kept?.value as Enrolled | undefined) ?? null)
    return this.state.value.terminal
  }

  /** Becomes the terminal the one-time code was made for. A lost answer needs a new code. */
  async enrol(code: string, call: Call): Promise<Terminal> {
    const { subtle } = this.#surroundings
    const keys = subtle && (await subtle.generateKey(algorithm, false, ['sign', 'verify']))
    const publicKey = subtle && keys ? await exportPublic(subtle, keys) : undefined
    const input = { code: code.trim(), ...(publicKey ? { publicKey } : {}) }
    const { terminal, token } = await call(terminalsEnrol, input, { http: true })
    await this.#keep({ terminal, keys: token === null ? keys : null, token })
    return terminal
  }

  /** Takes over what changed about the terminal, such as its name; its key and fence stay. */
  async changed(terminal: Terminal): Promise<void> {
    const known = this.#enrolled
    if (!known || known.terminal.id !== terminal.id) return
    await this.#keep({ ...known, terminal: { ...terminal, fence: known.terminal.fence } })
  }

  async forget(): Promise<void> {
    await this.#database.keeping.delete(RECORD)
    this.#become(null)
  }

  /** How the terminal greets; null where this browser is none. */
  identity(): Identity['terminal'] {
    if (!this.#enrolled) return null
    const { terminal, token, keys } = this.#enrolled
    if (token !== null) return { id: terminal.id, token }
    if (!keys) throw refusedHere('wrong-state', { detail: 'the key of this terminal is missing' })
    return { id: terminal.id, sign: (nonce) => this.sign(nonce, keys) }
  }

  /**
   * What a terminal with a token says of itself over HTTP; null for others: a key signs no request.
   */
  authorization(): string | null {
    const token = this.#enrolled?.token ?? null
    return token === null ? null : `Terminal ${this.#enrolled?.terminal.id}.${token}`
  }

  /** r and s, 32 bytes each, over the SHA-256 of the nonce's UTF-8 bytes. */
  async sign(nonce: string, keys: CryptoKeyPair): Promise<NonNullable<Hello['token']>> {
    const { subtle } = this.#surroundings
    if (!subtle) throw refusedHere('wrong-state', { detail: 'this origin cannot use its key' })
    return base64url(await subtle.sign(signing, keys.privateKey, new TextEncoder().encode(nonce)))
  }

  async #keep(enrolled: Enrolled): Promise<void> {
    await this.#database.keeping.put({ key: RECORD, value: enrolled })
    this.#become(enrolled)
  }

  #become(enrolled: Enrolled | null): void {
    this.#enrolled = enrolled
    this.state.set({ ...this.state.value, terminal: enrolled?.terminal ?? null })
  }
}

async function exportPublic(subtle: SubtleCrypto, keys: CryptoKeyPair): Promise<PublicKey> {
  const { x = '', y = '' } = await subtle.exportKey('jwk', keys.publicKey)
  return { kty: 'EC', crv: 'P-256', x, y }
}
