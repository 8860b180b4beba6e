// Access tokens: short-lived, signed, and no more than who signed in and when (RFC 9068). They carry
// no rights; those come from the hub's memory, so that taking a right away needs no new token.
import { createHash, createPublicKey, randomBytes, type KeyObject } from 'node:crypto'
import { jwtVerify, SignJWT, type JWTHeaderParameters } from 'jose'
import type { Config } from '#kernel/config.ts'
import { now, nowMs } from '#kernel/clock.ts'
import { Problem } from '#kernel/problems.ts'
import { newId, type Id } from '#shared/ids.ts'
import { signingKey, thumbprint } from './signing-key.ts'

const ISSUER = 'mizan'
const LONGEST = 2048
/** How far a clock may be off. */
export const LEEWAY_SECONDS = 5
/** So many tokens are known at once; the one known longest makes room. */
const MOST_KNOWN = 10_000

/** Whom a token speaks for. `startedAtMs` is when the person signed in, not when it was refreshed. */
export type Bearer = {
  readonly personId: Id
  readonly sessionId: Id
  readonly startedAtMs: number
  /** When the token was made, milliseconds since 1970. */
  readonly issuedAtMs: number
  /** Signed in with more than a password. */
  readonly secondStepped: boolean
  /** Signed in by PIN: the only till where it holds; null for everywhere. */
  readonly boundTo: Id | null
}

/** Whom a new token is to speak for. */
export type Speaking = Omit<Bearer, 'issuedAtMs' | 'secondStepped' | 'boundTo'> & {
  readonly secondStepped?: boolean
  readonly boundTo?: Id | null
}

/** A signing key as all hubs know it: its public half, from when it signs and when it ends. */
export type KnownKey = {
  readonly kid: string
  /** Raw Ed25519 public key, base64url. */
  readonly publicKey: string
  readonly signsFrom: string
  readonly endsAt: string | null
}

type Signing = { readonly kid: string; readonly key: KeyObject; readonly fromMs: number }
type Verifying = { readonly key: KeyObject; readonly untilMs: number }

export class Tokens {
  readonly #file: string
  readonly #seconds: number
  /** Keys this process can sign with, oldest first; a new one waits until every hub knows it. */
  #signing: readonly Signing[]
  /** Public keys by id; one that was replaced stays here until its last token is dead. */
  #verifying: ReadonlyMap<string, Verifying>
  /** Tokens that were good, and until when: a signature does not change between two requests. */
  readonly #known = new Map<string, { readonly bearer: Bearer; readonly untilMs: number }>()

  private constructor(file: string, seconds: number, own: Signing) {
    this.#file = file
    this.#seconds = seconds
    this.#signing = [own]
    this.#verifying = new Map([
      [own.kid, { key: createPublicKey(own.key), untilMs: Number.POSITIVE_INFINITY }],
    ])
  }

  static async open(file: string, seconds: number): Promise<Tokens> {
    const key = await signingKey(file)
    return new Tokens(file, seconds, { kid: await thumbprint(key), key, fromMs: 0 })
  }

  /** The key this process signs with at present. */
  get kid(): string {
    return this.#signer().kid
  }

  /**
   * Takes over which keys there are, and reads the file anew for a key this process cannot sign with yet.
   * Gives whether it can sign with one that goes on.
   */
  async learn(keys: readonly KnownKey[]): Promise<boolean> {
    const present = await signingKey(this.#file)
    const own = { kid: await thumbprint(present), key: present }
    const going = keys.find(({ kid, endsAt }) => kid === own.kid && endsAt === null)
    if (going && !this.#signing.some(({ kid }) => kid === own.kid)) {
      const next = { ...own, fromMs: Date.parse(going.signsFrom) }
      this.#signing = [...this.#signing.slice(-1), next]
    }
    this.#verifying = new Map(keys.map((key) => [key.kid, verifying(key)]))
    // What was found good with a key that has ended meanwhile is looked at again.
    this.#known.clear()
    return going !== undefined
  }

  #signer(): Signing {
    const due = this.#signing.findLast(({ fromMs }) => fromMs <= nowMs())
    return due ?? (this.#signing[0] as Signing)
  }

  /** A new token and the instant it ends. */
  async issue(bearer: Speaking): Promise<{ token: string; expiresAt: string }> {
    const issued = Math.floor(nowMs() / 1000)
    const expires = issued + this.#seconds
    const authenticated = Math.floor(bearer.startedAtMs / 1000)
    const signer = this.#signer()
    const token = await new SignJWT({
      sid: bearer.sessionId,
      auth_time: authenticated,
      // RFC 8176.
      amr: [bearer.boundTo ? 'pin' : 'pwd', ...(bearer.secondStepped ? ['otp'] : [])],
      ...(bearer.boundTo ? { tid: bearer.boundTo } : {}),
      client_id: ISSUER,
    })
      .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid: signer.kid })
      .setIssuer(ISSUER)
      .setAudience(ISSUER)
      .setSubject(bearer.personId)
      .setJti(newId(nowMs()))
      .setIssuedAt(issued)
      .setExpirationTime(expires)
      .sign(signer.key)
    return { token, expiresAt: new Date(expires * 1000).toISOString() }
  }

  /**
   * Whom the token speaks for, at once if it was found good before; whether they still may is for others
   * to say. Throws `not-signed-in`, the same for everything that is wrong with it.
   */
  verify(token: string): Bearer | Promise<Bearer> {
    const known = this.#known.get(token)
    if (known && nowMs() < known.untilMs) return known.bearer
    this.#known.delete(token)
    return this.#verified(token)
  }

  async #verified(token: string): Promise<Bearer> {
    if (token.length > LONGEST) throw new Problem('not-signed-in')
    try {
      const { payload } = await jwtVerify(token, (header) => this.#keyOf(header), {
        algorithms: ['EdDSA'],
        typ: 'at+jwt',
        issuer: ISSUER,
        audience: ISSUER,
        requiredClaims: ['sub', 'sid', 'iat', 'exp', 'auth_time'],
        currentDate: now(),
        clockTolerance: LEEWAY_SECONDS,
      })
      const { sub, sid, tid, auth_time: authenticated, exp = 0, iat = 0, amr } = payload
      if (sub && typeof sid === 'string' && typeof authenticated === 'number') {
        const bearer = {
          personId: sub,
          sessionId: sid,
          startedAtMs: authenticated * 1000,
          issuedAtMs: iat * 1000,
          secondStepped: Array.isArray(amr) && amr.includes('otp'),
          boundTo: typeof tid === 'string' ? tid : null,
        }
        this.#remember(token, bearer, (exp + LEEWAY_SECONDS) * 1000)
        return bearer
      }
    } catch {
      // Why it failed would only help someone who is forging one.
    }
    throw new Problem('not-signed-in')
  }

  #remember(token: string, bearer: Bearer, untilMs: number): void {
    const [oldest] = this.#known.keys()
    if (oldest !== undefined && this.#known.size >= MOST_KNOWN) this.#known.delete(oldest)
    this.#known.set(token, { bearer, untilMs })
  }

  // Only the id chooses among our own keys: nothing else a header says about keys is looked at.
  #keyOf({ kid }: JWTHeaderParameters): KeyObject {
    const known = kid === undefined ? undefined : this.#verifying.get(kid)
    if (!known || known.untilMs <= nowMs()) throw new Problem('not-signed-in')
    return known.key
  }
}

function verifying({ publicKey, endsAt }: KnownKey): Verifying {
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: publicKey }
  const untilMs = endsAt === null ? Number.POSITIVE_INFINITY : Date.parse(endsAt)
  return { key: createPublicKey({ key: jwk, format: 'jwk' }), untilMs }
}

const ofProcess = new WeakMap<Config, Promise<Tokens>>()

/** The tokens of this process; the key file is read once. */
export function tokensOf(config: Config): Promise<Tokens> {
  let tokens = ofProcess.get(config)
  if (!tokens) {
    tokens = Tokens.open(config.signingKeyFile, config.limits.accessTokenSeconds)
    ofProcess.set(config, tokens)
  }
  return tokens
}

/** 256 random bits as text, base64url: a refresh token. */
export function opaqueToken(): string {
  return randomBytes(32).toString('base64url')
}

/** What is kept of an opaque token. Nothing slow is needed: it cannot be guessed. */
export function opaqueHash(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/**
 * Hides a token behind the one before it, or shows it again: the same operation both ways. Whoever
 * reads the table has neither.
 */
export function veiled(token: string, former: string): string {
  const pad = createHash('sha256').update(`successor\n${former}`).digest()
  const bytes = Buffer.from(token, 'base64url')
  return Buffer.from(bytes.map((byte, i) => byte ^ (pad[i] ?? 0))).toString('base64url')
}
