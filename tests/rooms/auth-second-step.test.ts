// The second step: its codes after the vectors of the RFCs, set up, asked for, and taken away again.
import t from 'tap'
import { nowMs, turnClock } from '#kernel/clock.ts'
import { anyone, system } from '#kernel/scope.ts'
import { refresh, signIn, whoAmI } from '#auth/contract.ts'
import {
  beginMfa,
  confirmMfa,
  endMfa,
  mySecurity,
  renewRecoveryCodes,
} from '#auth/proof-contract.ts'
import { signOutEverywhere } from '#auth/sessions-contract.ts'
import { base32, otpauthUri, stepOfCode, totpCode, totpStep } from '#auth/totp.ts'
import { rolesSet, usersList } from '#users/contract.ts'
import { firstRoles } from '#users/first-roles.ts'
import { lawHolds } from '../support/law.ts'
import { openTown, PASSWORD, refusal, type Town } from '../support/people.ts'
import { codeOf, setUpMfa, wrongCode } from '../support/second-step.ts'

const nobody = anyone('10.0.0.1')
const enter = (town: Town, login: string, code?: string) =>
  town.call(nobody, signIn, { login, password: PASSWORD, ...(code ? { code } : {}) })

/** Lets the clock stand, `ms` later than now, until the test ends. */
function clockStands(t: { teardown(undo: () => void): unknown }, ms = 0): void {
  const atMs = nowMs() + ms
  t.teardown(turnClock(() => atMs))
}

t.test('codes are those of RFC 6238, seeds those of RFC 4648', async (t) => {
  const secret = base32(Buffer.from('12345678901234567890'))
  const vectors: [seconds: number, code: string][] = [
    [59, '94287082'],
    [1_111_111_109, '07081804'],
    [1_111_111_111, '14050471'],
    [1_234_567_890, '89005924'],
    [2_000_000_000, '69279037'],
    [20_000_000_000, '65353130'],
  ]
  for (const [seconds, code] of vectors) {
    t.equal(totpCode(secret, totpStep(seconds * 1000), 8), code, `at ${seconds} s`)
  }
  t.equal(base32(Buffer.from('foobar')), 'MZXW6YTBOI')
  t.equal(stepOfCode(secret, '081804', 1_111_111_109_000), totpStep(1_111_111_109_000))
  t.equal(stepOfCode(secret, '081804', 1_111_111_139_000), totpStep(1_111_111_109_000))
  t.equal(stepOfCode(secret, '081804', 1_111_111_171_000), undefined, 'a minute later')
  t.equal(stepOfCode(secret, '81804', 1_111_111_109_000), undefined)
  const uri = new URL(otpauthUri('mona', secret))
  t.equal(uri.pathname, '/Mizan:mona')
  t.equal(uri.searchParams.get('secret'), secret)
})

t.test('a second step is set up with a code, and asked for from then on', async (t) => {
  // A half minute that ended between two sign-ins would bring a code that was not used yet.
  clockStands(t)
  const town = await openTown(t)
  const mona = await town.hire('mona', 'cashier')
  const first = await town.signIn('mona')
  const scope = await town.scopeOf(first.accessToken)
  const other = await town.arrive('mona')
  t.equal(await refusal(town.call(scope, confirmMfa, { code: '123456' })), 'code-refused', 'none')
  const former = await town.call(scope, beginMfa, {})
  t.match(await enter(town, 'mona'), { mustEnrol: false }, 'it holds nothing up yet')
  const { secret, uri } = await town.call(scope, beginMfa, {})
  t.not(secret, former.secret)
  t.ok(uri.includes(secret))
  const confirm = (code: string) => town.call(scope, confirmMfa, { code })
  t.equal(await refusal(confirm(wrongCode(secret))), 'code-refused')
  let recoveryCodes: string[] = []
  await lawHolds(t, town.kernel, [], async () => {
    ;({ recoveryCodes } = await confirm(codeOf(secret)))
  })
  t.equal(new Set(recoveryCodes).size, 10)
  t.match(recoveryCodes[0], /^([2-9A-HJ-NP-Z]{4}-){3}[2-9A-HJ-NP-Z]{4}$/)
  t.ok(town.kernel.directory.stillValid(scope))
  t.notOk(town.kernel.directory.stillValid(other), 'others were signed in without it')
  t.equal(await refusal(town.call(scope, beginMfa, {})), 'wrong-state')
  t.equal(await refusal(enter(town, 'mona')), 'code-needed')
  t.equal(await refusal(enter(town, 'mona', codeOf(secret))), 'code-refused', 'it was used')
  t.match(await enter(town, 'mona', codeOf(secret, 1)), { person: mona })
  t.match(await enter(town, 'mona', ` ${recoveryCodes[3]?.toLowerCase().replaceAll('-', ' ')}`), {
    person: mona,
  })
  const security = await town.call(scope, mySecurity, {})
  t.match(security, { mfa: { recoveryCodesLeft: 9 }, mfaNeeded: false, passwordCharacters: 15 })
  const renewed = await town.call(scope, renewRecoveryCodes, {})
  t.equal(await refusal(enter(town, 'mona', recoveryCodes[4])), 'code-refused', 'they are void')
  t.match(await enter(town, 'mona', renewed.recoveryCodes[0]), { person: mona })
  const [told] = await town.kernel.database.sql<{ found: boolean }>(
    `select exists (select 1 from event where body like any($1)) as found`,
    [[secret, former.secret, ...recoveryCodes].map((each) => `%${each}%`)],
  )
  t.notOk(told?.found, 'no seed and no code is in any fact')
})

t.test('a role that needs a second step lets nobody in without', async (t) => {
  const town = await openTown(t)
  await town.hire('owner', 'admin', {}, false)
  await town.hire('mona', 'manager')
  const before = await town.arrive('mona')
  const manager = firstRoles.find(({ id }) => id === 'manager')
  if (!manager) return t.fail('no managers')
  await lawHolds(t, town.kernel, [], () =>
    town.call(system, rolesSet, { ...manager, needsMfa: true }),
  )
  t.notOk(town.kernel.directory.stillValid(before), 'a connection of before comes anew')
  const signed = await enter(town, 'mona')
  t.match(signed, { mustEnrol: true, permissions: [] })
  const scope = await town.scopeOf(signed.accessToken)
  t.ok(town.kernel.directory.stillValid(scope))
  t.equal(await refusal(town.call(scope, usersList, {})), 'mfa-needed')
  t.match(await town.call(scope, whoAmI, {}), { permissions: [] })
  t.match(await town.call(scope, mySecurity, {}), { mfa: null, mfaNeeded: true })
  const { secret } = await setUpMfa(town, scope)
  t.equal(await refusal(town.call(scope, usersList, {})), 'mfa-needed', 'until it is refreshed')
  const turned = await town.call(nobody, refresh, { refreshToken: signed.refreshToken })
  t.match(turned, { mustEnrol: false, permissions: manager.permissions })
  const whole = await town.scopeOf(turned.accessToken)
  t.ok((await town.call(whole, usersList, {})).people.length)
  clockStands(t, 31_000)
  t.match(await enter(town, 'mona', codeOf(secret)), { mustEnrol: false })

  await town.call(whole, endMfa, { personId: whole.personId ?? '' })
  t.notOk(town.kernel.directory.stillValid(whole), 'without it there is nothing to do')
  t.match(await enter(town, 'mona'), { mustEnrol: true })
})

t.test('a second step is taken away by its owner, or by who holds more', async (t) => {
  const town = await openTown(t)
  await town.hire('owner', 'admin')
  const mona = await town.hire('mona', 'cashier')
  const scope = await town.arrive('mona')
  const end = (by: typeof scope) => town.call(by, endMfa, { personId: mona.id })
  t.equal(await refusal(end(scope)), 'wrong-state')
  await setUpMfa(town, scope)
  const noor = await town.hire('noor', 'manager').then(() => town.arrive('noor'))
  t.equal(await refusal(end(noor)), 'forbidden')
  await lawHolds(t, town.kernel, [], () => end(scope))
  t.ok(town.kernel.directory.stillValid(scope), 'one’s own sign-in goes on')
  t.match(await enter(town, 'mona'), { mustEnrol: false })
  await setUpMfa(town, scope)
  t.equal(await refusal(enter(town, 'mona')), 'code-needed')
  await end(await town.arrive('owner'))
  t.notOk(town.kernel.directory.stillValid(scope))
  t.match(await enter(town, 'mona'), { person: mona })
  const again = await town.arrive('mona')
  t.match(await town.call(again, signOutEverywhere, {}), { ended: 2 })
})
