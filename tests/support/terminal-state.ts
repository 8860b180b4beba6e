// The replicas of a terminal, moved by what a hub sends and by nothing else. Whatever does not continue
// where it stands is a fault and throws: a hole, a number twice, parts of two snapshots.
import type { Batch, Cursor, SnapshotPart, Welcome } from '#shared/frames.ts'
import { StreamState, type ReplicaPlan } from '#shared/replica.ts'
import type { StreamName } from '#shared/streams.ts'

export class TerminalState {
  readonly #plan: ReplicaPlan
  readonly #states = new Map<StreamName, StreamState>()
  readonly #shadows = new Map<StreamName, { state: StreamState; part: number }>()
  readonly #resetting = new Set<string>()
  /** Facts that came one by one, snapshots apart. */
  factsApplied = 0
  snapshotsTaken = 0

  constructor(plan: ReplicaPlan) {
    this.#plan = plan
  }

  /** Goes on from the replicas of another connection of the same terminal. */
  adopt(other: TerminalState): void {
    for (const [stream, state] of other.#states) this.#states.set(stream, state)
  }

  get(stream: StreamName): StreamState | undefined {
    return this.#states.get(stream)
  }

  cursor(stream: StreamName): Cursor {
    const state = this.#states.get(stream)
    return state ? { stream, epoch: state.epoch, seq: state.seq } : { stream }
  }

  /** Whether every stream stands at least at the head it was welcomed with. */
  hasReached(streams: Welcome['streams']): boolean {
    return streams.every(({ stream, head }) => {
      const state = this.#states.get(stream as StreamName)
      return !this.#resetting.has(stream) && state !== undefined && state.seq >= head
    })
  }

  welcome(streams: Welcome['streams']): void {
    this.#shadows.clear()
    this.#resetting.clear()
    for (const { stream, epoch, mode } of streams) {
      if (mode === 'reset') this.#resetting.add(stream)
      else if (this.#states.get(stream as StreamName)?.epoch !== epoch) {
        throw new Error(`${stream} is resumed in another epoch`)
      }
    }
  }

  batch({ stream, from, to, facts }: Batch): void {
    const state = this.#continued(stream, from)
    for (const [seq, kind, body] of facts) {
      if (seq <= state.seq || seq > to) throw new Error(`${stream}: fact ${seq} is out of order`)
      moveTo(state, seq - 1)
      state.apply(seq, kind, body)
    }
    this.factsApplied += facts.length
    moveTo(state, to)
  }

  passOver({ stream, from, to }: { stream: string; from: number; to: number }): void {
    moveTo(this.#continued(stream, from), to)
  }

  snapshot({ stream: name, epoch, seq, part, parts, collections }: SnapshotPart): void {
    const stream = name as StreamName
    if (!this.#resetting.has(stream)) throw new Error(`${stream}: a snapshot nobody waits for`)
    let shadow = this.#shadows.get(stream)
    if (part === 1) {
      shadow = { state: new StreamState(this.#plan, stream, epoch, seq), part: 0 }
      this.#shadows.set(stream, shadow)
    }
    if (!shadow || part !== shadow.part + 1 || shadow.state.seq !== seq) {
      throw new Error(`${stream}: part ${part} of ${parts} at ${seq} is out of order`)
    }
    shadow.part = part
    for (const [name_, records] of Object.entries(collections)) shadow.state.load(name_, records)
    if (part < parts) return
    this.#states.set(stream, shadow.state)
    this.#shadows.delete(stream)
    this.#resetting.delete(stream)
    this.snapshotsTaken += 1
  }

  #continued(stream: string, from: number): StreamState {
    const state = this.#states.get(stream as StreamName)
    if (!state || this.#resetting.has(stream)) throw new Error(`${stream}: facts before a snapshot`)
    if (from !== state.seq + 1) throw new Error(`${stream}: ${from} after ${state.seq}`)
    return state
  }
}

/** Passes over numbers that are not for this audience. */
function moveTo(state: StreamState, seq: number): void {
  if (seq < state.seq) throw new Error(`${state.stream}: back to ${seq} from ${state.seq}`)
  state.seq = seq
}
