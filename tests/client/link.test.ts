// The whole link against a hub that speaks the frames: enrolling, signing in, selling through a
// cut, starting from disk without a network, and a scanner's queue.
import 'fake-indexeddb/auto'
import { webcrypto } from 'node:crypto'
import t, { type Test } from 'tap'
import { categories, categoryChanged } from '#catalog/contract.ts'
import { journalPost } from '#shared/journal.ts'
import { problemBody } from '#shared/problem.ts'
import { stockReceive } from '#stock/contract.ts'
import type { Terminal } from '#terminals/contract.ts'
import { cashOpen } from '#tills/contract.ts'
import { openDeviceDatabase } from '../../client/link/device-database.ts'
import { openLink } from '../../client/link/link.ts'
import type { Link } from '../../client/link/link.ts'
import type { CallProblem } from '../../client/link/problem.ts'
import { browserSurroundings } from '../../client/link/surroundings.ts'
import { tokenLifeMs } from '../../client/link/token-life.ts'
import { webSocket } from '../../client/link/transport.ts'
import { FakeHub, Refusal, SILENCE } from './support/fake-hub.ts'
import { FakeJournal } from './support/fake-journal.ts'
import { category, id, quick, till, until } from './support/shop.ts'

const isLive = (link: Link) => link.live.state.value.kind === 'live'

async function openHub(t: Test) {
  const hub = new FakeHub()
  const origin = await hub.open()
  t.teardown(() => hub.close())
  return { hub, origin }
}

async function open(t: Test, origin: string, name = id(), secure = true): Promise<Link> {
  const browser = browserSurroundings()
  const surroundings = secure ? browser : { ...browser, subtle: null, locks: null }
  const link = await openLink({ origin, open: webSocket(origin), name, surroundings, paces: quick })
  t.teardown(() => link.close())
  return link
}

function token(lifeS: number): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  return `${part({ alg: 'EdDSA' })}.${part({ iat: 1000, exp: 1000 + lifeS })}.${id()}`
}

/** Answers enrolment, sign-in, refresh and sign-out. */
function offices(hub: FakeHub, terminal: Terminal, lifeS = 300) {
  const person = { id: id(), login: 'nour', name: 'Nour', storeIds: null }
  const counts = { refresh: 0, signOut: 0 }
  const keys: JsonWebKey[] = []
  let revoked = false
  const given = () => ({
    status: 200,
    body: { accessToken: token(lifeS), person, permissions: ['*'] },
  })
  hub.http = async ({ path, body }) => {
    if (path.endsWith('/enrol')) {
      const { publicKey } = JSON.parse(body) as { publicKey?: JsonWebKey }
      if (publicKey) keys.push(publicKey)
      return { status: 200, body: { terminal, token: publicKey ? null : 'device-token' } }
    }
    if (path.endsWith('/refresh')) {
      counts.refresh += 1
      await new Promise((resolve) => setTimeout(resolve, 20))
      return revoked ? { status: 401, body: problemBody('revoked') } : given()
    }
    if (path.endsWith('/sign-out')) {
      counts.signOut += 1
      return { status: 200, body: { signedOut: true } }
    }
    return given()
  }
  return { person, counts, keys, revoke: () => (revoked = true) }
}

t.test('a device enrols with a key that cannot leave it and signs the challenge', async (t) => {
  const { hub, origin } = await openHub(t)
  const terminal = till()
  const { keys } = offices(hub, terminal)
  const name = id()
  const link = await open(t, origin, name)
  t.not(link.live.state.value.kind, 'live')
  await until(() => link.live.state.value.reason === 'not-signed-in')
  await link.enrol('ABCD2345')
  await until(() => isLive(link))
  const hello = hub.hellos.at(-1)
  t.same(
    hello?.streams.map(({ stream }) => stream),
    ['company', `store:${terminal.storeId}`],
  )
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' }
  const key = await webcrypto.subtle.importKey('jwk', keys[0] ?? {}, algorithm, true, ['verify'])
  const signature = Buffer.from(hello?.terminal?.signature ?? '', 'base64url')
  const nonce = new TextEncoder().encode('a nonce')
  const hash = { name: 'ECDSA', hash: 'SHA-256' }
  t.ok(await webcrypto.subtle.verify(hash, key, signature, nonce))
  const { db, keeping } = openDeviceDatabase(`${name}-device`)
  t.match(await keeping.get('device'), { value: { keys: { privateKey: { extractable: false } } } })
  db.close()
})

t.test('on an insecure origin it gets a token and says that it sells online only', async (t) => {
  const { hub, origin } = await openHub(t)
  const terminal = till()
  offices(hub, terminal)
  const link = await open(t, origin, id(), false)
  await link.enrol('ABCD2345')
  await until(() => isLive(link))
  t.same(hub.hellos.at(-1)?.terminal, { id: terminal.id, token: 'device-token' })
  t.equal(link.device.state.value.sellsOffline, false)
  hub.http = () => ({ status: 200, body: {} })
  link.live.stop()
  await link.call(stockReceive, { id: id(), storeId: id(), lines: [] })
  t.equal(hub.requests.at(-1)?.headers.authorization, `Terminal ${terminal.id}.device-token`)
})

t.test('a till starts and sells without network from what is stored', async (t) => {
  const { hub, origin } = await openHub(t)
  const name = id()
  const { person } = offices(hub, till())
  hub.append('company', categoryChanged.name, category('tea'))
  const first = await open(t, origin, name)
  await first.enrol('ABCD2345')
  await first.session.signIn('nour', 'secret')
  await until(() => isLive(first))
  await first.close()
  await hub.close()

  const second = await open(t, origin, name)
  t.equal(second.store.records(categories)[0]?.name.en, 'tea')
  t.match(second.session.state.value, { kind: 'signed-in', confirmed: false, person })
  await until(() => second.journal.state.value.writer === 'this-tab')
  const at = new Date().toISOString()
  const body = { id: id(), personId: person.id, at, offline: true, floatMinor: 0 }
  const { entry } = await second.journal.append(cashOpen, body)
  t.equal(entry.n, 1)
  t.match(second.live.state.value, { kind: 'offline', queued: 1, oldestAt: entry.at })
  const refused = await second.session.signOut().catch((problem: CallProblem) => problem)
  t.match(refused, { slug: 'wrong-state' })
})

t.test('an entry whose answer was cut off is settled after the reconnection', async (t) => {
  const { hub, origin } = await openHub(t)
  const terminal = till()
  offices(hub, terminal)
  const journal = new FakeJournal()
  let cuts = 1
  hub.answer = ({ op, input }) => {
    if (op !== journalPost.name) return {}
    const output = journal.post(input as never)
    if (cuts-- <= 0) return output
    hub.cut()
    return SILENCE
  }
  const link = await open(t, origin)
  await link.enrol('ABCD2345')
  await until(() => isLive(link))
  const body = {
    id: id(),
    personId: id(),
    at: new Date().toISOString(),
    offline: false,
    floatMinor: 5,
  }
  const { verdict } = await link.journal.append(cashOpen, body)
  t.match(await verdict, { outcome: 'posted', replayed: true })
  t.equal(journal.kept.length, 1)
  t.equal(hub.hellos.length, 2)
})

t.test('who works here changes by a frame, not by a connection', async (t) => {
  const { hub, origin } = await openHub(t)
  const { counts } = offices(hub, till())
  const link = await open(t, origin)
  await link.enrol('ABCD2345')
  await until(() => isLive(link))
  await link.session.signIn('nour', 'secret')
  await until(() => hub.frames.some((frame) => frame.t === 'person' && frame.token !== null))
  await link.session.signOut()
  await until(() => hub.frames.some((frame) => frame.t === 'person' && frame.token === null))
  t.equal(hub.hellos.length, 1)
  t.equal(counts.signOut, 1)
  t.same(link.session.state.value, { kind: 'signed-out', reason: null })
})

t.test('a till goes on without a person who was revoked, and not without itself', async (t) => {
  const { hub, origin } = await openHub(t)
  const office = offices(hub, till())
  const link = await open(t, origin)
  await link.enrol('ABCD2345')
  await link.session.signIn('nour', 'secret')
  await until(() => isLive(link))
  office.revoke()
  const bye = { t: 'bye', reason: 'revoked', problem: problemBody('revoked') } as const
  hub.tell({ ...bye, retryAfterMs: null })
  await until(() => link.session.state.value.kind === 'signed-out' && isLive(link))
  t.equal(hub.hellos.at(-1)?.token, undefined)
  hub.tell({ ...bye, retryAfterMs: null })
  await until(() => link.live.state.value.kind === 'refused')
  const greeted = hub.hellos.length
  await new Promise((resolve) => setTimeout(resolve, 60))
  t.equal(hub.hellos.length, greeted)
})

t.test('ten that need a token refresh it once, and two tabs one after the other', async (t) => {
  const { hub, origin } = await openHub(t)
  const { counts } = offices(hub, till())
  const name = id()
  const one = await open(t, origin, name)
  await one.session.signIn('nour', 'secret')
  await Promise.all(Array.from({ length: 10 }, () => one.session.refresh()))
  t.equal(counts.refresh, 1)
  let running = 0
  let most = 0
  const plain = hub.http
  hub.http = async (call) => {
    most = Math.max(most, ++running)
    const answer = await plain(call)
    running -= 1
    return answer
  }
  const two = await open(t, origin, name)
  await Promise.all([one.session.refresh(), two.session.refresh()])
  t.equal(most, 1)
})

t.test('a token is refreshed before it ends, and a revoked one signs out', async (t) => {
  const { hub, origin } = await openHub(t)
  const office = offices(hub, till(), 0.2)
  const link = await open(t, origin)
  await link.session.signIn('nour', 'secret')
  await until(() => office.counts.refresh >= 2)
  office.revoke()
  await until(() => link.session.state.value.kind === 'signed-out')
  t.match(link.session.state.value, { reason: 'revoked' })
  await until(() => link.live.state.value.kind === 'refused')
  t.equal(tokenLifeMs(token(300)), 300_000)
  t.equal(tokenLifeMs('opaque'), 300_000)
})

t.test('a scanner writes down first, sends in order, and keeps every answer', async (t) => {
  const { hub, origin } = await openHub(t)
  offices(hub, { ...till(), kind: 'scanner' })
  const name = id()
  const link = await open(t, origin, name)
  await link.enrol('ABCD2345')
  await until(() => isLive(link))
  link.live.stop()
  const storeId = id()
  const receipts = [1, 2, 3].map((n) => ({ id: `${n}`, storeId, lines: [] }))
  const added = []
  for (const receipt of receipts) added.push(await link.outbox.add(stockReceive, receipt))
  const undone = await link.outbox.add(stockReceive, { id: '4', storeId, lines: [] })
  t.ok(await link.outbox.takeBack(undone.id))
  t.match(link.live.state.value, { queued: 3 })
  await link.close()

  let loseFirst = true
  hub.answer = ({ input }) => {
    if (loseFirst) {
      loseFirst = false
      return SILENCE
    }
    const refused = (input as { id: string }).id === '2'
    return refused ? new Refusal(problemBody('lot-blocked')) : { movements: [], levels: [] }
  }
  const again = await open(t, origin, name)
  await until(() => again.outbox.state.value.waiting === 0)
  t.same(
    hub.calls.map(({ id: callId }) => callId),
    [added[0]?.id, ...added.map((call) => call.id)],
  )
  t.match(again.outbox.state.value.recent, [
    { state: 'confirmed' },
    { state: 'refused', problem: { type: '/problems/lot-blocked' } },
    { state: 'confirmed', op: stockReceive.name },
  ])
  t.notOk(await again.outbox.takeBack(added[0]?.id ?? ''))
})
