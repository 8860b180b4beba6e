// How calls travel: which way, with which headers, and which of them are tried again.
import 'fake-indexeddb/auto'
import { mock } from 'node:test'
import t, { type Test } from 'tap'
import { revokePerson, signIn } from '#auth/contract.ts'
import { defaultLimits } from '#kernel/allowances.ts'
import { catalogLookUp } from '#catalog/contract.ts'
import { journalPost } from '#shared/journal.ts'
import { problemBody } from '#shared/problem.ts'
import { lotsSetStatus, stockLevels, stockMove } from '#stock/contract.ts'
import { backoffMs } from '../../client/link/backoff.ts'
import { type CallParts, makeCall } from '../../client/link/call.ts'
import { openDeviceDatabase } from '../../client/link/device-database.ts'
import { type CallProblem, unanswered } from '../../client/link/problem.ts'
import { Session } from '../../client/link/session.ts'
import { StepUp } from '../../client/link/step-up.ts'
import { browserSurroundings } from '../../client/link/surroundings.ts'
import { FakeHub } from './support/fake-hub.ts'
import { id } from './support/shop.ts'

const failed = (call: Promise<unknown>) =>
  call.then(
    () => null,
    (problem: CallProblem) => problem,
  )

async function meet(t: Test, parts: Partial<CallParts> = {}) {
  const hub = new FakeHub()
  t.teardown(() => hub.close())
  const socket = { talks: () => false, request: () => Promise.reject(unanswered('down')) }
  const call = makeCall({
    origin: await hub.open(),
    socket,
    authorization: () => 'Bearer abc',
    renew: async () => false,
    stepUp: async () => false,
    again: async () => false,
    surroundings: browserSurroundings(),
    pace: { fromMs: 1, toMs: 5 },
    timeoutMs: 300,
    ...parts,
  })
  return { hub, call }
}

const move = () => ({
  id: id(),
  storeId: id(),
  variantId: id(),
  fromLocationId: id(),
  toLocationId: id(),
  quantityMilli: 1000,
})

t.test('without a socket a call is its own HTTP request', async (t) => {
  const { hub, call } = await meet(t)
  hub.http = () => ({ status: 200, body: { rows: [], next: null } })
  const storeId = id()
  await call(stockLevels, { storeId, limit: 5 })
  await call(lotsSetStatus, { lotId: 'a/b', status: 'recalled', reason: 'x' }, { id: storeId })
  await call(signIn, { login: 'a', password: 'b' })
  const [read, write, anonymous] = hub.requests
  t.match(read, { method: 'GET', path: `/api/stores/${storeId}/levels?limit=5` })
  t.match(write, { method: 'PUT', path: '/api/lots/a%2Fb/status' })
  t.same(JSON.parse(write?.body ?? ''), { status: 'recalled', reason: 'x' })
  t.match(write?.headers, {
    authorization: 'Bearer abc',
    'idempotency-key': storeId,
    'accept-version': '1',
  })
  t.equal(anonymous?.headers.authorization, undefined)
})

t.test('with a socket a call goes over it, unless it must not', async (t) => {
  const asked: unknown[] = []
  const request = async (...call: unknown[]) => asked.push(call)
  const { hub, call } = await meet(t, { socket: { talks: () => true, request } })
  hub.http = () => ({ status: 200, body: {} })
  const callId = id()
  await call(catalogLookUp, { code: '5' }, { id: callId })
  await call(signIn, { login: 'a', password: 'b' }, { http: true })
  await call(lotsSetStatus, { lotId: 'l', status: 'recalled', reason: 'x' })
  const [, second] = asked as [string, object][]
  t.same(Object.keys(second?.[1] ?? {}), ['status', 'reason', 'lotId'])
  t.same(asked.slice(0, 1), [['catalog.look-up', { code: '5' }, callId]])
  t.equal(hub.requests.length, 1)
})

t.test('a write is tried again under one id while the hub is busy or silent', async (t) => {
  const { hub, call } = await meet(t)
  const answers = [
    null,
    { status: 503, body: problemBody('unavailable') },
    { status: 429, body: problemBody('too-many-requests', { retryAfterMs: 3 }) },
    { status: 200, body: { movements: [], levels: [] } },
  ]
  hub.http = () => answers[hub.requests.length - 1] ?? null
  t.same(await call(stockMove, move()), { movements: [], levels: [] })
  t.equal(new Set(hub.requests.map(({ headers }) => headers['idempotency-key'])).size, 1)
  t.equal(hub.requests.length, 4)
})

t.test('a refusal is a problem with its body and is not tried again', async (t) => {
  const { hub, call } = await meet(t)
  const body = problemBody('stock-short', { availableMilli: 500 })
  hub.http = () => ({ status: 409, body })
  t.match(await failed(call(stockMove, move())), {
    slug: 'stock-short',
    answered: true,
    body: { availableMilli: 500 },
  })
  t.equal(hub.requests.length, 1)
})

t.test('an act is not repeated by itself, and no answer is told from a refusal', async (t) => {
  const { hub, call } = await meet(t)
  hub.http = () => ({ status: 502, body: null, headers: { 'content-type': 'text/html' } })
  t.match(await failed(call(signIn, { login: 'a', password: 'b' })), { answered: false })
  t.equal(hub.requests.length, 1)
  t.match(await failed(call(journalPost, { fence: 1, entries: [] })), { answered: false })
  t.equal(hub.requests.length, 1)
})

t.test('what must be asked again soon is given up sooner', async (t) => {
  const { hub, call } = await meet(t, { timeoutMs: 60_000 })
  hub.http = () => new Promise(() => {})
  const who = { login: 'a', password: 'b' }
  t.match(await failed(call(signIn, who, { withinMs: 5 })), { answered: false })
})

t.test('a token whose answer was lost is asked for while it can still be had', async (t) => {
  const database = openDeviceDatabase(id())
  t.teardown(() => database.db.close())
  mock.timers.enable({ apis: ['setTimeout'] })
  t.teardown(() => mock.timers.reset())
  const stepMs = 250
  let nowMs = 0
  const asked: number[] = []
  const session = new Session({
    database,
    call: (_, __, { withinMs } = {}) => {
      asked.push(nowMs)
      return new Promise((_resolve, reject) => {
        setTimeout(() => reject(unanswered('lost')), withinMs)
      })
    },
    surroundings: { ...browserSurroundings(), locks: null, random: () => 1 },
    unsent: () => 0,
    changed: () => {},
  })
  t.teardown(() => session.close())
  void failed(session.refresh())
  while (asked.length < 12) {
    mock.timers.tick(stepMs)
    nowMs += stepMs
    await new Promise((resolve) => setImmediate(resolve))
  }
  const graceMs = defaultLimits.refreshGraceSeconds * 1000
  const [first = 0, , third = graceMs] = asked
  t.ok(third - first < graceMs, `the third time after ${third - first} ms`)
  const pausesMs = asked.slice(1).map((atMs, n) => atMs - (asked[n] ?? 0))
  t.ok(Math.max(...pausesMs) < graceMs, `however often it was in vain before: ${pausesMs.join()}`)
})

t.test('an expired token is renewed once and the call goes again', async (t) => {
  let renewals = 0
  let token = 'old'
  const renew = async () => {
    renewals += 1
    token = 'new'
    return true
  }
  const { hub, call } = await meet(t, { renew, authorization: () => `Bearer ${token}` })
  hub.http = ({ headers }) =>
    headers.authorization === 'Bearer new'
      ? { status: 200, body: {} }
      : { status: 401, body: problemBody('not-signed-in') }
  await call(catalogLookUp, { code: '5' })
  t.equal(renewals, 1)
  hub.http = () => ({ status: 401, body: problemBody('not-signed-in') })
  t.match(await failed(call(catalogLookUp, { code: '5' })), { slug: 'not-signed-in' })
  t.equal(renewals, 2)
})

t.test('what wants a proof is asked for it once, and the same call goes on', async (t) => {
  let asked = 0
  const stepUp = async () => {
    asked += 1
    return true
  }
  const { hub, call } = await meet(t, { stepUp })
  const wants = { status: 403, body: problemBody('step-up-needed') }
  hub.http = () => (hub.requests.length === 1 ? wants : { status: 200, body: { revoked: 2 } })
  t.same(await call(revokePerson, { personId: id() }), { revoked: 2 })
  t.equal(asked, 1)
  t.equal(new Set(hub.requests.map(({ headers }) => headers['idempotency-key'])).size, 1)
  hub.http = () => wants
  t.match(await failed(call(revokePerson, { personId: id() })), { slug: 'step-up-needed' })
  t.equal(asked, 2, 'a proof that did not help is not asked for again')
})

t.test('without a proof the refusal stands', async (t) => {
  const { hub, call } = await meet(t)
  hub.http = () => ({ status: 403, body: problemBody('step-up-needed') })
  t.match(await failed(call(revokePerson, { personId: id() })), { slug: 'step-up-needed' })
  t.equal(hub.requests.length, 1)
})

t.test('the question is answered for all who wait, and is no where nobody shows it', async (t) => {
  const stepUp = new StepUp()
  t.equal(await stepUp.ask(), false)
  const hide = stepUp.show()
  const both = Promise.all([stepUp.ask(), stepUp.ask()])
  t.equal(stepUp.asked.value, true)
  stepUp.settle(true)
  t.same(await both, [true, true])
  t.equal(stepUp.asked.value, false)
  const late = stepUp.ask()
  hide()
  t.equal(await late, false)
})

t.test('waits have full jitter under a ceiling that doubles', async (t) => {
  const pace = { fromMs: 300, toMs: 15_000 }
  const ceilings = Array.from({ length: 8 }, (_, n) => backoffMs(n, pace, () => 0.999999))
  t.same(ceilings, [300, 600, 1200, 2400, 4800, 9600, 15_000, 15_000])
  t.equal(
    backoffMs(1000, pace, () => 0),
    0,
  )
})
