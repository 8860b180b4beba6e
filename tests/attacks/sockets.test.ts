// What is tried on a socket before and below the frames: pages that are not ours, frames that lie about
// their length, packets of Socket.IO nobody here speaks, and connections that only take up room.
import t, { type Test } from 'tap'
import { storesList } from '#stores/contract.ts'
import { askSocket } from '../support/doors.ts'
import { runHub } from '../support/hub.ts'
import { requestText, sayRaw } from '../support/raw-http.ts'
import { frameOf, openRawSocket, SOCKET_PATHS, type RawSocket } from '../support/raw-socket.ts'
import { layShop, type Device } from '../support/shop.ts'
import type { Transport } from '../support/wires.ts'

t.setTimeout(120_000)
const hub = await runHub(t, { LIMIT_HELLO_TIMEOUT_MS: '1000', LIMIT_SOCKETS_PER_ADDRESS: '40' })
const shop = await layShop(hub)
const scanner = await shop.enrols('S1', 'scanner')
const good = await shop.connects(t, scanner, { transport: 'websocket' })
const { host } = new URL(hub.url)
const transports: readonly Transport[] = ['websocket', 'socket.io']
const most = hub.kernel.config.limits.frameInBytes
const MIB = 1024 * 1024

const opening = (on: Test, transport: Transport, headers?: Record<string, string>) =>
  openRawSocket(on, hub.url, SOCKET_PATHS[transport], headers)

/** The reason of the goodbye that was heard, if there was one. */
const byeTo = ({ texts }: RawSocket) =>
  texts.flatMap((text) => /"t":"bye","reason":"([\w-]+)"/.exec(text)?.[1] ?? []).at(-1)

/** A message as each transport carries a frame. */
const message = (transport: Transport, frame: string) =>
  frameOf(transport === 'websocket' ? frame : `42["m",${frame}]`)

/** A connection on which the hub waits for hello. */
async function waiting(on: Test, transport: Transport): Promise<RawSocket> {
  const raw = await opening(on, transport)
  if (transport === 'socket.io') raw.write(frameOf('40'))
  while (!raw.texts.some((text) => text.includes('challenge'))) {
    await new Promise((resolve) => raw.socket.once('data', resolve))
  }
  return raw
}

t.afterEach(async (each) => {
  const { status } = await askSocket(good, storesList.name, {})
  if (status !== 200) each.fail('whoever did nothing wrong is no longer served')
})

t.test('W1 a page that is not ours opens a socket', async (t) => {
  const strangers = [
    'null',
    'http://evil.example',
    `http://${host}.evil.example`,
    `http://evil.${host}`,
    `http://evil${host}`,
    `http://${host}@evil.example`,
    `http://evil.example@${host}`,
    `http://evil.example/${host}`,
    `http://${host}/`,
    'http://127.0.0.1:1',
    'http://127.0.0.1',
    `http://${host}, http://evil.example`,
    'file://',
    'chrome-extension://abcdefghijklmnop',
    '',
  ]
  for (const transport of transports) {
    for (const origin of strangers) {
      const { status } = await opening(t, transport, { origin })
      t.equal(status, 403, `${transport}: ${origin || 'an empty origin'}`)
    }
    const ours = await opening(t, transport, { origin: `http://${host}` })
    t.equal(ours.status, 101, `${transport}: our own page`)
    ours.socket.destroy()
  }
  const polling = '/socket.io/?EIO=4&transport=polling'
  for (const method of ['GET', 'POST']) {
    const [answer] = await sayRaw(hub.url, requestText(method, polling, { origin: 'http://evil' }))
    t.ok([403, 404].includes(answer?.status ?? 0), `${method} by polling: ${answer?.status}`)
  }
})

t.test('W1 a page that came without TLS opens a socket behind it', async (t) => {
  const behind = await runHub(t, { TRUSTED_PROXIES: 'loopback' }, hub)
  const shown = { host: 'shop.example', 'x-forwarded-proto': 'https' }
  for (const path of Object.values(SOCKET_PATHS)) {
    const plain = { ...shown, origin: 'http://shop.example' }
    t.equal((await openRawSocket(t, behind.url, path, plain)).status, 403, path)
    const secure = { ...shown, origin: 'https://shop.example' }
    t.equal((await openRawSocket(t, behind.url, path, secure)).status, 101, path)
  }
})

t.test('W1 nobody is known by a cookie, and nobody without a key', async (t) => {
  const hello = (terminal: object | null) =>
    `{"t":"hello","protocol":1,"streams":[]${terminal ? `,"terminal":${JSON.stringify(terminal)}` : ''}}`
  for (const transport of transports) {
    for (const terminal of [null, { id: scanner.id }, { id: scanner.id, token: 'x'.repeat(43) }]) {
      const raw = await waiting(t, transport)
      raw.write(message(transport, hello(terminal)))
      await raw.closed
      t.equal(byeTo(raw), 'revoked', `${transport}: ${JSON.stringify(terminal)}`)
      t.notOk(raw.texts.some((text) => text.includes('welcome')))
    }
  }
})

t.test('W2 a frame that is too large, lies, or never ends', async (t) => {
  const text = (bytes: number) => frameOf(`42["m","${'x'.repeat(bytes)}`)
  const tiny = Buffer.concat(
    Array.from({ length: 20_000 }, () => frameOf('x', { opcode: 0, fin: false })),
  )
  const empty = Buffer.concat(
    Array.from({ length: 20_000 }, () => frameOf('', { opcode: 0, fin: false })),
  )
  const begun = frameOf('4', { fin: false })
  const cases: [what: string, bytes: Buffer, codes: number[]][] = [
    ['a byte too much', text(most + 1), [4413]],
    ['twice too much', text(2 * most + 1), [1009]],
    ['a gibibyte, declared', frameOf('x', { declared: 1024 * MIB }), [1009]],
    ['more than there is', frameOf('x', { declared: Number.MAX_SAFE_INTEGER }), [1009]],
    ['fragments of one byte', Buffer.concat([begun, tiny]), [1008]],
    ['fragments of nothing', Buffer.concat([begun, empty]), [1008]],
    ['something compressed', frameOf(Buffer.alloc(1000, 0x78), { rsv1: true }), [1002]],
    ['a kind that is reserved', frameOf('x', { opcode: 5 }), [1002]],
    ['half a character', frameOf(Buffer.from([0x34, 0xe2, 0x82])), [1007]],
    ['a long ping', frameOf('x'.repeat(126), { opcode: 9 }), [1002]],
    ['what was not masked', Buffer.from([0x81, 0x01, 0x34]), [1002]],
  ]
  for (const transport of transports) {
    for (const [what, bytes, codes] of cases) {
      const raw = await waiting(t, transport)
      raw.write(bytes)
      const code = await raw.closed
      t.ok(codes.includes(code), `${transport}: ${what} ends with ${code}`)
    }
  }
  const offered = { 'sec-websocket-extensions': 'permessage-deflate; client_max_window_bits' }
  for (const transport of transports) {
    const { head } = await opening(t, transport, offered)
    t.notMatch(head, /sec-websocket-extensions/i, `${transport}: nothing is compressed`)
  }
})

t.test('W2 a hundred connections each hold back a frame that never ends', async (t) => {
  const part = Buffer.concat(
    Array.from({ length: 4_000 }, () => frameOf('x', { opcode: 0, fin: false })),
  )
  const before = heldBytes()
  for (let round = 0; round < 4; round += 1) {
    const held = await Promise.all(Array.from({ length: 25 }, () => opening(t, 'websocket')))
    for (const raw of held) raw.write(Buffer.concat([frameOf('{', { fin: false }), part]))
    // Nobody who does not say hello is kept.
    t.ok((await Promise.all(held.map(({ closed }) => closed))).length === 25)
  }
  t.ok(heldBytes() - before < 64 * MIB, 'and nothing of it is kept')
})

/** Bytes of this process that are neither free nor code. */
function heldBytes(): number {
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

const packets: [what: string, packet: string | Buffer][] = [
  ['a million attachments', '451000000-["m",{"_placeholder":true,"num":0}]'],
  ['an attachment', '451-["m",{"_placeholder":true,"num":0}]'],
  ['an event of another name', '42["disconnect"]'],
  ['an event that is no text', '42[{"__proto__":1}]'],
  ['no JSON', '42["m",'],
  ['an answer nobody waits for', '430["x"]'],
  ['a binary answer', '461-0[{"_placeholder":true,"num":0}]'],
  ['another namespace', '40/admin,{"token":"x"}'],
  ['a namespace of everything', '42/*,["m",{}]'],
  ['a packet type there is not', '49'],
  ['a transport upgrade', '5'],
  ['a probe', '2probe'],
  ['bytes', Buffer.alloc(64, 0xff)],
]

t.test('W3 packets of Socket.IO that nobody speaks here', async (t) => {
  for (const [what, packet] of packets) {
    const frame = frameOf(packet, { opcode: typeof packet === 'string' ? 1 : 2 })
    const early = await opening(t, 'socket.io')
    early.write(frame)
    t.ok(await early.closed, `${what} before the connection is greeted`)
    const late = await waiting(t, 'socket.io')
    late.write(frame)
    t.ok(await late.closed, `${what} instead of hello`)
  }
  const many = await opening(t, 'socket.io')
  const before = heldBytes()
  for (let i = 0; i < 10_000; i += 1) many.write(frameOf(`40/n${i},`))
  await many.closed
  t.ok(heldBytes() - before < 64 * MIB, 'ten thousand namespaces leave nothing behind')
  for (const query of [
    'EIO=3&transport=websocket',
    'EIO=4&transport=polling',
    'EIO=4&transport=x',
  ]) {
    const raw = await openRawSocket(t, hub.url, `/socket.io/?${query}`)
    t.ok(raw.status === 400 || (await raw.closed), query)
    t.strictSame(raw.texts, [], `${query} is told nothing`)
  }
  const taken = await openRawSocket(
    t,
    hub.url,
    `${SOCKET_PATHS['socket.io']}&sid=AAAAAAAAAAAAAAAAAAAA`,
  )
  t.equal(taken.status, 400, 'the number of another connection')
})

t.test('W3 a thousand posts of a megabyte to a transport that is not there', async (t) => {
  const path = '/socket.io/?EIO=4&transport=polling&sid=x'
  const post = requestText('POST', path, { 'content-type': 'text/plain' }, 'x'.repeat(MIB))
  const before = heldBytes()
  for (let round = 0; round < 100; round += 1) {
    const answers = await Promise.all(Array.from({ length: 10 }, () => sayRaw(hub.url, post)))
    const bad = answers.filter(([answer]) => answer && answer.status < 400)
    if (bad.length) t.fail('one was taken')
  }
  t.ok(heldBytes() - before < 128 * MIB, 'nothing of them is kept')
})

t.test('W4 a connection says nothing, or says hello a byte at a time', async (t) => {
  for (const transport of transports) {
    const mute = await waiting(t, transport)
    const unread = await opening(t, transport)
    const slow = await waiting(t, transport)
    const drip = setInterval(() => slow.write(frameOf('4', { opcode: 0, fin: false })), 50)
    slow.write(frameOf('{', { fin: false }))
    t.equal(await mute.closed, 4408, `${transport}: it is not waited for`)
    t.equal(byeTo(mute), 'silent')
    t.equal(await slow.closed, 4408, `${transport}: nor is a drip`)
    clearInterval(drip)
    t.ok(await unread.closed, `${transport}: nor is one that does not even begin`)
  }
})

t.test('W4 an upgrade that comes to nothing leaves no connection behind', async (t) => {
  const cases: [what: string, path: string, headers: Record<string, string>][] = [
    ['another version of the interface', '/ws', { 'accept-version': '9' }],
    ['two hosts', '/ws', { 'x-a': 'b\r\nHost: second' }],
    ['no key', '/ws', { 'sec-websocket-key': 'x' }],
    ['another version of WebSocket', '/ws', { 'sec-websocket-version': '7' }],
    ['another protocol', '/ws', { upgrade: 'h2c' }],
    ['an address that is no socket', '/api/stores', {}],
    ['an address of the other kind', '/socket.io/', {}],
    ['a path above', '/x/../ws', {}],
    ['an absolute address', 'http://hub.example/ws', {}],
  ]
  for (const [what, path, headers] of cases) {
    const { status, closed } = await openRawSocket(t, hub.url, path, headers)
    t.ok(status >= 400, `${what}: ${status}`)
    await closed
  }
  for (const path of Object.values(SOCKET_PATHS)) {
    const upgrade = { connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13' }
    const key = { 'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==' }
    const [answer] = await sayRaw(hub.url, requestText('POST', path, { ...upgrade, ...key }))
    t.equal(answer?.status, 405, `POST ${path}`)
  }
})

t.test('W4 more connections than a device or an address may have', async (t) => {
  const { socketsPerTerminal, socketsPerAddress } = hub.kernel.config.limits
  const device: Device = await shop.enrols('S2', 'scanner')
  for (const transport of transports) {
    const lines = []
    for (let i = 0; i < socketsPerTerminal + 2; i += 1) {
      lines.push(await shop.connects(t, device, { transport }))
    }
    for (const line of lines.slice(0, 2)) {
      await line.waitFor(() => line.ended !== undefined)
      t.equal(line.bye?.reason, 'replaced', `${transport}: the oldest makes room`)
    }
    t.ok(
      lines.slice(2).every(({ ended }) => !ended),
      `${transport}: the newest stay`,
    )
    for (const line of lines) line.close()
  }
  const idle = await Promise.all(
    Array.from({ length: socketsPerAddress + 5 }, () => opening(t, 'websocket')),
  )
  t.ok(idle.filter(({ status }) => status === 429).length >= 5, 'the address is full')
  await Promise.all(idle.map(({ closed }) => closed))
  const again = await opening(t, 'websocket')
  t.equal(again.status, 101, 'and has room again')
})
