// The inventory: every operation, event and journal kind that a contract exports is one that a room
// serves, and every address the hub answers at is an operation or stands in the short list here. And
// downloads, which are no operations, asked for by everybody.
import { globSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { runTicket } from '#kernel/job-run.ts'
import { API_PREFIX } from '#kernel/http.ts'
import { jobHandlers } from '#kernel/jobs.ts'
import { invoicesForSale } from '#invoices/contract.ts'
import { reportsRun } from '#reports/contract.ts'
import { repository } from '#supervisor/node-child.ts'
import { rooms } from '../../src/rooms.ts'
import { authorizationOf, callersOf, isLetIn } from '../support/callers.ts'
import { runHub } from '../support/hub.ts'
import { addressesOf } from '../support/routes.ts'
import { openSiblings, secretsOf } from '../support/siblings.ts'

t.setTimeout(120_000)
const hub = await runHub(t)
const { own, sibling } = await openSiblings(hub)
const operations = hub.kernel.operations.list()

// What is served besides operations: documents about them, health, sockets, and two downloads.
const besides = new Set(
  [
    '/asyncapi.json /openapi.json /health /ready /ws /problems/{}',
    '/docs /docs/ /docs/* /docs/json /docs/yaml /docs/static/index.html',
    '/docs/static/swagger-initializer.js',
    `${API_PREFIX}/stores/{}/invoices/{}/pdf ${API_PREFIX}/stores/{}/reports/{}/{}`,
  ].flatMap((line) => line.split(' ')),
)
// Pages of the client, as far as it was built.
const pages = /^\/$|^\/\*$|^\*$|^\/assets\/|^\/[\w.-]+\.\w+$/

t.test('X10 no address but those of operations and of this list', async (t) => {
  const known = new Set(
    operations.map(({ http: [method, path] }) => {
      return `${method} ${API_PREFIX}${path.replace(/:\w+/g, '{}')}`
    }),
  )
  const found = addressesOf(hub.app.printRoutes({ commonPrefix: false }))
  const strangers = found.filter(({ method, path }) => {
    if (known.has(`${method} ${path}`)) return false
    if (method === 'HEAD' && known.has(`GET ${path}`)) return false
    const isPage = besides.has(path) || pages.test(path)
    return !(isPage && (method === 'GET' || method === 'HEAD'))
  })
  t.strictSame(strangers, [])
  t.ok(found.length > operations.length, `${found.length} addresses`)
  const served = new Set(found.map(({ method, path }) => `${method} ${path}`))
  t.strictSame(
    [...known].filter((address) => !served.has(address)),
    [],
  )
  for (const { method, path } of found.filter((each) => each.method === 'HEAD')) {
    const operation = operations.find(
      ({ http }) => `${API_PREFIX}${http[1].replace(/:\w+/g, '{}')}` === path && http[0] === 'GET',
    )
    if (!operation || operation.needs === 'anyone') continue
    const { status } = await fetch(`${hub.url}${path.replaceAll('{}', 'x')}`, { method })
    t.equal(status, 401, `${method} ${path} as nobody`)
  }
})

t.test('X10 every contract is served, and nothing else can be told or journaled', async (t) => {
  const events = new Set(rooms.flatMap((room) => (room.events ?? []).map(({ name }) => name)))
  const kinds = new Set(rooms.flatMap((room) => (room.deciders ?? []).map((d) => d.kind.name)))
  const asked = new Map(operations.map((operation) => [operation.name, operation]))
  for (const file of globSync('src/**/*contract*.ts', { cwd: repository }).sort()) {
    const exported = (await import(join(repository, file))) as Record<string, object>
    for (const [name, value] of Object.entries(exported)) {
      if (typeof value !== 'object' || value === null || !('name' in value)) continue
      const declared = String(value.name)
      if ('http' in value) t.ok(asked.has(declared), `${file}: ${name} is asked`)
      else if ('audience' in value) t.ok(events.has(declared), `${file}: ${name} is told`)
      else if ('result' in value) t.ok(kinds.has(declared), `${file}: ${name} is journaled`)
    }
  }
  const who = new Set(['anyone', 'signed-in', 'terminal'])
  const open = operations.filter(
    ({ needs }) => !who.has(needs) && !/^[a-z-]+\.[a-z-]+$/.test(needs),
  )
  t.strictSame(open, [], 'each needs a permission, or says who may ask without one')
  t.strictSame(
    operations
      .filter(({ needs }) => needs === 'anyone')
      .map(({ name }) => name)
      .sort(),
    ['auth.refresh', 'auth.reset-password', 'auth.sign-in', 'terminals.enrol'],
    'nobody in particular may ask these alone',
  )
})

t.test(
  'Z6 reports and papers are made of their store alone, and only its people get them',
  async (t) => {
    const tickets = await hub.kernel.database.sql<{ id: string; job: string }>(
      `select id, job from ticket where job in ('reports.day-sales', 'invoices.pdf')`,
    )
    for (const { id, job } of tickets) await runTicket(hub.kernel, jobHandlers(hub.kernel), id, job)
    const secrets = await secretsOf(hub, sibling.shop.store.id, own.shop.store.id)
    for (const caller of await callersOf(own.shop)) {
      const authorization = authorizationOf(caller)
      const files = [
        {
          needs: reportsRun,
          id: 'reportId',
          path: (s: string, of: string) => `/stores/${s}/reports/${of}/csv`,
        },
        {
          needs: reportsRun,
          id: 'reportId',
          path: (s: string, of: string) => `/stores/${s}/reports/${of}/xlsx`,
        },
        {
          needs: invoicesForSale,
          id: 'invoiceId',
          path: (s: string, of: string) => `/stores/${s}/invoices/${of}/pdf`,
        },
      ] as const
      for (const { needs, id, path } of files) {
        const [ours, theirs] = [own.world, sibling.world]
        const get = async (storeId = '', of = '') => {
          const address = `${hub.url}${API_PREFIX}${path(storeId, of)}`
          const headers = new Headers(authorization === null ? {} : { authorization })
          const response = await fetch(address, { headers })
          return {
            status: response.status,
            text: Buffer.from(await response.arrayBuffer()).toString('latin1'),
          }
        }
        const known = caller.person ?? caller.device
        const shut = known ? 403 : 401
        const lets = isLetIn(caller, needs)
        const mine = await get(ours.storeId, ours[id])
        t.equal(mine.status, lets ? 200 : shut, `${caller.name}: one’s own ${path('…', '…')}`)
        const other = await get(theirs.storeId, theirs[id])
        t.equal(other.status, shut, `${caller.name}: of another store`)
        const nested = await get(ours.storeId, theirs[id])
        t.equal(nested.status, lets ? 404 : shut, `${caller.name}: another’s as one’s own`)
        for (const { text } of [mine, other, nested]) {
          t.strictSame(
            [...secrets].filter((secret) => text.includes(secret)),
            [],
          )
        }
      }
    }
  },
)
