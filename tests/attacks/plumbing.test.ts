// What is tried on the way a request is read: JSON made to cost or to mean two things, names that every
// object inherits, and requests that end in two places.
import t, { type Test } from 'tap'
import { nowMs } from '#kernel/clock.ts'
import { customersSearch, customersSet } from '#customers/contract.ts'
import { plainCustomer } from '#customers/rules.ts'
import { newId } from '#shared/ids.ts'
import type { ProblemBody, ProblemSlug } from '#shared/problem.ts'
import { storesList } from '#stores/contract.ts'
import { changedBetween, digestOf } from '../support/digest.ts'
import { request, runHub, type Answer } from '../support/hub.ts'
import { requestText, sayRaw } from '../support/raw-http.ts'
import { layShop } from '../support/shop.ts'
import type { FakeTerminal } from '../support/terminal.ts'
import { TerminalJournal } from '../support/terminal-journal.ts'
import { CallRefused } from '../support/terminal.ts'
import type { Transport } from '../support/wires.ts'

t.setTimeout(120_000)
const hub = await runHub(t)
const shop = await layShop(hub)
const token = await shop.tokenOf(await shop.hires('reading', 'admin', { storeIds: null }))
const authorization = `Bearer ${token}`
const transports: readonly Transport[] = ['websocket', 'socket.io']
const lines = new Map<Transport, FakeTerminal>()
for (const transport of transports) {
  lines.set(transport, await shop.connects(t, token, { transport }))
}
const slugOf = ({ problem }: Answer) => problem?.type.replace('/problems/', '')

/** Asks with an input that is sent as it is written. */
async function asking(transport: Transport, op: string, input: string): Promise<Answer> {
  const line = lines.get(transport)
  if (!line) throw new Error('not connected')
  const id = newId(nowMs())
  const answered = line.answerTo(id)
  const frame = `{"t":"call","id":"${id}","op":"${op}","input":${input}}`
  line.wire.sendRaw(transport === 'websocket' ? frame : `42["m",${frame}]`)
  try {
    return { status: 200, output: await answered }
  } catch (error) {
    if (!(error instanceof CallRefused)) throw error
    return { status: error.problem.status, problem: error.problem }
  }
}

/** A customer as it is written, but for its number. */
const mona = JSON.stringify({ ...plainCustomer, name: 'Mona' })
const put = (body: string | Buffer<ArrayBuffer>) =>
  fetch(`${hub.url}/api/customers/${newId(nowMs())}`, {
    method: 'PUT',
    headers: { authorization, 'content-type': 'application/json' },
    body,
  })

t.test('W6 JSON of great depth, of many keys, and with keys that collide', async (t) => {
  const before = await digestOf(hub.databaseUrl)
  const deep = 100_000
  const keys = (make: (i: number) => string | number) =>
    Array.from({ length: 30_000 }, (_, i) => `"${make(i)}":1`).join(',')
  const inputs: [what: string, input: string][] = [
    ['a deep list', `{"text":${'['.repeat(deep)}${']'.repeat(deep)}}`],
    ['a deep object', `{"text":${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}}`],
    [
      'a deep object that names what is inherited',
      `{"a":${'{"__proto__":'.repeat(9_000)}1${'}'.repeat(9_000)}}`,
    ],
    ['many keys', `{${keys((i) => `k${i}`)}}`],
    ['keys that are numbers', `{${keys((i) => i * 65_536)}}`],
    ['keys that are large numbers', `{${keys((i) => 4_294_967_295 + i * 65_536)}}`],
    ['a long number', `{"limit":${'9'.repeat(100_000)}}`],
    ['a number with a long tail', `{"limit":1e${'9'.repeat(1_000)}}`],
    ['a deep text of a journal', `{"fence":1,"entries":[{"body":"${'['.repeat(deep)}"}]}`],
  ]
  const startedAt = process.cpuUsage()
  for (const [what, input] of inputs) {
    for (const transport of transports) {
      const answer = await asking(transport, customersSearch.name, input)
      t.equal(slugOf(answer), 'invalid-input', `${transport}: ${what}`)
    }
    const answer = await request(hub.url, 'PUT', `/customers/${newId(1)}`, authorization, input)
    t.ok(['invalid-input', 'malformed'].includes(slugOf(answer) ?? ''), `http: ${what}`)
  }
  const { user, system } = process.cpuUsage(startedAt)
  const asked = inputs.length * 3
  // Both ends of each are in this process; a collision of 30,000 keys would take seconds.
  t.ok((user + system) / 1000 / asked < 100, `${Math.round((user + system) / 1000)} ms of work`)
  const million = `{${Array.from({ length: 1_000_000 }, (_, i) => `"k${i}":1`).join(',')}}`
  const answer = await request(hub.url, 'PUT', `/customers/${newId(1)}`, authorization, million)
  t.equal(slugOf(answer), 'too-large', 'a million keys are not even read')
  t.strictSame(changedBetween(before, await digestOf(hub.databaseUrl)), [], 'nothing changed')
})

t.test('W6 a text that is read in two ways', async (t) => {
  const half: [what: string, text: string][] = [
    ['half of a pair', '\\ud800'],
    ['the other half', '\\udc00'],
    ['two halves, turned', '\\udc00\\ud800'],
    ['nothing', '\\u0000'],
  ]
  for (const [what, text] of half) {
    for (const transport of transports) {
      const answer = await asking(transport, customersSearch.name, `{"text":"${text}"}`)
      t.equal(slugOf(answer), 'invalid-input', `${transport}: ${what}`)
    }
    const answer = await put(mona.replace('Mona', text))
    t.equal(answer.status, 400, `http: ${what}`)
  }
  const latin = (name: string) => Buffer.from(mona.replace('Mona', name), 'latin1')
  const bodies: [what: string, body: Buffer<ArrayBuffer>][] = [
    ['a byte order mark', Buffer.from(`\ufeff${mona}`)],
    ['bytes that are no text', latin('M\u00ffna')],
    ['a character in too many bytes', latin('M\u00c0\u00af')],
    ['UTF-16', Buffer.from(mona, 'utf16le')],
  ]
  t.equal((await put(mona)).status, 200, 'the same, read in one way, is taken')
  for (const [what, body] of bodies) t.equal((await put(body)).status, 400, `http: ${what}`)
})

t.test('W6 what names something twice is not read', async (t) => {
  const before = await digestOf(hub.databaseUrl)
  const [own, other] = [shop.store.id, shop.other.id]
  const id = newId(nowMs())
  const twice: [what: string, body: string][] = [
    ['the same value', `{"name":"Mona",${mona.slice(1)}`],
    ['another value', `{"name":"first",${mona.slice(1)}`],
    ['in another spelling', `{"n\\u0061me":"first",${mona.slice(1)}`],
    ['further in', mona.replace('"Mona"', `{"a":[{"b":1,"b" :1}]}`)],
  ]
  for (const [what, body] of twice) {
    t.equal(((await (await put(body)).json()) as ProblemBody).type, '/problems/malformed', what)
  }
  const body = `{"storeId":"${own}","storeId":"${other}","businessOn":"2026-11-23","kind":"day-sales","id":"${id}"}`
  const answer = await request(hub.url, 'POST', `/stores/${other}/reports`, authorization, body)
  t.equal(slugOf(answer), 'malformed', 'nor does it choose a store')
  for (const transport of transports) {
    for (const [what, input] of twice) {
      const line = await shop.connects(t, token, { transport })
      const frame = `{"t":"call","id":"${id}","op":"${customersSet.name}","input":${input}}`
      line.wire.sendRaw(transport === 'websocket' ? frame : `42["m",${frame}]`)
      await line.waitFor(() => line.ended !== undefined)
      t.equal(line.bye?.reason, 'malformed', `${transport}: ${what}`)
    }
  }
  t.strictSame(changedBetween(before, await digestOf(hub.databaseUrl)), [], 'nothing changed')
})

t.test('W6 an entry of a journal that names something twice is refused, and kept', async (t) => {
  const device = await shop.enrols('T6')
  const line = await shop.connects(t, device)
  const journal = new TerminalJournal(device.fence)
  const entry = journal.write('cash.open', { id: newId(nowMs()) })
  const body = entry.body.replace('{', '{"offline":true,"offline":false,')
  const { verdicts } = await line.post(device.fence, [{ ...entry, body }])
  t.match(verdicts, [{ outcome: 'refused', problem: { type: '/problems/malformed' } }])
})

const poison = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf']

/** Nothing inherits what it did not before. */
function clean(t: Test, what: string): void {
  const inherited = Object.getOwnPropertyNames(Object.prototype).sort()
  t.strictSame(inherited, ordinary, what)
  t.equal(({} as { polluted?: string }).polluted, undefined)
}
const ordinary = Object.getOwnPropertyNames(Object.prototype).sort()

t.test('W7 a name that every object inherits, wherever a name can stand', async (t) => {
  const asked: [what: string, text: string][] = poison.flatMap((name) => [
    [`header ${name}`, requestText('GET', '/health', { [name]: 'x' })],
    [`query ${name}`, requestText('GET', `/api/stores?${name}=x`, { authorization })],
    [`nested ${name}`, requestText('GET', `/api/stores?a[${name}]=x`, { authorization })],
    [`part ${name}`, requestText('GET', `/problems/${name}`)],
    [`id ${name}`, requestText('GET', `/api/customers/${name}`, { authorization })],
    [`page ${name}`, requestText('GET', `/${name}`)],
    [
      `cookie ${name}`,
      requestText('POST', '/api/auth/refresh', { cookie: `${name}=x; a=${name}` }, '{}'),
    ],
    [`type ${name}`, requestText('POST', '/api/auth/refresh', { 'content-type': name }, '{}')],
    [`scheme ${name}`, requestText('GET', '/api/stores', { authorization: `${name} x` })],
  ])
  for (const [what, text] of asked) {
    const [answer] = await sayRaw(hub.url, text)
    const wanted = what.startsWith('header') ? 200 : answer?.status
    t.ok(answer && answer.status < 500 && answer.status === wanted, `${what}: ${answer?.status}`)
    if (!what.startsWith('header')) t.ok((answer?.status ?? 0) >= 400, `${what} is refused`)
  }
  for (const name of poison) {
    for (const transport of transports) {
      const strange = await asking(transport, name, '{}')
      t.equal(slugOf(strange), 'unknown-operation' satisfies ProblemSlug, `${transport}: ${name}`)
      const inside = await asking(transport, storesList.name, `{"${name}":{"polluted":"x"}}`)
      t.equal(slugOf(inside), 'invalid-input', `${transport}: ${name} in an input`)
    }
  }
  clean(t, 'nothing is inherited that was not before')
})

const chunked = { 'transfer-encoding': 'chunked', 'content-type': 'application/json' }
const post = (headers: Record<string, string>, body: string) =>
  requestText('POST', '/api/auth/refresh', headers).replace(/\r\n$/, `\r\n${body}`)
const inner = requestText('GET', '/health', { host: 'smuggled' })

t.test('W8 a request that ends in two places is none', async (t) => {
  const cases: [what: string, text: string][] = [
    ['a length and chunks', post({ ...chunked, 'content-length': '6' }, `0\r\n\r\n${inner}`)],
    ['chunks and a length', post({ 'content-length': '4', ...chunked }, `0\r\n\r\n${inner}`)],
    ['two lengths', post({ 'content-length': '2', 'Content-length': '60' }, `{}${inner}`)],
    ['a list of lengths', post({ 'content-length': '2, 60' }, `{}${inner}`)],
    ['a signed length', post({ 'content-length': '+2' }, `{}${inner}`)],
    ['a length in another base', post({ 'content-length': '0x2' }, `{}${inner}`)],
    ['an unknown coding', post({ 'transfer-encoding': 'xchunked' }, `0\r\n\r\n${inner}`)],
    ['a coding twice', post({ ...chunked, 'Transfer-encoding': 'identity' }, `0\r\n\r\n${inner}`)],
    ['a coding after a space', post({ 'transfer-encoding ': 'chunked' }, `0\r\n\r\n${inner}`)],
    ['a coding after a tab', post({ 'transfer-encoding\t': 'chunked' }, `0\r\n\r\n${inner}`)],
    ['a chunk in another base', post(chunked, `0x2\r\n{}\r\n0\r\n\r\n${inner}`)],
    ['a chunk of less than nothing', post(chunked, `-2\r\n{}\r\n0\r\n\r\n${inner}`)],
    ['a chunk that ends early', post(chunked, `2\n{}\r\n0\r\n\r\n${inner}`)],
    ['a chunk longer than it says', post(chunked, `2\r\n{}xx\r\n0\r\n\r\n${inner}`)],
    ['an extension with a line in it', post(chunked, `2;a="\r\n{}\r\n0\r\n\r\n${inner}`)],
    ['a chunk as long as a number', post(chunked, `ffffffffffffffff2\r\n{}\r\n0\r\n\r\n${inner}`)],
    ['lines that end early', `GET /health HTTP/1.1\nHost: x\n\n${inner}`],
    ['a header that ends early', `GET /health HTTP/1.1\r\nHost: x\nX: y\r\n\r\n${inner}`],
    ['a header that returns', `GET /health HTTP/1.1\r\nHost: x\rX: y\r\n\r\n${inner}`],
    ['a folded header', `GET /health HTTP/1.1\r\nHost: x\r\nX: 1\r\n  2\r\n\r\n${inner}`],
    ['a header without a name', `GET /health HTTP/1.1\r\nHost: x\r\n: y\r\n\r\n${inner}`],
    ['no host', `GET /health HTTP/1.1\r\nConnection: close\r\n\r\n`],
    ['two hosts', `GET /health HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n`],
    ['another protocol', `PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n`],
    ['no protocol', `GET /health\r\n\r\n`],
  ]
  for (const [what, text] of cases) {
    const answers = await sayRaw(hub.url, text)
    // The head may be refused before the body shows that it could not be read either.
    t.strictSame([...new Set(answers.map(({ status }) => status))], [400], what)
    t.notOk(
      answers.some(({ body }) => body.includes('alive')),
      `${what}: nothing is answered that came inside`,
    )
  }
  const trailing = post({ ...chunked }, `2;a=b\r\n{}\r\n0\r\nX-Store: x\r\n\r\n`)
  t.strictSame(
    (await sayRaw(hub.url, trailing)).map(({ status }) => status),
    [401],
    'one request is one',
  )
  const inBody = post(
    { 'content-type': 'application/json', 'content-length': String(inner.length) },
    inner,
  )
  t.strictSame(
    (await sayRaw(hub.url, inBody)).map(({ status }) => status),
    [400],
    'a body is a body',
  )
})
