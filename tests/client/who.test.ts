// Who greets from a till that is opened again: the terminal at once, and its person when the hub has said who they are.
import 'fake-indexeddb/auto'
import t from 'tap'
import { openLink } from '../../client/link/link.ts'
import { browserSurroundings } from '../../client/link/surroundings.ts'
import { webSocket } from '../../client/link/transport.ts'
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
