// The live feed as it runs: beats, skipped ranges, revocation, presence, slow readers and a hub that
// closes.
import t from 'tap'
import { newId } from '#shared/ids.ts'
import { streamOf, type StreamName } from '#shared/streams.ts'
import {
  addToCounters,
  openToyHub,
  plain,
  revokePerson,
  tokenOf,
  toyPlan,
  truthOf,
  waitABit,
  writeNote,
} from '../support/feed.ts'
import { connectTerminal, type TerminalOptions } from '../support/terminal.ts'
import type { Transport } from '../support/wires.ts'

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

t.test('beats say where the streams stand, and silence ends a connection', async (t) => {
  const env = { LIMIT_HEARTBEAT_MS: '200', LIMIT_DEAD_AFTER_MS: '600' }
  const hub = await openToyHub(t, { storeIds, env })
  const till = await connectTerminal(options(hub.url, 'websocket', { pingMs: 100 }))
  const mute = await connectTerminal(options(hub.url, 'socket.io', { pingMs: 0 }))
  await till.call(addToCounters, add)
  await till.waitFor(() => till.beats.length >= 3)
  t.same(till.beats.at(-1)?.heads, [
    ['company', 0],
    [streamOf(north), 2],
  ])
  await mute.waitFor(() => mute.ended !== undefined)
  t.equal(mute.bye?.reason, 'silent')
  t.equal(till.ended, undefined)
  till.close()
})

t.test('what an audience does not see is skipped in ranges', async (t) => {
  const hub = await openToyHub(t, { storeIds, env: { LIMIT_HEARTBEAT_MS: '500' } })
  const till = await connectTerminal(options(hub.url, 'websocket'))
  const manager = await connectTerminal(
    options(hub.url, 'socket.io', { token: tokenOf('manager', newId(Date.now()), null) }),
  )
  t.teardown(() => till.close())
  t.teardown(() => manager.close())
  for (let i = 0; i < 5; i += 1) await manager.call(addToCounters, { ...add, ids: [], secrets: 3 })
  await manager.waitForSeq(streamOf(north), 15)
  t.equal(manager.replicas.factsApplied, 15, 'a manager hears each')
  t.equal(till.skips, 0, 'a till is told nothing at once')
  await till.waitForSeq(streamOf(north), 15)
  t.equal(till.skips, 1, 'and then one range with the beat')
  await manager.call(addToCounters, { ...add, secrets: 3 })
  await till.waitForSeq(streamOf(north), 20)
  t.equal(till.skips, 1, 'a range before facts travels in their batch')
  t.equal(till.replicas.factsApplied, 2)
  t.same(plain(till.state(streamOf(north))), await truthOf(hub.kernel, north))
})

t.test('a revoked person is off every socket in well under a second', async (t) => {
  const hub = await openToyHub(t, { storeIds })
  const personId = newId(Date.now())
  const token = tokenOf('till', personId, [north])
  const sessions = await Promise.all(
    [...transports, ...transports].map((transport) =>
      connectTerminal(options(hub.url, transport, { token })),
    ),
  )
  const other = await connectTerminal(options(hub.url, 'websocket'))
  t.teardown(() => other.close())
  const startedAt = performance.now()
  await other.call(revokePerson, { personId })
  await Promise.all(sessions.map((each) => each.waitFor(() => each.ended !== undefined)))
  const tookMs = performance.now() - startedAt
  t.ok(tookMs < 1000, `${Math.round(tookMs)} ms`)
  for (const { bye, ended } of sessions) {
    t.equal(bye?.reason, 'revoked')
    t.ok(ended?.code === 4401 || ended?.code === null)
  }
  t.equal(other.ended, undefined)
  await t.rejects(connectTerminal(options(hub.url, 'websocket', { token })), /revoked/)
})

t.test('one who stops reading costs the others nothing and is resumed', async (t) => {
  const env = { LIMIT_BACKPRESSURE_BYTES: '200000', LIMIT_TAIL_EVENTS: '100' }
  const hub = await openToyHub(t, { storeIds, env })
  for (const transport of transports) {
    const slow = await connectTerminal(options(hub.url, transport))
    const quick = await connectTerminal(options(hub.url, 'websocket'))
    const before = hub.feed.stats().leftBehind
    const ids = Array.from({ length: 20 }, (_, i) => `${transport}-${i}`)
    slow.wire.pause()
    let mostBuffered = 0
    // The machine's own buffers take several megabytes before anything is left unsent here.
    for (let i = 0; i < 500 && hub.feed.stats().leftBehind === before; i += 1) {
      await quick.call(addToCounters, { ...add, ids, padding: 2000 })
      mostBuffered = Math.max(mostBuffered, hub.feed.stats().mostBufferedBytes)
    }
    t.ok(hub.feed.stats().leftBehind > before, 'it was left behind')
    for (let i = 0; i < 20; i += 1) {
      await quick.call(addToCounters, { ...add, ids, padding: 2000 })
      mostBuffered = Math.max(mostBuffered, hub.feed.stats().mostBufferedBytes)
    }
    t.ok(mostBuffered < 600_000, `${mostBuffered} bytes were held for it at most`)
    const truth = await truthOf(hub.kernel, north)
    const head = (truth as { seq: number }).seq
    await quick.waitForSeq(streamOf(north), head)
    t.ok(slow.state(streamOf(north)).seq < head, 'it is behind')
    slow.wire.resume()
    await slow.waitForSeq(streamOf(north), head)
    t.same(plain(slow.state(streamOf(north))), truth, 'and has everything in the end')
    t.equal(slow.ended, undefined, 'on the same connection')
    slow.close()
    quick.close()
  }
  t.same(hub.errors, [])
})

t.test('a storm of new terminals shares one snapshot, split into parts', async (t) => {
  const hub = await openToyHub(t, { storeIds, env: { LIMIT_FRAME_OUT_BYTES: '20000' } })
  const first = await connectTerminal(options(hub.url, 'websocket'))
  t.teardown(() => first.close())
  const ids = Array.from({ length: 200 }, (_, i) => `${i}`)
  await first.call(addToCounters, { ...add, ids, padding: 1000 })
  const before = hub.feed.stats().snapshotsBuilt
  const storm = await Promise.all(
    Array.from({ length: 20 }, (_, i) =>
      connectTerminal(options(hub.url, transports[i % 2] ?? 'websocket')),
    ),
  )
  t.equal(hub.feed.stats().snapshotsBuilt - before, 1, 'the company’s was still at hand')
  const truth = await truthOf(hub.kernel, north)
  for (const each of storm) {
    t.ok(each.heard > 10, 'it came in parts')
    t.same(plain(each.state(streamOf(north))), truth)
    each.close()
  }
})

t.test('a manager sees terminals come, live and go', async (t) => {
  const terminalId = newId(Date.now())
  const hub = await openToyHub(t, { storeIds, terminals: new Map([[terminalId, north]]) })
  const manager = await connectTerminal(
    options(hub.url, 'websocket', { token: tokenOf('manager', newId(Date.now()), null) }),
  )
  t.teardown(() => manager.close())
  const till = await connectTerminal(
    options(hub.url, 'socket.io', { terminal: { id: terminalId }, pingMs: 0 }),
  )
  till.queued = 7
  till.ping(12)
  await manager.waitFor(() => manager.presence.get(terminalId)?.delayMs === 12)
  t.match(manager.presence.get(terminalId), { state: 'live', queued: 7, storeId: north })
  till.drop()
  await manager.waitFor(() => manager.presence.get(terminalId)?.state === 'offline')
  t.equal(manager.presence.get(terminalId)?.delayMs, null)
})

t.test('too many connections of one terminal replace the oldest', async (t) => {
  const terminalId = newId(Date.now())
  const hub = await openToyHub(t, { storeIds, terminals: new Map([[terminalId, north]]) })
  const more = { terminal: { id: terminalId } }
  const tills = []
  for (let i = 0; i < 4; i += 1) {
    tills.push(await connectTerminal(options(hub.url, 'websocket', more)))
  }
  const [oldest, ...rest] = tills
  await oldest?.waitFor(() => oldest.ended !== undefined)
  t.equal(oldest?.bye?.reason, 'replaced')
  for (const each of rest) {
    t.equal(each.ended, undefined)
    each.close()
  }
})

t.test('a hub that closes says goodbye and leaves nothing open', async (t) => {
  const hub = await openToyHub(t, { storeIds })
  const tills = await Promise.all(
    transports.map((transport) => connectTerminal(options(hub.url, transport))),
  )
  await tills[0]?.call(writeNote, { id: '1', text: 'x' })
  const startedAt = performance.now()
  await hub.app.close()
  t.ok(performance.now() - startedAt < 1500, 'at once')
  for (const till of tills) {
    await till.waitFor(() => till.ended !== undefined)
    t.equal(till.bye?.reason, 'closing')
    await t.rejects(till.call(waitABit, { forMs: 1 }))
  }
})
