// Access tokens: short-lived, signed, and no more than who signed in and when (RFC 9068). They carry
// no rights; those come from the hub's memory, so that taking a right away needs no new token.
import { createHash, createPublicKey, randomBytes, type KeyObject } from 'node:crypto'
import { calculateJwkThumbprint, jwtVerify, SignJWT, type JWTHeaderParameters } from 'jose'
import type { Config } from '#kernel/config.ts'
import { now, nowMs } from '#kernel/clock.ts'
import { Problem } from '#kernel/problems.ts'
import { newId, type Id } from '#shared/ids.ts'
import { signingKey } from './signing-key.ts'

const ISSUER = 'mizan'
const LONGEST = 2048
const LEEWAY_SECONDS = 5
/** So many tokens are known at once; the one known longest makes room. */
const MOST_KNOWN = 10_000

/** Whom a token speaks for. `startedAtMs` is when the person signed in, not when it was refreshed. */
export type Bearer = {
  readonly personId: Id
  readonly sessionId: Id
  readonly startedAtMs: number
}

export class Tokens {
  readonly #private: KeyObject
  readonly #kid: string
  /** Public keys by id; a key being replaced stays here until its last token is dead. */
  readonly #public: ReadonlyMap<string, KeyObject>
  readonly #seconds: number
  /** Tokens that were good, and until when: a signature does not change between two requests. */
  readonly #known = new Map<string, { readonly bearer: Bearer; readonly untilMs: number }>()

  private constructor(key: KeyObject, kid: string, seconds: number) {
    this.#private = key
    this.#kid = kid
    this.#public = new Map([[kid, createPublicKey(key)]])
    this.#seconds = seconds
  }

  static async open(file: string, seconds: number): Promise<Tokens> {
    const key = await signingKey(file)
    const jwk = createPublicKey(key).export({ format: 'jwk' }) as Record<string, string>
    return new Tokens(key, await calculateJwkThumbprint(jwk), seconds)
  }

  /** A new token and the instant it ends. */
  async issue(bearer: Bearer): Promise<{ token: string; expiresAt: string }> {
    const issued = Math.floor(nowMs() / 1000)
    const expires = issued + this.#seconds
    const authenticated = Math.floor(bearer.startedAtMs / 1000)
    const token = await new SignJWT({
      sid: bearer.sessionId,
      auth_time: authenticated,
      client_id: ISSUER,
    })
      .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid: this.#kid })
      .setIssuer(ISSUER)
      .setAudience(ISSUER)
      .setSubject(bearer.personId)
      .setJti(newId(nowMs()))
      .setIssuedAt(issued)
      .setExpirationTime(expires)
      .sign(this.#private)
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
      const { sub, sid, auth_time: authenticated, exp = 0 } = payload
      if (sub && typeof sid === 'string' && typeof authenticated === 'number') {
        const bearer = { personId: sub, sessionId: sid, startedAtMs: authenticated * 1000 }
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
    const key = kid === undefined ? undefined : this.#public.get(kid)
    if (!key) throw new Problem('not-signed-in')
    return key
  }
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
