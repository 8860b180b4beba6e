// A connection from its first frame to its end: greeting, catching up, what is refused and with which
// problem, on both transports alike.
import t from 'tap'
import type { HubFrame } from '#shared/frames.ts'
import { newId } from '#shared/ids.ts'
import { COMPANY, streamOf, type StreamName } from '#shared/streams.ts'
import {
  addToCounters,
  openToyHub,
  plain,
  tokenOf,
  toyPlan,
  truthOf,
  waitABit,
  writeNote,
} from '../support/feed.ts'
import {
  CallRefused,
  connectTerminal,
  FakeTerminal,
  type TerminalOptions,
} from '../support/terminal.ts'
import { openWire, type Transport } from '../support/wires.ts'

const transports: readonly Transport[] = ['websocket', 'socket.io']
const north = newId(Date.now())
const south = newId(Date.now())
const storeIds = [north, south]
const add = { storeId: north, ids: ['a', 'b'], by: 1, secrets: 0, padding: 0 }

function options(url: string, transport: Transport, more: Partial<TerminalOptions> = {}) {
  const streams: StreamName[] = ['company', streamOf(north)]
  const token = tokenOf('till', newId(Date.now()), [north])
  return { url, transport, token, streams, plan: toyPlan, ...more }
}

for (const transport of transports) {
  t.test(`over ${transport} a terminal is greeted, reset, fed and resumed`, async (t) => {
    const hub = await openToyHub(t, { storeIds })
    const till = await connectTerminal(options(hub.url, transport))
    t.teardown(() => till.close())
    t.match(till.welcome, { protocol: 1, audience: 'till', heartbeatMs: 5000 })
    t.same(
      till.welcome?.streams.map(({ mode }) => mode),
      ['reset', 'reset'],
    )
    t.same(await till.call(writeNote, { id: 'n1', text: 'صباح الخير' }), {
      id: 'n1',
      text: 'صباح الخير',
    })
    t.same(await till.call(addToCounters, add), { changed: 2 })
    await till.waitForSeq(streamOf(north), 2)
    await till.waitForSeq('company', 1)
    t.same(plain(till.state(streamOf(north))), await truthOf(hub.kernel, north))
    t.same(plain(till.state('company')), await truthOf(hub.kernel, COMPANY))

    till.drop()
    const other = await connectTerminal(options(hub.url, transport))
    t.teardown(() => other.close())
    await other.call(addToCounters, { ...add, ids: ['b', 'c'] })
    await till.connect()
    t.same(
      till.welcome?.streams.map(({ mode }) => mode),
      ['resume', 'resume'],
    )
    t.equal(till.replicas.snapshotsTaken, 2, 'no second snapshot was needed')
    t.same(plain(till.state(streamOf(north))), await truthOf(hub.kernel, north))
    t.same(hub.errors, [])
  })

  t.test(`over ${transport} what is no frame ends the connection and says why`, async (t) => {
    const hub = await openToyHub(t, { storeIds, env: { LIMIT_FRAME_IN_BYTES: '2000' } })
    const open = () => connectTerminal(options(hub.url, transport))
    const call = { t: 'call', id: newId(Date.now()), op: 'note.write', input: {} }
    const wrong = [
      { t: 'call', id: 'no-uuid', op: 'note.write', input: {} },
      { ...call, extra: 1 },
      { t: 'ping', id: '1' },
      { t: 'hello', protocol: 1, streams: [] },
      { t: 'unheard-of' },
      { t: '__proto__' },
      null,
      [],
      'text',
    ]
    for (const frame of wrong) {
      const till = await open()
      till.wire.send(frame)
      await till.waitFor(() => till.ended !== undefined)
      t.match(till.bye, { reason: 'malformed', problem: { type: '/problems/malformed' } })
    }
    const long = await open()
    long.wire.send({ ...call, input: { text: 'x'.repeat(2000) } })
    await long.waitFor(() => long.ended !== undefined)
    t.match(long.bye, {
      reason: 'too-large',
      problem: { type: '/problems/too-large', status: 413 },
    })
    const huge = await open()
    huge.wire.send({ ...call, input: { text: 'x'.repeat(5000) } })
    await huge.waitFor(() => huge.ended !== undefined)
    t.equal(huge.ended?.code, transport === 'websocket' ? 1009 : null)
    t.equal(hub.feed.stats().connected, 0, 'nobody is left')
    t.same(hub.errors, [])
  })

  t.test(`over ${transport} a wrong call is refused and the connection goes on`, async (t) => {
    const hub = await openToyHub(t, { storeIds })
    const till = await connectTerminal(options(hub.url, transport))
    t.teardown(() => till.close())
    const refused = async (op: string, input: unknown) => {
      try {
        await till.ask(op, input)
        return 'answered'
      } catch (error) {
        return error instanceof CallRefused ? error.problem.type : error
      }
    }
    t.equal(await refused('no.such', {}), '/problems/unknown-operation')
    t.equal(await refused('note.write', { id: 1, text: '' }), '/problems/invalid-input')
    t.equal(await refused('note.write', { id: '1' }), '/problems/invalid-input')
    t.equal(await refused('note.write', { id: '1', text: '', more: 1 }), '/problems/invalid-input')
    t.equal(await refused('counter.add', { ...add, storeId: south }), '/problems/wrong-store')
    t.equal(await refused('note.write', { id: '1', text: '' }), 'answered')
  })
}

t.test('replies come in any order, and no more than 32 calls run at once', async (t) => {
  const hub = await openToyHub(t, { storeIds })
  const till = await connectTerminal(options(hub.url, 'websocket'))
  t.teardown(() => till.close())
  const order: string[] = []
  const slow = till.call(waitABit, { forMs: 200 }).then(() => order.push('slow'))
  const quick = till.call(waitABit, { forMs: 1 }).then(() => order.push('quick'))
  await Promise.all([slow, quick])
  t.same(order, ['quick', 'slow'])
  const calls = Array.from({ length: 40 }, () => till.call(waitABit, { forMs: 100 }))
  const results = await Promise.allSettled(calls)
  const refused = results.filter(({ status }) => status === 'rejected')
  t.equal(refused.length, 8)
  t.match((refused[0] as PromiseRejectedResult).reason, {
    problem: { type: '/problems/too-many-requests', status: 429 },
  })
})

t.test('a terminal is held to its rate of calls', async (t) => {
  const hub = await openToyHub(t, { storeIds, env: { LIMIT_CALLS_PER_SECOND: '5' } })
  const till = await connectTerminal(options(hub.url, 'websocket'))
  t.teardown(() => till.close())
  const calls = Array.from({ length: 8 }, () => till.call(waitABit, { forMs: 1 }))
  const results = await Promise.allSettled(calls)
  t.equal(results.filter(({ status }) => status === 'rejected').length, 3)
  for (let i = 0; i < 100; i += 1) till.ping()
  await till.waitFor(() => till.ended !== undefined)
  t.equal(till.bye?.reason, 'too-many', 'a flood ends the connection')
})

t.test('who may not come in is told why', async (t) => {
  const env = { LIMIT_HELLO_TIMEOUT_MS: '300', LIMIT_HEARTBEAT_MS: '200' }
  const hub = await openToyHub(t, { storeIds, env })
  const bye = async (more: Partial<TerminalOptions>) => {
    const till = new FakeTerminal(options(hub.url, 'websocket', more))
    await till.connect().catch(() => {})
    return till.bye?.reason
  }
  t.equal(await bye({ streams: [streamOf(south)] }), 'forbidden', 'a foreign store')
  t.equal(
    await bye({ token: tokenOf('till', 'x', null), streams: [streamOf(newId(1))] }),
    'forbidden',
  )
  t.equal(await bye({ token: '' }), 'revoked', 'nobody at all')
  t.equal(await bye({ streams: ['company', 'company'] }), 'malformed', 'a stream twice')
  const heard: HubFrame[] = []
  const code = await new Promise((ended) => {
    openWire('websocket', hub.url, { heard: (frame) => void heard.push(frame), ended })
  })
  t.match(heard, [{ t: 'challenge' }, { t: 'bye', reason: 'silent' }], 'who never says hello')
  t.equal(code, 4408)
  t.same(hub.errors, [])
})

t.test('a page of another origin cannot connect, a device can', async (t) => {
  const hub = await openToyHub(t, { storeIds, env: { ALLOWED_ORIGINS: 'https://shop.example' } })
  for (const transport of transports) {
    const from = async (origin: string) => {
      const till = new FakeTerminal(options(hub.url, transport, { headers: { origin } }))
      t.teardown(() => till.close())
      return till.connect().then(
        () => true,
        () => false,
      )
    }
    t.ok(await from('https://shop.example'))
    t.ok(await from(hub.url))
    t.notOk(await from('https://evil.example'))
    t.notOk(await from('null'))
    t.notOk(await from(`${hub.url}.evil.example`))
  }
})

t.test('a person changes at a terminal without a new connection', async (t) => {
  const terminalId = newId(Date.now())
  const terminals = new Map([[terminalId, north]])
  const hub = await openToyHub(t, { storeIds, terminals })
  const { token: _none, ...rest } = options(hub.url, 'websocket', { terminal: { id: terminalId } })
  const till = await connectTerminal(rest)
  t.teardown(() => till.close())
  t.equal(till.welcome?.personId, null)
  till.person(tokenOf('till', newId(Date.now()), [north]))
  await till.call(waitABit, { forMs: 1 })
  t.equal(till.ended, undefined)
  till.person(tokenOf('manager', newId(Date.now()), null))
  await till.waitFor(() => till.ended !== undefined)
  t.equal(till.bye?.reason, 'forbidden', 'another audience needs its own connection')
})
