// What somebody does to get in, to give rights or to take them leaves one record each, which says who, from
// where, to whom and when; asked twice it is one still, and who edits a record is found out.
import pg from 'pg'
import t, { type Test } from 'tap'
import { approvalsDecideByPin } from '#approvals/contract.ts'
import { authEvents, sessionRevoked, setPassword, setPin, signIn, signOut } from '#auth/contract.ts'
import { beginMfa, confirmMfa, endMfa, prove, renewRecoveryCodes } from '#auth/proof-contract.ts'
import { offerReset, resetPassword, rotateSigningKey } from '#auth/reset-contract.ts'
import { nowMs } from '#kernel/clock.ts'
import type { Operation, Output } from '#shared/contract.ts'
import { newId } from '#shared/ids.ts'
import { COMPANY } from '#shared/streams.ts'
import {
  terminalChanged,
  terminalRevoked,
  terminalsEnrol,
  terminalsInvite,
  terminalsRevoke,
} from '#terminals/contract.ts'
import { personChanged, roleChanged, rolesSet, usersAdd, usersChange } from '#users/contract.ts'
import { prove as proveBooks } from '../../src/verify.ts'
import { copyDatabase } from '../support/database.ts'
import { authorizationOf, openDoors } from '../support/doors.ts'
import { askHttp, request, runHub, type Answer } from '../support/hub.ts'
import { PASSWORD, personOf } from '../support/people.ts'
import { codeOf } from '../support/second-step.ts'
import { layShop } from '../support/shop.ts'
import { withSql } from '../support/stock.ts'

t.setTimeout(120_000)
const hub = await runHub(t)
const shop = await layShop(hub)
const admin = await shop.hires('admin', 'admin', { storeIds: null })
const mona = await shop.hires('mona', 'cashier')
const till = await shop.enrols('T1')
const doors = openDoors(t, shop)
const owner = new pg.Client({ connectionString: hub.databaseUrl })
await owner.connect()
t.teardown(() => owner.end())

const watched = [...authEvents, personChanged, roleChanged, terminalChanged, terminalRevoked]
const made = new Set<string>()

type Fact = {
  readonly kind: string
  readonly personId: string | null
  readonly terminalId: string | null
  readonly callId: string | null
  readonly at: Date
  readonly body: Readonly<Record<string, unknown>>
}

async function head(): Promise<number> {
  const { rows } = await owner.query<{ seq: string }>(
    'select max(seq) as seq from event where store_id = $1',
    [COMPANY],
  )
  return Number(rows[0]?.seq ?? 0)
}

/** The records of security that come of an act. */
async function recordsOf(act: () => Promise<unknown>): Promise<Fact[]> {
  const before = await head()
  await act()
  const { rows } = await owner.query<Fact & { body: string }>(
    `select kind, person_id as "personId", terminal_id as "terminalId", call_id as "callId", at, body
       from event where store_id = $1 and seq > $2 and kind = any($3) order by seq`,
    [COMPANY, before, watched.map(({ name }) => name)],
  )
  return rows.map((row) => ({ ...row, body: JSON.parse(row.body) as Fact['body'] }))
}

type Who = string | null

function ask(who: Who, operation: Operation, input: object, door = doors[0]): Promise<Answer> {
  if (!door) throw new Error('there is a door')
  const fields = input as Record<string, unknown>
  if (who === null) return askHttp(hub.url, null, operation, fields)
  return door.ask(who, operation, fields)
}

async function enter(login: string, code?: string): Promise<Output<typeof signIn>> {
  const answer = await ask(null, signIn, { login, password: PASSWORD, ...(code ? { code } : {}) })
  if (!answer.output) throw new Error(`${login}: ${answer.problem?.type}`)
  return answer.output as Output<typeof signIn>
}

/** Asserts what an act leaves, besides an end for each sign-in it ends, and what of it is said. */
async function leaves(
  t: Test,
  what: string,
  kinds: string,
  says: object,
  act: () => Promise<unknown>,
): Promise<void> {
  const records = await recordsOf(act)
  const isEnd = ({ kind }: Fact) => kind === sessionRevoked.name
  const ends = kinds === sessionRevoked.name ? [] : records.filter(isEnd)
  t.equal(new Set(ends.map(({ body }) => body.sessionId)).size, ends.length, `${what}: one an end`)
  const left = records.filter((each) => !ends.includes(each))
  t.strictSame(left.map(({ kind }) => kind).sort(), kinds.split(' ').filter(Boolean), what)
  if (kinds)
    t.ok(
      left.some((each) => matchesAll(each, says)),
      `${what}: who, where, to whom`,
    )
  for (const { kind, at } of records) {
    made.add(kind)
    t.ok(Math.abs(at.getTime() - nowMs()) < 60_000, `${what}: when`)
  }
}

/** Whether a record says all that is asked of it, and perhaps more. */
function matchesAll(record: unknown, says: object): boolean {
  const said = record as Readonly<Record<string, unknown>>
  return Object.entries(says).every(([name, wanted]) =>
    typeof wanted === 'object' && wanted !== null
      ? matchesAll(said[name], wanted as object)
      : said[name] === wanted,
  )
}

const here = { address: '127.0.0.1' }
const of = ({ id: personId }: { readonly id: string }) => ({ personId })
const byAdmin = of(admin)
const boss = await enter('admin').then(({ accessToken }) => accessToken)
const code = 'AAAA-BBBB-CCCC-DDDD'

t.test('X9 getting in, or not, leaves one record', async (t) => {
  const opened = { body: { ...of(mona), ...here } }
  await leaves(t, 'signing in', 'session.opened', opened, () => enter('mona'))
  for (const login of ['mona', 'nobody-at-all']) {
    // A name nobody has is not kept: it may be a password typed into the wrong field.
    const says = { body: { login: login === 'mona' ? login : '', ...here } }
    const wrong = { login, password: 'not this one' }
    await leaves(t, `guessing at ${login}`, 'sign-in.failed', says, () => ask(null, signIn, wrong))
  }
  const { accessToken } = await enter('mona')
  for (const door of doors) {
    const [right, wrong] = [PASSWORD, 'not this one'].map((password) => ({
      proof: { kind: 'password', password },
    }))
    await leaves(t, `a proof over ${door.name}`, 'session.proved', { body: of(mona) }, () =>
      ask(accessToken, prove, right ?? {}, door),
    )
    const says = { body: { ...of(mona), ...here } }
    await leaves(t, `a wrong one over ${door.name}`, 'proof.refused', says, () =>
      ask(accessToken, prove, wrong ?? {}, door),
    )
  }
})

t.test('X9 giving rights and secrets leaves one record', async (t) => {
  for (const door of doors) {
    const over = (what: string) => `${what} over ${door.name}`
    const says = { ...byAdmin, body: of(mona) }
    await leaves(t, over('a PIN'), 'pin.set', says, () =>
      ask(boss, setPin, { personId: mona.id, pin: '739146' }, door),
    )
    const storeIds = [shop.store.id]
    const fresh = personOf(`new-${door.name.replace('.', '-')}`, 'cashier', { storeIds })
    const ofFresh = { ...byAdmin, body: { id: fresh.id } }
    await leaves(t, over('a person'), 'person.changed', ofFresh, () =>
      ask(boss, usersAdd, fresh, door),
    )
    await leaves(t, over('a password'), 'password.set', { ...byAdmin, body: of(fresh) }, () =>
      ask(boss, setPassword, { personId: fresh.id, password: PASSWORD }, door),
    )
    await leaves(t, over('a change'), 'person.changed', ofFresh, () =>
      ask(boss, usersChange, { personId: fresh.id, name: 'Another name' }, door),
    )
    const names = { en: 'Helper', ar: 'مساعد' }
    const role = {
      id: `helper-${door.name.replace('.', '-')}`,
      name: names,
      permissions: ['stores.list'],
    }
    await leaves(t, over('a role'), 'role.changed', { ...byAdmin, body: { id: role.id } }, () =>
      ask(boss, rolesSet, role, door),
    )
    await leaves(t, over('what is refused'), '', {}, () =>
      ask(boss, usersChange, { personId: fresh.id, roleId: 'no-such-role' }, door),
    )
  }
})

t.test('X9 what terminals do, and PINs typed there, leaves one record', async (t) => {
  const id = newId(nowMs())
  const invitation = { id, storeId: shop.store.id, kind: 'till', code: 'T9', name: 'T9' }
  let once = ''
  await leaves(t, 'an invitation', 'terminal.changed', { ...byAdmin, body: { id } }, async () => {
    once = ((await ask(boss, terminalsInvite, invitation)).output as { code: string }).code
  })
  await leaves(t, 'an enrolment', 'terminal.changed', { body: { id } }, () =>
    ask(null, terminalsEnrol, { code: once }),
  )
  await leaves(t, 'a code that was used', '', {}, () => ask(null, terminalsEnrol, { code: once }))
  const ended = { terminalId: id, reason: 'Stolen' }
  await leaves(
    t,
    'a revocation',
    'terminal.changed terminal.revoked',
    { ...byAdmin, body: { terminalId: id } },
    () => ask(boss, terminalsRevoke, ended),
  )
  const { accessToken } = await enter('mona')
  const authorization = authorizationOf(till)
  const typed = { storeId: shop.store.id, id, login: 'mona', pin: '480273', grant: true }
  const refused = { body: { login: 'mona', terminalId: till.id, ...here } }
  await leaves(t, 'a wrong PIN', 'pin.refused', refused, () =>
    askHttp(hub.url, `Bearer ${accessToken}, ${authorization}`, approvalsDecideByPin, typed),
  )
})

t.test('X9 second steps, resets and what ends sign-ins leave one record', async (t) => {
  const { accessToken } = await enter('mona')
  const says = { body: of(mona) }
  const { secret } = (await ask(accessToken, beginMfa, {})).output as { secret: string }
  let codes: string[] = []
  await leaves(t, 'a second step', 'mfa.set recovery-codes.made', says, async () => {
    const { output } = await ask(accessToken, confirmMfa, { code: codeOf(secret) })
    codes = (output as { recoveryCodes: string[] }).recoveryCodes
  })
  const used = { body: { ...of(mona), left: 9 } }
  await leaves(t, 'a recovery code', 'recovery-code.used session.opened', used, () =>
    enter('mona', codes[0]),
  )
  await leaves(t, 'a code used twice', 'sign-in.failed', { body: { login: 'mona' } }, () =>
    ask(null, signIn, { login: 'mona', password: PASSWORD, code: codes[0] }),
  )
  await leaves(t, 'new codes', 'recovery-codes.made', says, () =>
    ask(accessToken, renewRecoveryCodes, {}),
  )
  await leaves(t, 'no second step', 'mfa.ended', { ...byAdmin, ...says }, () =>
    ask(boss, endMfa, of(mona)),
  )
  let offered = ''
  await leaves(t, 'a reset', 'reset.offered', { ...byAdmin, ...says }, async () => {
    offered = ((await ask(boss, offerReset, of(mona))).output as { code: string }).code
  })
  const reset = { login: 'mona', password: 'balance of Alexandria' }
  await leaves(t, 'a wrong code', 'reset.refused', { body: { login: 'mona', ...here } }, () =>
    ask(null, resetPassword, { ...reset, code }),
  )
  await leaves(t, 'a reset used', 'password.set', says, () =>
    ask(null, resetPassword, { ...reset, code: offered }),
  )
  const key = byAdmin
  await leaves(t, 'a signing key', 'signing-key.added', key, () => ask(boss, rotateSigningKey, {}))
  const anew = await enter('admin')
  await leaves(t, 'signing out', 'session.revoked', { body: of(admin) }, () =>
    ask(anew.accessToken, signOut, {}),
  )
})

t.test('X9 every kind of record was made, and nothing says a secret', async (t) => {
  t.strictSame(
    watched.map(({ name }) => name).filter((name) => !made.has(name)),
    [],
  )
  const { rows } = await owner.query<{ body: string }>('select body from event')
  const said = rows.map(({ body }) => body).join('\n')
  for (const secret of [PASSWORD, '739146', '480273', 'balance of Alexandria', boss, code]) {
    t.notOk(said.includes(secret), 'none of what was typed')
  }
})

t.test('X9 an act that is asked again under its name leaves no second record', async (t) => {
  const fresh = personOf('twice', 'cashier', { storeIds: [shop.store.id] })
  const asked = () =>
    request(hub.url, 'POST', '/users', `Bearer ${boss}`, JSON.stringify(fresh), {
      'idempotency-key': fresh.id,
    })
  await leaves(t, 'twice', 'person.changed', { body: { id: fresh.id } }, () =>
    Promise.all([asked(), asked(), asked()]),
  )
})

t.test('X9 who edits, deletes or adds a record is found out', async (t) => {
  await owner.end()
  await hub.close()
  const tampered: [what: string, statement: string][] = [
    [
      'edited',
      `update event set body = replace(body, '127.0.0.1', '10.0.0.9') where kind = 'sign-in.failed'`,
    ],
    ['put on another', `update event set person_id = null where kind = 'person.changed'`],
    ['moved in time', `update event set at = at - interval '1 hour' where kind = 'session.opened'`],
    ['deleted', `delete from event where kind = 'proof.refused'`],
  ]
  t.equal((await proveBooks(hub.databaseUrl)).broken, null, 'it is whole before')
  for (const [what, statement] of tampered) {
    const url = await copyDatabase(t, hub.databaseUrl)
    const rows = await withSql(url, (sql) =>
      sql(`with gone as (${statement} returning 1) select * from gone`),
    )
    t.ok(rows.length > 0, `a record is ${what}`)
    t.match((await proveBooks(url)).broken, /log|hash|number|fact/i, what)
  }
})
