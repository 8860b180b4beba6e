// Refresh tokens in two hands, cookies, sign-ins that should be over, and dangerous things asked with a
// sign-in that somebody left open.
import t from 'tap'
import {
  refresh,
  revokePerson,
  setPassword,
  setPin,
  signIn,
  whoAmI,
  type SignedIn,
} from '#auth/contract.ts'
import { prove } from '#auth/proof-contract.ts'
import { endSession } from '#auth/sessions-contract.ts'
import { nowMs, turnClock } from '#kernel/clock.ts'
import { changedBetween, digestOf } from '../support/digest.ts'
import { openDoors } from '../support/doors.ts'
import { greet } from '../support/greeting.ts'
import { askHttp, runHub, type Answer } from '../support/hub.ts'
import { PASSWORD } from '../support/people.ts'
import { sampleOf } from '../support/samples.ts'
import { layShop } from '../support/shop.ts'

t.setTimeout(120_000)
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const env = {
  LIMIT_SIGN_INS_PER_ADDRESS: '1000',
  LIMIT_HEARTBEAT_MS: '100',
  TRUSTED_PROXIES: '127.0.0.1',
}
const hub = await runHub(t, env)
const second = await runHub(t, env, hub)
const shop = await layShop(hub)

const slugOf = ({ problem }: Answer) => problem?.type.replace('/problems/', '')
const turn = (refreshToken: string, { url } = hub) => askHttp(url, null, refresh, { refreshToken })

async function enter(login: string): Promise<SignedIn> {
  const { output } = await askHttp(hub.url, null, signIn, { login, password: PASSWORD })
  return output as SignedIn
}

async function factsOf(kind: string, personId: string): Promise<Record<string, unknown>[]> {
  const rows = await hub.kernel.database.sql<{ body: string }>(
    `select body from event where kind = $1 and body::jsonb ->> 'personId' = $2 order by seq`,
    [kind, personId],
  )
  return rows.map(({ body }) => JSON.parse(body) as Record<string, unknown>)
}

/** Lets the clock run on from `ms` later; undone by what it gives. */
function later(ms: number): () => void {
  const since = nowMs()
  const realSince = performance.now()
  return turnClock(() => since + ms + Math.floor(performance.now() - realSince))
}

t.test('T9 a refresh token in two hands: whoever comes second ends it for both', async (t) => {
  for (const [first, then] of [
    ['the thief', 'its owner'],
    ['its owner', 'the thief'],
  ]) {
    const person = await shop.hires(`two-hands-${first?.at(-1)}`, 'manager')
    const { accessToken, refreshToken } = await enter(person.login)
    const lines = [
      await shop.connects(t, accessToken, { transport: 'socket.io' }),
      await shop.connects(t, accessToken, { transport: 'websocket', url: second.url }),
    ]
    const turned = (await turn(refreshToken)).output as SignedIn
    t.ok(turned.accessToken, `${first} comes first`)
    const undo = later(11_000)
    t.equal(slugOf(await turn(refreshToken, second)), 'revoked', `${then} comes second`)
    for (const line of lines) {
      await line.waitFor(() => line.ended !== undefined)
      t.equal(line.bye?.reason, 'revoked', 'every line of the sign-in is closed')
    }
    for (const { url } of [hub, second]) {
      const { status } = await askHttp(url, `Bearer ${turned.accessToken}`, whoAmI, {})
      t.equal(status, 401, 'what the first one got is of no use')
    }
    t.equal(slugOf(await turn(turned.refreshToken)), 'not-signed-in')
    t.match(await factsOf('session.revoked', person.id), [
      { reason: 'a refresh token was used twice' },
    ])
    undo()
  }
})

t.test('T10 no false alarm: many tabs at once, and an answer that was lost', async (t) => {
  const person = await shop.hires('tabs', 'manager')
  const { refreshToken } = await enter('tabs')
  const hubs = [hub, second]
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, i) => turn(refreshToken, hubs[i % 2])),
  )
  const got = answers.map(({ output }) => output as SignedIn)
  t.equal(new Set(got.map((each) => each.refreshToken)).size, 1, 'one successor')
  const [next] = got
  const undo = later(5_000)
  t.match((await turn(refreshToken)).output, { refreshToken: next?.refreshToken }, 'it comes again')
  t.ok((await turn(next?.refreshToken ?? '', second)).output, 'and holds')
  undo()
  t.strictSame(await factsOf('session.revoked', person.id), [], 'nobody was thrown out')
})

t.test('T12 a line that only beats outlives neither its idleness nor its end', async (t) => {
  await shop.hires('idle', 'manager')
  const idle = await enter('idle')
  const lines = [
    await shop.connects(t, idle.accessToken, { transport: 'websocket', pingMs: 200 }),
    await shop.connects(t, idle.accessToken, { transport: 'socket.io', pingMs: 200 }),
  ]
  const undo = [later(11 * HOUR)]
  const beats = lines.map((line) => line.beats.length)
  for (const [i, line] of lines.entries()) {
    await line.waitFor(() => line.beats.length > (beats[i] ?? 0) + 2)
    t.notOk(line.ended, 'eleven hours without a refresh are let pass')
  }
  undo.unshift(later(HOUR))
  for (const line of lines) {
    await line.waitFor(() => line.ended !== undefined)
    t.equal(line.bye?.reason, 'revoked', 'after twelve it ends by itself')
  }
  // Somebody who refreshes all the time is signed in for a week, and not a minute longer.
  let kept = await enter('idle')
  for (let hours = 11; hours < 168; hours += 11) {
    undo.unshift(later(11 * HOUR))
    kept = (await turn(kept.refreshToken)).output as SignedIn
  }
  const last = await shop.connects(t, kept.accessToken, { transport: 'websocket', pingMs: 200 })
  undo.unshift(later(4 * HOUR))
  await last.waitFor(() => last.ended !== undefined)
  t.equal(last.bye?.reason, 'revoked')
  t.equal(slugOf(await turn(kept.refreshToken)), 'not-signed-in')
  for (const back of undo) back()
})

t.test('T13 cookies that leak, tokens in addresses, and a session planted before', async (t) => {
  await shop.hires('cookie', 'manager')
  const post = (path: string, headers: Record<string, string>, body: object) =>
    fetch(`${hub.url}/api/auth/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: hub.url, ...headers },
      body: JSON.stringify(body),
    })
  const credentials = { login: 'cookie', password: PASSWORD }
  const planted = 'mizan-refresh=planted; mizan-device=planted; session=planted'
  const plain = await post('sign-in', { cookie: planted }, credentials)
  const flags = /; Max-Age=\d+; Path=\/api\/auth; HttpOnly; SameSite=Strict$/
  t.equal(plain.headers.getSetCookie().length, 2)
  for (const cookie of plain.headers.getSetCookie()) {
    t.match(cookie, flags)
    t.notMatch(cookie, 'planted', 'what was planted is not taken over')
  }
  const said = (await plain.json()) as SignedIn
  t.strictSame([said.refreshToken, said.deviceToken], ['', ''], 'a script learns of neither')
  t.equal(plain.headers.get('cache-control'), 'no-store')

  const host = new URL(hub.url).host
  const https = { 'x-forwarded-proto': 'https', origin: `https://${host}` }
  const safe = await post('sign-in', https, credentials)
  t.equal(safe.status, 200)
  const cookies = safe.headers.getSetCookie()
  for (const cookie of cookies) {
    t.match(
      cookie,
      /^__Host-mizan-(refresh|device)=[\w-]{43}; Max-Age=\d+; Path=\/; HttpOnly; Secure; /,
    )
    t.notMatch(cookie, /Domain=/i)
  }
  const [refreshCookie = ''] = cookies.map((each) => each.split(';')[0] ?? '')
  const bare = refreshCookie.replace('__Host-', '')
  t.equal((await post('refresh', { ...https, cookie: bare }, {})).status, 401, 'by its name alone')
  t.equal((await post('refresh', { ...https, cookie: refreshCookie }, {})).status, 200)

  for (const name of ['access_token', 'token', 'authorization', 'bearer']) {
    const address = `${hub.url}/api/auth/me?${name}=${said.accessToken}`
    t.ok([400, 401].includes((await fetch(address)).status), `${name} in an address is no token`)
  }
  const page = await fetch(hub.url)
  t.equal(page.headers.get('referrer-policy'), 'no-referrer')
})

// Written out, so that what is dangerous does not quietly become harmless.
const dangerous = [
  'auth.begin-mfa auth.confirm-mfa auth.end-mfa auth.renew-recovery-codes auth.offer-reset auth.revoke',
  'auth.rotate-signing-key roles.set terminals.revoke users.add users.change',
].flatMap((line) => line.split(' '))

t.test('T14 what is dangerous, with a sign-in somebody left open', async (t) => {
  const boss = await shop.hires('boss', 'admin', { storeIds: null })
  const victim = await shop.hires('victim', 'cashier')
  const victims = await enter('victim')
  const operations = hub.kernel.operations.list().filter(({ stepUp }) => stepUp)
  t.strictSame(operations.map(({ name }) => name).sort(), dangerous.sort())
  const before = await enter('boss')
  const undo = later(11 * MINUTE)
  const { accessToken } = (await turn(before.refreshToken)).output as SignedIn
  const password = 'another long password'
  const others = { personId: victim.id }
  const tables = await digestOf(hub.databaseUrl)
  for (const door of openDoors(t, shop)) {
    const ask = async (...asked: [operation: Parameters<typeof door.ask>[1], input: object]) =>
      slugOf(await door.ask(accessToken, asked[0], asked[1] as Record<string, unknown>))
    for (const operation of operations) {
      const input = sampleOf(operation.input, { plant: () => victim.id }) as object
      t.equal(await ask(operation, input), 'step-up-needed', `${operation.name} by ${door.name}`)
    }
    t.equal(await ask(setPassword, { ...others, password }), 'step-up-needed', 'a password')
    t.equal(await ask(setPin, { ...others, pin: '739146' }), 'step-up-needed', 'a PIN')
    t.equal(await ask(endSession, { sessionId: victims.sessionId }), 'step-up-needed', 'a sign-in')
    if (door.name === 'http') {
      const own = { personId: boss.id }
      const wrong = { proof: { kind: 'password', password: 'not it' } }
      t.equal(await ask(setPassword, { ...own, password }), 'wrong-credentials', 'one’s own')
      t.equal(await ask(setPin, { ...own, pin: '739146' }), 'wrong-credentials')
      t.equal(await ask(prove, wrong), 'wrong-credentials')
    }
    t.equal(await ask(revokePerson, others), 'step-up-needed', 'a wrong proof is none')
  }
  const changed = changedBetween(tables, await digestOf(hub.databaseUrl))
  const trail = ['event', 'stream_head', 'sign_in_try']
  t.strictSame(
    changed.filter((name) => !trail.includes(name)),
    [],
    'nothing was done',
  )
  const right = { proof: { kind: 'password', password: PASSWORD } }
  const bearer = `Bearer ${accessToken}`
  t.match((await askHttp(hub.url, bearer, prove, right)).output, { provedUntil: String })
  t.match(await askHttp(second.url, bearer, revokePerson, others), { output: { revoked: 1 } })
  t.equal((await greet(hub.url, 'websocket', { token: victims.accessToken })).reason, 'revoked')
  t.equal((await factsOf('proof.refused', boss.id)).length, 3)
  t.match(await factsOf('session.proved', boss.id), [{ kind: 'password' }])
  undo()
})
