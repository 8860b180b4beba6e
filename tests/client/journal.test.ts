// The journal survives what tills meet: crashes, lost answers, refusals, gaps, another tab, another
// life.
import 'fake-indexeddb/auto'
import t, { type Test } from 'tap'
import { cashMove } from '#tills/contract.ts'
import { journalPost } from '#shared/journal.ts'
import { problemBody } from '#shared/problem.ts'
import type { Call } from '../../client/link/call.ts'
import { KEPT_MS, openDeviceDatabase } from '../../client/link/device-database.ts'
import { Journal } from '../../client/link/journal.ts'
import { CallProblem, unanswered } from '../../client/link/problem.ts'
import { browserSurroundings } from '../../client/link/surroundings.ts'
import { FakeJournal } from './support/fake-journal.ts'
import { id, till, until } from './support/shop.ts'

type Link = {
  live: boolean
  loseAnswers: number
  refuseCalls: number
  posts: number[]
  sentAt: string[]
}

const slugOf = (call: Promise<unknown>) =>
  call.then(
    () => 'none',
    (problem: CallProblem) => problem.slug,
  )

function open(t: Test, name: string, hub: FakeJournal, nowMs = Date.now) {
  const link: Link = { live: true, loseAnswers: 0, refuseCalls: 0, posts: [], sentAt: [] }
  const call: Call = async (operation, input) => {
    if (operation.name !== journalPost.name) throw new Error(operation.name)
    const { entries, sentAt } = input as unknown as { entries: unknown[]; sentAt: string }
    link.sentAt.push(sentAt)
    link.posts.push(entries.length)
    if (link.refuseCalls-- > 0) throw new CallProblem(problemBody('too-large'))
    const answer = hub.post(structuredClone(input) as never)
    if (link.loseAnswers-- > 0) throw unanswered('lost')
    return answer as never
  }
  const database = openDeviceDatabase(name)
  const surroundings = { ...browserSurroundings(), nowMs, random: () => 0 }
  const journal = new Journal({ database, call, live: () => link.live, surroundings })
  let closed = false
  const close = async () => {
    if (closed) return
    closed = true
    await journal.close()
    database.db.close()
  }
  t.teardown(close)
  return { journal, link, database, close }
}

function move(amountMinor = 100) {
  return {
    id: id(),
    personId: id(),
    at: new Date().toISOString(),
    offline: true,
    cashSessionId: id(),
    kind: 'pay-in' as const,
    amountMinor,
    reason: 'change',
  }
}

t.test('an entry is on the disk before it is sent, and its verdict comes back', async (t) => {
  const hub = new FakeJournal()
  const { journal } = open(t, id(), hub)
  await journal.open(till(), true)
  const body = move()
  const { entry, verdict } = await journal.append(cashMove, body)
  t.equal(entry.n, 1)
  t.equal((await journal.entry(body.id))?.body, JSON.stringify(body))
  t.match(await verdict, { outcome: 'posted', result: { id: body.id } })
  await until(() => journal.state.value.waiting === 0)
  t.equal(hub.lastHash, entry.hash)
})

t.test('what was written offline is sent in order after a crash, 50 at a time', async (t) => {
  const name = id()
  const hub = new FakeJournal()
  const terminal = till()
  const first = open(t, name, hub)
  first.link.live = false
  await first.journal.open(terminal, true)
  for (let n = 1; n <= 120; n += 1) await first.journal.append(cashMove, move(n))
  t.match(first.journal.state.value, { waiting: 120, oldestAt: /Z$/ })
  await first.close()
  const second = open(t, name, hub)
  await second.journal.open(terminal)
  await until(() => second.journal.state.value.waiting === 0)
  t.same(second.link.posts, [50, 50, 20])
  const amounts = hub.kept.map(
    ({ body }) => (JSON.parse(body) as { amountMinor: number }).amountMinor,
  )
  t.same(
    amounts,
    Array.from({ length: 120 }, (_, index) => index + 1),
  )
})

t.test('a lost answer is asked for again and changes nothing', async (t) => {
  const hub = new FakeJournal()
  let nowMs = Date.now()
  const { journal, link } = open(t, id(), hub, () => (nowMs += 1000))
  await journal.open(till(), true)
  link.loseAnswers = 2
  const { verdict } = await journal.append(cashMove, move())
  t.match(await verdict, { outcome: 'posted', replayed: true })
  t.equal(hub.kept.length, 1)
  t.same(link.sentAt, link.sentAt.toSorted())
  t.equal(new Set(link.sentAt).size, 3, 'each time it says what its clock shows then')
})

t.test('a refusal is the answer to its number and the next entry goes on', async (t) => {
  const hub = new FakeJournal()
  const { journal } = open(t, id(), hub)
  await journal.open(till(), true)
  const body = move()
  hub.refuse.add(body.id)
  const refused = await journal.append(cashMove, body)
  const next = await journal.append(cashMove, move())
  t.match(await refused.verdict, { outcome: 'refused', problem: { status: 409 } })
  t.match(await next.verdict, { outcome: 'posted', n: 2 })
})

t.test('a hub that came back from a backup is sent what it lost', async (t) => {
  const hub = new FakeJournal()
  const { journal } = open(t, id(), hub)
  await journal.open(till(), true)
  const entries = []
  for (let n = 0; n < 4; n += 1) entries.push(await journal.append(cashMove, move()))
  await Promise.all(entries.map(({ verdict }) => verdict))
  hub.kept.length = 2
  hub.lastHash = entries[1]?.entry.hash ?? ''
  const { verdict } = await journal.append(cashMove, move())
  t.match(await verdict, { outcome: 'posted', n: 5 })
  t.equal(hub.kept.length, 5)
  t.equal(hub.quarantined.length, 0)
})

t.test('the same document is journaled once', async (t) => {
  const hub = new FakeJournal()
  const { journal } = open(t, id(), hub)
  await journal.open(till(), true)
  const body = move()
  const one = await journal.append(cashMove, body)
  await one.verdict
  const again = await journal.append(cashMove, body)
  t.equal(again.entry.n, 1)
  t.match(await again.verdict, { outcome: 'posted' })
  const other = { ...body, amountMinor: 7 }
  t.equal(await slugOf(journal.append(cashMove, other)), 'call-id-reused')
})

t.test('of two tabs one writes; the other may when the first is gone', async (t) => {
  const name = id()
  const hub = new FakeJournal()
  const terminal = till()
  const one = open(t, name, hub)
  await one.journal.open(terminal, true)
  await until(() => one.journal.state.value.writer === 'this-tab')
  const two = open(t, name, hub)
  await two.journal.open(terminal)
  t.equal(await slugOf(two.journal.append(cashMove, move())), 'wrong-state')
  await one.close()
  await until(() => two.journal.state.value.writer === 'this-tab')
  const { verdict } = await two.journal.append(cashMove, move())
  t.match(await verdict, { outcome: 'posted', n: 1 })
})

t.test('a disk that knows nothing of the fence continues where the hub stands', async (t) => {
  const hub = new FakeJournal()
  const terminal = till()
  const before = open(t, id(), hub)
  await before.journal.open(terminal, true)
  await (
    await before.journal.append(cashMove, move())
  ).verdict
  const after = open(t, id(), hub)
  await after.journal.open(terminal)
  await until(() => after.link.posts.length > 0)
  await until(async () => (await after.database.anchors.count()) === 1)
  const { verdict } = await after.journal.append(cashMove, move())
  t.match(await verdict, { outcome: 'posted', n: 2 })
  t.equal(hub.quarantined.length, 0)
})

t.test('a chain the hub does not continue stops, keeps all, and says so', async (t) => {
  const hub = new FakeJournal()
  const { journal } = open(t, id(), hub)
  await journal.open(till(), true)
  hub.lastHash = 'f'.repeat(64)
  await journal.append(cashMove, move())
  await until(() => journal.state.value.stuck !== null)
  t.match(journal.state.value, { stuck: { type: '/problems/chain-broken' }, waiting: 1 })
})

t.test('after a new enrolment the rest of the old fence goes first, into quarantine', async (t) => {
  const name = id()
  const hub = new FakeJournal()
  const terminal = till()
  const { journal, link } = open(t, name, hub)
  await journal.open(terminal, true)
  link.live = false
  const old = await journal.append(cashMove, move())
  hub.fence = 2
  await journal.open({ ...terminal, fence: 2 }, true)
  link.live = true
  await until(() => journal.state.value.writer === 'this-tab')
  const next = await journal.append(cashMove, move())
  t.match(await old.verdict, { outcome: 'quarantined' })
  t.match(await next.verdict, { outcome: 'posted', n: 1 })
  t.equal(hub.quarantined.length, 1)
})

t.test('a post that is refused whole goes again entry by entry', async (t) => {
  const hub = new FakeJournal()
  const { journal, link } = open(t, id(), hub)
  link.live = false
  await journal.open(till(), true)
  for (let n = 0; n < 3; n += 1) await journal.append(cashMove, move())
  link.refuseCalls = 1
  link.live = true
  journal.kick()
  await until(() => journal.state.value.waiting === 0)
  t.same(link.posts, [3, 1, 2])
  t.equal(journal.state.value.stuck, null)
})

t.test(
  'answered entries are kept for 30 days, unsent ones and the last one for ever',
  async (t) => {
    const name = id()
    const hub = new FakeJournal()
    const terminal = till()
    const first = open(t, name, hub)
    await first.journal.open(terminal, true)
    for (let n = 0; n < 3; n += 1) await (await first.journal.append(cashMove, move())).verdict
    first.link.live = false
    await first.journal.append(cashMove, move())
    await first.close()
    const later = open(t, name, hub, () => Date.now() + KEPT_MS + 1000)
    later.link.live = false
    await later.journal.open(terminal)
    const left = await later.journal.recent()
    t.same(
      left.map(({ n }) => n),
      [4],
    )
  },
)
