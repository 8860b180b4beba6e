// The series of connections that makes a link: when to try again and how long to wait, when not to
// try at all, and the one sentence about it that the status bar shows.
import type { PresenceFrame } from '#shared/frames.ts'
import type { Id } from '#shared/ids.ts'
import type { StreamName } from '#shared/streams.ts'
import type { Static } from 'typebox'
import { backoffMs } from './backoff.ts'
import { Conversation, type End, type Identity, type Paces } from './conversation.ts'
import { unanswered } from './problem.ts'
import type { HubClock } from './hub-clock.ts'
import { Door, type Knock } from './knock.ts'
import type { Store } from './store.ts'
import type { Surroundings } from './surroundings.ts'
import type { OpenWire } from './transport.ts'
import { Watched } from './watched.ts'

export type LiveState = {
  /** `refused`: trying again would change nothing; a person must act. */
  readonly kind: 'live' | 'catching-up' | 'offline' | 'refused'
  /** Median round trip in milliseconds; null before the first measurement and while offline. */
  readonly delayMs: number | null
  /** Of the facts missed (or parts of a snapshot), how many have come. */
  readonly done: number
  readonly of: number
  /** What waits on this device, and the instant of the oldest. */
  readonly queued: number
  readonly oldestAt: string | null
  /** Why it is offline or refused: a bye reason, `not-signed-in`, `lost`, `silent`, `broken`. */
  readonly reason: string | null
}
export type Queue = { readonly queued: number; readonly oldestAt: string | null }
export type LiveOptions = {
  readonly open: OpenWire
  readonly store: Store
  /** Whether a hub is there; no wire is opened before it has answered. */
  readonly knock: Knock
  /** False: there is no point in connecting. */
  readonly isAnybody: () => boolean
  /** Who we are; null when it turns out that nobody is. Rejects where the hub was not heard. */
  readonly identity: () => Promise<Identity | null>
  /** The hub knows us no more: gets another token, or does without; false: sign in again. */
  readonly renew: () => Promise<boolean>
  readonly streams: () => readonly StreamName[]
  readonly queue: () => Queue
  readonly surroundings: Surroundings
  readonly clock: HubClock
  readonly paces: Paces
}
type Presences = Static<typeof PresenceFrame>['terminals']

const final: readonly string[] = ['revoked', 'forbidden', 'version-unsupported', 'replaced']
/** After this many broken feeds in a row the copies are fetched anew. */
const BROKEN_LIMIT = 3

export class Live {
  readonly state: Watched<LiveState>
  /** The terminals as the hub last saw them, by terminal; managers are told, others are not. */
  readonly presence = new Watched<ReadonlyMap<Id, Presences[number]>>(new Map())
  readonly #options: LiveOptions
  readonly #door: Door
  #conversation: Conversation | null = null
  #started = false
  #attempt = 0
  #broken = 0
  #round = 0
  #renewed = false
  #wasAlone = false
  /** What is waited out began because nobody said who we are. */
  #isUnknown = false
  #timer: ReturnType<typeof setTimeout> | undefined
  #down: Pick<LiveState, 'kind' | 'reason'> = { kind: 'offline', reason: null }
  #deafen = () => {}

  constructor(options: LiveOptions) {
    this.#options = options
    const { knock, paces, surroundings } = options
    this.#door = new Door(knock, paces.knock, surroundings.random)
    this.state = new Watched(this.#describe())
    options.store.filling.subscribe(() => this.refresh())
  }

  start(): void {
    if (this.#started) return
    this.#started = true
    this.#deafen = this.#options.surroundings.whenOnline(() => this.#networkIsBack())
    void this.#connect()
  }

  stop(): void {
    this.#started = false
    this.#deafen()
    this.#drop()
  }

  /** Tries at once: after a sign-in, when the network is back, or because a person asks. */
  retry(): void {
    if (!this.#started || this.#conversation) return
    this.#renewed = false
    this.#attempt = 0
    this.#door.anew()
    void this.#connect()
  }

  /** It has been said who we are: tries at once if that was missing, and waits on for anything else. */
  known(): void {
    if (this.#isUnknown) this.retry()
  }

  /** Begins again with another identity or other streams. */
  restart(): void {
    this.#drop()
    if (this.#started) void this.#connect()
  }

  /** Says who works here without a new connection; false where there is none to say it over. */
  person(token: string | null): boolean {
    this.#conversation?.person(token)
    return this.#conversation !== null
  }

  /** Whether the last connection that ended was of this device alone, with nobody signed in. */
  get wasAlone(): boolean {
    return this.#wasAlone
  }

  /** Whether calls can go over the socket at the moment. */
  get talking(): boolean {
    return this.#conversation?.welcome != null
  }

  request(op: string, input: unknown, id: Id): Promise<unknown> {
    return this.#conversation?.request(op, input, id) ?? Promise.reject(unanswered('not connected'))
  }

  /** Says the state again, after the queue changed. */
  refresh(): void {
    const next = this.#describe()
    const present = this.state.value
    const same = (Object.keys(next) as (keyof LiveState)[]).every(
      (key) => next[key] === present[key],
    )
    if (!same) this.state.set(next)
  }

  // What was begun on the network of before may hang for as long as it has patience: it is begun anew, and what was open
  // has to show that it still is.
  #networkIsBack(): void {
    if (this.talking) return this.#conversation?.prove()
    this.#leave()
    this.retry()
  }

  #leave(): void {
    this.#round += 1
    clearTimeout(this.#timer)
    this.#door.anew()
    const conversation = this.#conversation
    this.#conversation = null
    conversation?.end('stopped')
  }

  #drop(): void {
    this.#leave()
    this.#down = { kind: 'offline', reason: null }
    this.refresh()
  }

  async #connect(): Promise<void> {
    clearTimeout(this.#timer)
    this.#isUnknown = false
    this.#round += 1
    const round = this.#round
    const isOver = () => round !== this.#round || !this.#started
    if (!this.#options.isAnybody()) return this.#refuse('not-signed-in')
    const isThere = await this.#door.opens()
    if (isOver()) return
    if (!isThere) return this.#again('lost', this.#door.pauseMs())
    const identity = await this.#options.identity().catch(() => 'unknown' as const)
    if (isOver()) return
    if (identity === 'unknown') {
      this.#isUnknown = true
      return this.#later('lost', 0)
    }
    if (identity === null) return this.#refuse('not-signed-in')
    const { open, store, surroundings, clock, paces, streams, queue } = this.#options
    this.#conversation = new Conversation({
      open,
      store,
      surroundings,
      clock,
      paces,
      identity,
      streams: streams(),
      queued: () => queue().queued,
      changed: () => this.#progressed(),
      presence: (frame) => this.#seen(frame.terminals),
      ended: (end) => void this.#ended(end, round),
    })
  }

  #progressed(): void {
    if (this.#conversation?.welcome && this.#conversation.feeding.caughtUp) {
      this.#renewed = false
      this.#attempt = 0
      this.#broken = 0
    }
    this.refresh()
  }

  async #ended(end: End, round: number): Promise<void> {
    if (round !== this.#round) return
    this.#wasAlone = this.#conversation?.isAlone ?? false
    this.#conversation = null
    this.presence.set(new Map())
    if (end.problem?.type.endsWith('/not-signed-in')) {
      // Once: a hub that refuses what was just renewed will refuse it again.
      const renewed = !this.#renewed && (await this.#options.renew().catch(() => true))
      if (round !== this.#round) return
      this.#renewed = true
      return renewed ? this.#later('lost', end.retryAfterMs) : this.#refuse('not-signed-in')
    }
    if (final.includes(end.reason)) return this.#refuse(end.reason)
    if (end.reason === 'broken' && ++this.#broken >= BROKEN_LIMIT) {
      this.#broken = 0
      this.#options.store.forgetAll()
    }
    this.#later(end.reason, end.retryAfterMs)
  }

  #later(reason: string, saidMs: number): void {
    const { surroundings, paces } = this.#options
    // A hub that says when has thought of all the others.
    const pace = saidMs > 0 ? paces.knock : paces.reconnect
    const jitterMs = backoffMs(this.#attempt, pace, surroundings.random)
    this.#attempt += 1
    this.#again(reason, saidMs + jitterMs)
  }

  #again(reason: string, afterMs: number): void {
    this.#down = { kind: 'offline', reason }
    this.#timer = setTimeout(() => void this.#connect(), afterMs)
    this.refresh()
  }

  #refuse(reason: string): void {
    this.#down = { kind: 'refused', reason }
    this.refresh()
  }

  #seen(terminals: Presences): void {
    const known = new Map(this.presence.value)
    for (const terminal of terminals) known.set(terminal.terminalId, terminal)
    this.presence.set(known)
  }

  #describe(): LiveState {
    const { queued, oldestAt } = this.#options.queue()
    const conversation = this.#conversation
    // Before the first greeting this device catches up with its own disk.
    const filling = this.#options.store.filling.value
    if (filling) {
      const caught = { kind: 'catching-up', delayMs: null, reason: null } as const
      return { ...caught, ...filling, queued, oldestAt }
    }
    if (!conversation?.welcome) {
      return { ...this.#down, delayMs: null, done: 0, of: 0, queued, oldestAt }
    }
    const kind = conversation.feeding.caughtUp ? 'live' : 'catching-up'
    const { done, of } = conversation.feeding.progress
    return { kind, delayMs: conversation.delayMs, done, of, queued, oldestAt, reason: null }
  }
}
