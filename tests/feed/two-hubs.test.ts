// Two hubs over one database, one of them slow to look: a terminal may come from the faster to the
// slower, facts may lie in the database that a hub has not told anybody, and who is where is known to
// both.
import t from 'tap'
import { closeRedis, openRedis } from '#kernel/redis.ts'
import { newId } from '#shared/ids.ts'
import { streamOf, type StreamName } from '#shared/streams.ts'
import { cloneRedis } from '../support/database.ts'
import {
  addToCounters,
  openToyHub,
  plain,
  tokenOf,
  toyPlan,
  truthOf,
  writeNote,
} from '../support/feed.ts'
import { connectTerminal, FakeTerminal } from '../support/terminal.ts'

const store = newId(Date.now())
const storeIds = [store]
const streams: StreamName[] = ['company', streamOf(store)]
const add = { storeId: store, ids: ['a'], by: 1, secrets: 0, padding: 0 }
const blind = { LIMIT_HEAD_POLL_MS: '600000', LIMIT_TAIL_STALE_MS: '600000' }
const quiet = { info: () => {}, warn: () => {} }
const common = { streams, plan: toyPlan, transport: 'websocket' } as const
const till = (url: string) => ({ ...common, url, token: tokenOf('till', newId(1), null) })

t.test('a terminal ahead of a hub makes it look instead of being reset', async (t) => {
  const a = await openToyHub(t, { storeIds })
  const b = await openToyHub(t, { storeIds, databaseUrl: a.databaseUrl, env: blind })
  const first = await connectTerminal(till(a.url))
  for (let i = 0; i < 5; i += 1) await first.call(addToCounters, add)
  await first.waitForSeq(streamOf(store), 5)
  first.close()
  const moved = new FakeTerminal(till(b.url))
  Object.assign(moved, { replicas: first.replicas })
  await moved.connect()
  t.same(
    moved.welcome?.streams.map(({ mode }) => mode),
    ['resume', 'resume'],
  )
  t.same(plain(moved.state(streamOf(store))), await truthOf(a.kernel, store))
  moved.close()
})

t.test('what a hub has not told is not replayed from the database either', async (t) => {
  const a = await openToyHub(t, { storeIds })
  const writer = await connectTerminal(till(a.url))
  t.teardown(() => writer.close())
  const behind = await connectTerminal(till(a.url))
  behind.drop()
  for (let i = 0; i < 5; i += 1) await writer.call(addToCounters, add)
  const b = await openToyHub(t, { storeIds, databaseUrl: a.databaseUrl, env: blind })
  for (let i = 0; i < 5; i += 1) await writer.call(addToCounters, add)
  const moved = new FakeTerminal(till(b.url))
  Object.assign(moved, { replicas: behind.replicas })
  await moved.connect()
  t.equal(moved.state(streamOf(store)).seq, 5, 'as far as this hub has read')
  await b.kernel.tail.look()
  await moved.waitForSeq(streamOf(store), 10)
  t.same(plain(moved.state(streamOf(store))), await truthOf(a.kernel, store))
  moved.close()
  t.same(b.errors, [])
})

t.test('a hint through Redis makes another hub look at once', async (t) => {
  const redisUrl = await cloneRedis(t)
  const redis = () => {
    const client = openRedis(redisUrl, 'test', quiet)
    t.teardown(() => closeRedis(client))
    return client
  }
  const a = await openToyHub(t, { storeIds, redis: redis() })
  const { databaseUrl } = a
  const b = await openToyHub(t, { storeIds, databaseUrl, env: blind, redis: redis() })
  const here = await connectTerminal(till(a.url))
  const there = await connectTerminal(till(b.url))
  t.teardown(() => here.close())
  t.teardown(() => there.close())
  // Listening to Redis begins by itself some time after the hub is open.
  for (let i = 0; i < 200 && there.state('company').seq === 0; i += 1) {
    await here.call(writeNote, { id: '1', text: `${i}` })
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  const delaysMs: number[] = []
  for (let i = 0; i < 20; i += 1) {
    const next = there.state('company').seq + 1
    const startedAt = performance.now()
    await here.call(writeNote, { id: '2', text: `${i}` })
    await there.waitForSeq('company', next, 2000)
    delaysMs.push(performance.now() - startedAt)
  }
  const middle = delaysMs.toSorted((x, y) => x - y)[10] ?? Infinity
  t.comment(`call on one hub to screen on the other: ${middle.toFixed(1)} ms`)
  t.ok(middle < 1000)
})

t.test('a manager on one hub sees a terminal on the other', async (t) => {
  const terminalId = newId(Date.now())
  const terminals = new Map([[terminalId, store]])
  const a = await openToyHub(t, { storeIds, terminals })
  const b = await openToyHub(t, { storeIds, terminals, databaseUrl: a.databaseUrl })
  const token = tokenOf('manager', newId(Date.now()), null)
  const manager = await connectTerminal({ ...common, url: b.url, token })
  t.teardown(() => manager.close())
  const seen = () => manager.presence.get(terminalId)?.state
  const scanner = { ...common, terminal: { id: terminalId } }
  const there = await connectTerminal({ ...scanner, url: a.url })
  await manager.waitFor(() => seen() === 'live')
  there.drop()
  await manager.waitFor(() => seen() === 'offline')
  const here = await connectTerminal({ ...scanner, url: b.url })
  await manager.waitFor(() => seen() === 'live')
  here.close()
  t.same([...a.errors, ...b.errors], [])
})
