// PINs: who sets them, that they are tried few times on all hubs together, that nobody learns from a
// refusal who has one, and that no table and no fact ever holds one.
import t from 'tap'
import { hashed } from '../support/hashing.ts'
import { approvalsDecideByPin } from '#approvals/contract.ts'
import { pinRefused, setPin } from '#auth/contract.ts'
import { isObviousPin } from '#auth/rules.ts'
import { approvalsRoom } from '#approvals/index.ts'
import { nowMs, turnClock } from '#kernel/clock.ts'
import { logOptions } from '#kernel/log.ts'
import { system } from '#kernel/scope.ts'
import { usersChange } from '#users/contract.ts'
import pino from 'pino'
import { Writable } from 'node:stream'
import { type ApprovalShop, bargainRoom, openApprovalShop, PINS } from '../support/approvals.ts'
import { mint, openTown, PASSWORD, refusal, type Town } from '../support/people.ts'
import { refused } from '../support/refused.ts'

const MINUTE = 60_000
const WRONG = '55019'

/** Types a PIN at a till, on this hub or another. */
function typist(shop: ApprovalShop, approvalId: string) {
  return (login: string, pin: string, town: Town = shop.town, till = shop.till) =>
    town.call(shop.at(shop.cashier, till), approvalsDecideByPin, {
      ...{ storeId: shop.store.id, id: approvalId, login, pin, grant: true },
    })
}

t.test('anybody would try some PINs first', async (t) => {
  for (const pin of ['0000', '7777', '1234', '45678', '98765', '8901', '1098']) {
    t.ok(isObviousPin(pin), pin)
  }
  for (const pin of ['4802', '1235', '1212', '99998']) t.notOk(isObviousPin(pin), pin)
})

t.test(
  'a PIN is set by its person with their password, or by who holds all they hold',
  async (t) => {
    const shop = await openApprovalShop(t)
    const { town } = shop
    const lina = await town.hire('lina', 'manager', {})
    await town.kernel.tail.look()
    const own = shop.at(lina)
    const sets = (scope = own, personId = lina.id, present?: string, pin = '480272') =>
      town.call(scope, setPin, { personId, pin, ...(present === undefined ? {} : { present }) })
    await refused(t, sets(), 'wrong-credentials')
    await refused(t, sets(own, lina.id, 'not this one'), 'wrong-credentials')
    await refused(t, sets(own, lina.id, PASSWORD, '4321'), 'invalid-input')
    for (const pin of ['123', '123456789', '12a4', '٤٨٠٢']) {
      await refused(t, sets(own, lina.id, PASSWORD, pin), 'invalid-input')
    }
    t.same(await sets(own, lina.id, PASSWORD), { personId: lina.id })
    await refused(t, sets(own, shop.cashier.id), 'forbidden')
    const lead = { ...own, permissions: ['users.*'], personId: shop.cashier.id }
    await refused(t, sets(lead, lina.id), 'forbidden')
    await refused(t, sets(system, mint()), 'not-found')
    t.same(await sets(system, lina.id), { personId: lina.id })
  },
)

t.test('a refused PIN says nothing, whoever it was tried for', async (t) => {
  const shop = await openApprovalShop(t)
  const { town } = shop
  const asked = await shop.asks()
  const types = typist(shop, asked.id)
  const other = await town.openStore('ALX')
  await town.hire('without', 'manager', {}, false)
  const gone = await town.hire('gone', 'manager', {}, false)
  const away = await town.hire('away', 'manager', { storeIds: [other.id] }, false)
  for (const { id } of [gone, away]) {
    await town.call(system, setPin, { personId: id, pin: '600731' })
  }
  await town.call(system, usersChange, { personId: gone.id, active: false })
  await town.kernel.tail.look()
  const tried: [string, string][] = [
    ['dalia', WRONG],
    ['nobody', PINS.dalia],
    ['without', PINS.dalia],
    ['gone', '600731'],
    ['away', '600731'],
    ['omar', PINS.dalia],
  ]
  for (const [login, pin] of tried) {
    t.same(await refused(t, types(login, pin), 'pin-refused'), { attemptsLeft: 4 }, login)
  }
  const facts = await town.kernel.database.sql<{ login: string }>(
    `select body::jsonb ->> 'login' as login from event where kind = $1 order by seq`,
    [pinRefused.name],
  )
  t.same(
    facts.map(({ login }) => login),
    ['dalia', '', 'without', 'gone', 'away', 'omar'],
    'the trail does not keep what may be a mistyped PIN',
  )
})

t.test('a login nobody has costs as much as one whose PIN is wrong', async (t) => {
  const shop = await openApprovalShop(t)
  const types = typist(shop, mint())
  const costOf = async (login: string) => {
    const before = hashed.length
    await refused(t, types(login, WRONG), 'pin-refused')
    return hashed.slice(before)
  }
  const known = await costOf('dalia')
  t.equal(known.length, 1, 'one hash')
  t.same(await costOf('nobody'), known, 'and the same one for a name nobody has')
})

t.test('five wrong PINs of a login pause it for a quarter of an hour, on every hub', async (t) => {
  const shop = await openApprovalShop(t)
  const beside = await openTown(t, shop.town, {}, [approvalsRoom, bargainRoom])
  const asked = await shop.asks()
  const types = typist(shop, asked.id)
  const started = nowMs()
  for (let n = 0; n < 5; n += 1) {
    t.teardown(turnClock(() => started + n * 4 * MINUTE))
    for (const login of ['dalia', 'nobody']) {
      const told = await refused(t, types(login, WRONG, n % 2 ? shop.town : beside), 'pin-refused')
      t.same(told, { attemptsLeft: 4 - n }, 'by the count that all hubs share')
    }
  }
  const last = started + 16 * MINUTE
  for (const town of [shop.town, beside]) {
    const { retryAfterMs } = await refused(t, types('Dalia ', PINS.dalia, town), 'locked-out')
    t.equal(retryAfterMs, 15 * MINUTE, 'the right one is not looked at either')
    await refused(t, types('nobody', PINS.dalia, town), 'locked-out')
  }
  t.teardown(turnClock(() => last + 15 * MINUTE - 1))
  t.same(await refused(t, types('dalia', PINS.dalia), 'locked-out'), { retryAfterMs: 1 })
  t.teardown(turnClock(() => last + 15 * MINUTE))
  const fresh = await shop.asks()
  t.match(await typist(shop, fresh.id)('dalia', PINS.dalia), { state: 'granted' })
  t.match(await typist(shop, fresh.id)('omar', PINS.omar).catch(() => 'decided'), 'decided')
})

t.test('a right PIN forgives the wrong ones before it; setting it does too', async (t) => {
  const shop = await openApprovalShop(t)
  const wrong = async (times: number) => {
    for (let n = 0; n < times; n += 1) {
      await refused(t, typist(shop, mint())('dalia', WRONG), 'pin-refused')
    }
  }
  await wrong(4)
  t.match(await typist(shop, (await shop.asks()).id)('dalia', PINS.dalia), { state: 'granted' })
  await wrong(5)
  const asked = await shop.asks()
  await refused(t, typist(shop, asked.id)('dalia', PINS.dalia), 'locked-out')
  await shop.town.call(system, setPin, { personId: shop.dalia.id, pin: '730164' })
  await refused(t, typist(shop, asked.id)('dalia', PINS.dalia), 'pin-refused')
  t.match(await typist(shop, asked.id)('dalia', '730164'), { state: 'granted' })
})

t.test('a till that tries twenty is paused, whomever it tries', async (t) => {
  const shop = await openApprovalShop(t, {}, 2)
  const asked = await shop.asks()
  const types = typist(shop, asked.id)
  const outcomes: string[] = []
  for (let n = 0; n < 19; n += 1) outcomes.push(await refusal(types(`made-up-${n}`, WRONG)))
  const { attemptsLeft } = await refused(t, types('made-up-19', WRONG), 'pin-refused')
  t.equal(attemptsLeft, 0, 'the till has none left, whatever the login has')
  outcomes.push('pin-refused')
  for (let n = 20; n < 22; n += 1) outcomes.push(await refusal(types(`made-up-${n}`, WRONG)))
  t.same(new Set(outcomes.slice(0, 20)), new Set(['pin-refused']))
  t.same(outcomes.slice(20), ['locked-out', 'locked-out'])
  t.match(await types('dalia', PINS.dalia, shop.town, shop.tills[1]), { state: 'granted' })
})

t.test('many who try at once are not more than may', async (t) => {
  const shop = await openApprovalShop(t)
  const beside = await openTown(t, shop.town, {}, [approvalsRoom, bargainRoom])
  const types = typist(shop, mint())
  const outcomes = await Promise.all(
    Array.from({ length: 16 }, (_, i) =>
      refusal(types('dalia', WRONG, i % 2 ? shop.town : beside)),
    ),
  )
  t.equal(outcomes.filter((each) => each === 'pin-refused').length, 5)
  t.equal(outcomes.filter((each) => each === 'locked-out').length, 11)
})

t.test('no PIN is kept anywhere as it was typed', async (t) => {
  const shop = await openApprovalShop(t)
  const { sql } = shop.town.kernel.database
  const typed = ['480271', '917350', '55019']
  const asked = await shop.asks()
  const types = typist(shop, asked.id)
  await refused(t, types('dalia', '917350'), 'pin-refused')
  await refused(t, types('nobody', WRONG), 'pin-refused')
  t.match(await types('dalia', PINS.dalia), { state: 'granted' })
  const tables = await sql<{ name: string }>(
    `select table_name as name from information_schema.tables
      where table_schema = 'public' and table_type = 'BASE TABLE'`,
  )
  t.ok(tables.length > 10)
  for (const { name } of tables) {
    const [found] = await sql<{ count: number }>(
      `select count(*)::int as count from "${name}" as r where r::text ~ $1`,
      [`(^|[^0-9a-f-])(${typed.join('|')})([^0-9a-f-]|$)`],
    )
    t.equal(found?.count, 0, name)
  }
  let said = ''
  const lines = new Writable({
    write(chunk: Buffer, _encoding, done) {
      said += chunk.toString()
      done()
    },
  })
  const log = pino(logOptions('trace'), lines)
  log.info({ input: { login: 'dalia', pin: PINS.dalia } }, 'a call')
  log.error({ err: new Error('x'), pin: PINS.dalia, body: { input: { pin: PINS.dalia } } }, 'x')
  t.notMatch(said, PINS.dalia)
})
