// Who greets: from a till that is opened again the terminal at once, and its person when the hub has said who they are; from
// a browser nobody before that.
import 'fake-indexeddb/auto'
import t from 'tap'
import { problemBody } from '#shared/problem.ts'
import type { Device } from '../../client/link/device.ts'
import { openLink } from '../../client/link/link.ts'
import type { Session } from '../../client/link/session.ts'
import { browserSurroundings } from '../../client/link/surroundings.ts'
import { webSocket } from '../../client/link/transport.ts'
import { Who } from '../../client/link/who.ts'
import { FakeHub } from './support/fake-hub.ts'
import { id, quick, till, until } from './support/shop.ts'

const person = { id: id(), login: 'nour', name: 'Nour', storeIds: null }
const given = { accessToken: 'a.b.c', person, permissions: ['*'], mustEnrol: false }

t.test('a till that is opened again does not wait for its person', async (t) => {
  const hub = new FakeHub()
  const origin = await hub.open()
  t.teardown(() => hub.close())
  const terminal = till()
  let answer = () => {}
  let isHeld: Promise<void> | null = null
  hub.http = async ({ path }) => {
    if (path.endsWith('/enrol')) return { status: 200, body: { terminal, token: null } }
    await isHeld
    return { status: 200, body: given }
  }
  const opened = { origin, open: webSocket(origin), surroundings: browserSurroundings() }
  const name = id()
  const first = await openLink({ ...opened, name, paces: quick })
  t.teardown(() => first.close())
  await first.enrol('ABCD2345')
  await first.session.signIn('nour', 'secret')
  await first.close()

  isHeld = new Promise((resolve) => (answer = resolve))
  const greeted = hub.hellos.length
  const asked = hub.requests.length
  const patient = { ...quick, callMs: 60_000, personMs: 5 }
  const second = await openLink({ ...opened, name, paces: patient })
  t.teardown(() => second.close())
  await until(() => second.live.state.value.kind === 'live')
  t.equal(hub.requests.length, asked + 1, 'who it is was asked')
  t.match(hub.hellos.slice(greeted), [{ terminal: { id: terminal.id } }])
  t.equal(hub.hellos.at(-1)?.token, undefined, 'nobody is named yet')
  const named = hub.frames.length
  answer()
  const names = () => hub.frames.slice(named).filter((frame) => frame.t === 'person')
  await until(() => names().length > 0)
  t.same(names(), [{ t: 'person', token: given.accessToken }])
  t.match(second.session.state.value, { kind: 'signed-in', confirmed: true })
  t.equal(hub.hellos.length, greeted + 1, 'over the same connection')
})

t.test('whoever has come is waited for no longer', async (t) => {
  const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length
  const device = { identity: () => ({ id: id(), token: 'x' }) } as unknown as Device
  const session = { workingToken: async () => 'a.b.c' } as unknown as Session
  const before = timers()
  t.match(await new Who(device, session, 60_000).identity(), { token: 'a.b.c' })
  t.equal(timers(), before)
})

t.test('a browser whose person was not heard connects as soon as they are', async (t) => {
  const hub = new FakeHub()
  const origin = await hub.open()
  t.teardown(() => hub.close())
  hub.http = () => ({ status: 200, body: given })
  const opened = { origin, open: webSocket(origin), name: id() }
  const first = await openLink({ ...opened, surroundings: browserSurroundings(), paces: quick })
  t.teardown(() => first.close())
  await first.session.signIn('nour', 'secret')
  await first.close()

  hub.http = () => null
  const browser = browserSurroundings()
  let knocks = 0
  const fetch: typeof globalThis.fetch = (...asked) => {
    if (asked[0] === `${origin}/health`) knocks += 1
    return browser.fetch(...asked)
  }
  const greeted = hub.hellos.length
  const never = { fromMs: 1e9, toMs: 1e9 }
  const second = await openLink({
    ...opened,
    surroundings: { ...browser, fetch, random: () => 0.5 },
    paces: { ...quick, reconnect: never },
  })
  t.teardown(() => second.close())
  await until(() => second.live.state.value.reason === 'lost')
  hub.http = () => ({ status: 200, body: given })
  t.ok(await second.session.refresh())
  await until(() => second.live.state.value.kind === 'live')
  t.equal(hub.hellos.length, greeted + 1)

  const problem = problemBody('unavailable')
  hub.tell({ t: 'bye', reason: 'closing', problem, retryAfterMs: null })
  await until(() => second.live.state.value.kind === 'offline')
  const asked = knocks
  t.ok(await second.session.refresh())
  t.equal(knocks, asked, 'where the hub could not take us it is no nearer with another token')
})
