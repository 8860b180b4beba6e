// How a till finds its hub again: it asks whether one is there before it opens a wire, soon and at most two seconds after
// it asked last, and waits for nothing that was begun on a network that is gone.
import 'fake-indexeddb/auto'
import { mock } from 'node:test'
import t, { type Test } from 'tap'
import type { ClientFrame, HubFrame } from '#shared/frames.ts'
import { knockPace } from '../../client/link/backoff.ts'
import { HubClock } from '../../client/link/hub-clock.ts'
import { Door, knockAt } from '../../client/link/knock.ts'
import { Live, type LiveOptions } from '../../client/link/live.ts'
import { plan } from '../../client/link/plan.ts'
import { Store } from '../../client/link/store.ts'
import { browserSurroundings } from '../../client/link/surroundings.ts'
import { type Ear, type OpenWire, webSocket } from '../../client/link/transport.ts'
import { FakeHub } from './support/fake-hub.ts'
import { quick, until } from './support/shop.ts'

const welcome: HubFrame = {
  t: 'welcome',
  protocol: 1,
  audience: 'till',
  hub: 'none',
  at: '2026-11-24T08:00:00.000Z',
  terminalId: null,
  personId: null,
  streams: [],
  heartbeatMs: 5000,
}

/** Longer than any test: what comes is not a matter of waiting. */
const never = { fromMs: 1e9, toMs: 1e9 }

/** A link of which nothing is real but the order of things, and a network that comes back when it is told to. */
function meet(t: Test, { nowMs, ...options }: Partial<LiveOptions> & { nowMs?: () => number }) {
  const told = new Set<() => void>()
  const surroundings: LiveOptions['surroundings'] = {
    ...browserSurroundings(),
    random: () => 0.9,
    ...(nowMs ? { monotonicMs: nowMs } : {}),
    whenOnline: (tell) => {
      told.add(tell)
      return () => void told.delete(tell)
    },
  }
  const live = new Live({
    open: () => ({ send() {}, close() {} }),
    store: new Store(plan),
    knock: async () => true,
    isAnybody: () => true,
    identity: async () => ({ token: 'token', terminal: null }),
    renew: async () => false,
    streams: () => ['company'],
    queue: () => ({ queued: 0, oldestAt: null }),
    surroundings,
    clock: new HubClock(surroundings),
    paces: { ...quick, pingMs: 10, reconnect: never, knock: never },
    ...options,
  })
  t.teardown(() => live.stop())
  return { live, told, online: () => told.forEach((tell) => tell()) }
}

/** Wires that neither open nor end by themselves. */
function silentWires() {
  const wires: { ear: Ear; sent: ClientFrame[]; isClosed: boolean }[] = []
  const open: OpenWire = (ear) => {
    const wire = { ear, sent: new Array<ClientFrame>(), isClosed: false }
    wires.push(wire)
    return { send: (frame) => void wire.sent.push(frame), close: () => void (wire.isClosed = true) }
  }
  return { wires, open }
}

t.test('asking is repeated within two seconds, however long nobody answers', async (t) => {
  const door = new Door(
    async () => false,
    knockPace,
    () => 1,
  )
  const pauses: number[] = []
  for (let n = 0; n < 1000; n += 1) {
    await door.opens()
    pauses.push(door.pauseMs())
  }
  t.same(pauses.slice(0, 5), [300, 600, 1200, 2000, 2000])
  t.equal(Math.max(...pauses), 2000)
  door.anew()
  await door.opens()
  t.equal(door.pauseMs(), 300)
})

t.test('what nothing comes back to is asked anew, and whichever is answered counts', async (t) => {
  mock.timers.enable({ apis: ['setInterval'] })
  t.teardown(() => mock.timers.reset())
  const asked: { signal: AbortSignal; answer: (isThere: boolean) => void }[] = []
  const hanging = (signal: AbortSignal) =>
    new Promise<boolean>((answer) => {
      asked.push({ signal, answer })
    })
  const door = new Door(hanging, knockPace, () => 1)
  const first = door.opens()
  mock.timers.tick(1_999)
  t.equal(asked.length, 1)
  mock.timers.tick(1)
  t.equal(asked.length, 2)
  asked[0]?.answer(true)
  t.ok(await first)
  t.ok(asked[1]?.signal.aborted, 'nobody waits for the other')
  mock.timers.tick(60_000)
  t.equal(asked.length, 2)

  const second = door.opens()
  mock.timers.tick(7_999)
  t.equal(asked.length, 2 + 4)
  t.notOk(asked.at(-1)?.signal.aborted)
  mock.timers.tick(1)
  t.notOk(await second)
  t.ok(asked.at(-1)?.signal.aborted)
})

t.test('whatever answers is somebody, but for one who says that nobody is there', async (t) => {
  const asked: [unknown, RequestInit | undefined][] = []
  let answer: () => Promise<Response> = async () => new Response('{"alive":true}')
  const fetch: typeof globalThis.fetch = (...given) => {
    asked.push([given[0], given[1]])
    return answer()
  }
  const knock = knockAt('http://hub', { ...browserSurroundings(), fetch })
  const { signal } = new AbortController()
  t.ok(await knock(signal))
  const how = { credentials: 'same-origin', redirect: 'manual', cache: 'no-store', signal }
  t.match(asked, [['http://hub/health', how]])
  for (const status of [401, 403, 404, 429, 500]) {
    answer = async () => new Response('not for you', { status })
    t.ok(await knock(signal), `${status} of what keeps the question to itself`)
  }
  answer = async () => Response.error()
  t.ok(await knock(signal), 'nor is it followed to where one signs in')
  for (const status of [502, 503, 504]) {
    answer = async () => new Response('nobody behind the proxy', { status })
    t.notOk(await knock(signal), `${status}`)
  }
  answer = () => Promise.reject(new TypeError('no network'))
  t.notOk(await knock(signal))
})

t.test('no wire is opened and nobody named before a hub has answered', async (t) => {
  const { wires, open } = silentWires()
  let knocks = 0
  let greeters = 0
  const { live } = meet(t, {
    open,
    knock: async () => (knocks += 1) > 20,
    identity: async () => {
      greeters += 1
      return { token: 'token', terminal: null }
    },
    // A hub that cannot take us is another matter than none at all.
    paces: { ...quick, reconnect: never },
  })
  live.start()
  await until(() => wires.length > 0)
  t.same([knocks, greeters, wires.length], [21, 1, 1])
})

t.test('when the network is back, what was begun before is begun anew at once', async (t) => {
  const { wires, open } = silentWires()
  const { live, online, told } = meet(t, { open })
  live.start()
  await until(() => wires.length === 1)
  online()
  await until(() => wires.length === 2)
  t.match(wires, [{ isClosed: true }, { isClosed: false }])
  live.stop()
  t.equal(told.size, 0)
})

t.test('the same while it was still asked whether a hub is there', async (t) => {
  const { wires, open } = silentWires()
  const given: AbortSignal[] = []
  const knock = (signal: AbortSignal) => {
    given.push(signal)
    if (given.length === 2) return Promise.resolve(true)
    return new Promise<boolean>((resolve) => {
      signal.addEventListener('abort', () => resolve(false))
    })
  }
  const { live, online } = meet(t, { open, knock })
  live.start()
  online()
  await until(() => wires.length === 1)
  t.same(
    given.map(({ aborted }) => aborted),
    [true, true],
  )
  live.restart()
  t.equal(given[2]?.aborted, false)
  live.stop()
  t.ok(given[2]?.aborted, 'nothing is asked any more by a link that was stopped')
})

t.test('an open connection over which nothing comes any more is not kept for that', async (t) => {
  let nowMs = 0
  const { wires, open } = silentWires()
  const { live, online } = meet(t, { open, nowMs: () => nowMs })
  live.start()
  await until(() => wires.length === 1)
  const ear = wires[0]?.ear
  ear?.opened()
  ear?.heard(welcome)
  t.equal(live.state.value.kind, 'live')
  online()
  nowMs = 1_000
  ear?.heard({ t: 'beat', at: welcome.at, heads: [] })
  nowMs = 3_000
  const [wire] = wires
  const pings = () => wire?.sent.filter((frame) => frame.t === 'ping').length ?? 0
  const before = pings()
  await until(() => pings() > before)
  t.equal(live.state.value.kind, 'live', 'one that was heard since is kept')
  online()
  nowMs = 5_001
  await until(() => live.state.value.kind === 'offline')
  t.match([live.state.value.reason, wires], ['silent', [{ isClosed: true }]])
})

t.test('a hub that says when to come back is not made to wait for longer', async (t) => {
  const hub = new FakeHub()
  t.teardown(() => hub.close())
  const { live } = meet(t, {
    open: webSocket(await hub.open()),
    paces: { ...quick, reconnect: never },
  })
  live.start()
  await until(() => live.state.value.kind === 'live')
  const problem = { type: '/problems/unavailable', title: '', status: 503 }
  hub.tell({ t: 'bye', reason: 'closing', problem, retryAfterMs: 5 })
  await until(() => hub.hellos.length === 2)
})
