// A stream's state that remembers which records changed, for those who draw them and for the disk.
import { Records, StreamState } from '#shared/replica.ts'

/** The keys that changed since they were last asked for, by collection. */
export type Changes = ReadonlyMap<string, ReadonlySet<string>>

class TrackedRecords extends Records {
  touched = new Set<string>()
  loading = false

  override set(key: string, record: unknown): this {
    if (!this.loading) this.touched.add(key)
    return super.set(key, record)
  }

  override delete(key: string): boolean {
    this.touched.add(key)
    return super.delete(key)
  }
}

export class TrackedState extends StreamState {
  override records<R>(name: string): Records<R> {
    let records = this.collections.get(name)
    if (!records) {
      records = new TrackedRecords(this.plan.indexes.get(name))
      this.collections.set(name, records)
    }
    return records as Records<R>
  }

  /** What is loaded is no change: whoever loads tells of the whole. */
  override load(name: string, rows: readonly unknown[]): void {
    if (!this.plan.keys.has(name)) return
    const records: Records = this.records(name)
    if (!(records instanceof TrackedRecords)) return
    records.loading = true
    super.load(name, rows)
    records.loading = false
  }

  /** Hands out what changed since the last call and starts anew. */
  takeChanges(): Changes {
    const changes = new Map<string, ReadonlySet<string>>()
    for (const [name, records] of this.collections) {
      if (!(records instanceof TrackedRecords) || records.touched.size === 0) continue
      changes.set(name, records.touched)
      records.touched = new Set()
    }
    return changes
  }
}
