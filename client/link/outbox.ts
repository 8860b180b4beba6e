// Calls of a scanner, written down with their ids before they are sent, sent in order, each
// answered or refused for good. It takes no call that may not be repeated: the hub answers by the
// id.
import type { Static, TObject, TSchema } from 'typebox'
import type { Operation } from '#shared/contract.ts'
import { type Id, newId } from '#shared/ids.ts'
import type { Call } from './call.ts'
import { resendPace } from './backoff.ts'
import { type DeviceDatabase, KEPT_MS, type StoredCall } from './device-database.ts'
import { Drain } from './drain.ts'
import { CallProblem, refusedHere } from './problem.ts'
import { type Surroundings, holdLock, instant } from './surroundings.ts'
import { Watched } from './watched.ts'

export type OutboxState = {
  readonly waiting: number
  readonly oldestAt: string | null
  /** The newest calls, newest first, with what became of them. */
  readonly recent: readonly StoredCall[]
}
export type OutboxOptions = {
  readonly database: DeviceDatabase
  readonly call: Call
  readonly operations: readonly Operation[]
  readonly live: () => boolean
  readonly surroundings: Surroundings
}

const RECENT = 100
/** Problems that say "not now" rather than "no". */
const passing: readonly string[] = [
  'unavailable',
  'internal',
  'too-many-requests',
  'not-signed-in',
  'revoked',
]

export class Outbox {
  readonly state = new Watched<OutboxState>({ waiting: 0, oldestAt: null, recent: [] })
  readonly #options: OutboxOptions
  readonly #byName: ReadonlyMap<string, Operation>
  readonly #drain: Drain
  #sending: Id | null = null
  #mine = false
  #release: () => void = () => {}

  constructor(options: OutboxOptions) {
    this.#options = options
    this.#byName = new Map(options.operations.map((operation) => [operation.name, operation]))
    this.#drain = new Drain(() => this.#send(), resendPace, options.surroundings.random)
  }

  async open(): Promise<void> {
    const { database, surroundings } = this.#options
    const before = new Date(surroundings.nowMs() - KEPT_MS).toISOString()
    await database.calls.where('answeredAt').between('0', before).delete()
    await this.#refresh()
    this.#release = holdLock(surroundings, `${database.db.name}-outbox`, () => {
      this.#mine = true
      this.kick()
    })
  }

  /** Keeps a call and sends it when its turn comes; returns once it is on the disk. */
  async add<I extends TObject, O extends TSchema>(
    operation: Operation<I, O>,
    input: Static<I>,
  ): Promise<StoredCall> {
    if (!this.#byName.has(operation.name))
      throw new Error(`${operation.name} is not for the outbox`)
    const { database, surroundings } = this.#options
    const call: StoredCall = {
      id: newId(surroundings.nowMs()),
      op: operation.name,
      input,
      at: instant(surroundings),
      state: 'waiting',
      output: null,
      problem: null,
      answeredAt: '',
    }
    await database.calls.add(call)
    await this.#refresh()
    this.kick()
    return call
  }

  /** Undoes a call that was not sent yet; false if it is too late. */
  async takeBack(id: Id): Promise<boolean> {
    const { db, calls } = this.#options.database
    const gone = await db.transaction('rw', calls, async () => {
      const call = await calls.where({ id }).first()
      if (call?.state !== 'waiting' || this.#sending === id) return false
      await calls.delete(call.order ?? 0)
      return true
    })
    await this.#refresh()
    return gone
  }

  kick(): void {
    if (this.#mine) this.#drain.kick()
  }

  async close(): Promise<void> {
    this.#mine = false
    this.#release()
    await this.#drain.close()
  }

  async #send(): Promise<boolean> {
    const { database, live } = this.#options
    if (!live()) return false
    // Chosen inside a transaction, so that it cannot be taken back between choice and sending.
    const next = await database.db.transaction('rw', database.calls, async () => {
      const first = await database.calls.where({ state: 'waiting' }).first()
      this.#sending = first?.id ?? null
      return first
    })
    if (!next) return false
    try {
      await this.#answer(next)
    } finally {
      this.#sending = null
    }
    await this.#refresh()
    return true
  }

  async #answer({ id, op, input, order }: StoredCall): Promise<void> {
    const { database, call, surroundings } = this.#options
    const operation = this.#byName.get(op)
    const note = (change: Partial<StoredCall>) =>
      database.calls.update(order ?? 0, { ...change, answeredAt: instant(surroundings) })
    try {
      if (!operation) throw refusedHere('unknown-operation', {})
      const output = await call(operation, input as never, { id, attempts: 1 })
      await note({ state: 'confirmed', output })
    } catch (error) {
      if (!(error instanceof CallProblem) || passing.includes(error.slug)) throw error
      await note({ state: 'refused', problem: error.body })
    }
  }

  async #refresh(): Promise<void> {
    const { calls } = this.#options.database
    const waiting = await calls.where({ state: 'waiting' }).count()
    const oldest = await calls.where({ state: 'waiting' }).first()
    const recent = await calls.reverse().limit(RECENT).toArray()
    this.state.set({ waiting, oldestAt: oldest?.at ?? null, recent })
  }
}
