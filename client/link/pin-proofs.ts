// Whom this device lets in by their PIN while it cannot ask the hub. It makes the check itself, from a PIN that the hub
// accepted here a moment before; no check ever comes over the wire, and none is of use without this device's own key.
import { pinProofMs } from '#auth/rules.ts'
import type { Id } from '#shared/ids.ts'
import type { Person } from '#users/contract.ts'
import type { DeviceDatabase } from './device-database.ts'
import { refusedHere } from './problem.ts'
import type { Surroundings } from './surroundings.ts'
import { Watched } from './watched.ts'

export type PinProof = {
  readonly personId: Id
  readonly terminalId: Id
  /** The person and what they might do here when it was made; a newer copy of the shop's people goes before it. */
  readonly person: Person
  readonly permissions: readonly string[]
  readonly salt: Uint8Array<ArrayBuffer>
  readonly check: Uint8Array<ArrayBuffer>
  /** When the hub accepted the PIN, by its clock; and by this device's own, by which its age is told. */
  readonly provedAt: string
  readonly provedHereMs: number
  triesLeft: number
  /** Before this instant of this device's clock no further PIN is looked at. */
  waitUntilMs: number
}
export type KnownHere = Pick<PinProof, 'personId' | 'person'>
export type Proving = Pick<PinProof, 'person' | 'permissions' | 'terminalId' | 'provedAt'> & {
  readonly pin: string
}

/** Wrong PINs in a row that are looked at; with the last one the check is gone. */
export const MOST_TRIES = 5
/** People known here at most; whoever proved it longest ago makes room. */
export const MOST_KNOWN = 12
/** OWASP's count for PBKDF2 with SHA-256 (2023): some tenths of a second on a till. */
const ROUNDS = 600_000
const FIRST_WAIT_MS = 2_000
const LONGEST_WAIT_MS = FIRST_WAIT_MS * 2 ** MOST_TRIES
/** A clock that says less than when it was proved, beyond this, cannot tell how old it is. */
const BACK_MS = 300_000
const KEY = 'pin-key'
const hmac = { name: 'HMAC', hash: 'SHA-256', length: 256 }

export class PinProofs {
  /** Whoever would be let in now, in the order of their names. */
  readonly known = new Watched<readonly KnownHere[]>([])
  readonly #database: DeviceDatabase
  readonly #surroundings: Surroundings

  constructor(database: DeviceDatabase, surroundings: Surroundings) {
    this.#database = database
    this.#surroundings = surroundings
  }

  /** Remembers a PIN that the hub accepted just now. Nothing happens on an origin without a key store. */
  async keep({ pin, person, ...rest }: Proving): Promise<void> {
    const { subtle } = this.#surroundings
    if (!subtle) return
    const salt = crypto.getRandomValues(new Uint8Array(16))
    const key = await this.#key(subtle)
    const of = { personId: person.id, terminalId: rest.terminalId, salt }
    const check = new Uint8Array(await subtle.sign('HMAC', key, await slow(subtle, of, pin)))
    const { proofs, db } = this.#database
    await db.transaction('rw', proofs, async () => {
      const proof = { ...of, ...rest, person, check, provedHereMs: this.#surroundings.nowMs() }
      await proofs.put({ ...proof, triesLeft: MOST_TRIES, waitUntilMs: 0 })
      const all = await proofs.toArray()
      const newest = all.toSorted((a, b) => b.provedHereMs - a.provedHereMs)
      await proofs.bulkDelete(newest.slice(MOST_KNOWN).map(({ personId }) => personId))
    })
    await this.refresh()
  }

  /**
   * The proof a PIN was right for. Throws `pin-refused` with `attemptsLeft`, `locked-out` with `retryAfterMs` while it
   * waits after a wrong one, `not-signed-in` where nobody is known by that id or the last try was used up.
   */
  async check(personId: Id, pin: string): Promise<PinProof> {
    const { subtle } = this.#surroundings
    const proof = await this.#take(personId)
    if (!subtle || !proof) throw await this.#gone()
    const { check, triesLeft } = proof
    const right = await subtle.verify(
      'HMAC',
      await this.#key(subtle),
      check,
      await slow(subtle, proof, pin),
    )
    const { proofs } = this.#database
    if (right) {
      await proofs.update(personId, { triesLeft: MOST_TRIES, waitUntilMs: 0 })
      return proof
    }
    if (triesLeft > 0) throw refusedHere('pin-refused', { attemptsLeft: triesLeft })
    await this.wipe(personId)
    throw await this.#gone()
  }

  /** Forgets whoever `holds` says no to. */
  async review(holds: (proof: PinProof) => boolean): Promise<void> {
    const all = await this.#database.proofs.toArray()
    const gone = all.filter((proof) => !holds(proof)).map(({ personId }) => personId)
    await this.#database.proofs.bulkDelete(gone)
    await this.refresh()
  }

  async wipe(personId: Id): Promise<void> {
    await this.#database.proofs.delete(personId)
    await this.refresh()
  }

  /** Forgets everybody, and the key with them: what was copied before is of no use here either. */
  async wipeAll(): Promise<void> {
    const { db, proofs, keeping } = this.#database
    await db.transaction('rw', proofs, keeping, async () => {
      await proofs.clear()
      await keeping.delete(KEY)
    })
    await this.refresh()
  }

  /** Looks again who is known; who is not any more is forgotten. */
  async refresh(): Promise<void> {
    const all = await this.#database.proofs.toArray()
    const nowMs = this.#surroundings.nowMs()
    const old = all.filter((proof) => proof.triesLeft <= 0 || !isFresh(proof, nowMs))
    await this.#database.proofs.bulkDelete(old.map(({ personId }) => personId))
    const fresh = all.filter((proof) => !old.includes(proof))
    const known = fresh.map(({ personId, person }) => ({ personId, person }))
    this.known.set(known.toSorted((a, b) => a.person.name.localeCompare(b.person.name)))
  }

  // A try is used up on the disk before the PIN is looked at, so that no reload gives it back.
  #take(personId: Id): Promise<PinProof | undefined> {
    const { db, proofs } = this.#database
    return db.transaction('rw', proofs, async () => {
      const proof = await proofs.get(personId)
      const nowMs = this.#surroundings.nowMs()
      if (!proof || proof.triesLeft <= 0 || !isFresh(proof, nowMs)) return undefined
      const waitMs = proof.waitUntilMs - nowMs
      // A clock that was set back makes nobody wait for days; the tries stay as few.
      if (waitMs > 0 && waitMs <= LONGEST_WAIT_MS) {
        throw refusedHere('locked-out', { retryAfterMs: waitMs })
      }
      const triesLeft = proof.triesLeft - 1
      const waitUntilMs = nowMs + FIRST_WAIT_MS * 2 ** (MOST_TRIES - proof.triesLeft)
      await proofs.update(personId, { triesLeft, waitUntilMs })
      return { ...proof, triesLeft, waitUntilMs }
    })
  }

  async #gone() {
    await this.refresh()
    return refusedHere('not-signed-in', { detail: 'this device does not know the person' })
  }

  async #key(subtle: SubtleCrypto): Promise<CryptoKey> {
    const { keeping } = this.#database
    const kept = await keeping.get(KEY)
    if (kept) return kept.value as CryptoKey
    const made = await subtle.generateKey(hmac, false, ['sign', 'verify'])
    await keeping.put({ key: KEY, value: made })
    return made
  }
}

function isFresh({ provedHereMs }: PinProof, nowMs: number): boolean {
  const ageMs = nowMs - provedHereMs
  return ageMs > -BACK_MS && ageMs <= pinProofMs
}

type Of = Pick<PinProof, 'personId' | 'terminalId' | 'salt'>

/** The PIN made slow, bound to whose it is and where, so that no record can stand in for another. */
async function slow(subtle: SubtleCrypto, of: Of, pin: string): Promise<Uint8Array<ArrayBuffer>> {
  const text = new TextEncoder()
  const typed = await subtle.importKey('raw', text.encode(pin), 'PBKDF2', false, ['deriveBits'])
  const pbkdf2 = { name: 'PBKDF2', hash: 'SHA-256', salt: of.salt, iterations: ROUNDS }
  const bits = new Uint8Array(await subtle.deriveBits(pbkdf2, typed, 256))
  return new Uint8Array([...bits, ...text.encode(`${of.terminalId}|${of.personId}`)])
}
