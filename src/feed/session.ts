// One connection, whatever carries it: greeting, catching up, live, closing. It checks what is said,
// finds out who says it, and answers; it ends once and says why. It knows no transport.
import { randomBytes } from 'node:crypto'
import {
  byeCodes,
  PROTOCOL,
  type Bye,
  type ByeReason,
  type CallFrame,
  type ClientFrame,
  type Hello,
  type Ping,
} from '#shared/frames.ts'
import { monotonicMs } from '#kernel/clock.ts'
import type { Credentials } from '#kernel/directory.ts'
import { Bucket } from '#kernel/limits.ts'
import { Problem } from '#kernel/problems.ts'
import { permit, type Scope } from '#kernel/scope.ts'
import { Calls } from './calls.ts'
import { followsOnly, permitStreams } from './entitlement.ts'
import { Following, type Opening } from './following.ts'
import { headsOf } from './hub.ts'
import type { FeedParts } from './parts.ts'
import { Precedence } from './precedence.ts'
import { parseSaid, readSaid } from './said.ts'
import type { FeedSocket } from './socket.ts'

/** A greeted connection: who it is and what it follows. */
export type Party = {
  readonly scope: Scope
  readonly credentials: Credentials
  readonly following: Following
  readonly calls: Calls
  readonly leave: () => void
}

type State =
  | { readonly at: 'greeting'; readonly nonce: string; readonly authenticating: boolean }
  | { readonly at: 'catching-up' | 'live'; readonly party: Party }
  | { readonly at: 'closing' }

/** What a terminal said of itself last. */
type Pulse = { readonly delayMs: number | null; readonly queued: number | null }

// More than any client that keeps to its call rate sends; only a flood goes beyond.
const FRAMES_FOR_A_CALL = 10

export class Session {
  readonly socket: FeedSocket
  readonly address: string
  readonly #parts: FeedParts
  readonly #flood: Bucket
  readonly #openedAtMs = monotonicMs()
  #heardAtMs = monotonicMs()
  #state: State
  readonly #order = new Precedence()
  pulse: Pulse = { delayMs: null, queued: null }

  constructor(parts: FeedParts, socket: FeedSocket, address: string) {
    this.#parts = parts
    this.socket = socket
    this.address = address
    this.#flood = new Bucket(parts.kernel.config.limits.callsPerSecond * FRAMES_FOR_A_CALL)
    const nonce = randomBytes(24).toString('base64url')
    this.#state = { at: 'greeting', nonce, authenticating: false }
    parts.sessions.add(this)
    socket.send(JSON.stringify({ t: 'challenge', nonce }))
  }

  get at(): State['at'] {
    return this.#state.at
  }

  /** Who it is, once greeted. */
  get party(): Party | undefined {
    return 'party' in this.#state ? this.#state.party : undefined
  }

  get heardAtMs(): number {
    return this.#heardAtMs
  }

  /** Takes a message that came as text. */
  hearText(text: string): void {
    this.#taking(() => this.#take(readSaid(parseSaid(text), text)))
  }

  /** Takes a message that a transport has parsed already, with the text it came in. */
  hear(said: unknown, text: string): void {
    this.#taking(() => this.#take(readSaid(said, text)))
  }

  /** Counts a message of the transport's own, such as a ping, which is answered below. */
  hearControl(): void {
    this.#taking(() => {})
  }

  /** Ends a connection that sent what no frame can be. */
  refuse(slug: 'malformed' | 'too-large', detail: string): void {
    this.bye(slug, new Problem(slug, detail))
  }

  /** The transport is gone. */
  gone(): void {
    this.#end()
  }

  /** Says why and closes. */
  bye(reason: ByeReason, problem: Problem, retryAfterMs: number | null = null): void {
    if (this.#state.at === 'closing') return
    this.#end()
    this.#parts.ended(reason)
    const bye: Bye = { t: 'bye', reason, problem: problem.body(), retryAfterMs }
    this.socket.send(JSON.stringify(bye))
    this.socket.close(byeCodes[reason], reason)
  }

  /** Ends it if the other side has been silent too long. */
  sweep(atMs: number): void {
    const { helloTimeoutMs, deadAfterMs } = this.#parts.kernel.config.limits
    const silent =
      this.#state.at === 'greeting'
        ? atMs - this.#openedAtMs > helloTimeoutMs
        : atMs - this.#heardAtMs > deadAfterMs
    if (silent) this.bye('silent', new Problem('unavailable', 'Nothing was heard for too long'))
  }

  /** Ends it if what it was let in by no longer holds. */
  recheck(): boolean {
    const { party } = this
    if (!party || this.#parts.kernel.directory.stillValid(party.scope)) return true
    this.bye('revoked', new Problem('revoked'))
    return false
  }

  /** Ends it because this hub can no longer know whether it may go on. */
  leaveBlind(retryAfterMs: number): void {
    const problem = new Problem('unavailable', 'The hub cannot reach its database')
    this.bye('closing', problem, retryAfterMs)
  }

  /** Says where its streams stand; nothing to one that has not taken what it was sent before. */
  beat(at: string): void {
    const { party, socket } = this
    if (!party || socket.bufferedBytes > this.#parts.kernel.config.limits.backpressureBytes) return
    socket.send(JSON.stringify({ t: 'beat', at, heads: headsOf(party.following.followers) }))
  }

  #taking(work: () => void): void {
    if (this.#state.at === 'closing') return
    this.#heardAtMs = monotonicMs()
    if (this.#flood.take() > 0) return this.bye('too-many', new Problem('too-many-requests'), 1000)
    try {
      work()
    } catch (error) {
      this.#failed(error, 'malformed')
    }
  }

  #take(frame: ClientFrame): void {
    const state = this.#state
    if (state.at === 'greeting') {
      if (frame.t !== 'hello' || state.authenticating) {
        throw new Problem('malformed', 'The first frame is one hello, and a welcome answers it')
      }
      return void this.#greet(frame, state.nonce)
    }
    if (state.at === 'closing') return
    switch (frame.t) {
      case 'hello':
        throw new Problem('malformed', 'A connection says hello once')
      case 'call':
        // What is asked after a change of person is asked by the new one.
        return this.#order.after(() => this.#call(frame))
      case 'ping':
        return this.#pong(frame)
      case 'person':
        return this.#order.first(() => this.#changePerson(frame.token ?? undefined))
    }
  }

  #call(frame: CallFrame): void {
    const { party } = this
    if (!party || !this.recheck() || !this.#takesAnswers()) return
    void party.calls.run(party.scope, frame)
  }

  // Replies are few and small; a client that asks on and on without reading is not waited for.
  #takesAnswers(): boolean {
    const { backpressureBytes } = this.#parts.kernel.config.limits
    if (this.socket.bufferedBytes <= 2 * backpressureBytes) return true
    this.bye('slow', new Problem('unavailable', 'Replies are not taken'))
    return false
  }

  #pong({ id, delayMs, queued }: Ping): void {
    this.pulse = { delayMs: delayMs ?? null, queued: queued ?? null }
    this.socket.send(`{"t":"pong","id":${id},"at":"${this.#parts.kernel.at()}"}`)
  }

  async #greet(hello: Hello, nonce: string): Promise<void> {
    this.#state = { at: 'greeting', nonce, authenticating: true }
    const { admission, kernel } = this.#parts
    const waitMs = admission.hello()
    if (waitMs > 0) return this.bye('too-many', new Problem('too-many-requests'), waitMs)
    const { address } = this
    const credentials = { token: hello.token, terminal: hello.terminal, nonce, address }
    try {
      await kernel.requireSight()
      const scope = await kernel.directory.authenticate(credentials)
      permit(scope, 'signed-in')
      permitStreams(scope, hello.streams)
      await this.#welcome(hello, credentials, scope)
    } catch (error) {
      this.#failed(error, 'revoked')
    }
  }

  async #welcome(hello: Hello, credentials: Credentials, scope: Scope): Promise<void> {
    const { kernel, admission, hubName } = this.#parts
    const following = new Following(this.socket, scope.audience, this.#parts, {
      changed: () => this.#settle(),
      slow: () => this.bye('slow', new Problem('unavailable', 'Facts are not taken'), 1000),
      failed: (error) => this.#failed(error, 'closing'),
    })
    const streams: readonly Opening[] | undefined = await following.plan(hello.streams)
    if (!streams) throw new Problem('not-found', 'There is no such stream')
    if (this.#state.at !== 'greeting') return
    const calls = new Calls(kernel, (text) => this.#say(text))
    const replace = () => this.bye('replaced', new Problem('too-many-requests'))
    const leave = admission.greet(scope, { replace })
    this.#state = { at: 'catching-up', party: { scope, credentials, following, calls, leave } }
    // Whatever was revoked since it was authenticated was not looked for here.
    if (!this.recheck()) return
    const { terminalId, personId, audience } = scope
    const { heartbeatMs } = kernel.config.limits
    const about = { hub: hubName, at: kernel.at(), terminalId, personId, streams, heartbeatMs }
    this.#say(JSON.stringify({ t: 'welcome', protocol: PROTOCOL, audience, ...about }))
    await following.start()
  }

  async #changePerson(token: string | undefined): Promise<void> {
    const { party } = this
    if (!party) return
    try {
      const credentials = { ...party.credentials, token }
      const scope = await this.#parts.kernel.directory.authenticate(credentials)
      permit(scope, 'signed-in')
      if (this.party?.following !== party.following) return
      const { following } = party
      if (scope.audience !== following.audience || !followsOnly(scope, following.followers)) {
        throw new Problem('forbidden', 'This person needs a connection of their own')
      }
      party.leave()
      const replace = () => this.bye('replaced', new Problem('too-many-requests'))
      const leave = this.#parts.admission.greet(scope, { replace })
      if (this.#state.at === 'closing') return leave()
      this.#state = { at: this.#state.at as 'live', party: { ...party, scope, credentials, leave } }
    } catch (error) {
      this.#failed(error, 'revoked')
    }
  }

  #settle(): void {
    const { party } = this
    if (party) this.#state = { at: party.following.isLive ? 'live' : 'catching-up', party }
  }

  #say(text: string): void {
    if (this.#state.at !== 'closing' && this.socket.isOpen) this.socket.send(text)
  }

  #end(): void {
    const { party } = this
    this.#state = { at: 'closing' }
    party?.following.stop()
    party?.leave()
    this.#parts.sessions.delete(this)
  }

  #failed(error: unknown, otherwise: ByeReason): void {
    if (this.#state.at === 'closing') return
    if (!(error instanceof Problem)) {
      this.#parts.kernel.log.error({ err: error }, 'a connection failed')
      return this.bye('closing', new Problem('internal'), 1000)
    }
    const { slug } = error
    if (slug === 'forbidden' || slug === 'wrong-store') return this.bye('forbidden', error)
    if (slug === 'not-found' || slug === 'mfa-needed') return this.bye('forbidden', error)
    if (slug === 'malformed' || slug === 'version-unsupported') return this.bye(slug, error)
    if (slug === 'unavailable') return this.bye('closing', error, error.extras.retryAfterMs ?? 1000)
    this.bye(otherwise, error)
  }
}
