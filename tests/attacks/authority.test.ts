// Authority taken away while it is in use, asked for by another address, or slipped in beside what an
// operation takes: over HTTP and both sockets, on two hubs.
import { request as httpRequest } from 'node:http'
import t from 'tap'
import { nowMs } from '#kernel/clock.ts'
import { auditList } from '#audit/contract.ts'
import { signIn } from '#auth/contract.ts'
import { reportsRun } from '#reports/contract.ts'
import { newId } from '#shared/ids.ts'
import { storesChange } from '#stores/contract.ts'
import { rolesSet, usersChange, type Person } from '#users/contract.ts'
import { noLimits } from '#users/rules.ts'
import { doors, Gates, type Caller } from '../support/callers.ts'
import { changedBetween, digestOf } from '../support/digest.ts'
import { whileItWaits } from '../support/held-row.ts'
import { askHttp, runHub } from '../support/hub.ts'
import { sampleOf } from '../support/samples.ts'
import { layShop } from '../support/shop.ts'
import type { FakeTerminal } from '../support/terminal.ts'

t.setTimeout(120_000)
const hub = await runHub(t, { LIMIT_SIGN_INS_PER_ADDRESS: '1000' })
const second = await runHub(t, {}, hub)
const shop = await layShop(hub)
const storeId = shop.store.id
const id = () => newId(nowMs())
const slug = (problem: { type: string } | undefined) => problem?.type.replace('/problems/', '')

const run = () => ({ id: id(), storeId, kind: 'day-sales', businessOn: '2026-11-23' })

/** Connections of one person: two to one hub, one to the other. */
async function connections(token: string): Promise<FakeTerminal[]> {
  return Promise.all([
    shop.connects(t, token, { transport: 'websocket' }),
    shop.connects(t, token, { transport: 'socket.io' }),
    shop.connects(t, token, { transport: 'websocket', url: second.url }),
  ])
}

type Loss = {
  readonly what: string
  readonly takes: (person: Person) => Promise<unknown>
  readonly refused: string
  readonly again: 'till' | RegExp
}
const losses: readonly Loss[] = [
  {
    what: 'a lower role',
    takes: ({ id: personId }) => shop.ask(usersChange, { personId, roleId: 'cashier' }),
    refused: 'forbidden',
    again: 'till',
  },
  {
    what: 'a role that may less',
    takes: () => shop.ask(rolesSet, { ...lead, permissions: ['sales.complete'] }),
    refused: 'forbidden',
    again: 'till',
  },
  {
    what: 'no store',
    takes: ({ id: personId }) => shop.ask(usersChange, { personId, storeIds: [shop.other.id] }),
    refused: 'wrong-store',
    again: /forbidden/,
  },
  {
    what: 'no work any more',
    takes: ({ id: personId }) => shop.ask(usersChange, { personId, active: false }),
    refused: 'revoked',
    again: /revoked/,
  },
]
const lead = {
  id: 'shift-lead',
  name: { en: 'Shift lead', ar: 'مشرف' },
  permissions: ['reports.run', 'sales.complete'],
  limits: noLimits,
}

t.test('T7 a person gets less while three connections to two hubs are open', async (t) => {
  await shop.ask(rolesSet, lead)
  for (const [i, { what, takes, refused, again }] of losses.entries()) {
    const person = await shop.hires(`losing-${i}`, i === 1 ? lead.id : 'manager')
    const token = await shop.tokenOf(person)
    const lines = await connections(token)
    t.ok(
      lines.every((line) => line.welcome?.audience === 'manager'),
      `${what}: managers all`,
    )
    await takes(person)
    for (const line of lines) {
      await line.waitFor(() => line.ended !== undefined)
      t.equal(line.bye?.reason, 'revoked', `${what}: every connection ends`)
    }
    const told = lines.map((line) => line.heard)
    for (const { url } of [hub, second]) {
      const { problem } = await askHttp(url, `Bearer ${token}`, reportsRun, run())
      t.equal(slug(problem), refused, `${what}: refused at each hub`)
    }
    const back = shop.connects(t, token)
    if (again === 'till') t.equal((await back).welcome?.audience, 'till', `${what}: as a till`)
    else await t.rejects(back, again, `${what}: not let in`)
    t.strictSame(
      lines.map((line) => line.heard),
      told,
      `${what}: nothing more was told`,
    )
  }
})

t.test('T7 at a till the line stays, and the next call is refused', async (t) => {
  const person = await shop.hires('losing-till', 'manager')
  const device = await shop.enrols('T8')
  const token = await shop.tokenOf(person)
  for (const transport of ['websocket', 'socket.io'] as const) {
    await shop.ask(usersChange, { personId: person.id, roleId: 'manager' })
    const line = await shop.connects(t, device, { token, transport })
    t.ok(await line.ask('reports.run', run()), 'a manager may')
    await shop.ask(usersChange, { personId: person.id, roleId: 'cashier' })
    await t.rejects(line.ask('reports.run', run()), /forbidden/, 'a cashier may not')
    t.equal(line.ended, undefined, 'a till goes on')
  }
})

t.test('Z8 what was permitted when it was asked is still permitted when it is done', async (t) => {
  const cases: [what: string, change: object, wanted: string][] = [
    ['the role is lowered', { roleId: 'cashier' }, 'forbidden'],
    ['the person leaves', { active: false }, 'forbidden'],
    ['the store is taken away', { storeIds: [shop.other.id] }, 'wrong-store'],
  ]
  for (const [i, [what, change, wanted]] of cases.entries()) {
    const person = await shop.hires(`between-${i}`, 'manager')
    const token = await shop.tokenOf(person)
    const input = { storeId, countToleranceMinor: 7_777 }
    const asked = await whileItWaits(
      hub.databaseUrl,
      ['select from store where id = $1 for update', [storeId]],
      () => askHttp(hub.url, `Bearer ${token}`, storesChange, input),
      () => shop.ask(usersChange, { personId: person.id, ...change }),
    )
    t.equal(slug(asked.problem), wanted, `${what} while the call waits`)
  }
  const [store] = await hub.kernel.database.sql<{ minor: number }>(
    `select count_tolerance_minor as minor from store where id = $1`,
    [storeId],
  )
  t.not(store?.minor, 7_777, 'nothing was changed')
})

/** Sends a path as it stands, which no client of ours would. */
function raw(method: string, path: string, token: string, headers = {}): Promise<number> {
  const { hostname, port } = new URL(hub.url)
  const body = method === 'GET' ? '' : '{}'
  return new Promise((resolve, reject) => {
    const sent = httpRequest(
      {
        hostname,
        port,
        method,
        path,
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          ...headers,
        },
      },
      (answer) => {
        answer.resume()
        const isPage = answer.headers['content-type']?.startsWith('text/html')
        answer.on('end', () => resolve(isPage ? 404 : (answer.statusCode ?? 0)))
      },
    )
    sent.on('error', reject)
    sent.end(body)
  })
}

t.test(
  'Z3 what a cashier may not is not to be had by another spelling of its address',
  async (t) => {
    const token = await shop.tokenOf(await shop.hires('spelling', 'cashier'))
    const before = await digestOf(hub.databaseUrl)
    const shut = ['users', 'roles/cashier', 'products', 'taxes', `stores/${storeId}`, 'audit']
    for (const path of shut) {
      const [first = '', ...rest] = path.split('/')
      const spelt = [
        `/api/${path}/`,
        `//api/${path}`,
        `/api//${path}`,
        `/api/./${path}`,
        `/api/x/../${path}`,
        `/api/%2e/${path}`,
        `/api/%${first.charCodeAt(0).toString(16)}${first.slice(1)}${['', ...rest].join('/')}`,
        `/api%2f${path}`,
        `/API/${path}`,
        `/api/${path.toUpperCase()}`,
        `/api/${path};x=1`,
        `/api/${path}%00`,
        `/api/${path}%20`,
        `/api/${path}?permissions=*`,
        `/api\\${path}`,
        `/api/${path}`,
      ]
      for (const each of spelt) {
        for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']) {
          const status = await raw(method, each, token)
          t.ok([400, 403, 404, 405].includes(status), `${method} ${each}: ${status}`)
        }
      }
      const status = await raw('POST', `/api/${path}`, token, {
        'x-http-method-override': 'PUT',
        'x-original-url': '/api/auth/me',
        'x-rewrite-url': '/api/auth/me',
      })
      t.ok([403, 404, 405].includes(status), `another method or address by a header: ${status}`)
    }
    t.strictSame(changedBetween(before, await digestOf(hub.databaseUrl)), [], 'nothing changed')
  },
)

const slipped = ['role', 'roleId', 'storeId', 'price', 'total', 'seq', 'fence', 'invoiceNumber']
const poison = ['__proto__', 'constructor', 'prototype']

t.test('Z4 no operation takes a field that it does not name', async (t) => {
  const person = await shop.hires('slipping', 'admin', { storeIds: null })
  const device = await shop.enrols('T7')
  const token = await shop.tokenOf(person)
  const caller: Caller = { name: 'slipping', person, device, permissions: ['*'], token }
  const gates = new Gates(t, shop)
  const before = await digestOf(hub.databaseUrl)
  for (const operation of hub.kernel.operations.list()) {
    const fields = [...slipped, ...poison].filter((field) => !(field in operation.input.properties))
    const asked = doors.flatMap((door) =>
      fields.map(async (field) => {
        const input = sampleOf(operation.input) as Record<string, unknown>
        Object.defineProperty(input, field, { value: 'x', enumerable: true })
        const { problem } = await gates.ask(door, caller, operation, input)
        const said = slug(problem)
        return said === 'invalid-input' || said === 'malformed' ? [] : [`${door} ${field} ${said}`]
      }),
    )
    t.strictSame((await Promise.all(asked)).flat(), [], operation.name)
    const [method, path] = operation.http
    const [part] = /:(\w+)/.exec(path) ?? []
    if (!part || method === 'GET' || method === 'DELETE') continue
    const name = part.slice(1)
    const address = `${hub.url}/api${path.replace(/:\w+/g, id)}`
    const body = JSON.stringify({ ...(sampleOf(operation.input) as object), [name]: id() })
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` }
    const { status } = await fetch(address, { method, body, headers })
    t.ok(status === 400 || status === 422, `${operation.name}: ${name} of body and address differ`)
  }
  t.strictSame(changedBetween(before, await digestOf(hub.databaseUrl)), [], 'nothing changed')
  t.equal(({} as { x?: string }).x, undefined)
})

t.test('Z5 who signs in elsewhere is nobody’s business in this store', async (t) => {
  const token = await shop.tokenOf(await shop.hires('curious', 'manager'))
  const elsewhere = await shop.hires('elsewhere', 'manager', { storeIds: [shop.other.id] })
  const here = await shop.hires('here', 'cashier')
  for (const person of [elsewhere, here]) {
    await askHttp(hub.url, null, signIn, { login: person.login, password: 'wrong for sure' })
    await shop.tokenOf(person)
  }
  const trail = async (who: string, kind: string) => {
    const asked = { stream: 'company', kind, limit: 200 }
    const { output } = await askHttp(hub.url, `Bearer ${who}`, auditList, asked)
    return JSON.stringify(output)
  }
  const owner = await shop.tokenOf(await shop.hires('sees-all', 'admin', { storeIds: null }))
  for (const [kind, said] of [
    ['session.opened', 'id'],
    ['sign-in.failed', 'login'],
  ] as const) {
    t.ok((await trail(token, kind)).includes(here[said]), `${kind} of one’s own people`)
    t.notOk((await trail(token, kind)).includes(elsewhere[said]), `${kind} of others`)
    t.ok((await trail(owner, kind)).includes(elsewhere[said]), `${kind} for the whole company`)
  }
})
