// What a hub shows to who looks where nobody should, and what it says when something in it breaks: nothing
// of itself, and never yes.
import { readFileSync } from 'node:fs'
import { request as overHttp } from 'node:http'
import { connect } from 'node:net'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { createClient } from 'redis'
import t from 'tap'
import Type, { type TObject } from 'typebox'
import { signIn } from '#auth/contract.ts'
import { system } from '#kernel/scope.ts'
import { salesList } from '#sales/contract.ts'
import { Strict, operation, type Operation } from '#shared/contract.ts'
import { reads, type Room } from '#kernel/room.ts'
import { repository } from '#supervisor/node-child.ts'
import { storesList } from '#stores/contract.ts'
import { authorizationOf, openDoors } from '../support/doors.ts'
import { askHttp, request, runHub } from '../support/hub.ts'
import { openKernel } from '../support/kernel.ts'
import { servers } from '../support/servers.ts'
import { layShop } from '../support/shop.ts'

t.setTimeout(120_000)
const hub = await runHub(t)
const shop = await layShop(hub)
const manager = await shop.hires('manager', 'manager')
const cashier = await shop.hires('cashier', 'cashier')
const token = await shop.tokenOf(manager)
const doors = openDoors(t, shop)
const storeId = shop.store.id
const owner = new pg.Client({ connectionString: hub.databaseUrl })
await owner.connect()
t.teardown(() => owner.end())

type Heard = { readonly status: number; readonly body: string; readonly headers: object }

/** Asks for a path as it is written: nothing between here and the hub tidies it. */
function rawly(path: string, headers: Record<string, string> = {}): Promise<Heard> {
  const { hostname, port } = new URL(hub.url)
  return new Promise((resolve, fail) => {
    const asked = overHttp({ hostname, port, path, headers }, (answer) => {
      let body = ''
      answer.on('data', (bytes: Buffer) => (body += bytes.toString()))
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, body, headers: answer.headers }),
      )
    })
    asked.on('error', fail)
    asked.end()
  })
}

// What nobody outside should read: where files lie, what runs, what was asked of the database.
const telling =
  /node_modules|\.ts\b|\bat \S+ \(|fastify|mikro|postgres|\bpg\b|redis|select |insert |permission denied|relation|violates|stack|\bv?24\.\d+\.\d+|\/tmp\/|[{]"scripts"/i

t.test('X1 nothing answers where tools and files of others would lie', async (t) => {
  const { body: page } = await rawly('/', { accept: 'text/html' })
  const places = [
    '/admin /admin/queues /queues /metrics /debug /debug/pprof/ /actuator/env /server-status',
    '/nginx_status /phpinfo.php /console /graphql /swagger.json /json/version /json/list',
    '/.git/config /.git/HEAD /.env /.npmrc /package.json /package-lock.json /tsconfig.json',
    '/src/app.ts /node_modules/fastify/package.json /migrations/index.ts /.data/signing-key.pem',
    '/../package.json /..%2fpackage.json /%2e%2e/package.json /..%5cpackage.json /%2e%2e%2f.env',
    '/assets/../../../package.json /assets/..%2f..%2f..%2fpackage.json //etc/passwd /index.html%00.js',
    '/docs/../package.json /docs/static/..%2f..%2fpackage.json /api/../.env /api/%2e%2e/.env',
    '/assets/%252e%252e/%252e%252e/package.json /sw.js.map /assets/index.js.map',
  ].flatMap((line) => line.split(' '))
  for (const path of places) {
    const { status, body } = await rawly(path)
    t.ok(status === 404 || status === 400 || status === 405, `${path} is ${status}`)
    t.notMatch(body, telling, path)
    const asPage = await rawly(path, { accept: 'text/html' })
    const isPage = asPage.status === 200 && asPage.body === page
    t.ok(isPage || asPage.status >= 400, `${path} for a browser is the page or nothing`)
  }
  const config = readFileSync(join(repository, 'client', 'vite.config.ts'), 'utf8')
  t.notMatch(config, /sourcemap:\s*(true|'inline'|'hidden')/, 'sources are not shipped')
})

t.test('X1 the servers behind listen for this machine alone', async (t) => {
  const { databaseUrl, redisUrl } = await servers()
  const redis = createClient({ url: redisUrl })
  redis.on('error', () => {})
  await redis.connect()
  const bind = await redis.sendCommand(['CONFIG', 'GET', 'bind'])
  t.match(JSON.stringify(bind), /127\.0\.0\.1/)
  t.notMatch(JSON.stringify(bind), /\*|0\.0\.0\.0/)
  redis.destroy()
  const outside = Object.values(networkInterfaces())
    .flatMap((each) => each ?? [])
    .filter(({ internal, family }) => !internal && family === 'IPv4')
  for (const { address } of outside) {
    for (const port of [databaseUrl, redisUrl].map((url) => Number(new URL(url).port))) {
      const ended = await new Promise<string>((resolve) => {
        const socket = connect({ host: address, port, timeout: 2_000 }, () => resolve('open'))
        socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'failed'))
        socket.on('timeout', () => resolve('silent'))
        socket.on('close', () => socket.destroy())
      })
      t.not(ended, 'open', `${address}:${port}`)
    }
  }
})

t.test(
  'X3 every kind of failure says a kind and a request, and nothing of the inside',
  async (t) => {
    const bearer = authorizationOf(token)
    const json = { 'content-type': 'application/json' }
    const post = (body: string, headers: Record<string, string> = json) =>
      request(hub.url, 'POST', '/auth/sign-in', null, body, headers)
    await owner.query('revoke select on sale from mizan_reader')
    const asked = {
      'no JSON': await post('{"login":'),
      'another media type': await post('a=b', { 'content-type': 'application/xml' }),
      'too large': await post(JSON.stringify({ login: 'x'.repeat(600_000) })),
      'an unknown address': await request(hub.url, 'GET', '/nothing', bearer),
      'another method': await request(hub.url, 'DELETE', '/stores', bearer),
      'a wrong escape': await request(hub.url, 'GET', '/stores/%zz', bearer),
      'a wrong input': await askHttp(hub.url, bearer, salesList, { storeId: 'DROP' }),
      'a wrong call id': await request(hub.url, 'GET', '/stores', bearer, undefined, {
        'idempotency-key': 'x',
      }),
      'another version': await request(hub.url, 'GET', '/stores', bearer, undefined, {
        'accept-version': '9',
      }),
      nobody: await askHttp(hub.url, null, storesList, {}),
      'a forged token': await askHttp(hub.url, 'Bearer a.b.c', storesList, {}),
      'no right': await askHttp(hub.url, `Bearer ${await shop.tokenOf(cashier)}`, salesList, {
        storeId,
      }),
      'another store': await askHttp(hub.url, bearer, salesList, { storeId: shop.other.id }),
      'a mistake of ours': await askHttp(hub.url, bearer, salesList, { storeId }),
    }
    for (const [what, { status, problem }] of Object.entries(asked)) {
      t.ok(status >= 400, `${what} is refused`)
      const { type, title, instance, ...rest } = problem ?? {}
      t.match({ type, title, instance }, { type: /^\/problems\//, title: /./, instance: /./ }, what)
      t.notMatch(JSON.stringify(rest), telling, what)
      t.notMatch(title ?? '', telling, what)
    }
    t.match(asked['a mistake of ours'].problem, { type: '/problems/internal', status: 500 })
    t.strictSame(Object.keys(asked['a mistake of ours'].problem ?? {}).sort(), [
      ...['instance', 'status', 'title', 'type'],
    ])
    for (const { name, ask } of doors) {
      const { problem } = await ask(token, salesList, { storeId })
      t.match(problem, { type: '/problems/internal' }, `over ${name}`)
      t.notMatch(JSON.stringify(problem), telling, `over ${name}`)
    }
    await owner.query('grant select on sale to mizan_reader')
    const { headers } = await rawly('/health')
    for (const name of ['server', 'x-powered-by', 'via']) t.notOk(name in headers, name)
  },
)

t.test('X4 a check that breaks lets nobody through', async (t) => {
  const sound = await askHttp(hub.url, authorizationOf(token), salesList, { storeId })
  t.equal(sound.status, 200, 'while nothing is broken it answers')
  const broken = (): never => {
    throw new Error('planted')
  }
  const { directory } = hub.kernel
  const points: [what: string, of: object, name: string][] = [
    ['who asks', directory, 'authenticate'],
    ['whether that still holds', directory, 'stillValid'],
    ['how often', hub.kernel, 'admit'],
  ]
  for (const [what, of, name] of points) {
    const whole: unknown = Reflect.get(of, name)
    Object.defineProperty(of, name, { value: broken, configurable: true })
    // Who is on a line is known: what is asked of each message is whether that still holds.
    const through = name === 'authenticate' ? doors.slice(0, 1) : doors
    for (const { name: door, ask } of through) {
      const asking = ask(token, salesList, { storeId })
      const answer = await asking.catch((error: Error) => ({ status: 0, output: undefined, error }))
      t.not(answer.status, 200, `${what}, over ${door}`)
      t.equal(answer.output, undefined, `${what}, over ${door}`)
    }
    // A new line is counted as one; what is asked on it comes through `admit` as on those before.
    if (of === directory) await t.rejects(shop.connects(t, token), /ended|lost/, `${what}: no line`)
    Object.defineProperty(of, name, { value: whole, configurable: true })
  }
  const after = await askHttp(hub.url, authorizationOf(token), salesList, { storeId })
  t.match(after, { status: 200 }, 'and what was mended answers again')
})

t.test('X4 stores that cannot be told, or rules that are gone, give no row', async (t) => {
  const bearer = authorizationOf(token)
  await owner.query(`revoke execute on function set_config(text, text, boolean) from public`)
  const untold = await askHttp(hub.url, bearer, salesList, { storeId })
  t.match(untold, { status: 500, problem: { type: '/problems/internal' } })
  await owner.query(`grant execute on function set_config(text, text, boolean) to public`)
  await owner.query('drop policy readers on stream_head')
  const rows = await hub.kernel.database.reads(null)('select 1 from stream_head')
  t.strictSame(rows, [], 'a table without its policy is empty')
})

t.test('X4 a schema that cannot be compiled, or that throws, opens nothing', async (t) => {
  const input = Strict({}) as TObject
  Object.defineProperty(input, 'properties', {
    enumerable: true,
    get: () => {
      throw new Error('planted')
    },
  })
  const asked: Operation = operation({
    name: 'plant.look',
    summary: 'Cannot be asked',
    http: ['GET', '/plant'],
    needs: 'anyone',
    effect: 'read',
    input,
    output: Type.Any(),
  })
  const handler = reads(asked, async () => 'seen')
  const room: Room = { name: 'plant', entities: [], operations: [handler] }
  await t.rejects(openKernel(t, { rooms: [room] }), /planted/)
  const hostile = new Proxy(
    { login: 'manager', password: 'x' },
    {
      get: () => {
        throw new Error('planted')
      },
    },
  )
  await t.rejects(hub.kernel.operations.call(system, signIn.name, storeId, hostile), /planted/)
})
