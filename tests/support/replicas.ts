// What a terminal holds beside what the database says, collection by collection, as far as its
// audience sees them.
import type { Kernel } from '#kernel/kernel.ts'
import type { Audience } from '#shared/contract.ts'
import { replicaPlan, type StreamState } from '#shared/replica.ts'
import { storeOf, type StreamName } from '#shared/streams.ts'
import { rooms } from '../../src/rooms.ts'
import type { FakeTerminal } from './terminal.ts'

const collections = rooms.flatMap((room) => room.collections ?? [])
const folds = rooms.flatMap((room) => room.folds ?? [])

/** The plan of everything that is replicated. */
export const allRooms = replicaPlan(collections, folds)

function seenBy(audience: Audience): string[] {
  return [
    ...collections.filter(({ changed }) => changed.audience.includes(audience)).map((c) => c.name),
    ...folds
      .filter(({ event }) => event.audience.includes(audience))
      .flatMap(({ keys }) => Object.keys(keys)),
  ]
}

function plain(state: StreamState, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(
    names.map((name) => [
      name,
      Object.fromEntries([...state.records(name)].sort(([a], [b]) => (a < b ? -1 : 1))),
    ]),
  )
}

type Asserting = { same(found: unknown, wanted: unknown, message: string): boolean }

/** Waits until the terminal has caught up, then asserts that its replicas are what is stored. */
export async function replicasEqual(
  t: Asserting,
  kernel: Kernel,
  terminal: FakeTerminal,
  streams: readonly StreamName[],
): Promise<void> {
  const names = seenBy(terminal.welcome?.audience ?? 'till')
  for (const stream of streams) {
    const wanted = await kernel.database.snapshot((sql) => kernel.memory.read(sql, storeOf(stream)))
    await terminal.waitForSeq(stream, wanted.seq, 30_000)
    const held = terminal.state(stream)
    t.same(held.seq, wanted.seq, `${stream} stands where the log ends`)
    t.same(plain(held, names), plain(wanted, names), `${stream} is what is stored`)
  }
}
