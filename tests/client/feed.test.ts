// The feed at the till: only what continues is applied, and every disorder ends in the same state.
import 'fake-indexeddb/auto'
import t, { type Test } from 'tap'
import { categories, categoryChanged, products } from '#catalog/contract.ts'
import { levelChanged, levels } from '#stock/contract.ts'
import { streamOf } from '#shared/streams.ts'
import { HubClock } from '../../client/link/hub-clock.ts'
import { Live, type LiveOptions } from '../../client/link/live.ts'
import { plan } from '../../client/link/plan.ts'
import { Store } from '../../client/link/store.ts'
import { browserSurroundings } from '../../client/link/surroundings.ts'
import { socketIo, webSocket } from '../../client/link/transport.ts'
import { FakeHub } from './support/fake-hub.ts'
import { category, id, level, quick, until } from './support/shop.ts'

const storeId = id()
const shop = streamOf(storeId)

async function meet(t: Test, options: Partial<LiveOptions> = {}) {
  const hub = new FakeHub()
  const origin = await hub.open()
  const store = new Store(plan)
  store.home.set(storeId)
  const live = new Live({
    open: webSocket(origin),
    store,
    knock: async () => true,
    isAnybody: () => true,
    identity: async () => ({ token: 'token', terminal: null }),
    renew: async () => false,
    streams: () => ['company', shop],
    queue: () => ({ queued: 0, oldestAt: null }),
    surroundings: browserSurroundings(),
    clock: new HubClock(browserSurroundings()),
    paces: quick,
    ...options,
  })
  t.teardown(async () => {
    live.stop()
    await hub.close()
  })
  return { hub, origin, store, live, isLive: () => live.state.value.kind === 'live' }
}

for (const transport of [webSocket, socketIo]) {
  t.test(`over ${transport.name} a first start loads the snapshot and follows`, async (t) => {
    const hub = new FakeHub()
    t.teardown(() => hub.close())
    const { store, live, isLive } = await meet(t, { open: transport(await hub.open()) })
    for (let n = 0; n < 5; n += 1) hub.append('company', categoryChanged.name, category(`c${n}`))
    live.start()
    await until(isLive)
    t.equal(store.records(categories).length, 5)
    hub.append('company', categoryChanged.name, category('new'))
    await until(() => store.records(categories).length === 6)
    t.equal(store.position('company')?.seq, 6)
    await until(() => live.state.value.delayMs !== null)
  })
}

t.test('a snapshot is swapped in whole, and never in parts', async (t) => {
  const { hub, store, live } = await meet(t)
  for (let n = 0; n < 6; n += 1) hub.append('company', categoryChanged.name, category(`c${n}`))
  const sizes = new Set<number>()
  store.watch(categories, () => sizes.add(store.records(categories).length))
  hub.greet = (far, hello) => {
    hub.welcome({ ...far, send: (frame) => frame.t === 'welcome' && far.send(frame) }, hello)
    const [first, ...rest] = hub.parts('company')
    if (first) far.send(first)
    setTimeout(() => {
      t.match(live.state.value, { kind: 'catching-up', done: 1, of: 4 })
      t.equal(store.records(categories).length, 0)
      for (const part of rest) far.send(part)
      hub.snapshot(far, shop)
    }, 30)
  }
  live.start()
  await until(() => live.state.value.kind === 'live')
  t.same([...sizes], [6])
})

t.test(
  'after a cut the feed is resumed by cursor, nothing twice and nothing missing',
  async (t) => {
    const { hub, store, live, isLive } = await meet(t)
    const met: number[] = []
    store.listen(levelChanged, (_, { seq }) => void met.push(seq))
    live.start()
    await until(isLive)
    for (let n = 0; n < 3; n += 1) hub.append(shop, levelChanged.name, level(n))
    await until(() => met.length === 3)
    hub.cut()
    for (let n = 0; n < 3; n += 1) hub.append(shop, levelChanged.name, level(n))
    await until(() => met.length === 6)
    t.same(met, [1, 2, 3, 4, 5, 6])
    t.equal(store.records(levels).length, 6)
    t.match(hub.hellos[1]?.streams, [
      { stream: 'company', seq: 0 },
      { stream: shop, seq: 3 },
    ])
  },
)

t.test('a gap or a repeated number ends the connection and the next hello mends it', async (t) => {
  const { hub, store, live, isLive } = await meet(t)
  live.start()
  await until(isLive)
  hub.append(shop, levelChanged.name, level(1), false)
  hub.append(shop, levelChanged.name, level(2))
  await until(() => hub.hellos.length === 2 && isLive())
  t.equal(store.records(levels).length, 2)
  hub.tell({ t: 'batch', stream: shop, from: 2, to: 2, facts: [[2, levelChanged.name, level(9)]] })
  await until(() => hub.hellos.length === 3 && isLive())
  t.equal(store.records(levels).length, 2)
})

t.test('a skip moves the cursor over what is not for us', async (t) => {
  const { hub, store, live, isLive } = await meet(t)
  live.start()
  await until(isLive)
  hub.tell({ t: 'skip', stream: shop, from: 1, to: 40 })
  await until(() => store.position(shop)?.seq === 40)
  t.ok(isLive())
})

t.test('another epoch is a reset: what was there before is gone', async (t) => {
  const { hub, store, live, isLive } = await meet(t)
  hub.append('company', categoryChanged.name, category('old'))
  live.start()
  await until(isLive)
  hub.logs.delete('company')
  hub.append('company', categoryChanged.name, category('new'), false)
  hub.cut()
  await until(() => store.records(categories)[0]?.name.en === 'new')
  t.equal(store.records(categories).length, 1)
})

t.test('three beats behind on an idle connection are answered by a new hello', async (t) => {
  const { hub, store, live, isLive } = await meet(t)
  live.start()
  await until(isLive)
  hub.append(shop, levelChanged.name, level(1), false)
  hub.beat()
  hub.beat()
  await until(() => hub.hellos.length === 1)
  t.equal(store.records(levels).length, 0)
  hub.beat()
  await until(() => store.records(levels).length === 1)
  t.equal(hub.hellos.length, 2)
})

t.test('silence is death', async (t) => {
  const { hub, live, isLive } = await meet(t, { paces: { ...quick, pingMs: 20, silentMs: 50 } })
  live.start()
  await until(isLive)
  hub.greet = () => {}
  for (const far of hub.far) far.send = () => {}
  await until(() => live.state.value.kind === 'offline')
  t.equal(live.state.value.reason, 'silent')
})

t.test('a fact that cannot be applied costs a snapshot, not the till', async (t) => {
  const { hub, store, live, isLive } = await meet(t)
  hub.append('company', categoryChanged.name, category('one'))
  live.start()
  await until(isLive)
  hub.tell({
    t: 'batch',
    stream: 'company',
    from: 2,
    to: 2,
    facts: [[2, categoryChanged.name, null]],
  })
  await until(() => hub.hellos.length === 2 && isLive())
  t.equal(hub.hellos[1]?.streams[0]?.seq, undefined)
  t.equal(store.records(categories).length, 1)
})

t.test('bye: revoked and an unknown version are final, other reasons are not', async (t) => {
  const { hub, live, isLive } = await meet(t)
  live.start()
  await until(isLive)
  const problem = { type: '/problems/unavailable', title: '', status: 503 }
  hub.tell({ t: 'bye', reason: 'closing', problem, retryAfterMs: 5 })
  await until(() => hub.hellos.length === 2 && isLive())
  const revoked = { type: '/problems/revoked', title: '', status: 401 }
  hub.tell({ t: 'bye', reason: 'revoked', problem: revoked, retryAfterMs: null })
  await until(() => live.state.value.kind === 'refused')
  t.equal(live.state.value.reason, 'revoked')
  await new Promise((resolve) => setTimeout(resolve, 100))
  t.equal(hub.hellos.length, 2)
  live.retry()
  await until(isLive)
})

t.test('a copy made for another audience is dropped', async (t) => {
  const { hub, store, live, isLive } = await meet(t)
  hub.append('company', categoryChanged.name, category('one'))
  live.start()
  await until(isLive)
  hub.audience = 'manager'
  hub.cut()
  await until(() => hub.hellos.length === 3 && isLive())
  t.equal(hub.hellos[2]?.streams[0]?.epoch, undefined)
  t.equal(store.audience, 'manager')
})

t.test('snapshots for React keep their identity until something changes', async (t) => {
  const { hub, store, live, isLive } = await meet(t)
  const one = category('one')
  hub.append('company', categoryChanged.name, one)
  live.start()
  await until(isLive)
  const before = store.records(categories)
  let productsTold = 0
  let otherTold = 0
  store.watch(products, () => (productsTold += 1))
  const told: (readonly string[] | null)[] = []
  store.watch(categories, (keys) => void told.push(keys && [...keys]))
  store.watch(categories, () => (otherTold += 1), undefined, 'another')
  const two = category('two')
  hub.append('company', categoryChanged.name, two)
  await until(() => store.version(categories) > 1)
  t.same(told, [[two.id]])
  t.not(store.records(categories), before)
  t.equal(store.records(categories), store.records(categories))
  t.equal(store.record(categories, one.id), before[0])
  t.same([productsTold, otherTold], [0, 0])
})
