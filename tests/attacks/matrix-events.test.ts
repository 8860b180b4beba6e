// Every kind of event there is, told in one's own store, in another one and in the company, and who of
// all that listen hears it; and what is answered to whoever asks to listen where they may not.
import t from 'tap'
import { nowMs } from '#kernel/clock.ts'
import { system } from '#kernel/scope.ts'
import type { Audience } from '#shared/contract.ts'
import { byeCodes, type HubFrame } from '#shared/frames.ts'
import { newId } from '#shared/ids.ts'
import { replicaPlan } from '#shared/replica.ts'
import { COMPANY, streamOf, type StreamName } from '#shared/streams.ts'
import { people } from '#users/contract.ts'
import { rooms } from '../../src/rooms.ts'
import { callersOf, type Caller } from '../support/callers.ts'
import { greet } from '../support/greeting.ts'
import { runHub } from '../support/hub.ts'
import { sampleOf } from '../support/samples.ts'
import { CompanyShop, layShop, type Device } from '../support/shop.ts'
import type { FakeTerminal } from '../support/terminal.ts'
import type { Transport } from '../support/wires.ts'

t.setTimeout(120_000)
const transports: readonly Transport[] = ['websocket', 'socket.io']
const hub = await runHub(t)
const shop = await layShop(hub)
const callers = (await callersOf(shop)).filter(({ person, device }) => person ?? device)
const ownStream = streamOf(shop.store.id)
const foreignStream = streamOf(shop.other.id)
const events = rooms.flatMap((room) => room.events ?? [])

// Written out, so that a change of who is pushed what is a change of this list.
const audiences: Readonly<Record<string, Audience>> = {
  admin: 'manager',
  manager: 'manager',
  cashier: 'till',
  warehouse: 'scanner',
  'manager at a till': 'till',
  'cashier at a till': 'till',
  'a till': 'till',
  'a scanner': 'scanner',
}

type Listener = {
  readonly name: string
  readonly audience: Audience
  readonly line: FakeTerminal
  readonly frames: HubFrame[]
}

async function listen(caller: Caller, transport: Transport): Promise<Listener> {
  const { name, token, device } = caller
  const frames: HubFrame[] = []
  const line = await shop.connects(t, token ?? (device as Device), {
    transport,
    plan: replicaPlan([], []),
    ...(token && device ? { terminal: device } : {}),
    onFrame: (frame) => void frames.push(frame),
  })
  const audience = audiences[name]
  if (!audience) throw new Error(`nobody said what ${name} hears`)
  return { name: `${name} on ${transport}`, audience, line, frames }
}

/** The kinds of the facts of a stream that came, one for each time. */
function kindsHeard({ frames }: Listener, stream: StreamName): string[] {
  return frames.flatMap((frame) =>
    frame.t === 'batch' && frame.stream === stream ? frame.facts.map(([, kind]) => kind) : [],
  )
}

t.test(
  'Z5 each role is pushed the kinds that are for it, and nothing of another store',
  async (t) => {
    const listeners: Listener[] = []
    for (const caller of callers) {
      for (const transport of transports) listeners.push(await listen(caller, transport))
    }
    const plant = (field: string) => (field === 'id' ? 'quiet-role' : undefined)
    await hub.kernel.transact({ scope: system }, async (tx) => {
      for (const event of events) {
        const places = event.stream === 'company' ? [COMPANY] : [shop.store.id, shop.other.id]
        for (const place of places) tx.emit(event, place, sampleOf(event.body, { plant }))
      }
    })
    await hub.kernel.tail.look()
    const heads = new Map<StreamName, number>()
    for (const stream of ['company', ownStream] as const) {
      heads.set(stream, hub.kernel.tail.position(stream)?.seq ?? 0)
    }
    for (const listener of listeners) {
      const { name, audience, line, frames } = listener
      for (const [stream, seq] of heads) await line.waitForSeq(stream, seq, 30_000)
      t.equal(line.welcome?.audience, audience, `${name} is a ${audience}`)
      for (const stream of ['company', ownStream] as const) {
        const kind = stream === 'company' ? 'company' : 'store'
        const wanted = events.filter((e) => e.stream === kind && e.audience.includes(audience))
        t.strictSame(
          kindsHeard(listener, stream).sort(),
          wanted.map((e) => e.name).sort(),
          `${name} hears ${wanted.length} kinds of ${kind}`,
        )
      }
      const foreign = frames.filter((frame) => JSON.stringify(frame).includes(foreignStream))
      t.strictSame(foreign, [], `${name} hears nothing of the other store`)
    }
  },
)

t.test('Z5 no event carries a secret to a till or a scanner', async (t) => {
  const secret = /"(\w*(cost|margin|pinHash|hash|secret|token|password|publicKey)\w*)":/gi
  // Digests that prove something, and are no way back to what was hashed.
  const proofs = new Set(['subjectHash', 'hash'])
  for (const { name, audience, body } of events) {
    if (!audience.includes('till') && !audience.includes('scanner')) continue
    const fields = [...JSON.stringify(sampleOf(body)).matchAll(secret)].map((match) => match[1])
    t.strictSame(
      fields.filter((field) => !proofs.has(field ?? '')),
      [],
      name,
    )
  }
  const held = [...hub.kernel.memory.records(people).values()]
  t.notMatch(JSON.stringify(held), /\$argon2/, 'people are replicated without what they know')
})

t.test('Z2 asking to follow what one may not, or as somebody else', async (t) => {
  const cashier = callers.find(({ name }) => name === 'cashier')
  const till = callers.find(({ name }) => name === 'a till')?.device
  const token = cashier?.token ?? ''
  const next = new CompanyShop(hub, shop.other, shop.store, shop.tax, shop.list)
  const other = await next.enrols('T1')
  const mine = { stream: ownStream }
  const stranger = newId(nowMs())
  const attempts: [what: string, said: Record<string, unknown>, reason: string][] = [
    ['another store', { token, streams: [{ stream: foreignStream }] }, 'forbidden'],
    [
      'another store beside one’s own',
      { token, streams: [mine, { stream: foreignStream }] },
      'forbidden',
    ],
    ['a store that is none', { token, streams: [{ stream: streamOf(stranger) }] }, 'forbidden'],
    ['every store', { token, streams: [{ stream: 'store:*' }] }, 'malformed'],
    ['a pattern', { token, streams: [{ stream: '*' }] }, 'malformed'],
    ['more behind a colon', { token, streams: [{ stream: `${ownStream}:x` }] }, 'malformed'],
    ['in capitals', { token, streams: [{ stream: foreignStream.toUpperCase() }] }, 'malformed'],
    ['in wide letters', { token, streams: [{ stream: `ｓtore:${shop.other.id}` }] }, 'malformed'],
    ['a list of lists', { token, streams: [[mine]] }, 'malformed'],
    ['one stream twice', { token, streams: [mine, mine] }, 'malformed'],
    [
      'a number ahead, of another store',
      { token, streams: [{ stream: foreignStream, seq: 9 }] },
      'forbidden',
    ],
    ['a till of another store', { terminal: other, streams: [mine] }, 'forbidden'],
    [
      'another till by one’s own token',
      { terminal: { id: other.id, token: till?.token }, streams: [] },
      'revoked',
    ],
    ['a person at a till of another store', { token, terminal: other, streams: [] }, 'forbidden'],
    ['nobody', { streams: [] }, 'revoked'],
  ]
  for (const [what, { terminal, ...said }, reason] of attempts) {
    const { id, token: shown } = (terminal ?? {}) as { id?: string; token?: string }
    const device = terminal ? { terminal: { id, token: shown } } : {}
    for (const transport of transports) {
      const refused = await greet(hub.url, transport, { ...said, ...device })
      t.equal(refused.reason, reason, `${what} over ${transport}`)
      t.strictSame(refused.told, [], `${what} over ${transport}: not one frame`)
      const code = byeCodes[reason as keyof typeof byeCodes]
      if (transport === 'websocket') t.equal(refused.code, code, `closed with ${code}`)
    }
  }
})
