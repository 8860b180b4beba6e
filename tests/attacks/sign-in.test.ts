// Guessing passwords: for one name or many, from one place or many, at once or slowly, and what it costs
// the hub and the people who are meant to get in.
import { hashed } from '../support/hashing.ts'
import t from 'tap'
import { setPassword, signIn, type SignedIn } from '#auth/contract.ts'
import { nowMs, turnClock } from '#kernel/clock.ts'
import { storesList } from '#stores/contract.ts'
import { usersChange } from '#users/contract.ts'
import { askSocket } from '../support/doors.ts'
import { request, runHub, type Answer, type RunningHub } from '../support/hub.ts'
import { PASSWORD, personOf } from '../support/people.ts'
import { CompanyShop, layShop } from '../support/shop.ts'
import { usersAdd } from '#users/contract.ts'

t.setTimeout(120_000)
const WRONG = 'not the password'
const ample = {
  LIMIT_SIGN_INS_PER_ADDRESS: '100000',
  LIMIT_ANONYMOUS_CALLS_PER_ADDRESS: '100000',
  // What a refusal costs is counted here; how long it is kept waiting is no part of it.
  LIMIT_REFUSAL_MS: '1',
}
const proxied = { ...ample, TRUSTED_PROXIES: '127.0.0.1', LIMIT_HASHES_WAITING: '60' }
const hub = await runHub(t, proxied)
const second = await runHub(t, proxied, hub)
const shop = await layShop(hub)

type From = { url?: string; headers?: Record<string, string>; deviceToken?: string }

/** Tries to sign in over HTTP, from wherever the headers say. */
function enter(login: string, password: string, from: From = {}): Promise<Answer> {
  const { url = hub.url, headers = {}, deviceToken } = from
  const body = JSON.stringify({ login, password, ...(deviceToken ? { deviceToken } : {}) })
  return request(url, 'POST', '/auth/sign-in', null, body, headers)
}

const slugOf = ({ problem }: Answer) => problem?.type.replace('/problems/', '') ?? 'signed in'
const from = (address: string) => ({ headers: { 'x-forwarded-for': address } })

/** How often a password of the name was looked at and found wrong. */
async function lookedAt(login: string, of: RunningHub = hub): Promise<number> {
  const rows = await of.kernel.database.sql(
    `select 1 from event where kind = 'sign-in.failed' and body::jsonb ->> 'login' = $1`,
    [login],
  )
  return rows.length
}

async function lock(login: string): Promise<void> {
  for (let tries = 0; tries < 5; tries += 1) await enter(login, WRONG)
}

t.test('L1 what a refusal costs says nothing of the name', async (t) => {
  await shop.hires('known', 'cashier')
  await shop.hires('locked', 'cashier')
  const gone = await shop.hires('gone', 'cashier')
  await shop.ask(usersChange, { personId: gone.id, active: false })
  await shop.ask(usersAdd, personOf('without', 'cashier', { storeIds: [shop.store.id] }))
  await lock('locked')
  const till = await shop.connects(t, await shop.enrols('T1'), { streams: ['company'] })
  const other = await shop.connects(t, await shop.enrols('T2'), {
    transport: 'socket.io',
    streams: ['company'],
  })
  const doors = {
    http: (login: string) => enter(login, WRONG),
    websocket: (login: string) => askSocket(till, signIn.name, { login, password: WRONG }),
    'socket.io': (login: string) => askSocket(other, signIn.name, { login, password: WRONG }),
  }
  const said = new Set<string>()
  const costs = new Set<string>()
  for (const [door, ask] of Object.entries(doors)) {
    for (const login of ['known', 'nobody-at-all', 'locked', 'gone', 'without']) {
      const before = hashed.length
      const { problem } = await ask(login)
      const cost = hashed.slice(before)
      t.equal(cost.length, 1, `${login} by ${door}: one hash`)
      costs.add(JSON.stringify(cost))
      said.add(JSON.stringify({ ...problem, instance: '' }))
    }
  }
  t.equal(costs.size, 1, 'and one like the other')
  t.strictSame(said.size, 1, 'in the same words')
})

t.test('L2 many passwords for one name from everywhere, and one for many names', async (t) => {
  const mona = await shop.hires('mona', 'manager')
  const everywhere = Array.from({ length: 40 }, (_, i) =>
    enter('mona', `${WRONG} ${i}`, {
      url: [hub, second][i % 2]?.url ?? '',
      ...from(`198.51.100.${i}`),
    }),
  )
  const answers = await Promise.all(everywhere)
  t.strictSame([...new Set(answers.map(slugOf))], ['wrong-credentials'])
  t.equal(await lookedAt(mona.login), 5, 'five are looked at, wherever they come from')
  t.equal(slugOf(await enter('mona', PASSWORD, from('203.0.113.9'))), 'wrong-credentials')

  const strict = await runHub(t, { ...proxied, LIMIT_SIGN_INS_PER_ADDRESS: '20' }, hub)
  const names = Array.from({ length: 50 }, (_, i) => `name-${i}`)
  const before = hashed.length
  const sprayed = await Promise.all(
    names.map((login) =>
      enter(login, 'Summer in Cairo 1', { url: strict.url, ...from('192.0.2.7') }),
    ),
  )
  const refused = sprayed.filter((answer) => slugOf(answer) === 'too-many-requests')
  t.equal(refused.length, 30, 'one address has twenty tries, whatever the names')
  t.ok(refused.every(({ problem }) => (problem?.retryAfterMs ?? 0) > 0))
  t.equal(hashed.length - before, 20)
})

t.test('L3 a stranger locks a manager out', async (t) => {
  const boss = await shop.hires('boss', 'manager')
  await shop.hires('clerk', 'cashier')
  const known = (await enter('boss', PASSWORD)).output as SignedIn
  const clerks = (await enter('clerk', PASSWORD)).output as SignedIn
  const till = await shop.connects(t, await shop.enrols('T3'), { streams: ['company'] })
  await lock('boss')
  t.equal(slugOf(await enter('boss', PASSWORD)), 'wrong-credentials', 'strangers wait')
  const { deviceToken } = known
  for (const { url } of [hub, second]) {
    t.equal(
      slugOf(await enter('boss', PASSWORD, { url, deviceToken })),
      'signed in',
      'the owner not',
    )
  }
  const atTill = await askSocket(till, signIn.name, { login: 'boss', password: PASSWORD })
  t.equal(slugOf(atTill), 'signed in', 'nor at a till')
  t.equal(slugOf(await enter('boss', PASSWORD)), 'wrong-credentials', 'strangers wait all the same')
  for (const token of [clerks.deviceToken, 'made-up', `${deviceToken}x`]) {
    const answer = await enter('boss', PASSWORD, { deviceToken: token })
    t.equal(slugOf(answer), 'wrong-credentials', 'no other token will do')
  }
  // With a stolen device token one guesses as often as anybody, and locks that device alone.
  const before = await lookedAt('boss')
  for (let tries = 0; tries < 8; tries += 1) await enter('boss', WRONG, { deviceToken })
  t.equal((await lookedAt('boss')) - before, 5)
  t.equal(slugOf(await enter('boss', PASSWORD, { deviceToken })), 'wrong-credentials')
  const again = await askSocket(till, signIn.name, { login: 'boss', password: PASSWORD })
  t.equal(slugOf(again), 'signed in')
  const atMs = nowMs() + 16 * 60_000
  const undo = turnClock(() => atMs)
  t.equal(slugOf(await enter('boss', PASSWORD)), 'signed in', 'and everybody a quarter later')
  undo()
  t.ok(boss.active)
})

t.test('L4 another address and another spelling at each try', async (t) => {
  await shop.hires('dot.name', 'manager')
  const spellings = [
    'dot.name',
    ' DOT.NAME',
    'Dot.Name ',
    'ｄｏｔ.name',
    'dot．name',
    '\tdot.name\n',
  ]
  for (let round = 0; round < 2; round += 1) {
    for (const login of spellings) await enter(login, WRONG)
  }
  t.equal(await lookedAt('dot.name'), 5, 'one name, however it is written')
  for (const login of ['dotname', 'dot..name', 'dot.name.', 'd.otname']) {
    t.equal(slugOf(await enter(login, PASSWORD)), 'wrong-credentials', `${login} is somebody else`)
  }
  const direct = { ...ample, LIMIT_SIGN_INS_PER_ADDRESS: '10', LIMIT_HASHES_WAITING: '60' }
  const bare = await runHub(t, direct)
  const lies = ['x-forwarded-for', 'x-real-ip', 'x-client-ip', 'true-client-ip', 'cf-connecting-ip']
  const tries = Array.from({ length: 30 }, (_, i) => {
    const headers = Object.fromEntries(lies.map((name) => [name, `198.51.100.${i}`]))
    const forwarded = `for=198.51.100.${i};host=x;proto=https`
    return enter(`liar-${i}`, WRONG, { url: bare.url, headers: { ...headers, forwarded } })
  })
  const slugs = (await Promise.all(tries)).map(slugOf)
  t.equal(slugs.filter((each) => each === 'too-many-requests').length, 20, 'headers move nobody')
  const behind = await runHub(t, { ...direct, TRUSTED_PROXIES: '127.0.0.1' })
  const hosts = Array.from({ length: 30 }, (_, i) =>
    enter(`host-${i}`, WRONG, { url: behind.url, ...from(`2001:db8:7:7::${i.toString(16)}`) }),
  )
  const counted = (await Promise.all(hosts)).map(slugOf)
  t.equal(counted.filter((each) => each === 'too-many-requests').length, 20, 'a /64 is one place')
  const next = await enter('host', WRONG, { url: behind.url, ...from('2001:db8:7:8::1') })
  t.equal(slugOf(next), 'wrong-credentials', 'the next network is another')
})

t.test('L5 wrong tries that race one another to the limit', async (t) => {
  await shop.hires('raced', 'manager')
  for (let tries = 0; tries < 4; tries += 1) await enter('raced', WRONG)
  const racing = Array.from({ length: 200 }, (_, i) =>
    enter('raced', `${WRONG} ${i}`, { url: [hub, second][i % 2]?.url ?? '' }),
  )
  const slugs = (await Promise.all(racing)).map(slugOf)
  t.equal(await lookedAt('raced'), 5, 'one more is looked at, and no other')
  t.equal(slugOf(await enter('raced', PASSWORD)), 'wrong-credentials', 'not even the right one')
  t.ok(slugs.every((each) => each === 'wrong-credentials' || each === 'too-many-requests'))
})

t.test('L10 two hundred sign-ins at once', async (t) => {
  const small = await runHub(t, ample)
  const people = new CompanyShop(small, shop.store, shop.other, shop.tax, shop.list)
  await layShop(small)
  const owner = personOf('calm', 'admin')
  await people.ask(usersAdd, owner)
  await people.ask(setPassword, { personId: owner.id, password: PASSWORD })
  const { output } = await enter('calm', PASSWORD, { url: small.url })
  const { accessToken, deviceToken } = output as SignedIn
  const authorization = `Bearer ${accessToken}`
  const before = hashed.length
  const flood = Array.from({ length: 200 }, (_, i) =>
    enter(`flood-${i}`, WRONG, { url: small.url }),
  )
  const worked = await request(small.url, 'GET', storesList.http[1], authorization)
  t.equal(worked.status, 200, 'who is signed in works on')
  const known = await enter('calm', PASSWORD, { url: small.url, deviceToken })
  t.equal(slugOf(known), 'signed in', 'and who is known gets in')
  const answers = await Promise.all(flood)
  const refused = answers.filter((answer) => slugOf(answer) === 'too-many-requests')
  t.equal(hashed.length - before, 201 - refused.length, 'who is turned away costs nothing')
  t.ok(refused.length >= 100, `${refused.length} are turned away`)
  t.ok(refused.every(({ problem }) => (problem?.retryAfterMs ?? 0) >= 1000))
  t.equal(
    slugOf(await enter('calm', PASSWORD, { url: small.url })),
    'signed in',
    'then all is well',
  )
})

t.test('L11 passwords that are too long, cut short, or written otherwise', async (t) => {
  const mona = await shop.hires('writer', 'cashier')
  const set = (password: string) => shop.ask(setPassword, { personId: mona.id, password })
  const before = hashed.length
  const long = await enter('writer', 'a'.repeat(1024 * 1024))
  t.ok([400, 413].includes(long.status), `a megabyte: ${long.status}`)
  t.equal((await enter('writer', 'a'.repeat(257))).status, 400)
  t.equal((await enter('writer', `${PASSWORD}\0`)).status, 400, 'U+0000')
  t.equal((await enter('writer', `${PASSWORD}\ud800`)).status, 400, 'half a character')
  t.equal(hashed.length, before, 'none of it is hashed')
  const hundred = Array.from({ length: 100 }, (_, i) =>
    String.fromCodePoint(97 + ((i * i * 7 + i) % 26)),
  ).join('')
  await set(hundred)
  for (const length of [64, 72, 99]) {
    const cut = hundred.slice(0, length)
    t.equal(slugOf(await enter('writer', cut)), 'wrong-credentials', `its first ${length}`)
  }
  t.equal(slugOf(await enter('writer', hundred)), 'signed in')
  await set('Café au lait à Zamalek')
  t.equal(slugOf(await enter('writer', 'Café au lait à Zamalek'.normalize('NFD'))), 'signed in')
  for (const other of [
    'cafÉ au lait à zamalek',
    'Ｃafé au lait à Zamalek',
    ' Café au lait à Zamalek',
  ]) {
    t.equal(slugOf(await enter('writer', other)), 'wrong-credentials', other)
  }
})
