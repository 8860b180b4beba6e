// The ground every room stands on, opened once per process: database, memory, tail, lanes and the
// table of operations. app.ts builds it from the rooms; it names no room itself.
import { setTimeout as pause } from 'node:timers/promises'
import { replicaPlan } from '#shared/replica.ts'
import type { Input } from '#shared/contract.ts'
import { journalPost } from '#shared/journal.ts'
import type { Id } from '#shared/ids.ts'
import { AddressLimits } from './address-limits.ts'
import { nowText } from './clock.ts'
import { compile } from './check.ts'
import type { Config } from './config.ts'
import type { Database } from './database.ts'
import type { Directory } from './directory.ts'
import { prepare, readEntry, type JournalKinds } from './journal.ts'
import { CallLimits } from './limits.ts'
import { Lanes, UNDER_WAY, type Posted } from './lane.ts'
import { Memory } from './memory.ts'
import { Operations } from './operations.ts'
import { Problem } from './problems.ts'
import type { Redis } from './redis.ts'
import { acts, type Act, type Room } from './room.ts'
import { isKnown, requireStore, type Scope } from './scope.ts'
import { SharedCounts } from './shared-counts.ts'
import { Tail } from './tail.ts'
import { transact, type By, type Tx } from './transact.ts'

/** What the kernel writes to; pino fits. */
export type Log = {
  readonly info: (about: object, text: string) => void
  readonly warn: (about: object, text: string) => void
  readonly error: (about: object, text: string) => void
}

type KernelOptions = {
  readonly config: Config
  readonly log: Log
  readonly database: Database
  readonly rooms: readonly Room[]
  readonly directory: (memory: Memory) => Directory
  /** Counts calls of all hubs together; without it this process keeps to its share. */
  readonly redis?: Redis
}

export class Kernel {
  readonly config: Config
  readonly log: Log
  readonly database: Database
  readonly rooms: readonly Room[]
  readonly memory: Memory
  readonly directory: Directory
  readonly tail: Tail
  readonly lanes: Lanes
  readonly operations: Operations
  readonly #limits: CallLimits
  readonly #addressLimits: AddressLimits
  readonly #kinds: JournalKinds

  constructor({ config, log, database, rooms, directory, redis }: KernelOptions) {
    this.config = config
    this.log = log
    this.database = database
    this.rooms = rooms
    const plan = replicaPlan(
      rooms.flatMap((room) => room.collections ?? []),
      rooms.flatMap((room) => room.folds ?? []),
    )
    this.memory = new Memory(
      plan,
      rooms.flatMap((room) => room.loaders ?? []),
    )
    this.directory = directory(this.memory)
    const { limits, hubs } = config
    const shared = redis && new SharedCounts(limits, redis)
    this.#limits = new CallLimits(limits.callsPerSecond, shared && { hubs, shared })
    this.#addressLimits = new AddressLimits(limits, hubs, shared)
    const fail = (error: unknown) => log.error({ err: error }, 'the hub failed')
    const lookout = database.lookout(config.limits.tailStaleMs)
    this.tail = new Tail(lookout, config.limits.headPollMs, fail)
    this.tail.read((batch) => this.memory.apply(batch))
    this.lanes = new Lanes(config.lanes, {
      database,
      connections: database.pipelines(config.lanes * UNDER_WAY),
      fail,
      batchEntries: config.limits.laneBatchEntries,
      waitingEntries: config.limits.laneWaitingEntries,
      committed: (batches) => void this.tail.committed(batches),
    })
    this.#kinds = new Map(
      rooms
        .flatMap((room) => room.deciders ?? [])
        .map((decider) => [decider.kind.name, { decider, schema: compile(decider.kind.body) }]),
    )
    const post = acts(journalPost, (act, input) => this.#post(act, input))
    this.operations = new Operations([...rooms.flatMap((room) => room.operations), post], this)
  }

  /** Reads the memory and starts following the log. */
  async start(): Promise<void> {
    await this.memory.load(this.database)
    this.tail.start(this.memory.positions())
  }

  /** Runs a verb in a transaction on behalf of `by`. */
  transact<T>(by: By, verb: (tx: Tx) => Promise<T>): Promise<T> {
    const door = {
      database: this.database,
      memory: this.memory,
      committed: (batches: Parameters<Tail['committed']>[0]) => this.tail.committed(batches),
    }
    return transact(door, by, verb)
  }

  async #post(act: Act, input: Input<typeof journalPost>): Promise<Posted> {
    const { fence, entries, sentAt = null } = input
    const { scope, requireStill } = act
    const { directory } = this
    const terminalId = scope.terminalId as Id
    const terminal = directory.terminal(terminalId)
    if (!terminal?.enrolled) throw new Problem('revoked')
    const { storeId, code } = terminal
    requireStore(scope, storeId)
    const read = entries.map((entry) => readEntry(this.#kinds, entry))
    const from = { memory: this.memory, storeId, terminalId, terminalCode: code, fence, sentAt }
    return this.lanes.of(storeId).post({
      storeId,
      terminalId,
      fence,
      size: entries.length,
      requireStill,
      prepare: (at) =>
        read.map((each) => {
          const { entry, personId } = each
          return prepare(each, {
            ...from,
            n: entry.n,
            at,
            // Asked when it is decided, which may have waited.
            get permissions() {
              return personId ? directory.permissions(personId, storeId) : []
            },
          })
        }),
    })
  }

  /**
   * Whether this process may no longer know what was revoked or taken away: it has not heard from the
   * log for too long.
   */
  get isBlind(): boolean {
    return this.tail.behindMs > this.config.limits.tailStaleMs
  }

  /** Looks once more if this process seems blind. Throws `unavailable` if it still is. */
  async requireSight(): Promise<void> {
    if (!this.isBlind) return
    // After a stall of our own the answer is a moment away.
    const enough = pause(this.config.limits.connectionWaitMs, undefined, { ref: false })
    await Promise.race([this.tail.lookAfresh(), enough])
    if (!this.isBlind) return
    throw new Problem('unavailable', {
      detail: 'The hub cannot reach its database',
      retryAfterMs: 1000,
    })
  }

  /**
   * Counts a call that came from outside, over HTTP and sockets together. `operation` is its name, if
   * it has one. Throws `too-many-requests` with the milliseconds to wait, and `unavailable` from a hub
   * that cannot know whether the caller may.
   */
  async admit(scope: Scope, operation?: string): Promise<void> {
    if (this.isBlind) await this.requireSight()
    const taken = this.#limits.take(scope)
    let waitMs = typeof taken === 'number' ? taken : await taken
    const tried = operation === undefined ? undefined : this.operations.find(operation)?.tries
    const kind = tried ?? (isKnown(scope) ? undefined : 'anonymous')
    if (waitMs === 0 && kind) waitMs = await this.#addressLimits.take(kind, scope.address)
    if (waitMs > 0) throw new Problem('too-many-requests', { retryAfterMs: waitMs })
  }

  /** Now, ISO 8601. */
  at(): string {
    return nowText()
  }

  /** Lets what was taken finish; the caller closes the database afterwards. */
  async stop(): Promise<void> {
    await this.lanes.drain()
    await this.tail.stop()
  }
}
