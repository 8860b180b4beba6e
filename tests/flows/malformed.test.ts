// What is no call at all: bodies and frames that cannot be read, are too large, or try to reach what every
// object inherits. HTTP answers a problem; a socket says goodbye with it, and only that one ends.
import t, { type Test } from 'tap'
import { newId } from '#shared/ids.ts'
import type { Bye } from '#shared/frames.ts'
import type { ProblemBody, ProblemSlug } from '#shared/problem.ts'
import { stockMove } from '#stock/contract.ts'
import { changedBetween, digestOf } from '../support/digest.ts'
import { askSocket, authorizationOf } from '../support/doors.ts'
import { request, runHub } from '../support/hub.ts'
import { layMilk, layShop } from '../support/shop.ts'
import type { FakeTerminal } from '../support/terminal.ts'
import type { Transport } from '../support/wires.ts'

const hub = await runHub(t)
const shop = await layShop(hub)
const milk = await layMilk(shop)
const scanner = await shop.enrols('S1', 'scanner')
const authorization = authorizationOf(scanner)
const mostBytes = hub.kernel.config.limits.frameInBytes

const move = () => ({
  id: newId(Date.now()),
  storeId: shop.store.id,
  variantId: milk.variant.id,
  lotId: milk.fresh,
  fromLocationId: shop.floor,
  toLocationId: shop.bulk,
  quantityMilli: 1000,
})
/** The same JSON with a key that no literal could hold, at the beginning. */
const poisoned = (key: string) => JSON.stringify(move()).replace('{', `{"${key}":{"polluted":1},`)
const callOf = (input: string) =>
  `{"t":"call","id":"${newId(Date.now())}","op":"stock.move","input":${input}}`
const long = JSON.stringify({ ...move(), reason: 'x'.repeat(mostBytes) })

/** Runs it and asserts that the books are as they were. */
async function untouched(t: Test, act: () => Promise<void>): Promise<void> {
  const before = await digestOf(hub.databaseUrl)
  await act()
  t.same(changedBetween(before, await digestOf(hub.databaseUrl)), [], 'nothing changed')
  t.equal(({} as { polluted?: number }).polluted, undefined, 'no object inherits anything new')
}

t.test('over HTTP', async (t) => {
  const bodies: [
    what: string,
    body: string,
    slug: ProblemSlug,
    headers?: Record<string, string>,
  ][] = [
    ['half an object', '{"id":', 'malformed'],
    ['no JSON', 'id=1', 'malformed'],
    ['nothing', '', 'malformed'],
    ['a form', 'id=1', 'malformed', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['a list', '[]', 'invalid-input'],
    ['a text', '"move"', 'invalid-input'],
    ['__proto__', poisoned('__proto__'), 'malformed'],
    [
      'constructor',
      JSON.stringify(move()).replace('{', '{"constructor":{"prototype":{"polluted":1}},'),
      'malformed',
    ],
    ['toString', poisoned('toString'), 'invalid-input'],
    ['too much', long, 'too-large'],
    ['a wrong call id', JSON.stringify(move()), 'invalid-input', { 'idempotency-key': 'again' }],
    ['another version', JSON.stringify(move()), 'version-unsupported', { 'accept-version': '9' }],
  ]
  await untouched(t, async () => {
    for (const [what, body, slug, headers] of bodies) {
      const answer = await request(hub.url, 'POST', '/stock/moves', authorization, body, headers)
      t.match(answer.problem, { type: `/problems/${slug}`, status: answer.status }, what)
    }
  })
})

/** What a connection of its own is told when it says this. */
async function saying(transport: Transport, say: (terminal: FakeTerminal) => void): Promise<Bye> {
  const bad = await shop.connects(t, scanner, { transport, streams: ['company'] })
  say(bad)
  await bad.waitFor(() => bad.ended !== undefined, 30_000)
  if (!bad.bye) throw new Error(`it ended without a word: ${bad.ended?.code}`)
  return bad.bye
}

for (const transport of ['socket.io', 'websocket'] as const) {
  // On Socket.IO a frame is the one argument of the event `m`.
  const framed = (text: string) => (transport === 'websocket' ? text : `42["m",${text}]`)
  const raw = (text: string) => (terminal: FakeTerminal) => terminal.wire.sendRaw(framed(text))

  t.test(`over ${transport}`, async (t) => {
    const good = await shop.connects(t, scanner, { transport, streams: ['company'] })
    const frames: [what: string, text: string, slug: ProblemSlug][] = [
      ['no JSON', '{"t":"call"', 'malformed'],
      ['a list', '[]', 'malformed'],
      ['no kind', '{}', 'malformed'],
      ['an unknown kind', '{"t":"shout"}', 'malformed'],
      ['a call without an id', '{"t":"call","op":"stock.move","input":{}}', 'malformed'],
      ['an extra field', `{"t":"ping","id":1,"loud":true}`, 'malformed'],
      ['a wrong type', `{"t":"ping","id":"1"}`, 'malformed'],
      ['__proto__ in the frame', `{"__proto__":{"polluted":1},"t":"ping","id":1}`, 'malformed'],
      ['too much', callOf(long), 'too-large'],
    ]
    await untouched(t, async () => {
      for (const [what, text, slug] of frames) {
        const { reason, problem } = await saying(transport, raw(text))
        t.equal(reason, slug, what)
        t.match(problem, { type: `/problems/${slug}`, status: slug === 'malformed' ? 400 : 413 })
      }
      // Inside a call it is an input like any other that does not fit.
      for (const key of ['__proto__', 'constructor', 'toString']) {
        const problem = await replyTo(good, framed(callOf(poisoned(key))))
        t.match(problem, { type: '/problems/invalid-input', status: 400 }, key)
      }
    })
    const { status } = await askSocket(good, stockMove.name, move())
    t.equal(status, 200, 'whoever did nothing wrong is still served')
  })
}

/** Sends a call as it is and gives the problem it is answered with. */
async function replyTo(terminal: FakeTerminal, text: string): Promise<ProblemBody | undefined> {
  const id = /"id":"([^"]+)"/.exec(text)?.[1] ?? ''
  const answered = terminal.answerTo(id)
  terminal.wire.sendRaw(text)
  return answered.then(
    () => undefined,
    (error: { problem?: ProblemBody }) => error.problem,
  )
}
