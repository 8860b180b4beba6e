// Redis as somebody's way back in: stopped, emptied, its keys expired, its answers withheld. What is
// revoked is decided in each hub's memory from the log, so none of it brings anybody back, throws anybody
// out or stops a sale; and a hub that cannot read the log lets nobody go on.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient } from 'redis'
import t from 'tap'
import { refresh, revokePerson, signIn, whoAmI } from '#auth/contract.ts'
import { nowMs } from '#kernel/clock.ts'
import { API_PREFIX } from '#kernel/http.ts'
import { newId } from '#shared/ids.ts'
import { startRedis } from '#supervisor/redis.ts'
import { storesChange, storesList } from '#stores/contract.ts'
import { terminalsRevoke } from '#terminals/contract.ts'
import { usersChange } from '#users/contract.ts'
import { Counter } from '../support/counter.ts'
import { cloneDatabase } from '../support/database.ts'
import { authorizationOf, type Caller } from '../support/doors.ts'
import { askHttp, runHub, type RunningHub } from '../support/hub.ts'
import { PASSWORD } from '../support/people.ts'
import { refused } from '../support/refused.ts'
import { relayed } from '../support/relayed.ts'
import { layBread, layShop } from '../support/shop.ts'
import type { FakeTerminal } from '../support/terminal.ts'
import type { Transport } from '../support/wires.ts'

t.setTimeout(120_000)
const dataDir = await mkdtemp(join(tmpdir(), 'mizan-attack-'))
const server = await startRedis({ dataDir })
let redis = server
t.teardown(() => rm(dataDir, { recursive: true, force: true }))
t.teardown(() => redis.stop())
const way = await relayed(t, server.url)
const env = { REDIS_URL: way.url, LIMIT_SIGN_INS_PER_ADDRESS: '1000' }
const hub = await runHub(t, env)
const second = await runHub(t, env, hub)
const hubs = [hub, second]
const shop = await layShop(hub)
const bread = await layBread(shop)

const slug = (problem: { type: string } | undefined) => problem?.type.replace('/problems/', '')
const start = async () => void (redis = await startRedis({ dataDir, port: server.port }))

/** Has every key of Redis end now, and says which there were. */
async function expireAll(): Promise<string[]> {
  const client = createClient({ url: server.url })
  await client.connect()
  const keys = await client.keys('*')
  for (const key of keys) await client.pExpire(key, -1)
  await client.close()
  return keys
}

async function wipe(): Promise<void> {
  const client = createClient({ url: server.url })
  await client.connect()
  await client.flushAll()
  await client.close()
}

/** Who is out, and what they still try with. */
type Victim = {
  readonly what: string
  readonly caller: Caller
  readonly refreshToken: string | null
}

async function connections(caller: Caller): Promise<FakeTerminal[]> {
  return Promise.all([
    shop.connects(t, caller, { transport: 'websocket' }),
    shop.connects(t, caller, { transport: 'socket.io' }),
    shop.connects(t, caller, { transport: 'websocket', url: second.url }),
  ])
}

async function signedIn(login: string) {
  const person = await shop.hires(login, 'manager')
  const { output } = await askHttp(hub.url, null, signIn, { login, password: PASSWORD })
  const { accessToken, refreshToken } = output as { accessToken: string; refreshToken: string }
  return { person, caller: accessToken, refreshToken }
}

/** One of each kind comes in at both hubs, and is revoked. */
async function revokeOneOfEach(t: Tap, phase: string): Promise<Victim[]> {
  const session = await signedIn(`${phase}-session`)
  const person = await signedIn(`${phase}-person`)
  const device = await shop.enrols(`X${phase.length}${phase.charCodeAt(0)}`, 'scanner')
  const ways = [
    {
      what: 'a sign-in',
      ...session,
      revoke: () => shop.ask(revokePerson, { personId: session.person.id }),
    },
    {
      what: 'a person',
      ...person,
      revoke: () => shop.ask(usersChange, { personId: person.person.id, active: false }),
    },
    {
      what: 'a device',
      caller: device,
      refreshToken: null,
      revoke: () => shop.ask(terminalsRevoke, { terminalId: device.id, reason: 'Stolen' }),
    },
  ]
  for (const { what, caller, revoke } of ways) {
    const lines = await connections(caller)
    await revoke()
    for (const line of lines) {
      await line.waitFor(() => line.ended !== undefined)
      t.equal(line.bye?.reason, 'revoked', `${phase}: ${what} is out at once`)
    }
  }
  return ways.map(({ what, caller, refreshToken }) => ({
    what: `${what}, ${phase}`,
    caller,
    refreshToken,
  }))
}

type Tap = Pick<typeof t, 'equal' | 'ok' | 'rejects' | 'same'>

const bothSockets = ['websocket', 'socket.io'] as const

/** Nobody of them is let in by any hub, over HTTP, by a refresh token, or over these sockets. */
async function allOut(
  t: Tap,
  victims: readonly Victim[],
  at: readonly RunningHub[],
  transports: readonly Transport[],
): Promise<void> {
  for (const { what, caller, refreshToken } of victims) {
    for (const { url } of at) {
      const { problem } = await askHttp(url, authorizationOf(caller), storesList, {})
      t.equal(slug(problem), 'revoked', `${what}: out over HTTP`)
      for (const transport of transports) {
        const back = shop.connects({ teardown: () => {} }, caller, { url, transport })
        await t.rejects(back, /revoked/, `${what}: out over ${transport}`)
      }
      if (refreshToken === null) continue
      const again = await fetch(`${url}${API_PREFIX}${refresh.http[1]}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ refreshToken }),
      })
      t.equal(again.status, 401, `${what}: its refresh token is dead`)
    }
  }
}

t.test(
  'T8 nobody revoked comes back, nobody valid is thrown out, and selling goes on',
  async (t) => {
    const stays = await signedIn('stays')
    const lines = await connections(stays.caller)
    const till = await shop.enrols('T1')
    const line = await shop.connects(t, till, { token: stays.caller })
    const counter = new Counter(shop, till, stays.person.id, (fence, entries) =>
      line.post(fence, entries),
    )
    await counter.open()
    const victims: Victim[] = []
    const checks = async (phase: string, at = hubs) => {
      await allOut(t, victims, at, [])
      const latest = await revokeOneOfEach(t, phase)
      await allOut(t, latest, at, bothSockets)
      victims.push(...latest)
      for (const each of [...lines, line])
        t.equal(each.ended, undefined, `${phase}: who may, stays`)
      for (const { url } of at) {
        const { status } = await askHttp(url, `Bearer ${stays.caller}`, whoAmI, {})
        t.equal(status, 200, `${phase}: who may, is answered`)
      }
      t.equal(
        (await counter.sell([{ goods: bread }])).outcome,
        'posted',
        `${phase}: a sale is sold`,
      )
    }
    await checks('answering')
    const keys = await expireAll()
    const strangers = keys.filter((key) => !/^mizan-(limit|calls)-/.test(key))
    t.same(strangers, [], 'Redis holds counts, and nothing that says who may')
    await checks('expired')
    await wipe()
    await checks('wiped')
    way.freeze()
    await checks('hanging')
    way.thaw()
    await redis.stop()
    // A hub that begins while Redis is away has nothing but the database to know them by.
    const third = await runHub(t, env, hub)
    await checks('away', [...hubs, third])
    await start()
    await checks('back')
    await rm(join(dataDir, 'redis'), { recursive: true, force: true })
    await redis.stop()
    await start()
    await checks('empty')
    await allOut(t, victims, hubs, bothSockets)
  },
)

t.test('T8 a hub that cannot read the log closes its connections and answers 503', async (t) => {
  const databaseUrl = await cloneDatabase(t)
  const way = await relayed(t, databaseUrl)
  // Whoever asks a blind hub is kept waiting for so long, and here each is asked in turn.
  const soon = { LIMIT_CONNECTION_WAIT_MS: '500' }
  const near = await runHub(t, { ...env, ...soon, DATABASE_URL: way.url })
  const town = await layShop(near)
  const person = await town.hires('mona', 'manager')
  const token = await town.tokenOf(person)
  const device = await town.enrols('T1')
  const comers = [token, device].flatMap((caller) =>
    (['websocket', 'socket.io'] as const).map((transport) =>
      town.connects(t, caller, { transport }),
    ),
  )
  const lines = await Promise.all(comers)
  way.freeze()
  const frozenAtMs = performance.now()
  for (const line of lines) {
    await line.waitFor(() => line.ended !== undefined)
    t.equal(line.bye?.problem.status, 503, 'and says why')
    t.ok((line.bye?.retryAfterMs ?? -1) >= 0, 'and when to come again')
  }
  t.comment(`closed after ${Math.round(performance.now() - frozenAtMs)} ms`)
  const asks = (authorization: string) => askHttp(near.url, authorization, whoAmI, {})
  t.equal((await asks(`Bearer ${token}`)).status, 503, 'a person is not answered')
  t.equal((await asks(authorizationOf(device))).status, 503, 'nor a device')
  await t.rejects(town.connects(t, token), /closing/, 'nobody is let in')
  t.equal((await fetch(`${near.url}/ready`)).status, 503, 'no work should be sent here')
  t.equal((await fetch(`${near.url}/health`)).status, 200, 'but it lives')
  way.thaw()
  await near.kernel.tail.lookAfresh()
  t.equal((await asks(`Bearer ${token}`)).status, 200, 'it goes on as soon as it knows')
  const back = await town.connects(t, device)
  t.ok(back.isCaughtUp)
})

t.test('T8 what a hub has yet to hear is heard before it keeps what was done', async (t) => {
  const deaf = { REDIS_URL: 'redis://127.0.0.1:1', LIMIT_HEAD_POLL_MS: '600000' }
  const third = await runHub(t, { ...env, ...deaf, LIMIT_TAIL_STALE_MS: '300' }, hub)
  const { person, caller } = await signedIn('unheard')
  await third.kernel.tail.lookAfresh()
  const address = '192.0.2.1'
  const scope = await third.kernel.directory.authenticate({ token: caller, address })
  await shop.ask(revokePerson, { personId: person.id })
  t.ok(third.kernel.directory.stillValid(scope), 'it has not heard')
  await new Promise((resolve) => setTimeout(resolve, 400))
  const input = { storeId: shop.store.id, countToleranceMinor: 4_321 }
  const done = third.kernel.operations.call(scope, storesChange.name, newId(nowMs()), input)
  await refused(t, done, 'revoked')
  const [store] = await hub.kernel.database.sql<{ minor: number }>(
    `select count_tolerance_minor as minor from store where id = $1`,
    [shop.store.id],
  )
  t.not(store?.minor, 4_321, 'nothing was changed')
})
