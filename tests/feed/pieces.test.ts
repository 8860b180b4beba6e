// The pieces of the feed by themselves: the bytes of a ready frame, batches cut to size, the newest
// facts, waiting for a socket, and who is let in.
import t from 'tap'
import { WebSocketServer, WebSocket } from 'ws'
import fc from 'fast-check'
import { Bucket } from '#kernel/limits.ts'
import { readConfig } from '#kernel/config.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { Memory } from '#kernel/memory.ts'
import type { Room } from '#kernel/room.ts'
import { anyone, type Scope } from '#kernel/scope.ts'
import type { Tail } from '#kernel/tail.ts'
import type { Batch } from '#shared/frames.ts'
import { Admission } from '#feed/admission.ts'
import type { Channel } from '#feed/channel.ts'
import { Drains } from '#feed/drains.ts'
import { batchTexts, held } from '#feed/facts.ts'
import { Hub } from '#feed/hub.ts'
import { Ready, webSocketMessage } from '#feed/ready.ts'
import { Ring, shrink } from '#feed/ring.ts'
import { Snapshots } from '#feed/snapshots.ts'
import type { FeedSocket } from '#feed/socket.ts'
import { newId } from '#shared/ids.ts'
import { streamOf } from '#shared/streams.ts'
import { openToyHub } from '../support/feed.ts'

const { limits } = readConfig({
  DATABASE_URL: 'postgres://127.0.0.1/none',
  REDIS_URL: 'redis://127.0.0.1:1',
  LIMIT_SOCKETS_PER_ADDRESS: '2',
  LIMIT_SOCKETS_PER_HUB: '3',
  LIMIT_SOCKETS_PER_TERMINAL: '1',
  LIMIT_SOCKETS_PER_USER: '2',
  LIMIT_HELLOS_PER_SECOND: '2',
  LIMIT_SNAPSHOTS_AT_ONCE: '2',
  LIMIT_TAIL_BYTES: '4000',
})
const turn = () => new Promise((resolve) => setImmediate(resolve))

t.test('a ready message is what ws reads as the same text, whatever its length', async (t) => {
  const wss = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false })
  t.teardown(() => wss.close())
  const lengths = [0, 1, 125, 126, 127, 65_535, 65_536, 200_000]
  const texts = [...lengths.map((length) => 'x'.repeat(length)), 'ميزان '.repeat(20_000), '☕']
  wss.on('connection', (_ws, request) => {
    for (const text of texts) request.socket.write(webSocketMessage(text))
    request.socket.write(new Ready(['{"a":1}', '{"b":2}']).forWebSocket)
  })
  await new Promise((resolve) => wss.once('listening', resolve))
  const { port } = wss.address() as { port: number }
  const ws = new WebSocket(`ws://127.0.0.1:${port}`)
  const heard: string[] = []
  await new Promise<void>((resolve) => {
    ws.on('message', (data: Buffer) => {
      heard.push(data.toString())
      if (heard.length === texts.length + 2) resolve()
    })
  })
  ws.close()
  t.same(heard, [...texts, '{"a":1}', '{"b":2}'])
  const packet = new Ready(['{"a":1}', '{"b":2}']).forSocketIo
  t.same(packet, Buffer.from('\x81\x0f42["m",{"a":1}]\x81\x0f42["m",{"b":2}]', 'latin1'))
})

t.test('frames cover a range without holes, in size, with what the audience sees', async () => {
  const facts = fc.array(fc.record({ seen: fc.boolean(), size: fc.nat(400) }), { minLength: 1 })
  fc.assert(
    fc.property(facts, fc.integer({ min: 300, max: 2000 }), (drawn, frameBytes) => {
      const all = drawn.map(({ seen, size }, i) =>
        held({
          seq: 11 + i,
          kind: seen ? 'seen' : 'hidden',
          body: JSON.stringify('é'.repeat(size)),
        }),
      )
      const to = 10 + all.length
      const frames = batchTexts('company', 8, to, all, new Set(['seen']), frameBytes)
      let next = 8
      const got: number[] = []
      for (const { text, to: end } of frames) {
        const frame = JSON.parse(text) as Batch
        if (frame.from !== next || frame.to !== end) return false
        const seqs = (frame.facts ?? []).map(([seq]) => seq)
        if (seqs.length > 1 && Buffer.byteLength(text) > frameBytes) return false
        if (seqs.some((seq) => seq < frame.from || seq > frame.to)) return false
        got.push(...seqs)
        next = end + 1
      }
      const wanted = all.filter(({ kind }) => kind === 'seen').map(({ seq }) => seq)
      return next === to + 1 && JSON.stringify(got) === JSON.stringify(wanted)
    }),
  )
})

t.test('a ring gives what follows a number, or says that it no longer can', async (t) => {
  const ring = new Ring()
  t.equal(ring.after(0), undefined)
  for (let seq = 1; seq <= 5000; seq += 1) {
    ring.push(held({ seq, kind: 'k', body: '"12345678"' }))
    ring.trim(100)
  }
  t.equal(ring.length, 100)
  t.equal(ring.bytes, 1000)
  t.equal(ring.after(4899), undefined)
  t.same(
    ring.after(4900, 2)?.map(({ seq }) => seq),
    [4901, 4902],
  )
  t.equal(ring.after(4900)?.length, 100)
  t.same(ring.after(5000), [])
  const other = new Ring()
  other.push(held({ seq: 1, kind: 'k', body: '"1"' }))
  shrink([ring, other], 500)
  t.ok(ring.bytes + other.bytes <= 500)
  t.equal(other.length, 1, 'the longer gave way')
  t.equal(ring.after(4999)?.[0]?.seq, 5000, 'and kept its newest')
})

t.test(
  'a socket that takes nothing is given up, one that takes a little is waited for',
  async (t) => {
    const socket = (bytes: () => number, isOpen = () => true): FeedSocket => ({
      get isOpen() {
        return isOpen()
      },
      get bufferedBytes() {
        return bytes()
      },
      onDrained: () => () => {},
      send: () => {},
      sendReady: () => {},
      close: () => {},
    })
    const drains = new Drains(150)
    const startedAt = performance.now()
    const slowly = () => 2000 - (performance.now() - startedAt) * 4
    const hows = await Promise.all([
      drains.wait(
        socket(() => 2000),
        100,
      ),
      drains.wait(socket(slowly), 100),
      drains.wait(
        socket(
          () => 2000,
          () => performance.now() - startedAt < 50,
        ),
        100,
      ),
    ])
    t.same(hows, ['stuck', 'drained', 'gone'])
    t.ok(performance.now() - startedAt > 300, 'longer than the patience with one that stands still')
  },
)

t.test('what a hub keeps of all streams together is bounded, and the rest is read', async (t) => {
  let tell: Parameters<Tail['read']>[0] = () => {}
  const tail = { read: (reader: typeof tell) => (tell = reader), position: () => undefined }
  const kernel = { config: { limits }, rooms: [], tail, database: {}, log: console }
  const hub = new Hub(kernel as unknown as Kernel, () => {})
  const [long, short] = [newId(1), newId(2)]
  const streams = [long, short].map((id) => streamOf(id))
  for (let seq = 1; seq <= 100; seq += 1) {
    for (const storeId of seq > 95 ? [long, short] : [long]) {
      const facts = [{ seq: storeId === long ? seq : seq - 95, kind: 'k', body: '"x"'.padEnd(100) }]
      tell({ storeId, epoch: newId(3), facts })
    }
    await turn()
    const bytes = streams.map((stream) => hub.channel(stream)?.ring.bytes ?? 0)
    t.ok(bytes.reduce((sum, each) => sum + each) <= limits.tailBytes, `${bytes.join(' and ')}`)
  }
  const [channel, other] = streams.map((stream) => hub.channel(stream))
  if (!channel) return t.fail('no channel')
  t.equal(other?.ring.length, 5, 'the longest gave way')
  t.ok(channel.recent('till', 95), 'the newest are in memory')
  t.notOk(channel.recent('till', 10), 'what is not is asked of the database')
})

t.test('so many snapshots are written at once, and who comes then waits for theirs', async (t) => {
  const order: string[] = []
  /** Takes its time, so that the event loop is given back before the next. */
  const record = (name: string) => ({
    toJSON: () => {
      order.push(name)
      for (const since = performance.now(); performance.now() - since < 5;);
      return name
    },
  })
  const state = (name: string) => {
    const records = new Map([0, 1, 2].map((key) => [key, record(name)]))
    return { seq: 1, epoch: newId(1), collections: new Map([['things', records]]) }
  }
  const memory = { state } as unknown as Memory
  const rooms = [{ collections: [{ name: 'things', changed: { audience: ['till'] } }] }]
  const snapshots = new Snapshots(memory, rooms as unknown as Room[], limits)
  const of = (name: string) =>
    snapshots.of({ storeId: name, stream: `store:${name}`, head: 1 } as unknown as Channel, 'till')
  const all = Promise.all(['a', 'b', 'c', 'd', 'e'].map(of))
  await turn()
  t.equal(snapshots.built, limits.snapshotsAtOnce)
  t.equal((await all).length, 5, 'nobody is refused')
  t.equal(snapshots.built, 5)
  for (const [i, name] of order.entries()) {
    const begun = new Set(order.slice(0, i + 1))
    const done = [...begun].filter((each) => order.lastIndexOf(each) < i)
    t.ok(begun.size - done.length <= limits.snapshotsAtOnce, `${name} after ${done.join()}`)
  }
})

t.test('a socket that says it has taken all is not kept waiting for the timer', async (t) => {
  let bytes = 5000
  const heard = new Set<() => void>()
  const socket: FeedSocket = {
    isOpen: true,
    get bufferedBytes() {
      return bytes
    },
    onDrained(act) {
      heard.add(act)
      return () => heard.delete(act)
    },
    send: () => {},
    sendReady: () => {},
    close: () => {},
  }
  const drained = new Drains().wait(socket, 100)
  bytes = 0
  for (const act of heard) act()
  t.equal(await drained, 'drained')
  t.equal(heard.size, 0, 'and nobody listens any more')
})

t.test('buckets and admission count', async (t) => {
  const slow = new Bucket(0.01, 2)
  t.same([slow.take(), slow.take()], [0, 0])
  t.ok(slow.take() > 50_000)
  const quick = new Bucket(100, 1)
  t.equal(quick.take(), 0)
  for (let waitMs = quick.take(); waitMs > 0; waitMs = quick.take()) {
    t.ok(waitMs <= 10)
    await new Promise((resolve) => setTimeout(resolve, waitMs))
  }
  const admission = new Admission(limits)
  const leaves = [admission.enter('a'), admission.enter('a')]
  t.equal(admission.enter('a'), null, 'an address')
  t.ok(admission.enter('b'))
  t.equal(admission.enter('c'), null, 'the hub')
  leaves[0]?.()
  t.ok(admission.enter('a'))
  t.same([admission.hello(), admission.hello()], [0, 0])
  t.ok(admission.hello() > 0)
  const replaced: string[] = []
  const greet = (who: Partial<Scope>, name: string) =>
    admission.greet({ ...anyone('a'), ...who }, { replace: () => replaced.push(name) })
  const [terminalId, personId] = [newId(Date.now()), newId(Date.now())]
  greet({ terminalId }, 'first of a terminal')
  greet({ terminalId }, 'second of a terminal')
  t.same(replaced.splice(0), ['first of a terminal'])
  const leave = greet({ personId }, 'first of a person')
  greet({ personId }, 'second of a person')
  leave()
  greet({ personId }, 'third of a person')
  t.same(replaced.splice(0), [], 'one of them had left')
  greet({ personId }, 'fourth of a person')
  t.same(replaced, ['second of a person'])
})

t.test('an upgrade that is for nobody, or one too many, is answered and cut', async (t) => {
  const env = { LIMIT_SOCKETS_PER_ADDRESS: '2' }
  const hub = await openToyHub(t, { storeIds: [newId(Date.now())], env })
  const status = (path: string) =>
    new Promise<number>((resolve) => {
      const ws = new WebSocket(hub.url.replace('http', 'ws') + path)
      ws.on('open', () => {
        t.teardown(() => ws.terminate())
        resolve(101)
      })
      ws.on('unexpected-response', (_request, response) => {
        resolve(response.statusCode ?? 0)
        ws.terminate()
      })
      ws.on('error', () => {})
    })
  t.equal(await status('/elsewhere'), 404)
  t.equal(await status('/socket.io/?EIO=4&transport=websocket'), 101)
  t.equal(await status('/ws'), 101)
  t.equal(await status('/ws'), 429)
  const polling = await fetch(`${hub.url}/socket.io/?EIO=4&transport=polling`)
  t.equal(polling.status, 404, 'there is no polling')
  t.equal((await fetch(`${hub.url}/ws`)).status, 404)
})
