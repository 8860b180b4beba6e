// Sign-ins as their owner and others see and end them, and what a new password must be.
import t from 'tap'
import { nowMs, turnClock } from '#kernel/clock.ts'
import { Problem } from '#kernel/problems.ts'
import { anyone, system, type Scope } from '#kernel/scope.ts'
import { isCommonPassword, requireGoodPassword } from '#auth/password-rules.ts'
import { refresh, setPassword, setPin, signIn, signOut } from '#auth/contract.ts'
import { beginMfa, endMfa, mySecurity, prove, renewRecoveryCodes } from '#auth/proof-contract.ts'
import { offerReset, resetPassword } from '#auth/reset-contract.ts'
import { endSession, mySessions, sessionsOf, signOutEverywhere } from '#auth/sessions-contract.ts'
import { lawHolds } from '../support/law.ts'
import { setUpMfa } from '../support/second-step.ts'
import { mint, openTown, PASSWORD, refusal, type Town } from '../support/people.ts'

const enter = (town: Town, login: string, device: string, deviceToken = '') =>
  town.call(anyone('10.0.0.7'), signIn, { login, password: PASSWORD, device, deviceToken })

t.test('sign-ins are listed and ended one by one or all at once', async (t) => {
  const town = await openTown(t)
  const store = await town.openStore('CAI')
  const mona = await town.hire('mona', 'manager', { storeIds: [store.id] })
  const first = await enter(town, 'mona', 'Laptop\u202e\n')
  const second = await enter(town, 'mona', 'Phone')
  const scope = await town.scopeOf(first.accessToken)
  const { sessions } = await town.call(scope, mySessions, {})
  t.match(
    sessions.find(({ here }) => here),
    { id: first.sessionId, personId: mona.id, terminalId: null, address: '10.0.0.7' },
  )
  t.same(sessions.map(({ device }) => device).sort(), ['Laptop', 'Phone'])
  t.same(sessions[0]?.proofs, ['password'])

  const noor = await town.hire('noor', 'cashier', { storeIds: [store.id] })
  const cashier = await town.arrive('noor')
  const end = (by: typeof scope, sessionId: string) => town.call(by, endSession, { sessionId })
  t.equal(await refusal(end(cashier, second.sessionId)), 'not-found', 'it is not told of')
  t.equal(await refusal(town.call(cashier, sessionsOf, { personId: mona.id })), 'forbidden')
  await town.hire('owner', 'admin')
  const owner = await town.arrive('owner')
  t.match(await town.call(owner, sessionsOf, { personId: noor.id }), {
    sessions: [{ here: false }],
  })
  t.equal(await refusal(town.call(owner, sessionsOf, { personId: mint() })), 'not-found')
  await lawHolds(t, town.kernel, [], async () => {
    t.same(await end(scope, second.sessionId), { ended: true })
  })
  t.same(await end(scope, second.sessionId), { ended: false })
  t.equal(await refusal(town.scopeOf(second.accessToken)), 'revoked')
  t.same(await end(owner, cashier.sessionId ?? ''), { ended: true })
  t.notOk(town.kernel.directory.stillValid(cashier))
  const others = [await enter(town, 'mona', ''), await enter(town, 'mona', '')]
  t.same(await town.call(scope, signOutEverywhere, { butHere: true }), { ended: 2 })
  t.equal(await refusal(town.scopeOf(others[0]?.accessToken ?? '')), 'revoked')
  t.ok(town.kernel.directory.stillValid(scope))
  t.same(await town.call(scope, signOutEverywhere, {}), { ended: 1 })
  t.notOk(town.kernel.directory.stillValid(scope))
})

t.test('devices that are known are few, and forgotten with the password', async (t) => {
  const town = await openTown(t, undefined, { LIMIT_DEVICES_PER_PERSON: '2' })
  const mona = await town.hire('mona', 'cashier')
  const known = async () =>
    (await town.kernel.database.sql(`select hash from known_device order by hash`)).length
  const { deviceToken } = await enter(town, 'mona', 'one')
  t.match(deviceToken, /^[\w-]{43}$/)
  t.equal((await enter(town, 'mona', 'one', deviceToken)).deviceToken, '', 'known already')
  t.equal(await known(), 1)
  for (const device of ['two', 'three']) await enter(town, 'mona', device)
  t.equal(await known(), 2)
  t.match((await enter(town, 'mona', 'one', deviceToken)).deviceToken, /^[\w-]{43}$/, 'the oldest')
  await town.call(system, setPassword, { personId: mona.id, password: PASSWORD })
  t.equal(await known(), 0)
})

t.test('a new password is long, uncommon, and not the name', async (t) => {
  const codeOf = (password: string) => {
    try {
      requireGoodPassword(password, ['mona.adel', 'Mona Adel'], 15)
      return 'taken'
    } catch (error) {
      return error instanceof Problem ? error.extras.errors?.[0]?.code : String(error)
    }
  }
  t.equal(codeOf('short'), 'password-short')
  t.equal(codeOf('e\u0301'.repeat(14)), 'password-short', 'letters are counted, not bytes')
  t.equal(codeOf('موازين القاهرة القديمة'), 'taken')
  t.equal(codeOf('correct horse battery staple'), 'password-common')
  t.equal(codeOf('the ADEL family shop'), 'password-name')
  t.equal(codeOf('mona.adel of the shop'), 'password-name')
  t.equal(codeOf('all in the balance Mizan'), 'password-name')
  t.equal(codeOf('balance of old Cairo'), 'taken')
  for (const common of [
    'aaaaaaaaaaaaaaaa',
    '1234567890123456',
    'qwertyuiopasdfgh',
    '9876543210987654',
  ]) {
    t.ok(isCommonPassword(common), common)
  }
  for (const common of ['PasswordPassword', 'pass pass pass pass', 'Ｐａｓｓｗｏｒｄ１２３４']) {
    t.ok(isCommonPassword(common), common)
  }
})

t.test('a one-time code sets a new password once, in time, and for its person', async (t) => {
  const town = await openTown(t)
  const mona = await town.hire('mona', 'cashier')
  await town.hire('noor', 'cashier')
  await town.hire('owner', 'admin')
  const owner = await town.arrive('owner')
  const scope = await town.arrive('mona')
  const offer = () => town.call(owner, offerReset, { personId: mona.id })
  const reset = (login: string, code: string, password = 'another long password') =>
    refusal(town.call(anyone('10.0.0.9'), resetPassword, { login, code, password }))
  const former = await offer()
  let code = ''
  await lawHolds(t, town.kernel, [], async () => {
    ;({ code } = await offer())
  })
  t.equal(await reset('mona', former.code), 'code-refused', 'a former code is void')
  t.equal(await reset('noor', code), 'code-refused')
  t.equal(await reset('nobody', code), 'code-refused')
  t.equal(await reset('mona', code, 'short'), 'invalid-input', 'and the code still holds')
  await lawHolds(t, town.kernel, [], async () => {
    t.equal(await reset(' Mona ', code.toLowerCase()), 'not refused')
  })
  t.equal(await reset('mona', code), 'code-refused', 'used')
  t.notOk(town.kernel.directory.stillValid(scope))
  t.match(await town.signIn('mona', 'another long password'), { person: mona })
  const late = await offer()
  const atMs = nowMs() + 61 * 60_000
  t.teardown(turnClock(() => atMs))
  t.equal(await reset('mona', late.code), 'code-refused', 'too late')
  t.equal(await refusal(offer()), 'step-up-needed', 'nor may another be made without a proof')
  t.match(await town.call(await town.arrive('owner'), mySecurity, {}), { provedUntil: String })
})

t.test('whatever is done about signing in, old state + facts = new state', async (t) => {
  const town = await openTown(t)
  const mona = await town.hire('mona', 'cashier')
  const own = { personId: mona.id, present: PASSWORD }
  const acts: [what: string, act: (scope: Scope) => Promise<unknown>][] = [
    ['signing in', () => town.signIn('mona')],
    ['a wrong password', () => refusal(town.signIn('mona', 'not the password'))],
    [
      'a proof',
      (scope) => town.call(scope, prove, { proof: { kind: 'password', password: PASSWORD } }),
    ],
    ['a seed', (scope) => town.call(scope, beginMfa, {})],
    ['a second step', (scope) => setUpMfa(town, scope)],
    ['new codes', (scope) => town.call(scope, renewRecoveryCodes, {})],
    ['a PIN', (scope) => town.call(scope, setPin, { ...own, pin: '480273' })],
    ['a password', (scope) => town.call(scope, setPassword, { ...own, password: PASSWORD })],
    ['no second step', (scope) => town.call(scope, endMfa, { personId: mona.id })],
    ['everywhere', (scope) => town.call(scope, signOutEverywhere, { butHere: true })],
    ['signing out', (scope) => town.call(scope, signOut, {})],
  ]
  const scope = await town.arrive('mona')
  for (const [what, act] of acts) {
    t.comment(what)
    await lawHolds(t, town.kernel, [], () => act(scope))
  }
  await lawHolds(t, town.kernel, [], async () => {
    const { refreshToken } = await town.signIn('mona')
    await town.call(anyone('10.0.0.1'), refresh, { refreshToken })
  })
})
