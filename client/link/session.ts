// Who is signed in here. The access token lives in memory, the refresh token in a cookie no script can read; the
// person last confirmed is remembered, so that a till without network knows who sells.
import { type SignedIn, refresh, signIn, signOut } from '#auth/contract.ts'
import type { Output } from '#shared/contract.ts'
import { switchPerson } from '#auth/pin-contract.ts'
import type { Person } from '#users/contract.ts'
import type { ProblemSlug } from '#shared/problem.ts'
import { type Pace, backoffMs } from './backoff.ts'
import type { Call } from './call.ts'
import type { DeviceDatabase } from './device-database.ts'
import { CallProblem, refusedHere } from './problem.ts'
import type { Surroundings } from './surroundings.ts'
import { tokenLifeMs } from './token-life.ts'
import { Watched } from './watched.ts'

export type SessionState =
  | { readonly kind: 'signed-out'; readonly reason: ProblemSlug | null }
  /** `confirmed` false: remembered from disk, the hub was not asked yet or was not heard. */
  | {
      readonly kind: 'signed-in'
      readonly person: Person
      readonly permissions: readonly string[]
      readonly confirmed: boolean
      /** Nothing opens before a second step is set up. */
      readonly mustEnrol: boolean
      /** `device`: let in here by a PIN without the hub, which has no sign-in of theirs. */
      readonly by: 'hub' | 'device'
      /** The person went away and left everything as it is: nothing is shown until a PIN is typed. */
      readonly locked: boolean
    }
type Remembered = {
  readonly person: Person
  readonly permissions: readonly string[]
  readonly mustEnrol: boolean
  /** Absent in what was remembered before there was a choice. */
  readonly by?: 'hub' | 'device'
  readonly locked?: boolean
}
/** What the hub answers to a PIN that it accepts. */
export type Switched = Output<typeof switchPerson>
type Token = { readonly text: string; readonly endsAtMs: number }

export type SessionOptions = {
  readonly database: DeviceDatabase
  readonly call: Call
  readonly surroundings: Surroundings
  /** Entries and calls that only this device has; nobody signs out on top of them. */
  readonly unsent: () => number
  /** There is another token, or none, to say who works here with. */
  readonly changed: (token: string | null, cause: 'signed-in' | 'refreshed' | 'left') => void
}

const RECORD = 'person'
const EARLY_MS = 60_000
/**
 * An answer that was lost can be had once more for ten seconds after the first asking was heard; later, asking would end the
 * sign-in. The third goes out by 3 + 1 + 3 + 2 = 9 s; after a long time in vain, the second by 3 + 4 = 7.
 */
const REFRESHED_WITHIN_MS = 3_000
const unheardPace: Pace = { fromMs: 1_000, toMs: 4_000 }
/** After a hub that has too much to do: it said so, and the cookie is as it was. */
const busyPace: Pace = { fromMs: 1_000, toMs: 30_000 }

export class Session {
  readonly state = new Watched<SessionState>({ kind: 'signed-out', reason: null })
  readonly #options: SessionOptions
  #token: Token | null = null
  #refreshing: Promise<boolean> | null = null
  #timer: ReturnType<typeof setTimeout> | undefined
  /** Somebody takes the place of somebody else. */
  #isTrading = false
  #failures = 0
  #round = 0

  constructor(options: SessionOptions) {
    this.#options = options
  }

  /** Reads who was here last; ask `refresh` afterwards whether the hub agrees. */
  async load(): Promise<void> {
    const kept = await this.#options.database.keeping.get(RECORD)
    if (kept) this.#enter(kept.value as Remembered, false)
  }

  /** The access token while it holds, else null. */
  get token(): string | null {
    if (!this.#token || this.#token.endsAtMs <= this.#nowMs()) return null
    return this.#token.text
  }

  /**
   * A token that holds, refreshed if need be; null: nobody is signed in. Rejects without network.
   */
  async freshToken(): Promise<string | null> {
    if (this.token === null && this.#isOfHub) await this.refresh()
    return this.token
  }

  /** Whether a second step must be set up before anything else. */
  get mustEnrol(): boolean {
    const { value: state } = this.state
    return state.kind === 'signed-in' && state.mustEnrol
  }

  /** A token to work with: none either while a second step must be set up first. */
  async workingToken(): Promise<string | null> {
    const token = await this.freshToken()
    return this.mustEnrol ? null : token
  }

  /** `code`: of the app or a recovery code, where the hub asked for one (`code-needed`). */
  async signIn(login: string, password: string, code?: string): Promise<Person> {
    const round = ++this.#round
    const given = await this.#options.call(
      signIn,
      { login, password, ...(code === undefined ? {} : { code }) },
      { http: true },
    )
    if (round === this.#round) await this.#take(given, 'signed-in')
    return given.person
  }

  /**
   * Trades the cookie for a new token, once at a time in this browser: tabs share the cookie and a
   * second use of an old one would end the sign-in. False: sign in again. Rejects if unanswered.
   */
  refresh(): Promise<boolean> {
    // The cookie is of whoever was here before.
    if (this.isLetIn || this.#isTrading) return Promise.resolve(false)
    this.#refreshing ??= this.#alone(() => this.#refreshNow()).finally(() => {
      this.#refreshing = null
    })
    return this.#refreshing
  }

  /** Whether the person here was let in by this device alone. */
  get isLetIn(): boolean {
    const { value: state } = this.state
    return state.kind === 'signed-in' && state.by === 'device'
  }

  /**
   * Signs in by a PIN in the place of whoever is here; `accepted` hears of it as soon as the hub has taken the PIN. Rejects
   * unanswered where the link is lost on the way.
   */
  async switchTo(login: string, pin: string, accepted: (given: Switched) => void): Promise<void> {
    const given = await this.#options.call(switchPerson, { login, pin })
    accepted(given)
    this.#round += 1
    clearTimeout(this.#timer)
    this.#isTrading = true
    await this.#alone(() => this.#trade(given.refreshToken)).finally(() => {
      this.#isTrading = false
    })
  }

  /** Somebody works here whom this device let in by their PIN, without the hub. */
  async letIn(person: Person, permissions: readonly string[]): Promise<void> {
    this.#round += 1
    clearTimeout(this.#timer)
    this.#token = null
    const remembered = { person, permissions, mustEnrol: false, by: 'device' } as const
    await this.#write(remembered)
    this.#enter(remembered, false)
    this.#options.changed(null, 'refreshed')
  }

  /** Hides what is on the screen until a PIN is typed, also from a page that is opened again; or shows it. */
  async lock(locked: boolean): Promise<void> {
    const { value: state } = this.state
    if (state.kind !== 'signed-in' || state.locked === locked) return
    const { person, permissions, mustEnrol, by } = state
    await this.#keep({ person, permissions, mustEnrol, by, locked }, state.confirmed)
  }

  /** Ends the sign-in here and at the hub. Refused while anything unsent is on this device. */
  async signOut(): Promise<void> {
    const waiting = this.#options.unsent()
    if (waiting > 0) {
      throw refusedHere('wrong-state', { detail: `${waiting} entries are not at the hub yet` })
    }
    // Without network, or with a sign-in that ended meanwhile, the person still leaves this device.
    await this.#options.call(signOut, {}, { http: true }).catch((error: unknown) => {
      if (!(error instanceof CallProblem)) throw error
    })
    await this.#leave(null)
  }

  /** Takes over what the hub says of the person meanwhile: their record and what they may do. */
  learn(person: Person, permissions: readonly string[]): void {
    const { value: state } = this.state
    if (state.kind !== 'signed-in' || state.mustEnrol) return
    const { by, locked } = state
    const remembered = { person, permissions, mustEnrol: false, by, locked }
    const before = { ...remembered, person: state.person, permissions: state.permissions }
    if (JSON.stringify(remembered) === JSON.stringify(before)) return
    void this.#keep(remembered, state.confirmed)
  }

  close(): void {
    this.#round += 1
    clearTimeout(this.#timer)
  }

  async #refreshNow(): Promise<boolean> {
    const round = this.#round
    try {
      const options = { http: true, withinMs: REFRESHED_WITHIN_MS }
      const given = await this.#options.call(refresh, {}, options)
      if (round === this.#round) await this.#take(given, 'refreshed')
      return true
    } catch (error) {
      const isAnswered = error instanceof CallProblem && error.answered
      const isRefused = isAnswered && error.body.status < 429
      if (isRefused && round === this.#round) {
        await this.#leave(error.slug)
        return false
      }
      const pace = isAnswered ? busyPace : unheardPace
      this.#again(backoffMs(this.#failures++, pace, this.#options.surroundings.random))
      throw error
    }
  }

  get #isOfHub(): boolean {
    return this.state.value.kind === 'signed-in' && !this.isLetIn
  }

  /** The sign-in of whoever was here ends before the other one begins: a browser has one cookie. */
  async #trade(refreshToken: string): Promise<boolean> {
    const round = this.#round
    this.#token = null
    this.#options.changed(null, 'refreshed')
    await this.#options.call(signOut, {}, { http: true }).catch((error: unknown) => {
      if (!(error instanceof CallProblem) || !error.answered) throw error
    })
    const given = await this.#options.call(refresh, { refreshToken }, { http: true })
    if (round === this.#round) await this.#take(given, 'signed-in')
    return true
  }

  #alone(work: () => Promise<boolean>): Promise<boolean> {
    const { locks } = this.#options.surroundings
    const name = `${this.#options.database.db.name}-refresh`
    return locks ? locks.request(name, work) : work()
  }

  async #take(
    { accessToken, person, permissions, mustEnrol }: SignedIn,
    cause: 'signed-in' | 'refreshed',
  ): Promise<void> {
    // Whoever was only setting up their second step begins to work here.
    const begins = this.mustEnrol && !mustEnrol
    const { value: state } = this.state
    const locked = cause === 'refreshed' && state.kind === 'signed-in' && state.locked
    const lifeMs = tokenLifeMs(accessToken)
    this.#failures = 0
    this.#token = { text: accessToken, endsAtMs: this.#nowMs() + lifeMs }
    this.#again(Math.max(lifeMs / 2, lifeMs - EARLY_MS))
    const remembered = { person, permissions, mustEnrol, locked }
    // A page that is left as soon as somebody is in must find them when it is opened again.
    if (cause === 'signed-in') await this.#write(remembered)
    const kept = this.#keep(remembered, true)
    this.#options.changed(mustEnrol ? null : accessToken, begins ? 'signed-in' : cause)
    await kept
  }

  async #leave(reason: ProblemSlug | null): Promise<void> {
    this.#round += 1
    clearTimeout(this.#timer)
    this.#token = null
    await this.#options.database.keeping.delete(RECORD)
    this.state.set({ kind: 'signed-out', reason })
    this.#options.changed(null, 'left')
  }

  // Entered before it is on disk, so that what is written last is what holds: nothing changes while a disk is waited for. One
  // that refuses is no reason to go on with former rights, or to leave what was locked open.
  async #keep(remembered: Remembered, confirmed: boolean): Promise<void> {
    this.#enter(remembered, confirmed)
    await this.#write(remembered)
  }

  async #write(value: Remembered): Promise<void> {
    await this.#options.database.keeping.put({ key: RECORD, value }).catch(() => {})
  }

  #enter({ by = 'hub', locked = false, ...remembered }: Remembered, confirmed: boolean): void {
    this.state.set({ kind: 'signed-in', ...remembered, confirmed, by, locked })
  }

  #again(afterMs: number): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.refresh().catch(() => {}), afterMs)
  }

  #nowMs(): number {
    return this.#options.surroundings.monotonicMs()
  }
}
