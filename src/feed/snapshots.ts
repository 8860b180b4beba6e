// The state of a stream as frames, from the hub's memory. Terminals that arrive together share one
// snapshot, even if facts came meanwhile: those follow it. It reads no database.
import type { Audience } from '#shared/contract.ts'
import type { Limits } from '#kernel/allowances.ts'
import { monotonicMs } from '#kernel/clock.ts'
import type { Memory } from '#kernel/memory.ts'
import type { Room } from '#kernel/room.ts'
import type { Channel } from './channel.ts'
import { Ready } from './ready.ts'

type Snapshot = { readonly seq: number; readonly parts: readonly Ready[] }

type Kept = { readonly seq: number; readonly builtAtMs: number; readonly built: Promise<Snapshot> }

/** A snapshot is handed out again this long; after it, the memory it takes is worth more. */
const SHARED_FOR_MS = 10_000
/** The event loop is given back this often while records are written out. */
const SLICE_MS = 4
const AROUND_PART = 256

/** The collections of which an audience sees every change. */
function collectionsOf(rooms: readonly Room[], audience: Audience): ReadonlySet<string> {
  const names = new Set<string>()
  for (const room of rooms) {
    for (const { name, changed } of room.collections ?? []) {
      if (changed.audience.includes(audience)) names.add(name)
    }
    for (const { event, keys } of room.folds ?? []) {
      if (event.audience.includes(audience)) for (const name of Object.keys(keys)) names.add(name)
    }
  }
  return names
}

export class Snapshots {
  readonly #memory: Memory
  readonly #rooms: readonly Room[]
  readonly #limits: Limits
  readonly #kept = new Map<string, Kept>()
  readonly #waiting: (() => void)[] = []
  #building = 0
  built = 0

  constructor(memory: Memory, rooms: readonly Room[], limits: Limits) {
    this.#memory = memory
    this.#rooms = rooms
    this.#limits = limits
  }

  /** A snapshot from which `channel` can be continued. Rejects if the hub holds no such stream. */
  async of(channel: Channel, audience: Audience): Promise<Snapshot> {
    const key = `${audience} ${channel.stream}`
    const kept = this.#kept.get(key)
    if (kept && this.#isFresh(kept, channel)) return kept.built
    const seq = this.#memory.state(channel.storeId)?.seq ?? 0
    const built = this.#build(channel, audience)
    this.#kept.set(key, { seq, builtAtMs: monotonicMs(), built })
    built.catch(() => this.#kept.delete(key))
    return built
  }

  /** Forgets snapshots nobody will be handed any more. */
  forgetOld(): void {
    for (const [key, { builtAtMs }] of this.#kept) {
      if (monotonicMs() - builtAtMs > SHARED_FOR_MS) this.#kept.delete(key)
    }
  }

  #isFresh({ seq, builtAtMs }: Kept, channel: Channel): boolean {
    if (monotonicMs() - builtAtMs > SHARED_FOR_MS) return false
    return seq === channel.head || channel.head - seq <= channel.ring.length / 2
  }

  async #build(channel: Channel, audience: Audience): Promise<Snapshot> {
    while (this.#building >= this.#limits.snapshotsAtOnce) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve))
    }
    this.#building += 1
    try {
      this.built += 1
      return await this.#write(channel, collectionsOf(this.#rooms, audience))
    } finally {
      this.#building -= 1
      this.#waiting.shift()?.()
    }
  }

  async #write(channel: Channel, names: ReadonlySet<string>): Promise<Snapshot> {
    const state = this.#memory.state(channel.storeId)
    if (!state) throw new Error(`no memory of ${channel.stream}`)
    const { seq, epoch } = state
    // Records are replaced, never altered, so the list of them stays the state at `seq`.
    const collections = [...state.collections]
      .filter(([name, records]) => names.has(name) && records.size > 0)
      .map(([name, records]) => ({ name, records: [...records.values()] }))
    const chunks = await chunksOf(collections, this.#limits.frameOutBytes - AROUND_PART)
    const about = `"stream":"${channel.stream}","epoch":"${epoch}","seq":${seq}`
    const parts = chunks.map((chunk, i) => {
      const place = `"part":${i + 1},"parts":${chunks.length}`
      return new Ready([`{"t":"snapshot",${about},${place},"collections":{${chunk}}}`])
    })
    return { seq, parts }
  }
}

type Collected = { readonly name: string; readonly records: readonly unknown[] }

/** The inside of `collections` in pieces of at most `mostBytes`; one empty piece if there is nothing. */
async function chunksOf(
  collections: readonly Collected[],
  mostBytes: number,
): Promise<readonly string[]> {
  const chunks: string[] = []
  let members: string[] = []
  let bytes = 0
  let sliceEndsMs = monotonicMs() + SLICE_MS
  for (const { name, records } of collections) {
    let texts: string[] = []
    const closeMember = () => {
      if (texts.length) members.push(`"${name}":[${texts.join(',')}]`)
      texts = []
    }
    for (const record of records) {
      const text = JSON.stringify(record)
      const textBytes = Buffer.byteLength(text) + 1
      if (bytes + textBytes > mostBytes && bytes > 0) {
        closeMember()
        chunks.push(members.join(','))
        members = []
        bytes = 0
      }
      texts.push(text)
      bytes += textBytes
      if (monotonicMs() > sliceEndsMs) {
        await new Promise((resolve) => setImmediate(resolve))
        sliceEndsMs = monotonicMs() + SLICE_MS
      }
    }
    closeMember()
    bytes += name.length + 6
  }
  if (members.length || !chunks.length) chunks.push(members.join(','))
  return chunks
}
