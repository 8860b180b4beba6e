// The law of the house: old state + facts = new state. Whatever an operation does, a replica that
// applies its facts ends up equal to one that is read anew.
import type { Kernel } from '#kernel/kernel.ts'
import { readAfter } from '#kernel/events.ts'
import type { StreamState } from '#shared/replica.ts'
import { COMPANY } from '#shared/streams.ts'

type Asserting = { same(found: unknown, wanted: unknown, message: string): boolean }

function plain(state: StreamState): Record<string, Record<string, unknown>> {
  const collections = [...state.collections].filter(([, records]) => records.size > 0)
  return Object.fromEntries(
    collections
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([name, records]) => [
        name,
        Object.fromEntries([...records].sort(([a], [b]) => (a < b ? -1 : 1))),
      ]),
  )
}

async function readState(kernel: Kernel, storeId: string): Promise<StreamState> {
  return kernel.database.snapshot((sql) => kernel.memory.read(sql, storeId))
}

/** Runs `act` and asserts the law on the company's stream and on those of `storeIds`. */
export async function lawHolds(
  t: Asserting,
  kernel: Kernel,
  storeIds: readonly string[],
  act: () => Promise<unknown>,
): Promise<void> {
  const ids = [COMPANY, ...storeIds]
  const before = await Promise.all(ids.map((id) => readState(kernel, id)))
  await act()
  for (const [i, id] of ids.entries()) {
    const replica = before[i] as StreamState
    for (const { seq, kind, body } of await readAfter(
      kernel.database.sql,
      id,
      replica.seq,
      100_000,
    )) {
      replica.apply(seq, kind, JSON.parse(body))
    }
    const after = await readState(kernel, id)
    t.same(plain(replica), plain(after), `old state + facts = new state on ${replica.stream}`)
    t.same(replica.seq, after.seq, `the same position on ${replica.stream}`)
  }
}
