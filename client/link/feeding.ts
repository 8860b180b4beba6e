// The rules by which frames become state: only what continues the position is applied, a snapshot
// is swapped in whole, and anything else ends the connection so that the next hello settles it.
import type { Static } from 'typebox'
import type { Batch, Beat, Cursor, SnapshotPart, Welcome } from '#shared/frames.ts'
import type { StreamName } from '#shared/streams.ts'
import type { Store } from './store.ts'
import { TrackedState } from './tracked-state.ts'

/** The feed cannot be continued on this connection. */
export class Broken extends Error {}

type Pending =
  | { mode: 'resume'; from: number; head: number }
  | { mode: 'reset'; part: number; parts: number; head: number; shadow: TrackedState | null }
export type Progress = { readonly done: number; readonly of: number }

/** More than this many beats behind without a fact: the hub has lost sight of us. */
const IDLE_BEATS = 2

/** One connection's way through the streams. Make a new one for each connection. */
export class Feeding {
  readonly #store: Store
  readonly #pending = new Map<StreamName, Pending>()
  readonly #behind = new Map<StreamName, { seq: number; beats: number }>()
  #done = 0
  #of = 0

  constructor(store: Store) {
    this.#store = store
  }

  cursors(streams: readonly StreamName[]): Cursor[] {
    return streams.map((stream) => this.#store.cursor(stream))
  }

  get caughtUp(): boolean {
    return this.#pending.size === 0
  }

  /**
   * Facts to catch up with (parts, while a snapshot comes), over all streams of this connection.
   */
  get progress(): Progress {
    let done = this.#done
    let of = this.#of
    for (const [stream, pending] of this.#pending) {
      if (pending.mode === 'reset') {
        done += pending.part
        of += pending.parts
      } else {
        done += (this.#store.position(stream)?.seq ?? pending.from) - pending.from
        of += pending.head - pending.from
      }
    }
    return { done, of }
  }

  welcome(frame: Welcome): void {
    const { audience } = this.#store
    const resumes = frame.streams.some(({ mode }) => mode === 'resume')
    if (audience !== null && audience !== frame.audience && resumes) {
      this.#store.forgetAll()
      throw new Broken(`the copy was made for a ${audience}, this is a ${frame.audience}`)
    }
    this.#store.audience = frame.audience
    for (const { stream: name, epoch, head, mode } of frame.streams) {
      const stream = name as StreamName
      if (mode === 'reset') {
        this.#pending.set(stream, { mode, part: 0, parts: 1, head, shadow: null })
        continue
      }
      const position = this.#store.position(stream)
      if (position?.epoch !== epoch) {
        this.#store.forget(stream)
        throw new Broken(`${stream} cannot be resumed in another epoch`)
      }
      this.#pending.set(stream, { mode, from: position.seq, head })
      this.#settle(stream)
    }
  }

  batch(frame: Batch): void {
    const stream = this.#continues(frame)
    let last = frame.from - 1
    for (const [seq] of frame.facts) {
      if (seq <= last || seq > frame.to) throw new Broken(`${stream}: fact ${seq} is out of order`)
      last = seq
    }
    try {
      this.#store.apply(stream, frame)
    } catch (error) {
      // The state may be half changed; only a snapshot makes it whole again.
      this.#store.forget(stream)
      throw new Broken(`${stream}: a fact could not be applied`, { cause: error })
    }
    this.#settle(stream)
  }

  skip(frame: { stream: string; from: number; to: number }): void {
    const stream = this.#continues(frame)
    this.#store.apply(stream, { to: frame.to, facts: [] })
    this.#settle(stream)
  }

  snapshot(frame: SnapshotPart): void {
    const stream = frame.stream as StreamName
    const pending = this.#pending.get(stream)
    if (pending?.mode !== 'reset' || frame.part !== pending.part + 1) {
      throw new Broken(`${stream}: part ${frame.part} of a snapshot was not expected`)
    }
    if (frame.part === 1) {
      pending.shadow = new TrackedState(this.#store.plan, stream, frame.epoch, frame.seq)
    }
    const { shadow } = pending
    if (shadow?.epoch !== frame.epoch || shadow.seq !== frame.seq) {
      throw new Broken(`${stream}: parts of two snapshots were mixed`)
    }
    for (const [name, rows] of Object.entries(frame.collections)) shadow.load(name, rows)
    pending.part = frame.part
    pending.parts = frame.parts
    if (frame.part < frame.parts) return
    this.#done += frame.parts
    this.#of += frame.parts
    this.#pending.set(stream, { mode: 'resume', from: frame.seq, head: pending.head })
    this.#store.swap(shadow)
    this.#settle(stream)
  }

  beat(frame: Static<typeof Beat>): void {
    for (const [name, head] of frame.heads) {
      const stream = name as StreamName
      const seq = this.#store.position(stream)?.seq
      if (seq === undefined || this.#pending.get(stream)?.mode === 'reset') continue
      const known = this.#behind.get(stream)
      const beats = head > seq ? (known?.seq === seq ? known.beats + 1 : 1) : 0
      this.#behind.set(stream, { seq, beats })
      if (beats > IDLE_BEATS) throw new Broken(`${stream} stays behind on an idle connection`)
    }
  }

  #continues({ stream: name, from, to }: { stream: string; from: number; to: number }): StreamName {
    const stream = name as StreamName
    const seq = this.#store.position(stream)?.seq
    const early = this.#pending.get(stream)?.mode === 'reset'
    if (early || seq === undefined || from !== seq + 1 || to < from) {
      throw new Broken(`${stream}: ${from}..${to} does not continue ${seq ?? 'nothing'}`)
    }
    return stream
  }

  #settle(stream: StreamName): void {
    const pending = this.#pending.get(stream)
    if (pending?.mode !== 'resume') return
    const seq = this.#store.position(stream)?.seq ?? 0
    if (seq < pending.head) return
    this.#done += Math.max(0, pending.head - pending.from)
    this.#of += Math.max(0, pending.head - pending.from)
    this.#pending.delete(stream)
  }
}
