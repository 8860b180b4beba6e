// Nothing missing, nothing twice: writers on two hubs over one database, terminals on both transports
// that lose their lines at random, and in the end every replica equal to the database. A hole or a
// repetition throws in the terminal itself. The seed is printed; MIZAN_SEED repeats a run.
import t from 'tap'
import { newId } from '#shared/ids.ts'
import { COMPANY, streamOf } from '#shared/streams.ts'
import { openRedis, closeRedis } from '#kernel/redis.ts'
import {
  addToCounters,
  openToyHub,
  plain,
  tokenOf,
  toyPlan,
  truthOf,
  writeNote,
  type ToyHub,
} from '../support/feed.ts'
import { cloneRedis } from '../support/database.ts'
import { connectTerminal, type FakeTerminal, Unanswered } from '../support/terminal.ts'
import type { Transport } from '../support/wires.ts'

const seed = Number(process.env.MIZAN_SEED ?? Math.floor(Math.random() * 2 ** 31))
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** A small generator of even numbers in [0, 1), the same for the same seed. */
function randomFrom(start: number): () => number {
  let state = start
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const stores = [newId(Date.now()), newId(Date.now())]
const [north = '', south = ''] = stores

async function write(hub: ToyHub, till: FakeTerminal, random: () => number): Promise<void> {
  for (let i = 0; i < 60; i += 1) {
    const storeId = random() < 0.7 ? north : south
    const ids = Array.from(
      { length: Math.ceil(random() * 4) },
      () => `${Math.floor(random() * 30)}`,
    )
    const input = {
      storeId,
      ids: [...new Set(ids)],
      by: 1,
      secrets: random() < 0.5 ? 1 : 0,
      padding: random() < 0.1 ? 3000 : 10,
    }
    try {
      if (random() < 0.1) await till.call(writeNote, { id: `${i}`, text: `${random()}` })
      else await till.call(addToCounters, input)
    } catch (error) {
      if (!(error instanceof Unanswered)) throw error
      await till.connect()
    }
    if (random() < 0.08) till.drop()
    if (till.ended) await till.connect()
    if (random() < 0.2) await pause(random() * 15)
  }
  t.same(hub.errors, [])
}

async function listen(till: FakeTerminal, random: () => number, until: () => boolean) {
  while (!until()) {
    await pause(random() * 120)
    till.drop()
    if (random() < 0.3) await pause(random() * 200)
    await till.connect()
  }
}

for (const way of ['hints through Redis', 'looking every 50 ms'] as const) {
  t.test(`two hubs, ${way}: every replica ends equal to the database`, async (t) => {
    t.comment(`seed ${seed}`)
    const random = randomFrom(seed)
    const redisUrl = way === 'hints through Redis' ? await cloneRedis(t) : undefined
    const redisOf = () => {
      if (redisUrl === undefined) return {}
      const redis = openRedis(redisUrl, 'test', { info: () => {}, warn: () => {} })
      t.teardown(() => closeRedis(redis))
      return { redis }
    }
    // A short memory makes terminals read the database as well.
    const env = {
      LIMIT_TAIL_EVENTS: '40',
      LIMIT_REPLAY_PAGE_EVENTS: '25',
      LIMIT_HEARTBEAT_MS: '300',
    }
    const a = await openToyHub(t, { storeIds: stores, env, ...redisOf() })
    const { databaseUrl } = a
    const b = await openToyHub(t, { storeIds: stores, env, databaseUrl, ...redisOf() })
    const transports: readonly Transport[] = ['websocket', 'socket.io']
    const streams = ['company', streamOf(north), streamOf(south)] as const
    const tills = await Promise.all(
      Array.from({ length: 12 }, (_, i) => {
        const audience = i % 3 === 0 ? 'manager' : 'till'
        return connectTerminal({
          url: i % 2 === 0 ? a.url : b.url,
          transport: transports[Math.floor(i / 2) % 2] ?? 'websocket',
          token: tokenOf(audience, newId(Date.now()), null),
          streams,
          plan: toyPlan,
        })
      }),
    )
    let writing = true
    const [w1, w2, w3, w4, ...listeners] = tills
    const writers = [w1, w2, w3, w4].filter((till) => till !== undefined)
    const listening = listeners.slice(0, 6).map((till) => listen(till, random, () => !writing))
    await Promise.all(writers.map((till, i) => write(i % 2 === 0 ? a : b, till, random)))
    writing = false
    await Promise.all(listening)
    for (const storeId of [COMPANY, ...stores]) {
      const truth = await truthOf(a.kernel, storeId)
      const { seq } = truth as { seq: number }
      for (const till of tills) {
        await till.waitForSeq(streamOf(storeId), seq)
        t.same(plain(till.state(streamOf(storeId))), truth, `seed ${seed}`)
      }
      t.same(plain(a.kernel.memory.state(storeId) ?? never()), truth, 'the memory of one hub')
      t.same(plain(b.kernel.memory.state(storeId) ?? never()), truth, 'and of the other')
    }
    for (const till of tills) till.close()
    t.same([...a.errors, ...b.errors], [])
  })
}

function never(): never {
  throw new Error('no memory of the stream')
}

t.test('a cursor that cannot be continued is reset, one that can is not', async (t) => {
  const env = { LIMIT_RESUME_EVENTS: '30', LIMIT_TAIL_EVENTS: '10' }
  const hub = await openToyHub(t, { storeIds: stores, env })
  const token = tokenOf('till', newId(Date.now()), null)
  const common = { url: hub.url, token, streams: [streamOf(north)], plan: toyPlan }
  const till = await connectTerminal({ ...common, transport: 'websocket' })
  const writer = await connectTerminal({ ...common, transport: 'socket.io' })
  t.teardown(() => till.close())
  t.teardown(() => writer.close())
  const add = { storeId: north, ids: ['a'], by: 1, secrets: 0, padding: 0 }
  const mode = async (writes: number) => {
    till.drop()
    for (let i = 0; i < writes; i += 1) await writer.call(addToCounters, add)
    await till.connect()
    t.same(plain(till.state(streamOf(north))), await truthOf(hub.kernel, north))
    return till.welcome?.streams[0]?.mode
  }
  t.equal(await mode(0), 'resume', 'nothing missed')
  t.equal(await mode(5), 'resume', 'from memory')
  t.equal(await mode(25), 'resume', 'from the database')
  t.equal(await mode(31), 'reset', 'too far behind')
  till.state(streamOf(north)).epoch = newId(1)
  t.equal(await mode(0), 'reset', 'of another epoch')
  till.state(streamOf(north)).seq += 1000
  t.equal(await mode(0), 'reset', 'ahead of the head')
  await hub.kernel.database.sql(`update event set at = at - interval '8 days'`)
  t.equal(await mode(5), 'resume', 'young facts in memory')
  await hub.kernel.database.sql(`update event set at = at - interval '8 days'`)
  t.equal(await mode(0), 'resume')
  till.drop()
  for (let i = 0; i < 20; i += 1) await writer.call(addToCounters, add)
  await hub.kernel.database.sql(`update event set at = at - interval '8 days'`)
  t.equal(await mode(0), 'reset', 'older than a week')
})
