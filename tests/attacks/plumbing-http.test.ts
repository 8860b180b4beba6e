// What is tried around a request: taking all day over it, headers of a proxy that is none, the same thing
// said twice, another method, and a page that asks in the name of who sits before it.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import type { Operation } from '#shared/contract.ts'
import { repository } from '#supervisor/node-child.ts'
import { changedBetween, digestOf } from '../support/digest.ts'
import { runHub, type RunningHub } from '../support/hub.ts'
import { PASSWORD } from '../support/people.ts'
import { heardUntilClosed, openRaw, requestText, sayRaw } from '../support/raw-http.ts'
import { sampleOf } from '../support/samples.ts'
import { layShop } from '../support/shop.ts'

t.setTimeout(120_000)
const hub = await runHub(t)
const shop = await layShop(hub)
const owner = await shop.hires('owner', 'admin', { storeIds: null })
const token = await shop.tokenOf(owner)
const authorization = `Bearer ${token}`
const operations = hub.kernel.operations.list()

/** The address of an operation with what it takes in place, and the body it is asked with. */
function requestOf({ http: [method, address], input }: Operation) {
  const sample = sampleOf(input) as Record<string, unknown>
  const path = `/api${address.replace(/:(\w+)/g, (_, name: string) => String(sample[name]))}`
  return { method, path, sample, body: JSON.stringify(sample) }
}

t.test('W9 a head, a body or a reader that takes all day', async (t) => {
  const hasty = await runHub(t, {
    LIMIT_HEADERS_TIMEOUT_MS: '400',
    LIMIT_REQUEST_TIMEOUT_MS: '800',
    LIMIT_IDLE_TIMEOUT_MS: '1500',
  })
  const slowly = async (begins: string, drips: string) => {
    const socket = openRaw(hasty.url)
    socket.write(begins)
    const drip = setInterval(() => socket.write(drips), 60)
    const answers = await heardUntilClosed(socket)
    clearInterval(drip)
    return answers.map(({ status }) => status)
  }
  t.strictSame(await slowly('GET /health HTTP/1.1\r\nHost: x\r\n', 'a: b\r\n'), [408], 'headers')
  t.strictSame(await slowly('GET /hea', 'l'), [408], 'a first line')
  const head = requestText('POST', '/api/auth/sign-in', {
    'content-type': 'application/json',
    'content-length': '1000',
  })
  t.strictSame(await slowly(head, ' '), [408], 'a body')
  const chunked = { 'content-type': 'application/json', 'transfer-encoding': 'chunked' }
  const pieces = requestText('POST', '/api/auth/sign-in', chunked)
  t.strictSame(await slowly(pieces, '1\r\n \r\n'), [408], 'pieces of a body')
  const mute = await heardUntilClosed(openRaw(hasty.url))
  t.ok(
    mute.every(({ status }) => status === 408),
    'nothing at all',
  )

  const reader = openRaw(hasty.url)
  reader.pause()
  // More than the network keeps for one who does not read.
  for (let i = 0; i < 40; i += 1) {
    reader.write(requestText('GET', '/openapi.json').replace('connection: close', 'a: b'))
  }
  await new Promise((resolve) => setTimeout(resolve, 200))
  t.equal(await connectionsOf(hasty), 1, 'it is being written to')
  while ((await connectionsOf(hasty)) > 0) await new Promise((resolve) => setTimeout(resolve, 50))
  t.pass('but not for ever')
  reader.destroy()
})

const connectionsOf = ({ app }: RunningHub): Promise<number> =>
  new Promise((resolve) => app.server.getConnections((_, count) => resolve(count)))

t.test('W10 headers of a proxy, from whoever is none', async (t) => {
  const body = JSON.stringify({ login: owner.login, password: PASSWORD })
  const forged = {
    'x-forwarded-for': '203.0.113.9',
    'x-real-ip': '203.0.113.9',
    forwarded: 'for=203.0.113.9;proto=https;host=evil.example',
    'x-forwarded-proto': 'https',
    'x-forwarded-host': 'evil.example',
    'x-forwarded-port': '443',
    'x-original-url': '/health',
    'x-rewrite-url': '/health',
    'x-user': 'admin',
    'x-remote-user': 'admin',
    'x-http-method-override': 'DELETE',
  }
  for (const trusted of ['', '203.0.113.1', 'uniquelocal']) {
    const behind = await runHub(t, { TRUSTED_PROXIES: trusted }, hub)
    const [answer] = await sayRaw(
      behind.url,
      requestText('POST', '/api/auth/sign-in', forged, body),
    )
    t.equal(answer?.status, 200)
    t.notMatch(
      answer?.headers['set-cookie'],
      /Secure/,
      `no TLS is believed of ${trusted || 'anybody'}`,
    )
    const said = JSON.stringify(answer)
    for (const word of ['evil.example', '203.0.113.9']) t.notOk(said.includes(word), word)
    const [nobody] = await sayRaw(behind.url, requestText('GET', '/api/stores', forged))
    t.equal(nobody?.status, 401, 'nor is anybody somebody')
  }
  const told = await hub.kernel.database.sql<{ body: string }>(
    `select body::text from event where kind like 'session.%' or kind like 'sign-in.%'`,
  )
  t.ok(told.length > 0)
  t.notOk(
    told.some(({ body: fact }) => fact.includes('203.0.113.9')),
    'no fact names a forged address',
  )
  const compose = readFileSync(join(repository, 'docker-compose.yml'), 'utf8')
  const published = compose
    .split(/\n(?= {2}\w[\w-]*:\n)/)
    .filter((part) => /\n {4}ports:/.test(part))
  t.match(published, [/^ *nginx:/], 'nothing but the proxy can be reached from outside')
})

t.test('W11 the same thing said twice, and methods nobody takes', async (t) => {
  const asking = async (path: string, query: string) => {
    const response = await fetch(`${hub.url}${path}?${query}`, { headers: { authorization } })
    return response.status === 400
  }
  let doubled = 0
  for (const operation of operations.filter(({ http: [method] }) => method === 'GET')) {
    const { path, sample } = requestOf(operation)
    const inPath = operation.http[1]
    const fields = Object.entries(sample).filter(
      // A cursor is one that a page before gave, which no sample is.
      ([name, value]) =>
        !inPath.includes(`:${name}`) && typeof value !== 'object' && name !== 'after',
    )
    const whole = new URLSearchParams(fields.map(([name, value]) => [name, String(value)]))
    t.notOk(await asking(path, `${whole}`), `${operation.name} takes each once`)
    for (const [name, plain] of fields) {
      const value = String(plain)
      const others = new URLSearchParams(whole)
      others.delete(name)
      for (const said of [
        `${name}=${value}&${name}=${value}`,
        `${name}[]=${value}`,
        `${name}[$ne]=1`,
      ]) {
        t.ok(await asking(path, `${others}&${said}`), `${operation.name}: ${said}`)
        doubled += 1
      }
    }
  }
  t.ok(doubled > 50, `${doubled} ways`)
  const before = await digestOf(hub.databaseUrl)
  const paths = ['/api/stores', `/api/stores/${shop.store.id}`, '/api/auth/me', '/health', '/']
  for (const path of paths) {
    for (const method of [
      'TRACE',
      'OPTIONS',
      'PROPFIND',
      'MKCOL',
      'LOCK',
      'REPORT',
      'PURGE',
      'SEARCH',
    ]) {
      const [answer] = await sayRaw(hub.url, requestText(method, path, { authorization }))
      t.ok([404, 405].includes(answer?.status ?? 0), `${method} ${path}: ${answer?.status}`)
      t.notMatch(answer?.body, /authorization/i, 'nothing of the request comes back')
    }
    for (const method of ['CONNECT', 'get', 'FOO', 'GET\u00a0', '\u0000']) {
      const answers = await sayRaw(hub.url, requestText(method, path, { authorization }))
      t.ok(
        answers.every(({ status }) => status >= 400),
        `${JSON.stringify(method)} ${path}`,
      )
    }
    for (const name of ['x-http-method-override', 'x-http-method', 'x-method-override']) {
      const [answer] = await sayRaw(
        hub.url,
        requestText('POST', `${path}?_method=DELETE`, { authorization, [name]: 'DELETE' }, '{}'),
      )
      t.ok((answer?.status ?? 0) >= 400, `${name} ${path}: ${answer?.status}`)
    }
  }
  t.strictSame(changedBetween(before, await digestOf(hub.databaseUrl)), [], 'nothing changed')
})

t.test('W12 a page of somebody else’s asks in the name of who sits there', async (t) => {
  const before = await digestOf(hub.databaseUrl)
  const evil = {
    origin: 'https://evil.example',
    cookie: 'mizan-refresh=x',
    'sec-fetch-site': 'cross-site',
  }
  const types = [
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/json',
    '',
  ]
  for (const operation of operations.filter(({ http: [method] }) => method !== 'GET')) {
    const { method, path, body } = requestOf(operation)
    for (const type of types) {
      const headers = { ...evil, authorization, 'content-type': type }
      const [answer] = await sayRaw(hub.url, requestText(method, path, headers, body))
      t.equal(answer?.status, 403, `${operation.name} as ${type || 'no type'}`)
    }
    const plain = { authorization, 'content-type': 'text/plain' }
    const [answer] = await sayRaw(hub.url, requestText(method, path, plain, body))
    if (method !== 'DELETE') t.equal(answer?.status, 400, `${operation.name} as text of no page`)
  }
  t.strictSame(changedBetween(before, await digestOf(hub.databaseUrl)), [], 'nothing changed')
  for (const method of ['GET', 'POST', 'OPTIONS', 'PUT']) {
    const asked = { ...evil, authorization, 'access-control-request-method': 'PUT' }
    const [answer] = await sayRaw(hub.url, requestText(method, '/api/stores', asked))
    const allowing = Object.keys(answer?.headers ?? {}).filter((name) =>
      name.startsWith('access-control-'),
    )
    t.strictSame(allowing, [], `${method}: no other page may read an answer`)
  }
})
