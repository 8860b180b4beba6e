// All streams as this hub serves them. What the tail hands over is held until the turn of the event
// loop ends, so that everything committed together travels in one frame and one write to each socket.
// It sends facts and heads only; what a session says for itself, the session sends.
import type { Audience } from '#shared/contract.ts'
import { COMPANY, storeOf, type StreamName } from '#shared/streams.ts'
import type { Id } from '#shared/ids.ts'
import type { LogBatch } from '#kernel/events.ts'
import type { Kernel } from '#kernel/kernel.ts'
import { Channel, type Due, type Outlet } from './channel.ts'
import { deliver, type Delivered } from './delivery.ts'
import { visibleKinds, type Kinds } from './facts.ts'
import type { Follower } from './follower.ts'
import { shrink } from './ring.ts'

/** Facts after which somebody who is connected may no longer be entitled to it. */
const ENTITLING = new Set(['session.revoked', 'person.changed', 'role.changed', 'terminal.changed'])

/** What the hub needs of the kernel. */
type HubKernel = Pick<Kernel, 'config' | 'rooms' | 'tail' | 'database' | 'log'>

export class Hub {
  readonly done: Delivered = { writes: 0, leftBehind: 0 }
  readonly #kernel: HubKernel
  readonly #kinds: ReadonlyMap<Audience, Kinds>
  readonly #channels = new Map<Id, Channel>()
  readonly #dirty = new Set<Channel>()
  readonly #recheck: () => void
  readonly #stopReading: () => void
  #scheduled = false
  #entitlementsChanged = false

  /** `recheck` is called when those who are connected should be checked again, before any delivery. */
  constructor(kernel: HubKernel, recheck: () => void) {
    this.#kernel = kernel
    this.#recheck = recheck
    this.#kinds = visibleKinds(kernel.rooms)
    this.#stopReading = kernel.tail.read((batch) => this.#take(batch))
  }

  /** The stream, or undefined if there is none of that name. */
  channel(stream: StreamName): Channel | undefined {
    const storeId = storeOf(stream)
    const known = this.#channels.get(storeId)
    if (known) return known
    const position = this.#kernel.tail.position(stream)
    if (!position) return undefined
    return this.#open(storeId, stream, position.epoch, position.seq)
  }

  /** Lets a follower that stands at the head receive with the others from now on. */
  join(follower: Follower): void {
    const { channel, outlet } = follower
    this.#dirty.delete(channel)
    this.#deliver(channel.flush(outlet))
    if (follower.sentTo !== outlet.told) throw new Error(`joined ${channel.stream} out of step`)
    outlet.members.add(follower)
  }

  /** Tells everybody of the numbers they did not see, so that a beat finds them at the head. */
  tellSkips(): void {
    this.#dirty.clear()
    const channels = [...this.#channels.values()]
    this.#attempt(() => this.#deliver(channels.flatMap((channel) => channel.flush('all'))))
  }

  close(): void {
    this.#stopReading()
  }

  #open(storeId: Id, stream: StreamName, epoch: Id, head: number): Channel {
    const { config, database } = this.#kernel
    const about = { limits: config.limits, sql: database.sql, kinds: this.#kinds }
    const channel = new Channel({ stream, epoch, head }, about)
    this.#channels.set(storeId, channel)
    return channel
  }

  #take(batch: LogBatch): void {
    const { storeId, epoch } = batch
    const before = (batch.facts[0]?.seq ?? 1) - 1
    const stream: StreamName = storeId === COMPANY ? 'company' : `store:${storeId}`
    const channel = this.#channels.get(storeId) ?? this.#open(storeId, stream, epoch, before)
    channel.hold(batch)
    if (storeId === COMPANY && batch.facts.some(({ kind }) => ENTITLING.has(kind))) {
      this.#entitlementsChanged = true
    }
    this.#dirty.add(channel)
    if (this.#scheduled) return
    this.#scheduled = true
    setImmediate(() => this.#attempt(() => this.#flush()))
  }

  // Whatever goes wrong here, terminals notice a hole and come back by cursor; the hub must live.
  #attempt(work: () => void): void {
    try {
      work()
    } catch (error) {
      this.#kernel.log.error({ err: error }, 'facts were not delivered')
    }
  }

  #flush(): void {
    this.#scheduled = false
    if (this.#entitlementsChanged) {
      this.#entitlementsChanged = false
      this.#recheck()
    }
    const due = [...this.#dirty].flatMap((channel) => channel.flush(null))
    this.#dirty.clear()
    this.#deliver(due)
    shrink(
      [...this.#channels.values()].map(({ ring }) => ring),
      this.#kernel.config.limits.tailBytes,
    )
  }

  #deliver(due: readonly Due[]): void {
    if (due.length) deliver(due, this.#kernel.config.limits.backpressureBytes, this.done)
  }
}

/** Where the live followers of a connection stand, as a beat says it. */
export function headsOf(followers: readonly Follower[]): [StreamName, number][] {
  const live = followers.filter(({ isLive }) => isLive)
  return live.map(({ channel, outlet }: { channel: Channel; outlet: Outlet }) => [
    channel.stream,
    outlet.told,
  ])
}
