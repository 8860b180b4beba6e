// Tells the other hubs through Redis that a stream has moved, so that they look before their next look
// is due. A hint carries no fact; without Redis the hubs find out by themselves within 50 ms.
import { streamOf } from '#shared/streams.ts'
import type { Id } from '#shared/ids.ts'
import type { Kernel } from '#kernel/kernel.ts'
import { closeRedis, type Redis } from '#kernel/redis.ts'

const TOPIC = 'mizan:moved'

export class Hints {
  readonly #redis: Redis
  readonly #listener: Redis
  readonly #kernel: Pick<Kernel, 'tail' | 'log'>
  readonly #hubName: string
  readonly #moved = new Set<Id>()
  readonly #stopWatching: () => void
  #failing = false
  #closed = false

  constructor(redis: Redis, kernel: Pick<Kernel, 'tail' | 'log'>, hubName: string) {
    this.#redis = redis
    this.#listener = redis.duplicate()
    this.#kernel = kernel
    this.#hubName = hubName
    this.#listener.on('error', (error: Error) => this.#failed(error))
    this.#stopWatching = kernel.tail.watchCommits((storeIds) => this.#note(storeIds))
    void this.#listen()
  }

  async close(): Promise<void> {
    this.#closed = true
    this.#stopWatching()
    closeRedis(this.#listener)
  }

  async #listen(): Promise<void> {
    try {
      await this.#listener.connect()
      await this.#listener.subscribe(TOPIC, (message) => this.#heard(message))
    } catch (error) {
      this.#failed(error)
    }
  }

  #heard(message: string): void {
    if (!message.startsWith(`${this.#hubName} `)) void this.#kernel.tail.look()
  }

  // What is committed in one turn of the event loop is one hint.
  #note(storeIds: Iterable<Id>): void {
    if (this.#moved.size === 0) setImmediate(() => void this.#publish())
    for (const storeId of storeIds) this.#moved.add(storeId)
  }

  async #publish(): Promise<void> {
    const streams = [...this.#moved].map(streamOf).join(' ')
    this.#moved.clear()
    try {
      await this.#redis.publish(TOPIC, `${this.#hubName} ${streams}`)
      this.#failing = false
    } catch (error) {
      this.#failed(error)
    }
  }

  #failed(error: unknown): void {
    if (this.#closed) return
    if (!this.#failing) this.#kernel.log.warn({ err: error }, 'hints do not go through Redis')
    this.#failing = true
  }
}
