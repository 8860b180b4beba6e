// The lane, on a small room of its own: what becomes of entries that are new, repeated, refused,
// broken or mistaken, and of many at once on two hubs.
import t from 'tap'
import { system } from '#kernel/scope.ts'
import { newId } from '#shared/ids.ts'
import { CHAIN_START } from '#shared/journal.ts'
import { streamOf } from '#shared/streams.ts'
import type { TestKernel } from '../support/kernel.ts'
import { journalOf, openShop } from '../support/lane.ts'
import { lawHolds } from '../support/law.ts'
import { get, put, shelves } from '../support/shelf.ts'

const id = () => newId(Date.now())
const storeId = id()

const shop = (test: Parameters<typeof openShop>[0], terminalIds: string[], env = {}) =>
  openShop(test, new Map(terminalIds.map((each) => [each, storeId])), env)

async function counted(k: TestKernel, table: string): Promise<number> {
  const [row] = await k.kernel.database.sql<{ count: number }>(
    `select count(*)::int as count from ${table}`,
  )
  return row?.count ?? -1
}

t.test('an entry is posted, kept, and answered again when it is sent again', async (t) => {
  const till = journalOf(id())
  const { kernel: k } = await shop(t, [till.terminalId])
  const shelfId = id()
  await k.call(system, put, { id: shelfId, storeId, things: 5 })
  const entry = till.entry({ shelfId, things: 2 })
  const first = await till.post(k, [entry])
  t.match(first.verdicts[0], { n: 1, outcome: 'posted', replayed: false, result: { left: 3 } })
  const again = await till.post(k, [entry])
  t.match(again.verdicts[0], { n: 1, outcome: 'posted', replayed: true, result: { left: 3 } })
  t.equal(again.lastN, 1)
  t.equal((await k.call(system, get, { id: shelfId })).things, 3)
  t.equal(k.kernel.memory.get(shelves, shelfId, storeId)?.things, 3, 'the memory follows')
})

t.test('an entry that was sent again before it was answered is posted once', async (t) => {
  const till = journalOf(id())
  const { kernel: k } = await shop(t, [till.terminalId])
  const shelfId = id()
  await k.call(system, put, { id: shelfId, storeId, things: 5 })
  const entries = [till.entry({ shelfId, things: 2 }), till.entry({ shelfId, things: 9 })]
  const sent = [entries, entries.slice(0, 1), entries.slice(1), entries]
  const answers = await Promise.all(sent.map((each) => till.post(k, each)))
  t.same(
    answers.map(({ verdicts }) => verdicts.map(({ outcome, replayed }) => [outcome, replayed])),
    [
      [
        ['posted', false],
        ['refused', false],
      ],
      [['posted', true]],
      [['refused', true]],
      [
        ['posted', true],
        ['refused', true],
      ],
    ],
  )
  t.equal((await k.call(system, get, { id: shelfId })).things, 3)
  t.equal(await counted(k, 'quarantine'), 0)
})

t.test(
  'a refusal is data: it takes its number, leaves nothing else, and is answered again',
  async (t) => {
    const till = journalOf(id())
    const { kernel: k } = await shop(t, [till.terminalId])
    const shelfId = id()
    await k.call(system, put, { id: shelfId, storeId, things: 1 })
    const facts = await counted(k, 'event')
    const entry = till.entry({ shelfId, things: 2 })
    const { verdicts, lastN } = await till.post(k, [entry])
    t.match(verdicts[0], {
      outcome: 'refused',
      problem: { type: '/problems/stock-short', availableMilli: 1 },
    })
    t.equal(lastN, 1)
    t.equal(await counted(k, 'event'), facts, 'no fact')
    t.match((await till.post(k, [entry])).verdicts[0], { outcome: 'refused', replayed: true })
    t.match((await till.post(k, [till.entry({ shelfId, things: 1 })])).verdicts[0], {
      outcome: 'posted',
    })
  },
)

t.test('what happened offline is a fact and is posted with its exception', async (t) => {
  const till = journalOf(id())
  const { kernel: k } = await shop(t, [till.terminalId])
  const shelfId = id()
  await k.call(system, put, { id: shelfId, storeId, things: 1 })
  const { verdicts } = await till.post(k, [till.entry({ shelfId, things: 3, offline: true })])
  t.match(verdicts[0], {
    outcome: 'posted-with-exception',
    exceptions: [{ code: 'oversold', detail: '2' }],
  })
})

t.test('gaps, broken chains, reused numbers and reused documents change nothing', async (t) => {
  const [till, other] = [journalOf(id()), journalOf(id())]
  const { kernel: k } = await shop(t, [till.terminalId, other.terminalId])
  const shelfId = id()
  await k.call(system, put, { id: shelfId, storeId, things: 50 })
  const [one, two, three] = [1, 1, 1].map((things) => till.entry({ shelfId, things }))
  if (!one || !two || !three) throw new Error('three entries were made')
  t.match((await till.post(k, [two])).verdicts[0], { outcome: 'gap', problem: { need: 1 } })
  await till.post(k, [one])
  const forged = { ...two, previousHash: CHAIN_START }
  t.match((await till.post(k, [forged])).verdicts[0], {
    outcome: 'quarantined',
    problem: { type: '/problems/chain-broken' },
  })
  const changed = { ...one, body: one.body.replace('"things":1', '"things":9') }
  t.match((await till.post(k, [changed])).verdicts[0], {
    outcome: 'quarantined',
    problem: { type: '/problems/identity-conflict' },
  })
  const stolen = { ...one, previousHash: CHAIN_START }
  t.match((await other.post(k, [stolen])).verdicts[0], {
    outcome: 'quarantined',
    problem: { type: '/problems/identity-conflict' },
  })
  t.match((await till.post(k, [two], 2)).verdicts[0], {
    outcome: 'quarantined',
    problem: { type: '/problems/stale-fence' },
  })
  t.match((await till.post(k, [two, three])).verdicts, [
    { outcome: 'posted' },
    { outcome: 'posted' },
  ])
  t.equal(await counted(k, 'quarantine'), 4)
  t.equal((await k.call(system, get, { id: shelfId })).things, 47)
})

t.test(
  'a mistake of ours in one entry does not keep the others of its batch from being posted',
  async (t) => {
    const tills = [1, 2, 3].map(() => journalOf(id()))
    const { kernel: k } = await shop(
      t,
      tills.map((till) => till.terminalId),
    )
    const shelfId = id()
    await k.call(system, put, { id: shelfId, storeId, things: 50 })
    const posted = await Promise.all(
      tills.map((till, i) =>
        till.post(k, [till.entry({ shelfId, things: 1, ...(i === 1 ? { fail: true } : {}) })]),
      ),
    )
    t.same(
      posted.map(({ verdicts }) => verdicts[0]?.outcome),
      ['posted', 'quarantined', 'posted'],
    )
    t.equal((await k.call(system, get, { id: shelfId })).things, 48)
  },
)

t.test(
  'two hubs with two lanes each sell exactly what is there, and both memories agree',
  async (t) => {
    const tills = Array.from({ length: 8 }, () => journalOf(id()))
    const { kernel: a, open } = await shop(
      t,
      tills.map((till) => till.terminalId),
      { LANES: '2' },
    )
    const b = await open()
    const shelfId = id()
    await a.call(system, put, { id: shelfId, storeId, things: 60 })
    const outcomes: string[] = []
    await lawHolds(t, a.kernel, [storeId], () =>
      Promise.all(
        tills.map(async (till, i) => {
          for (let round = 0; round < 10; round += 1) {
            const { verdicts } = await till.post(i % 2 ? a : b, [
              till.entry({ shelfId, things: 1 }),
            ])
            outcomes.push(verdicts[0]?.outcome ?? '')
          }
        }),
      ),
    )
    t.equal(outcomes.filter((outcome) => outcome === 'posted').length, 60)
    t.equal(outcomes.filter((outcome) => outcome === 'refused').length, 20)
    await Promise.all([a, b].map((k) => k.kernel.tail.look()))
    for (const k of [a, b]) {
      t.equal(k.kernel.memory.get(shelves, shelfId, storeId)?.things, 0)
      t.equal(k.kernel.memory.state(storeId)?.seq, k.kernel.tail.position(streamOf(storeId))?.seq)
    }
    const gaps = await a.kernel.database.sql(
      `select seq from (select seq, lag(seq, 1, 0) over (order by seq) as before from event where store_id = $1) e where seq <> before + 1`,
      [storeId],
    )
    t.same(gaps, [], 'the stream is dense')
  },
)
