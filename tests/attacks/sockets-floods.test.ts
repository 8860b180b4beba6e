// More than anybody may say, in frames, below them and by every way in at once; and connections that were
// told to go and stay. Each ends for itself, and the others are served meanwhile.
import t, { type Test } from 'tap'
import { customersSearch } from '#customers/contract.ts'
import { storesList } from '#stores/contract.ts'
import { askSocket, authorizationOf, type Caller } from '../support/doors.ts'
import { askHttp, runHub } from '../support/hub.ts'
import { frameOf, openRawSocket, SOCKET_PATHS, type RawSocket } from '../support/raw-socket.ts'
import { layShop } from '../support/shop.ts'
import type { Transport } from '../support/wires.ts'

t.setTimeout(120_000)
const hub = await runHub(t, { LIMIT_CALLS_PER_SECOND: '20' })
const shop = await layShop(hub)
const manager = await shop.hires('flooding', 'manager')
const token = await shop.tokenOf(manager)
const other = await shop.hires('other', 'manager')
const good = await shop.connects(t, await shop.tokenOf(other), { transport: 'websocket' })
const transports: readonly Transport[] = ['websocket', 'socket.io']

/** A connection on which the hub waits for hello. */
async function waiting(on: Test, transport: Transport, isDeaf = false): Promise<RawSocket> {
  const raw = await openRawSocket(on, hub.url, SOCKET_PATHS[transport], {}, isDeaf)
  if (transport === 'socket.io') raw.write(frameOf('40'))
  while (!raw.texts.some((text) => text.includes('challenge'))) {
    await new Promise((resolve) => raw.socket.once('data', resolve))
  }
  return raw
}

const floods = () => hub.feed.stats().ended['too-many'] ?? 0

/** Whether it was closed for saying too much: ws cuts it too, sometimes before the goodbye is out. */
async function isTooMuch(raw: RawSocket, bytes: Buffer): Promise<boolean> {
  const before = floods()
  raw.write(bytes)
  await raw.closed
  return floods() === before + 1
}

t.test('W5 ten thousand frames at once', async (t) => {
  for (const transport of transports) {
    const line = await shop.connects(t, token, { transport })
    const frame = '{"t":"ping","id":1}'
    const framed = transport === 'websocket' ? frame : `42["m",${frame}]`
    for (let i = 0; i < 10_000; i += 1) line.wire.sendRaw(framed)
    const { status } = await askSocket(good, storesList.name, {})
    t.equal(status, 200, `${transport}: others are served`)
    await line.waitFor(() => line.ended !== undefined)
    t.equal(line.bye?.reason, 'too-many', transport)
  }
})

t.test('W5 ten thousand pings, pongs and empty messages below the frames', async (t) => {
  const below: [what: string, frame: Buffer][] = [
    ['pings', frameOf('x', { opcode: 9 })],
    ['pongs', frameOf('x', { opcode: 10 })],
  ]
  for (const transport of transports) {
    for (const [what, frame] of below) {
      const raw = await waiting(t, transport)
      const flood = Buffer.concat(Array.from({ length: 10_000 }, () => frame))
      t.ok(await isTooMuch(raw, flood), `${transport}: ${what}`)
    }
  }
  const raw = await waiting(t, 'socket.io')
  const flood = Buffer.concat(Array.from({ length: 10_000 }, () => frameOf('3')))
  t.ok(await isTooMuch(raw, flood), 'answers of Engine.IO that nobody asked for')
})

t.test('W5 an expensive question over and over, by every way in', async (t) => {
  const input = { text: 'a', limit: 200 }
  const device = await shop.enrols('T1')
  const callers: [who: string, caller: Caller][] = [
    ['a person', token],
    ['a terminal', device],
  ]
  for (const [who, caller] of callers) {
    const lines = await Promise.all(
      transports.map((transport) => shop.connects(t, caller, { transport })),
    )
    const ways = [
      ...lines.map((line) => () => askSocket(line, customersSearch.name, input)),
      () => askHttp(hub.url, authorizationOf(caller), customersSearch, input),
    ]
    const asked = ways.flatMap((ask) => Array.from({ length: 30 }, ask))
    const answers = await Promise.all(asked)
    const refused = answers.filter(({ status }) => status === 429)
    t.ok(refused.length >= 30, `${who}: ${refused.length} of ${answers.length} are refused`)
    t.ok(
      refused.every(({ problem }) => (problem?.retryAfterMs ?? 0) > 0),
      'and told when to come back',
    )
    for (const [i, line] of lines.entries()) {
      t.equal(line.ended, undefined, `${who}: a refusal ends no ${transports[i]}`)
    }
  }
})

t.test('W4 a connection that is told to go and stays', async (t) => {
  const deaf: [what: string, bytes: Buffer][] = [
    ['no packet at all', frameOf('zzz')],
    ['a frame that cannot be', frameOf('x', { opcode: 5 })],
    ['no frame of ours', frameOf('42["m",{"t":"shout"}]')],
  ]
  const cut = transports.flatMap((transport) =>
    deaf.map(async ([what, bytes]) => {
      const raw = await waiting(t, transport, true)
      raw.write(bytes)
      await raw.closed
      t.pass(`${transport}: ${what} is cut`)
    }),
  )
  await Promise.all(cut)
})
