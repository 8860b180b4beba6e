// Signing in, refreshing and signing out: what is refused, what is remembered, and who is told.
import t from 'tap'
import { nowMs, turnClock } from '#kernel/clock.ts'
import { anyone, system } from '#kernel/scope.ts'
import {
  refresh,
  revokePerson,
  setPassword,
  signOut,
  whoAmI,
  type SignedIn,
} from '#auth/contract.ts'
import { usersChange } from '#users/contract.ts'
import { lawHolds } from '../support/law.ts'
import { mint, openTown, PASSWORD, refusal, type Town } from '../support/people.ts'

const nobody = anyone('10.0.0.1')
const SECOND = 1000
const HOUR = 3_600_000

/** The kinds of the company's facts so far, with their bodies. */
async function facts(town: Town, kind: string): Promise<unknown[]> {
  const rows = await town.kernel.database.sql<{ body: string }>(
    `select body from event where kind = $1 order by seq`,
    [kind],
  )
  return rows.map(({ body }) => JSON.parse(body) as unknown)
}

const turn = (town: Town, token: string): Promise<SignedIn> =>
  town.call(nobody, refresh, { refreshToken: token })

t.test('a person signs in, is known, and signs out', async (t) => {
  const town = await openTown(t)
  const store = await town.openStore('CAI')
  const mona = await town.hire('mona', 'cashier', { storeIds: [store.id] })
  let signed: SignedIn | undefined
  await lawHolds(t, town.kernel, [], async () => {
    signed = await town.signIn('  Mona ')
  })
  if (!signed) return t.fail('not signed in')
  t.match(signed, { person: mona, sessionId: String })
  t.ok(signed.permissions.includes('sales.complete'))
  const scope = await town.scopeOf(signed.accessToken)
  t.match(scope, { personId: mona.id, sessionId: signed.sessionId, audience: 'till' })
  t.same(scope.storeIds, [store.id])
  t.match(await town.call(scope, whoAmI, {}), { person: mona, terminalId: null })
  t.ok(town.kernel.directory.stillValid(scope))
  t.match(await facts(town, 'session.opened'), [{ personId: mona.id, terminalId: null }])

  t.same(await town.call(scope, signOut, {}), { signedOut: true })
  t.notOk(town.kernel.directory.stillValid(scope))
  t.equal(await refusal(town.scopeOf(signed.accessToken)), 'revoked')
  t.equal(await refusal(turn(town, signed.refreshToken)), 'not-signed-in')
  t.same(await town.call(scope, signOut, {}), { signedOut: false })
  t.equal(await refusal(town.call(nobody, signOut, {})), 'not-signed-in')
  const [kept] = await town.kernel.database.sql<{ found: boolean }>(
    `select exists (select 1 from reply where output like '%accessToken%' or operation like 'auth.%')
         or exists (select 1 from event where body like '%' || $1 || '%') as found`,
    [signed.refreshToken],
  )
  t.notOk(kept?.found, 'no token is remembered anywhere')
})

t.test('a wrong password, an unknown name and a locked name are refused alike', async (t) => {
  const town = await openTown(t, undefined, { LIMIT_HASHES_WAITING: '30' })
  await town.hire('mona', 'cashier')
  await town.hire('noor', 'cashier', { active: false })
  await town.hire('omar', 'cashier', {}, false)
  t.equal(await refusal(town.signIn('noor')), 'wrong-credentials', 'inactive')
  t.equal(await refusal(town.signIn('omar')), 'wrong-credentials', 'has no password yet')
  t.equal(await refusal(town.signIn('nobody')), 'wrong-credentials')
  const tries = await Promise.all(
    Array.from({ length: 12 }, () => refusal(town.signIn('mona', 'wrong'))),
  )
  t.same(new Set(tries), new Set(['wrong-credentials']))
  t.equal(await refusal(town.signIn('mona')), 'wrong-credentials', 'the right one, but locked')
  const failures = (await facts(town, 'sign-in.failed')) as { login: string; reason: string }[]
  t.equal(failures.filter(({ login }) => login === 'mona').length, 5, 'more are not looked at')
  t.match(
    failures.find(({ reason }) => reason === 'unknown name'),
    { login: '', address: '10.0.0.1' },
  )
  const elsewhere = await openTown(t, town)
  t.equal(await refusal(elsewhere.signIn('mona')), 'wrong-credentials', 'hubs share the count')
  const later = nowMs() + 16 * 60 * SECOND
  t.teardown(turnClock(() => later))
  t.match(await elsewhere.signIn('mona'), { person: { login: 'mona' } })
  t.match(await town.signIn('mona'), { person: { login: 'mona' } }, 'the count began anew')
  const counted = await town.kernel.database.sql(`select key from sign_in_try`)
  t.same(counted, [], 'names long past are forgotten')
})

t.test('right passwords in a row or at once lock nobody out', async (t) => {
  const town = await openTown(t)
  await town.hire('mona', 'cashier')
  const signed = await Promise.all(Array.from({ length: 8 }, () => town.signIn('mona')))
  t.equal(new Set(signed.map(({ sessionId }) => sessionId)).size, 8)
})

t.test('more than may wait are turned away', async (t) => {
  const town = await openTown(t)
  const outcomes = await Promise.all(
    Array.from({ length: 30 }, (_, i) => refusal(town.signIn(`guess${i}`))),
  )
  const count = (slug: string) => outcomes.filter((each) => each === slug).length
  t.equal(count('wrong-credentials'), 9, 'two at work and seven waiting: three places are kept')
  t.equal(count('too-many-requests'), 21)
})

t.test(
  'a refresh token works once; the answer may be lost, the token may not be shared',
  async (t) => {
    const town = await openTown(t)
    await town.hire('mona', 'cashier')
    const first = await town.signIn('mona')
    const rivals = await Promise.all(
      Array.from({ length: 8 }, () => turn(town, first.refreshToken)),
    )
    const successors = new Set(rivals.map(({ refreshToken }) => refreshToken))
    t.equal(successors.size, 1, 'one successor, whoever asks at once')
    t.match(rivals[0], { sessionId: first.sessionId, person: { login: 'mona' } })
    t.equal(await refusal(town.scopeOf(first.accessToken)), 'not refused', 'no false alarm')

    const [second = ''] = successors
    const third = await turn(town, second)
    const atMs = nowMs()
    let clock = atMs
    t.teardown(turnClock(() => clock))
    clock = atMs + 5 * SECOND
    t.equal(
      (await turn(town, second)).refreshToken,
      third.refreshToken,
      'a lost answer comes again',
    )
    const scope = await town.scopeOf(third.accessToken)
    clock = atMs + 15 * SECOND
    t.equal(await refusal(turn(town, second)), 'revoked', 'it is in two hands')
    t.notOk(town.kernel.directory.stillValid(scope))
    t.equal(await refusal(turn(town, third.refreshToken)), 'not-signed-in', 'the family is over')
    t.match(await facts(town, 'session.revoked'), [{ reason: 'a refresh token was used twice' }])
    t.equal(await refusal(turn(town, 'made-up')), 'not-signed-in')
    t.equal(await refusal(town.call(nobody, refresh, {})), 'not-signed-in')
  },
)

t.test('a sign-in ends by itself: unused after hours, in any case after days', async (t) => {
  const town = await openTown(t, undefined, { LIMIT_SESSION_HOURS: '24' })
  await town.hire('mona', 'cashier')
  const idle = await town.signIn('mona')
  let used = await town.signIn('mona')
  const scope = await town.scopeOf(used.accessToken)
  const atMs = nowMs()
  let clock = atMs
  t.teardown(turnClock(() => clock))
  clock = atMs + 10 * HOUR
  used = await turn(town, used.refreshToken)
  clock = atMs + 13 * HOUR
  t.equal(await refusal(turn(town, idle.refreshToken)), 'not-signed-in')
  used = await turn(town, used.refreshToken)
  t.notOk(town.kernel.directory.stillValid(scope), 'a connection nobody refreshes ends too')
  const present = await town.scopeOf(used.accessToken)
  t.ok(town.kernel.directory.stillValid(present))
  clock = atMs + 25 * HOUR
  t.notOk(town.kernel.directory.stillValid(present), 'and any in the end')
  t.equal(await refusal(turn(town, used.refreshToken)), 'not-signed-in')
})

t.test('a right or a place that is taken away is gone with the next message', async (t) => {
  const town = await openTown(t)
  const [cairo, giza] = [await town.openStore('CAI'), await town.openStore('GIZ')]
  await town.hire('owner', 'admin', {}, false)
  const mona = await town.hire('mona', 'manager', { storeIds: [cairo.id, giza.id] })
  const { directory } = town.kernel
  const change = (changes: object) =>
    town.call(system, usersChange, { personId: mona.id, ...changes })
  const scope = await town.arrive('mona')
  t.equal(scope.audience, 'manager')
  await change({ name: 'Mona Adel' })
  t.ok(directory.stillValid(scope), 'another name is no reason')
  await change({ roleId: 'cashier' })
  t.notOk(scope.permissions.includes('stores.change'))
  t.notOk(directory.stillValid(scope), 'less is pushed to a till')
  const lesser = await town.arrive('mona')
  t.ok(directory.stillValid(lesser))
  await change({ storeIds: [giza.id] })
  t.same(lesser.storeIds, [giza.id])
  t.notOk(directory.stillValid(lesser))
  t.same(directory.permissions(mona.id, cairo.id), [])
  t.ok(directory.permissions(mona.id, giza.id).includes('sales.complete'))
  const last = await town.signIn('mona')
  const present = await town.scopeOf(last.accessToken)
  await change({ active: false })
  t.notOk(directory.stillValid(present))
  t.same([present.permissions, present.storeIds], [[], []])
  t.same(directory.permissions(mona.id, giza.id), [])
  t.equal(await refusal(town.scopeOf(last.accessToken)), 'revoked')
  t.equal(await refusal(turn(town, last.refreshToken)), 'revoked')
})

t.test('a revocation reaches another hub, and one that starts later', async (t) => {
  const town = await openTown(t)
  const mona = await town.hire('mona', 'cashier')
  const elsewhere = await openTown(t, town)
  const signed = [await town.signIn('mona'), await elsewhere.signIn('mona')]
  const [here, there] = [
    await elsewhere.scopeOf(signed[0]?.accessToken ?? ''),
    await elsewhere.scopeOf(signed[1]?.accessToken ?? ''),
  ]
  t.same(await town.call(system, revokePerson, { personId: mona.id }), { revoked: 2 })
  for (let waits = 0; waits < 400 && elsewhere.kernel.directory.stillValid(here); waits += 1) {
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  t.notOk(elsewhere.kernel.directory.stillValid(here))
  t.notOk(elsewhere.kernel.directory.stillValid(there))
  const newcomer = await openTown(t, town)
  t.equal(await refusal(newcomer.scopeOf(signed[0]?.accessToken ?? '')), 'revoked')
  t.equal(await refusal(town.call(system, revokePerson, { personId: mint() })), 'not-found')
})

t.test(
  'a password is changed by its owner, or by who holds more, and ends other sign-ins',
  async (t) => {
    const town = await openTown(t)
    const store = await town.openStore('CAI')
    await town.hire('owner', 'admin')
    const mona = await town.hire('mona', 'cashier', { storeIds: [store.id] })
    const [own, other] = [await town.arrive('mona'), await town.arrive('mona')]
    const set = (scope: typeof own, input: object) =>
      refusal(
        town.call(scope, setPassword, {
          personId: mona.id,
          password: 'quite another one',
          ...input,
        }),
      )
    t.equal(await set(own, {}), 'wrong-credentials')
    t.equal(await set(own, { present: 'wrong' }), 'wrong-credentials')
    t.equal(await set(own, { present: PASSWORD, password: 'short' }), 'invalid-input')
    t.equal(await set(own, { present: PASSWORD }), 'not refused')
    t.ok(town.kernel.directory.stillValid(own))
    t.notOk(town.kernel.directory.stillValid(other))
    t.equal(await refusal(town.signIn('mona')), 'wrong-credentials')
    t.match(await town.signIn('mona', 'quite another one'), { person: mona })
    const owner = await town.arrive('owner')
    t.equal(await set({ ...own, permissions: ['auth.*'], personId: mint() }, {}), 'forbidden')
    t.equal(await set({ ...own, personId: mint() }, {}), 'forbidden')
    t.equal(await set(owner, { password: 'given by the owner' }), 'not refused')
    t.notOk(town.kernel.directory.stillValid(own))
    t.equal(await set(owner, { personId: mint() }), 'not-found')
  },
)
