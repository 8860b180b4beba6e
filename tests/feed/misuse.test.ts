// What somebody who means no good sends below the frames: binary messages, floods of pings, packets of
// Socket.IO this hub does not speak, broken JSON, JSON of great depth. Each ends that connection only.
import t from 'tap'
import { newId } from '#shared/ids.ts'
import { streamOf, type StreamName } from '#shared/streams.ts'
import { openToyHub, tokenOf, toyPlan, writeNote, type ToyHub } from '../support/feed.ts'
import { connectTerminal, type FakeTerminal } from '../support/terminal.ts'
import type { Transport } from '../support/wires.ts'

const store = newId(Date.now())
const streams: StreamName[] = ['company', streamOf(store)]

const connect = (hub: ToyHub, transport: Transport) =>
  connectTerminal({
    url: hub.url,
    transport,
    token: tokenOf('till', newId(Date.now()), null),
    streams,
    plan: toyPlan,
  })

async function endOf(terminal: FakeTerminal): Promise<string | number | null> {
  await terminal.waitFor(() => terminal.ended !== undefined)
  return terminal.bye?.reason ?? terminal.ended?.code ?? null
}

t.test('messages that are no frames', async (t) => {
  const hub = await openToyHub(t, { storeIds: [store] })
  const good = await connect(hub, 'socket.io')
  t.teardown(() => good.close())
  const deep = `{"t":"call","id":"${newId(1)}","op":"note.write","input":${'['.repeat(100_000)}${']'.repeat(100_000)}}`
  const plain: [string, string | Buffer][] = [
    ['malformed', Buffer.from('{"t":"ping","id":1}')],
    ['malformed', '{"t":"ping","id":1'],
    ['malformed', ''],
    ['malformed', '\ufeff{"t":"ping","id":1}'],
    ['malformed', '{"__proto__":{"t":"ping"},"id":1}'],
  ]
  for (const [reason, message] of plain) {
    const bad = await connect(hub, 'websocket')
    bad.wire.sendRaw(message)
    t.equal(await endOf(bad), reason, String(message))
  }
  const packets: (string | Buffer)[] = [
    '42["other",{}]',
    '42["m",{"t":"ping","id":1},{}]',
    '421["m",{"t":"ping","id":1}]',
    '451-["m",{"_placeholder":true,"num":0}]',
    '40/admin,',
    '43["x"]',
    'b4AAAA',
  ]
  for (const packet of packets) {
    const bad = await connect(hub, 'socket.io')
    bad.wire.sendRaw(packet)
    t.equal(await endOf(bad), 'malformed', String(packet))
  }
  const deepTill = await connect(hub, 'websocket')
  const startedAt = performance.now()
  deepTill.wire.sendRaw(deep)
  await deepTill.call(writeNote, { id: '1', text: 'still here' })
  t.ok(performance.now() - startedAt < 5_000, 'depth costs nothing')
  deepTill.close()
  t.same(await good.call(writeNote, { id: '2', text: 'x' }), { id: '2', text: 'x' })
  t.equal(({} as { t?: string }).t, undefined, 'nobody changed what every object inherits')
  t.same(hub.errors, [])
})

t.test('a flood of pings below the frames', async (t) => {
  const env = { LIMIT_CALLS_PER_SECOND: '20' }
  const hub = await openToyHub(t, { storeIds: [store], env })
  for (const transport of ['websocket', 'socket.io'] as const) {
    const bad = await connect(hub, transport)
    for (let i = 0; i < 1000; i += 1) bad.wire.pingBelow()
    // ws cuts such a connection as well, sometimes before the goodbye is out.
    t.ok(['too-many', 1006, null].includes(await endOf(bad)))
  }
  t.equal(hub.feed.stats().ended['too-many'], 2)
})
