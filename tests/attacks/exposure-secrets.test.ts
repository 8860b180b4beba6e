// Secrets of every kind go through a whole system: where they belong, where they do not, and where things
// break. Afterwards nothing that is kept or written down holds one: rows, files of the database, Redis on
// its disk, logs of every part, files of reports.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import t from 'tap'
import { setPassword, setPin, signIn } from '#auth/contract.ts'
import { beginMfa, confirmMfa, prove } from '#auth/proof-contract.ts'
import { offerReset, resetPassword } from '#auth/reset-contract.ts'
import { API_PREFIX } from '#kernel/http.ts'
import { nowMs } from '#kernel/clock.ts'
import { reportsRun } from '#reports/contract.ts'
import type { Input, Operation, Output } from '#shared/contract.ts'
import { newId } from '#shared/ids.ts'
import { storesList } from '#stores/contract.ts'
import { startSystem } from '#supervisor/system.ts'
import { terminalsEnrol, terminalsInvite } from '#terminals/contract.ts'
import { usersList } from '#users/contract.ts'
import { askHttp, request } from '../support/hub.ts'
import { allRooms } from '../support/replicas.ts'
import { codeOf, wrongCode } from '../support/second-step.ts'
import { connectTerminal } from '../support/terminal.ts'

t.setTimeout(180_000)
const dataDir = mkdtempSync(join(tmpdir(), 'mizan-secrets-'))
t.teardown(() => rmSync(dataDir, { recursive: true, force: true }))

/** What must be found nowhere, by what it is. */
const secrets = new Map<string, string>()
/** Six digits are found by chance among the bytes of a database; they are looked for as words. */
const pins = new Set<string>()
const plain = 'No-secret-at-all'
let planted = 0
function canary(what: string): string {
  planted += 1
  const value = `Canary-${planted}-${newId(nowMs()).slice(-12)}-of-a-mine`
  secrets.set(what, value)
  return value
}
const keep = (what: string, value: string) => secrets.set(what, value)

const env = { DATABASE_URL: '', REDIS_URL: '', LOG_LEVEL: 'trace', LIMIT_CALLS_PER_SECOND: '2000' }
const system = await startSystem({ dataDir, env })
const url = system.hubUrls[0] ?? ''
const owner = new pg.Client({ connectionString: system.databaseUrl })
await owner.connect()
for (const { name, password, pin } of system.people) {
  keep(`the password of ${name}`, password)
  if (pin) pins.add(pin)
}
for (const { device, place, code } of system.pairing) keep(`the code of ${place} ${device}`, code)
for (const [what, address] of Object.entries({
  owner: system.databaseUrl,
  hub: system.hubDatabaseUrl,
}))
  keep(`the database's password of the ${what}`, new URL(address).password)
keep('the password of Redis', new URL(system.redisUrl).password)

const boss = system.people.find(({ role }) => /admin/i.test(role)) ?? system.people[0]
if (!boss) throw new Error('the seed shop has people')

async function ask<O extends Operation>(
  authorization: string | null,
  operation: O,
  input: Input<O>,
): Promise<{ output: Output<O> | undefined; status: number }> {
  const { output, status } = await askHttp(url, authorization, operation, input)
  return { output: output as Output<O> | undefined, status }
}

/** Signs in as a browser does, and notes all that it is given. */
async function enter(login: string, password: string): Promise<string> {
  const origin = new URL(url).origin
  const answer = await fetch(`${url}${API_PREFIX}/auth/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify({ login, password }),
  })
  for (const cookie of answer.headers.getSetCookie()) {
    const [name = '', value = ''] = (cookie.split(';')[0] ?? '').split('=')
    if (value) keep(`the cookie ${name} of ${login}`, decodeURIComponent(value))
  }
  const { accessToken } = (await answer.json()) as Output<typeof signIn>
  keep(`an access token of ${login}`, accessToken.split('.')[2] ?? accessToken)
  return `Bearer ${accessToken}`
}

t.test('X2 secrets go where they belong, and where they do not', async (t) => {
  const admin = await enter(boss.login, boss.password)
  const { output } = await ask(admin, usersList, {})
  const other = output?.people.find(({ login, active }) => active && login !== boss.login)
  if (!other) throw new Error('the seed shop has two people')
  const personId = other.id
  const password = canary('a password')
  t.equal((await ask(admin, setPassword, { personId, password })).status, 200)
  const pin = '480273'
  pins.add(pin)
  t.equal((await ask(admin, setPin, { personId, pin })).status, 200)
  const theirs = await enter(other.login, password)
  const { output: begun } = await ask(theirs, beginMfa, {})
  keep('the seed of a second step', begun?.secret ?? '')
  const wrong = { kind: 'password', password: canary('a wrong proof') } as const
  t.equal((await ask(theirs, prove, { proof: wrong })).status, 401)
  await ask(theirs, confirmMfa, { code: wrongCode(begun?.secret ?? '') })
  const confirmed = await ask(theirs, confirmMfa, { code: codeOf(begun?.secret ?? '') })
  for (const [i, code] of (confirmed.output?.recoveryCodes ?? []).entries()) {
    keep(`recovery code ${i}`, code)
  }
  const offered = await ask(admin, offerReset, { personId })
  keep('the code of a reset', offered.output?.code ?? '')
  const reset = { login: other.login, code: 'AAAA-BBBB-CCCC-DDDD', password: canary('a new one') }
  t.not((await ask(null, resetPassword, reset)).status, 200)
  const { output: stores } = await ask(admin, storesList, {})
  const storeId = stores?.stores[0]?.id ?? ''
  const invitation = {
    id: newId(nowMs()),
    storeId,
    kind: 'scanner',
    code: 'S9',
    name: 'S9',
  } as const
  const invited = await ask(admin, terminalsInvite, invitation)
  keep('the code of a device', invited.output?.code ?? '')
  const enrolled = await ask(null, terminalsEnrol, { code: invited.output?.code ?? '' })
  const token = enrolled.output?.token ?? ''
  keep('the token of a device', token)
  for (const transport of ['websocket', 'socket.io'] as const) {
    const common = { url, transport, streams: ['company'] as const, plan: allRooms }
    const terminal = { id: invitation.id, token, fence: enrolled.output?.terminal.fence ?? 0 }
    const line = await connectTerminal({ ...common, terminal })
    line.close()
    const forged = { ...terminal, token: canary(`a forged token over ${transport}`) }
    await t.rejects(connectTerminal({ ...common, terminal: forged }))
  }
})

t.test('X2 secrets in every field, header and cookie that is not for them', async (t) => {
  const typed = { login: canary('a password as a name'), password: canary('a wrong password') }
  t.equal((await ask(null, signIn, typed)).status, 401)
  const post = (body: string, headers = {}) =>
    request(url, 'POST', '/auth/sign-in', null, body, headers)
  await post(`{"login":"x","password":"${canary('half a body')}`)
  await post(JSON.stringify({ login: 1, password: canary('beside a fault') }))
  await post(JSON.stringify({ login: 'x', password: 'y', pin: canary('a field too many') }))
  await post('{}', { cookie: `mizan-refresh=${canary('a cookie')}` })
  await request(url, 'POST', '/auth/refresh', null, '{}', {
    cookie: `mizan-refresh=${canary('a cookie of refreshing')}`,
  })
  await request(url, 'GET', '/stores', `Bearer ${canary('a token')}`)
  await request(url, 'GET', '/stores', `Basic ${canary('another scheme')}`)
  await request(url, 'GET', `/stores?token=${canary('a token in an address')}`, null)
  await request(url, 'GET', `/stores?password=${canary('a password in an address')}`, null)
  await request(url, 'GET', '/stores', null, undefined, { 'x-api-key': canary('a header') })
  await request(url, 'POST', '/auth/sign-in', null, '{}', { 'content-type': canary('a medium') })
  // What is no secret is written down: who looks for it finds it.
  const seen = { 'x-request-id': plain, 'user-agent': plain }
  t.equal((await request(url, 'POST', '/nothing', null, '{}', seen)).status, 404)
  const { login, password } = boss
  const again = await request(
    url,
    'POST',
    '/auth/sign-in',
    null,
    JSON.stringify({ login, password }),
    seen,
  )
  t.equal(again.status, 200)
})

t.test('X2 secrets on their way into tables that break', async (t) => {
  const tables = 'credential, pin, totp, recovery_code, password_reset, session, refresh_token'
  const admin = await enter(boss.login, boss.password)
  const { output } = await ask(admin, usersList, {})
  const personId = output?.people.find(({ login }) => login !== boss.login)?.id ?? ''
  await owner.query(`revoke insert, update on ${tables} from mizan_app`)
  const password = canary('a password that broke')
  t.equal((await ask(admin, setPassword, { personId, password })).status, 500)
  pins.add('739146')
  t.equal((await ask(admin, setPin, { personId, pin: '739146' })).status, 500)
  t.equal((await ask(null, signIn, { login: boss.login, password: boss.password })).status, 500)
  await owner.query(`grant insert, update on ${tables} to mizan_app`)
})

t.test('X2 reports are made meanwhile', async (t) => {
  const admin = await enter(boss.login, boss.password)
  const storeId = (await ask(admin, storesList, {})).output?.stores[0]?.id ?? ''
  const id = newId(nowMs())
  const run = { id, storeId, kind: 'day-sales', businessOn: '2026-11-23' } as const
  t.equal((await ask(admin, reportsRun, run)).status, 200)
  for (const format of ['csv', 'xlsx', 'pdf']) {
    const address = `${url}${API_PREFIX}/stores/${storeId}/reports/${id}/${format}`
    for (let tries = 0; ; tries += 1) {
      const answer = await fetch(address, { headers: { authorization: admin } })
      const bytes = Buffer.from(await answer.arrayBuffer())
      if (answer.status !== 200 && tries < 200) {
        await pause(100)
        continue
      }
      t.equal(answer.status, 200, format)
      t.strictSame(foundIn(bytes), [], format)
      break
    }
  }
})

function foundIn(bytes: Buffer): string[] {
  return [...secrets].filter(([, value]) => value && bytes.includes(value)).map(([what]) => what)
}

t.test('X2 no row of the database holds one', async (t) => {
  const { rows: tables } = await owner.query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'public'`,
  )
  for (const { name } of tables) {
    const { rows } = await owner.query<{ row: string }>(`select r::text as row from "${name}" r`)
    const text = Buffer.from(rows.map(({ row }) => row).join('\n'))
    t.strictSame(foundIn(text), [], name)
    for (const pin of pins) t.notMatch(text.toString(), wordOf(pin), `a PIN in ${name}`)
  }
  t.ok(secrets.size > 40, `${secrets.size} secrets`)
  const { rows } = await owner.query('select 1 from session where device = $1', [plain])
  t.equal(rows.length, 1, 'what is no secret is found')
})

const wordOf = (pin: string) => new RegExp(`(?<![\\w.-])${pin}(?![\\w-])`)

// What is a secret's own place, closed to everybody else.
const own =
  /^([\w-]*password|signing-key\.pem|sealing-keys|people\.json|pins\.json|redis\/redis\.conf)$/

t.test('X2 no log, no queue and no other file of the system holds one', async (t) => {
  await owner.end()
  await system.stop()
  const files = readdirSync(dataDir, { recursive: true, encoding: 'utf8' })
    .map((file) => join(dataDir, file))
    .filter((file) => statSync(file).isFile())
  let bytesRead = 0
  for (const file of files) {
    const name = relative(dataDir, file)
    if (own.test(name)) {
      t.equal(statSync(file).mode & 0o077, 0, `${name} is closed`)
      continue
    }
    const bytes = readFileSync(file)
    bytesRead += bytes.length
    const isDatabase = name.startsWith('postgres/')
    const found = foundIn(bytes)
    if (found.length) t.fail(`${name}: ${found.join(', ')}`)
    if (!isDatabase) for (const pin of pins) t.notMatch(bytes.toString(), wordOf(pin), name)
  }
  const names = files.map((file) => relative(dataDir, file))
  for (const log of ['hub-1', 'worker', 'postgres', 'redis']) {
    t.ok(names.includes(`log/${log}.log`), `${log} was looked at`)
  }
  t.match(readFileSync(join(dataDir, 'log', 'hub-1.log'), 'utf8'), plain, 'so is what is none')
  t.ok(bytesRead > 10_000_000, `${files.length} files, ${Math.round(bytesRead / 1e6)} MB`)
})
