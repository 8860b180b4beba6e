// One till of a replay: it journals each entry, sends it through a live socket, and sends the very same
// entry again until a hub has answered it, on whichever hub it finds. Nothing it wrote is given up.
import { setTimeout as sleep } from 'node:timers/promises'
import type { Fact, HubFrame } from '#shared/frames.ts'
import type { Id } from '#shared/ids.ts'
import { CHAIN_START, type JournalEntry, type Verdict } from '#shared/journal.ts'
import type { ReplicaPlan } from '#shared/replica.ts'
import { slugOf } from '#shared/problem.ts'
import { streamOf, type StreamName } from '#shared/streams.ts'
import { chainHash } from '#shared/hash.ts'
import { CallRefused, FakeTerminal } from '../../tests/support/terminal.ts'
import type { Device } from './shop.ts'

export type LineOptions = {
  readonly hubUrls: readonly string[]
  readonly device: Device
  readonly place: number
  readonly storeId: Id
  readonly plan: ReplicaPlan
  readonly onFact?: (fact: Fact) => void
  readonly onFault: (error: unknown) => void
}

const ANSWER_WITHIN_MS = 15_000
const GIVE_UP_AFTER_MS = 120_000

/** A connection that comes back by itself, on the next hub if need be. */
export class Line {
  readonly #options: LineOptions
  readonly stream: StreamName
  readonly #terminals = new Map<string, FakeTerminal>()
  #current: FakeTerminal | undefined
  #hub: number
  /** How often it had to connect again. */
  reconnects = -1

  constructor(options: LineOptions) {
    this.#options = options
    this.#hub = options.place
    this.stream = streamOf(options.storeId)
  }

  /** The terminal, connected and caught up. Throws when no hub answers for two minutes. */
  async connected(): Promise<FakeTerminal> {
    const since = performance.now()
    while (!this.#current || this.#current.ended) {
      this.reconnects += 1
      try {
        await this.#connect()
      } catch (error) {
        if (performance.now() - since > GIVE_UP_AFTER_MS) throw error
        this.#hub += 1
        await sleep(100 + Math.random() * 400)
      }
    }
    return this.#current
  }

  async #connect(): Promise<void> {
    const { hubUrls, device, place, plan, onFact, onFault } = this.#options
    // A terminal keeps its replica when it moves to another hub: any hub can resume it.
    const former = this.#current
    former?.close()
    const url = hubUrls[this.#hub % hubUrls.length] ?? ''
    const known = this.#terminals.get(url)
    const terminal =
      known ??
      new FakeTerminal({
        url,
        transport: place % 2 === 0 ? 'socket.io' : 'websocket',
        terminal: { id: device.id, token: device.token },
        streams: ['company', this.stream],
        plan,
        onFault,
        onFrame: (frame: HubFrame) => {
          if (onFact && frame.t === 'batch' && frame.stream === this.stream)
            frame.facts.forEach(onFact)
        },
      })
    if (!known && former) terminal.replicas.adopt(former.replicas)
    if (known && former && former !== known) known.replicas.adopt(former.replicas)
    this.#terminals.set(url, terminal)
    this.#current = terminal
    await terminal.connect()
  }

  close(): void {
    this.#current?.close()
  }
}

/** The journal of a till and the sending of it. */
export class ReplayTill {
  readonly line: Line
  readonly device: Device
  #n = 0
  #previousHash = CHAIN_START
  resent = 0

  constructor(options: LineOptions) {
    this.line = new Line(options)
    this.device = options.device
  }

  /** Journals a body and posts it until it has a verdict. */
  async post(kind: string, id: Id, body: object): Promise<Verdict> {
    const text = JSON.stringify(body)
    this.#n += 1
    const entry: JournalEntry = {
      n: this.#n,
      id,
      kind,
      previousHash: this.#previousHash,
      body: text,
    }
    this.#previousHash = chainHash(this.#previousHash, this.#n, text)
    return persist(
      this.line,
      async (terminal) => {
        const { verdicts } = await terminal.post(this.device.fence, [entry])
        const [verdict] = verdicts
        if (!verdict) throw new Error('no verdict')
        return verdict
      },
      () => (this.resent += 1),
    )
  }
}

/** Asks until there is an answer that says whether it was done. */
export async function persist<T>(
  line: Line,
  ask: (terminal: FakeTerminal) => Promise<T>,
  again: () => void = () => {},
): Promise<T> {
  const since = performance.now()
  for (;;) {
    const terminal = await line.connected()
    try {
      return await inTime(ask(terminal))
    } catch (error) {
      if (error instanceof CallRefused && !isPassing(error)) throw error
      if (performance.now() - since > GIVE_UP_AFTER_MS) throw error
      if (error instanceof Late) terminal.drop()
      again()
      await sleep(50 + Math.random() * 200)
    }
  }
}

class Late extends Error {}

/** The promise, or Late. */
function inTime<T>(promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Late('no answer')), ANSWER_WITHIN_MS)
    promise.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}

/** Refusals that say only "not now". */
function isPassing({ problem }: CallRefused): boolean {
  return ['unavailable', 'too-many-requests', 'internal'].includes(slugOf(problem))
}
