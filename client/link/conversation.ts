// One connection from its first frame to its end: greeting, facts, calls, pings, and the decision
// that silence means death. It ends once, says why, and never opens another.
import {
  type Bye,
  type ByeReason,
  type Hello,
  type HubFrame,
  PROTOCOL,
  type Welcome,
  byeCodes,
} from '#shared/frames.ts'
import type { Id } from '#shared/ids.ts'
import type { ProblemBody } from '#shared/problem.ts'
import type { StreamName } from '#shared/streams.ts'
import { type Pace, knockPace, reconnectPace } from './backoff.ts'
import { DelayMeter } from './delay-meter.ts'
import { Broken, Feeding } from './feeding.ts'
import type { HubClock } from './hub-clock.ts'
import { CallProblem, unanswered } from './problem.ts'
import type { Store } from './store.ts'
import type { Surroundings } from './surroundings.ts'
import type { OpenWire, Wire } from './transport.ts'

/**
 * Who greets: a person's token, a terminal with a token or a key that signs the challenge, or both.
 */
export type Identity = {
  readonly token: string | null
  readonly terminal:
    | { readonly id: Id; readonly token: string }
    | { readonly id: Id; readonly sign: (nonce: string) => Promise<string> }
    | null
}
export type Paces = {
  readonly pingMs: number
  readonly silentMs: number
  /** A call that has no answer by then is taken for lost. */
  readonly callMs: number
  /** How long an open connection may take to show that it lives, where there is a doubt. */
  readonly proofMs: number
  /** How long a terminal waits for a token of its person before it greets alone. */
  readonly personMs: number
  /** After a hub that is there could not take us. */
  readonly reconnect: Pace
  /** While none is there. */
  readonly knock: Pace
}
export const paces: Paces = {
  pingMs: 5_000,
  silentMs: 12_000,
  callMs: 15_000,
  proofMs: 2_000,
  personMs: 1_000,
  reconnect: reconnectPace,
  knock: knockPace,
}
export type End = {
  readonly reason: ByeReason | 'lost' | 'silent' | 'broken' | 'stopped'
  readonly problem: ProblemBody | null
  readonly retryAfterMs: number
}
export type Party = {
  readonly open: OpenWire
  readonly identity: Identity
  readonly streams: readonly StreamName[]
  readonly store: Store
  readonly surroundings: Surroundings
  readonly clock: HubClock
  readonly paces: Paces
  /** How many entries wait, for the ping. */
  readonly queued: () => number
  /** Something a status bar shows has changed. */
  readonly changed: () => void
  readonly presence: (frame: Extract<HubFrame, { t: 'presence' }>) => void
  readonly ended: (end: End) => void
}
/** How often it is said how far a snapshot is. */
const SAY_AFTER_MS = 100
type Waiting = { resolve: (output: unknown) => void; reject: (problem: CallProblem) => void }

const reasons = Object.keys(byeCodes) as ByeReason[]
const reasonOfCode = (code: number | null) => reasons.find((reason) => byeCodes[reason] === code)

export class Conversation {
  readonly feeding: Feeding
  readonly #party: Party
  readonly #wire: Wire
  readonly #meter = new DelayMeter()
  readonly #waiting = new Map<Id, Waiting>()
  readonly #timer: ReturnType<typeof setInterval>
  #heardAtMs: number
  #pingedAtMs = -Infinity
  #doubtedAtMs = Infinity
  #saidAtMs = -Infinity
  #greeted = false
  /** Who came while the greeting was under way; undefined: nobody. */
  #person: string | null | undefined
  #ended = false
  welcome: Welcome | null = null
  /** Nobody but this device has greeted: what is refused is refused to the device itself. */
  isAlone: boolean

  constructor(party: Party) {
    this.#party = party
    this.isAlone = party.identity.token === null
    this.feeding = new Feeding(party.store)
    this.#heardAtMs = party.surroundings.monotonicMs()
    this.#timer = setInterval(() => this.#tick(), Math.min(1000, party.paces.pingMs))
    this.#wire = party.open({
      opened: () => this.#opened(),
      heard: (frame) => this.#heard(frame),
      closed: (code) => this.end(reasonOfCode(code) ?? 'lost'),
    })
  }

  get delayMs(): number | null {
    return this.#meter.medianMs
  }

  /**
   * Asks an operation; rejects with a CallProblem, `answered` false if the connection ends first.
   */
  request(op: string, input: unknown, id: Id): Promise<unknown> {
    if (this.#ended || !this.welcome) return Promise.reject(unanswered('not connected'))
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(id)
        reject(unanswered('the hub did not answer in time'))
      }, this.#party.paces.callMs)
      const settle = (then: () => void) => {
        clearTimeout(timer)
        this.#waiting.delete(id)
        then()
      }
      this.#waiting.set(id, {
        resolve: (output) => settle(() => resolve(output)),
        reject: (problem) => settle(() => reject(problem)),
      })
      this.#wire.send({ t: 'call', id, op, input })
    })
  }

  /** Says who works here from now on. */
  person(token: string | null): void {
    if (this.#ended) return
    if (token !== null) this.isAlone = false
    // A hub that has not answered the greeting takes nothing else.
    if (this.welcome) this.#wire.send({ t: 'person', token })
    else this.#person = token
  }

  /** The network has changed below it: ends unless something is heard soon. */
  prove(): void {
    this.#doubtedAtMs = this.#party.surroundings.monotonicMs()
    this.#pingedAtMs = -Infinity
    this.#ping()
  }

  end(reason: End['reason'], bye: Bye | null = null): void {
    if (this.#ended) return
    this.#ended = true
    clearInterval(this.#timer)
    this.#wire.close()
    for (const { reject } of [...this.#waiting.values()]) reject(unanswered('the connection ended'))
    const retryAfterMs = bye?.retryAfterMs ?? 0
    this.#party.ended({ reason, problem: bye?.problem ?? null, retryAfterMs })
  }

  #opened(): void {
    const { terminal } = this.#party.identity
    if (!terminal || 'token' in terminal) this.#hello(terminal ?? undefined)
  }

  async #challenged(nonce: string): Promise<void> {
    const { terminal } = this.#party.identity
    if (!terminal || 'token' in terminal || this.#greeted) return
    try {
      const signature = await terminal.sign(nonce)
      if (!this.#ended) this.#hello({ id: terminal.id, signature })
    } catch {
      this.end('broken')
    }
  }

  #hello(terminal: Hello['terminal']): void {
    this.#greeted = true
    const { identity, streams } = this.#party
    this.#wire.send({
      t: 'hello',
      protocol: PROTOCOL,
      ...(identity.token === null ? {} : { token: identity.token }),
      ...(terminal ? { terminal } : {}),
      streams: this.feeding.cursors(streams),
    })
  }

  #heard(frame: HubFrame): void {
    if (this.#ended) return
    this.#heardAtMs = this.#party.surroundings.monotonicMs()
    try {
      this.#take(frame)
    } catch (error) {
      if (!(error instanceof Broken)) console.error(error)
      this.end('broken')
    }
  }

  #take(frame: HubFrame): void {
    switch (frame.t) {
      case 'challenge':
        return void this.#challenged(frame.nonce)
      case 'welcome':
        this.welcome = frame
        this.#party.clock.heard(frame.at)
        this.feeding.welcome(frame)
        if (this.#person !== undefined) this.person(this.#person)
        this.#ping()
        return this.#party.changed()
      case 'batch':
        this.feeding.batch(frame)
        return this.#party.changed()
      case 'skip':
        this.feeding.skip(frame)
        return this.#party.changed()
      case 'snapshot':
        this.feeding.snapshot(frame)
        return this.#snapshotGrew(frame.part === frame.parts)
      case 'beat':
        this.#party.clock.heard(frame.at)
        this.feeding.beat(frame)
        return this.#ping()
      case 'pong':
        this.#meter.pong(frame.id, this.#heardAtMs)
        return this.#party.changed()
      case 'reply':
        if (frame.ok) this.#waiting.get(frame.id)?.resolve(frame.output)
        else this.#waiting.get(frame.id)?.reject(new CallProblem(frame.problem))
        return
      case 'presence':
        return this.#party.presence(frame)
      case 'bye':
        return this.end(reasons.find((reason) => reason === frame.reason) ?? 'lost', frame)
    }
  }

  // Hundreds of parts come in a few seconds, and each time it is said costs a paint.
  #snapshotGrew(whole: boolean): void {
    if (!whole && this.#heardAtMs - this.#saidAtMs < SAY_AFTER_MS) return
    this.#saidAtMs = this.#heardAtMs
    this.#party.changed()
  }

  #tick(): void {
    const { paces, surroundings } = this.#party
    const nowMs = surroundings.monotonicMs()
    const isHeardSince = this.#heardAtMs > this.#doubtedAtMs
    const isUnproved = !isHeardSince && nowMs - this.#doubtedAtMs > paces.proofMs
    if (isUnproved || nowMs - this.#heardAtMs > paces.silentMs) this.end('silent')
    else this.#ping()
  }

  // Timers of a hidden page may come once a minute; beats are not slowed, so they too lead to
  // pings.
  #ping(): void {
    const nowMs = this.#party.surroundings.monotonicMs()
    if (!this.welcome || this.#ended || nowMs - this.#pingedAtMs < this.#party.paces.pingMs) return
    this.#pingedAtMs = nowMs
    const delayMs = this.#meter.medianMs
    this.#wire.send({
      t: 'ping',
      id: this.#meter.ping(nowMs),
      ...(delayMs === null ? {} : { delayMs }),
      queued: this.#party.queued(),
    })
  }
}
