// A fake terminal that behaves: it greets, keeps a replica of its streams, calls, pings, loses its line
// and comes back by cursor. Tests, replays and benches speak to a hub through it.
import { journalPost, type JournalEntry } from '#shared/journal.ts'
import type { Input, Operation, Output } from '#shared/contract.ts'
import { PROTOCOL, type Bye, type HubFrame, type Presence, type Welcome } from '#shared/frames.ts'
import { newId, type Id } from '#shared/ids.ts'
import type { ProblemBody } from '#shared/problem.ts'
import type { ReplicaPlan, StreamState } from '#shared/replica.ts'
import type { StreamName } from '#shared/streams.ts'
import { TerminalState } from './terminal-state.ts'
import { openWire, type Transport, type Wire } from './wires.ts'

export type TerminalOptions = {
  /** Of the hub, `http://127.0.0.1:3000`. */
  readonly url: string
  readonly transport: Transport
  readonly terminal?: {
    readonly id: Id
    readonly token?: string
    /** Signs the challenge, base64url. */
    readonly sign?: (nonce: string) => Promise<string>
  }
  readonly token?: string
  readonly streams: readonly StreamName[]
  readonly plan: ReplicaPlan
  /** Milliseconds between pings; 0 for none. */
  readonly pingMs?: number
  readonly headers?: Record<string, string>
  /** Hears every frame after it was taken in. */
  readonly onFrame?: (frame: HubFrame) => void
  /** Hears of a frame that does not continue the replica, which then starts anew; without it the error is thrown. */
  readonly onFault?: (error: unknown) => void
}

/** A call that was refused, with the problem as it came. */
export class CallRefused extends Error {
  readonly problem: ProblemBody
  constructor(problem: ProblemBody) {
    super(`${problem.type}: ${problem.detail ?? problem.title}`)
    this.problem = problem
  }
}

/** The line ended before the answer came: nobody can tell whether it was done. */
export class Unanswered extends Error {}

export type End = { readonly code: number | null; readonly bye: Bye | null }
type Waiting = { resolve: (output: never) => void; reject: (error: Error) => void }

const WAIT_MS = 10_000

/** Connects and resolves when the terminal is welcome and has caught up. Rejects with what ended it. */
export async function connectTerminal(options: TerminalOptions): Promise<FakeTerminal> {
  const terminal = new FakeTerminal(options)
  await terminal.connect()
  return terminal
}

export class FakeTerminal {
  readonly replicas: TerminalState
  readonly presence = new Map<Id, Presence>()
  readonly #options: TerminalOptions
  readonly #calls = new Map<Id, Waiting>()
  readonly #watchers = new Set<() => void>()
  #wire: Wire | undefined
  #pings: NodeJS.Timeout | undefined
  #pingId = 0
  welcome: Welcome | undefined
  bye: Bye | undefined
  ended: End | undefined
  /** Of the frames heard: every one, and those that only say that nothing was for us. */
  heard = 0
  skips = 0
  beats: Extract<HubFrame, { t: 'beat' }>[] = []
  queued = 0

  constructor(options: TerminalOptions) {
    this.#options = options
    this.replicas = new TerminalState(options.plan)
  }

  /** Connects, also again after the line was lost; resolves when caught up. */
  async connect(): Promise<void> {
    this.open()
    await this.waitFor(() => this.isCaughtUp || this.ended !== undefined)
    if (this.ended) throw new Error(`ended: ${this.bye?.reason ?? this.ended.code ?? 'lost'}`)
  }

  /** Connects without waiting. */
  open(): void {
    this.welcome = undefined
    this.bye = undefined
    this.ended = undefined
    const { transport, url, headers } = this.#options
    // What an earlier line still has to say is not for the new one.
    const isCurrent = () => this.#wire === wire
    const wire: Wire = openWire(
      transport,
      url,
      {
        heard: (frame) => {
          if (isCurrent()) this.#take(frame)
        },
        ended: (code) => {
          if (isCurrent()) this.#end(code)
        },
      },
      headers,
    )
    this.#wire = wire
  }

  get isCaughtUp(): boolean {
    return this.welcome !== undefined && this.replicas.hasReached(this.welcome.streams)
  }

  /** The replica of a stream. */
  state(stream: StreamName): StreamState {
    const state = this.replicas.get(stream)
    if (!state) throw new Error(`no replica of ${stream}`)
    return state
  }

  /** Asks an operation. Rejects with CallRefused or Unanswered. */
  call<O extends Operation>(of: O, input: Input<O>, id = newId(Date.now())): Promise<Output<O>> {
    return this.ask(of.name, input, id) as Promise<Output<O>>
  }

  /** The same by name, for inputs no caller should send. */
  ask(op: string, input: unknown, id = newId(Date.now())): Promise<unknown> {
    const answered = this.answerTo(id)
    if (!this.ended) this.#wire?.send({ t: 'call', id, op, input })
    return answered
  }

  /** The answer to a call that is sent some other way, or is being sent. */
  answerTo(id: Id): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (!this.#wire || this.ended) return reject(new Unanswered('not connected'))
      this.#calls.set(id, { resolve, reject })
    })
  }

  /** Hands in journal entries. */
  post(fence: number, entries: readonly JournalEntry[]): Promise<Output<typeof journalPost>> {
    return this.call(journalPost, { fence, entries: [...entries] })
  }

  /** Says who works here from now on. */
  person(token: string | null): void {
    this.#wire?.send({ t: 'person', token })
  }

  ping(delayMs?: number): void {
    this.#pingId += 1
    const delay = delayMs === undefined ? {} : { delayMs }
    this.#wire?.send({ t: 'ping', id: this.#pingId, queued: this.queued, ...delay })
  }

  /** The line itself, to misuse. */
  get wire(): Wire {
    if (!this.#wire) throw new Error('not connected')
    return this.#wire
  }

  /** Resolves when the predicate holds; looks after each frame. Rejects after `withinMs`. */
  waitFor(predicate: () => boolean, withinMs = WAIT_MS): Promise<void> {
    if (predicate()) return Promise.resolve()
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#watchers.delete(watch)
        reject(new Error(`waited ${withinMs} ms in vain`))
      }, withinMs)
      const watch = () => {
        if (!predicate()) return
        clearTimeout(timer)
        this.#watchers.delete(watch)
        resolve()
      }
      this.#watchers.add(watch)
    })
  }

  waitForSeq(stream: StreamName, seq: number, withinMs = WAIT_MS): Promise<void> {
    return this.waitFor(() => (this.replicas.get(stream)?.seq ?? -1) >= seq, withinMs)
  }

  /** Loses the line without a word; `connect()` brings it back. */
  drop(): void {
    this.#wire?.drop()
    this.#end(null)
  }

  close(): void {
    this.#wire?.close()
    this.#end(null)
  }

  #take(frame: HubFrame): void {
    const { onFrame, onFault } = this.#options
    try {
      this.#heard(frame)
      onFrame?.(frame)
    } catch (error) {
      if (!onFault) throw error
      onFault(error)
      this.drop()
    }
  }

  #heard(frame: HubFrame): void {
    this.heard += 1
    switch (frame.t) {
      case 'challenge':
        void this.#greet(frame.nonce)
        break
      case 'welcome':
        this.replicas.welcome(frame.streams)
        this.welcome = frame
        this.#startPings()
        break
      case 'batch':
        this.replicas.batch(frame)
        break
      case 'skip':
        this.skips += 1
        this.replicas.passOver(frame)
        break
      case 'snapshot':
        this.replicas.snapshot(frame)
        break
      case 'reply':
        this.#answered(frame)
        break
      case 'beat':
        this.beats.push(frame)
        break
      case 'presence':
        for (const each of frame.terminals) this.presence.set(each.terminalId, each)
        break
      case 'bye':
        this.bye = frame
        break
      case 'pong':
        break
    }
    for (const watch of this.#watchers) watch()
  }

  async #greet(nonce: string): Promise<void> {
    const { terminal, token, streams } = this.#options
    const signature = await terminal?.sign?.(nonce)
    const shown = terminal && {
      id: terminal.id,
      ...(terminal.token === undefined ? {} : { token: terminal.token }),
      ...(signature === undefined ? {} : { signature }),
    }
    this.#wire?.send({
      t: 'hello',
      protocol: PROTOCOL,
      ...(token === undefined ? {} : { token }),
      ...(shown ? { terminal: shown } : {}),
      streams: streams.map((stream) => this.replicas.cursor(stream)),
    })
  }

  #startPings(): void {
    const { pingMs = 3_000 } = this.#options
    clearInterval(this.#pings)
    if (pingMs > 0) this.#pings = setInterval(() => this.ping(), pingMs)
  }

  #answered(frame: Extract<HubFrame, { t: 'reply' }>): void {
    const waiting = this.#calls.get(frame.id)
    this.#calls.delete(frame.id)
    if (frame.ok) waiting?.resolve(frame.output as never)
    else waiting?.reject(new CallRefused(frame.problem))
  }

  #end(code: number | null): void {
    if (this.ended) return
    clearInterval(this.#pings)
    this.ended = { code, bye: this.bye ?? null }
    for (const { reject } of this.#calls.values()) reject(new Unanswered('the line ended'))
    this.#calls.clear()
    for (const watch of this.#watchers) watch()
  }
}
