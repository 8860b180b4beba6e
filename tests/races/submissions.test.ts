// What a bad network does to journals: twelve hundred sales of sixteen tills are handed in six thousand times, out
// of order, at both hubs at once. Each is made once, and whoever asks is told the same of it every time.
import t from 'tap'
import type { JournalEntry, Verdict } from '#shared/journal.ts'
import { openArena, submit, TILLS, type Arena, type Racer } from '../support/arena.ts'
import { PATIENCE_MS, rounds } from '../support/rounds.ts'
import type { Goods } from '../support/stock.ts'

t.setTimeout(PATIENCE_MS)
const SALES = 1_200
const SUBMISSIONS = 6_000
/** How far from its place in the journal an entry may come. */
const REACH = 5
/** A till has several under way where the first seemed lost. */
const UNDER_WAY = 12

/** Hands the sales of one till in; one that came too early is sent again when others have come. */
async function handIn(arena: Arena, { counter, scope }: Racer, goods: Goods): Promise<Verdict[]> {
  const journal = Array.from({ length: SALES / TILLS }, () =>
    counter.writeSale(counter.bodyOf([{ goods }])),
  )
  const copies = Array.from({ length: SUBMISSIONS / SALES }, () => journal).flat()
  let waiting: JournalEntry[] = copies
    .map((entry) => [entry.n + Math.random() * REACH, entry] as const)
    .sort(([a], [b]) => a - b)
    .map(([, entry]) => entry)
  const answers: Verdict[] = []
  while (waiting.length > 0) {
    const early: JournalEntry[] = []
    const next = async (): Promise<void> => {
      const entry = waiting.shift()
      if (!entry) return
      const hub = arena.hubs[Math.random() < 0.5 ? 0 : 1]
      const { verdicts } = await submit(hub, scope, counter.device.fence, [entry])
      const [verdict] = verdicts
      if (verdict?.outcome === 'gap') early.push(entry)
      else if (verdict) answers.push(verdict)
      await next()
    }
    await Promise.all(Array.from({ length: UNDER_WAY }, next))
    waiting = early
  }
  return answers
}

t.test('six thousand submissions of twelve hundred sales make twelve hundred', async (t) => {
  const arena = await openArena(t)
  const goods = await arena.goods()
  const sold = async () => {
    const [row] = await arena.shop.kernel.database.sql<{ count: number }>(
      `select count(*) as count from sale`,
    )
    return row?.count ?? 0
  }
  await rounds(t, async (t) => {
    const before = await sold()
    const told = await arena.all((racer) => handIn(arena, racer, goods))
    t.equal((await sold()) - before, SALES)
    for (const answers of told) {
      t.equal(answers.length, SUBMISSIONS / TILLS)
      const made = answers.filter(({ replayed }) => !replayed)
      t.equal(made.length, SALES / TILLS, 'each is made once')
      t.ok(answers.every(({ outcome }) => outcome === 'posted'))
      const said = new Set(answers.map(({ n, hash, result }) => JSON.stringify([n, hash, result])))
      t.equal(said.size, SALES / TILLS, 'and the same is said of it each time')
    }
  })
  await arena.soundBooks(t)
})
