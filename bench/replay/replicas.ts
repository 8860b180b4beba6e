// Compares what every till holds with what a fresh reading of the database says, at the same number.
import type { Kernel } from '#kernel/kernel.ts'
import type { Id } from '#shared/ids.ts'
import { COMPANY, storeOf, type StreamName } from '#shared/streams.ts'
import { rooms } from '../../src/rooms.ts'
import { difference } from './proof.ts'
import type { Line } from './till.ts'

const CATCH_UP_MS = 60_000

/** The collections a till sees. */
function seenByTills(): Set<string> {
  const collections = rooms.flatMap((room) => room.collections ?? [])
  const folds = rooms.flatMap((room) => room.folds ?? [])
  return new Set([
    ...collections
      .filter(({ changed }) => changed.audience.includes('till'))
      .map(({ name }) => name),
    ...folds
      .filter(({ event }) => event.audience.includes('till'))
      .flatMap(({ keys }) => Object.keys(keys)),
  ])
}

/** Waits until every till has caught up, then compares both of its streams. */
export async function compareReplicas(
  kernel: Kernel,
  storeId: Id,
  lines: readonly Line[],
  say: (line: string) => void,
): Promise<boolean> {
  const seen = seenByTills()
  let equal = true
  for (const id of [COMPANY, storeId]) {
    const wanted = await kernel.database.snapshot((sql) => kernel.memory.read(sql, id))
    for (const [place, line] of lines.entries()) {
      const terminal = await line.connected()
      const stream: StreamName = wanted.stream
      await terminal.waitForSeq(stream, wanted.seq, CATCH_UP_MS)
      const found = difference(terminal.state(stream), wanted, seen)
      if (found) say(`The replica of till ${place + 1} differs on ${storeOf(stream)}: ${found}`)
      equal &&= found === undefined
    }
  }
  return equal
}
