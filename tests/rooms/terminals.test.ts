// Terminals: invited, enrolled once, proved at each hello, replaced under a higher fence, revoked.
import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto'
import t from 'tap'
import { nowMs, turnClock } from '#kernel/clock.ts'
import { anyone, permit, system, type Scope } from '#kernel/scope.ts'
import { CHAIN_START } from '#shared/journal.ts'
import { storesChange } from '#stores/contract.ts'
import {
  terminalsEnrol,
  terminalsInvite,
  terminalsList,
  terminalsRevoke,
  type Terminal,
} from '#terminals/contract.ts'
import { isProved, newDeviceToken, readPublicKey, secretHash } from '#terminals/proof.ts'
import { codeOf } from '#auth/rules.ts'
import { usersChange } from '#users/contract.ts'
import { lawHolds } from '../support/law.ts'
import { mint, openTown, refusal, type Town } from '../support/people.ts'

const nobody = anyone('10.0.0.2')
const address = '10.0.0.2'
const enrolWith = (town: Town, code: string, publicKey?: PublicJwk) =>
  town.call(nobody, terminalsEnrol, publicKey ? { code, publicKey } : { code })

type PublicJwk = { kty: 'EC'; crv: 'P-256'; x: string; y: string }
function deviceKey(): { privateKey: KeyObject; jwk: PublicJwk } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
  return { privateKey, jwk: { kty: 'EC', crv: 'P-256', x, y } }
}
const signed = (key: KeyObject, nonce: string) =>
  sign('sha256', Buffer.from(nonce), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')

t.test('a proof is a signature over this nonce, or the token itself', async (t) => {
  const [device, other] = [deviceKey(), deviceKey()]
  const key = { publicKey: readPublicKey(device.jwk) }
  const signature = signed(device.privateKey, 'nonce-1')
  t.ok(isProved(key, { nonce: 'nonce-1', signature }))
  t.notOk(isProved(key, { nonce: 'nonce-2', signature }))
  t.notOk(isProved(key, { signature }), 'without a nonce anything could be replayed')
  t.notOk(isProved(key, { nonce: 'nonce-1', signature: signed(other.privateKey, 'nonce-1') }))
  t.notOk(isProved(key, { nonce: 'nonce-1', signature: 'AAAA' }))
  t.notOk(isProved(key, { nonce: 'nonce-1', token: 'anything' }))
  const token = newDeviceToken()
  t.ok(isProved({ tokenHash: secretHash(token) }, { token }))
  t.notOk(isProved({ tokenHash: secretHash(token) }, { token: newDeviceToken() }))
  t.notOk(isProved({ tokenHash: secretHash(token) }, { nonce: 'nonce-1', signature }))
  t.equal(
    await refusal(Promise.resolve().then(() => readPublicKey({ kty: 'EC' }))),
    'invalid-input',
  )
  t.equal(codeOf(' abcd-٢٣٤٥ '), 'ABCD2345')
})

t.test('a code enrols one device, once, and opens a journal', async (t) => {
  const town = await openTown(t)
  const store = await town.openStore('CAI')
  const id = mint()
  let code = ''
  let enrolled: Terminal | undefined
  await lawHolds(t, town.kernel, [store.id], async () => {
    const invitation = await town.invite(store.id, 'T1', 'till', id)
    code = invitation.code
    t.match(invitation, { code: /^[2-9A-HJ-NP-Z]{8}$/, terminal: { state: 'invited', fence: 0 } })
    const rivals = await Promise.allSettled([1, 2, 3].map(() => enrolWith(town, code)))
    const winners = rivals.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []))
    t.equal(winners.length, 1, 'of those who use one code at once, one wins')
    enrolled = winners[0]?.terminal
  })
  t.match(enrolled, { id, state: 'enrolled', fence: 1, proof: 'token', storeId: store.id })
  t.equal(await refusal(enrolWith(town, code)), 'not-found')
  t.equal(await refusal(enrolWith(town, 'AAAAAAAA')), 'not-found')
  const journals = await town.kernel.database.sql(
    `select fence, last_n as "lastN", last_hash as "lastHash" from journal_head where terminal_id = $1`,
    [id],
  )
  t.same(journals, [{ fence: 1, lastN: 0, lastHash: CHAIN_START }])
  const [kept] = await town.kernel.database.sql<{ found: boolean }>(
    `select exists (select 1 from event where body like '%' || $1 || '%')
         or exists (select 1 from reply where output like '%' || $1 || '%') as found`,
    [code],
  )
  t.notOk(kept?.found, 'the code is kept nowhere')
})

t.test('a code lives a quarter of an hour, and only the last one made', async (t) => {
  const town = await openTown(t)
  const store = await town.openStore('CAI')
  const id = mint()
  const first = await town.invite(store.id, 'T1', 'till', id)
  const second = await town.invite(store.id, 'T1', 'till', id)
  t.equal(await refusal(enrolWith(town, first.code)), 'not-found')
  t.equal(Date.parse(second.expiresAt) > nowMs() + 890_000, true)
  const late = nowMs() + 901_000
  const back = turnClock(() => late)
  t.equal(await refusal(enrolWith(town, second.code)), 'not-found')
  back()
  t.match(await enrolWith(town, second.code), { terminal: { id, fence: 1 } })
})

t.test('an invitation names a store one may manage, and a terminal stays what it is', async (t) => {
  const town = await openTown(t)
  const [cairo, giza] = [await town.openStore('CAI'), await town.openStore('GIZ')]
  await town.hire('mona', 'manager', { storeIds: [cairo.id] })
  await town.hire('omar', 'cashier')
  const [mona, omar] = [await town.arrive('mona'), await town.arrive('omar')]
  const input = { id: mint(), storeId: cairo.id, kind: 'till', code: 'T1', name: 'Front' } as const
  const invites = (scope: Scope, changes: object) =>
    refusal(town.call(scope, terminalsInvite, { ...input, ...changes }))
  t.equal(await invites(mona, { storeId: giza.id }), 'wrong-store')
  t.equal(await invites(omar, {}), 'forbidden')
  t.equal(await invites(system, { storeId: mint() }), 'not-found')
  t.equal(await invites(mona, {}), 'not refused')
  t.equal(await invites(mona, { id: mint() }), 'already-exists', 'the code is taken')
  t.equal(await invites(system, { code: 'T2' }), 'wrong-state')
  t.equal(await invites(system, { storeId: giza.id }), 'wrong-state')
  t.equal(await invites(system, { kind: 'scanner' }), 'wrong-state')
  t.equal(await invites(system, { name: '\u202e' }), 'invalid-input')
  await town.enrol(giza.id, 'T1')
  t.equal((await town.call(mona, terminalsList, {})).terminals.length, 1)
  t.equal((await town.call(system, terminalsList, {})).terminals.length, 2)
})

t.test('a replacement cuts the former device off; a revoked terminal is out at once', async (t) => {
  const town = await openTown(t)
  const { directory } = town.kernel
  const store = await town.openStore('CAI')
  const id = mint()
  const old = await town.enrol(store.id, 'T1', 'till', id)
  const arrive = (token: string | null) =>
    directory.authenticate({ terminal: { id, token: token ?? '' }, address })
  const scope = await arrive(old.token)
  t.match(scope, { terminalId: id, personId: null, audience: 'till' })
  t.same([scope.storeIds, scope.permissions], [[store.id], []])
  const invitation = await town.invite(store.id, 'T1', 'till', id)
  t.ok(directory.stillValid(scope), 'it sells on until the other is there')
  const device = deviceKey()
  const replaced = await enrolWith(town, invitation.code, device.jwk)
  t.match(replaced, { token: null, terminal: { fence: 2, proof: 'key', state: 'enrolled' } })
  t.notOk(directory.stillValid(scope))
  t.equal(await refusal(arrive(old.token)), 'not-signed-in')
  t.match(directory.terminal(id), { storeId: store.id, code: 'T1', fence: 2, enrolled: true })

  const nonce = 'a nonce of this connection'
  const terminal = { id, signature: signed(device.privateKey, nonce) }
  const successor = await directory.authenticate({ terminal, nonce, address })
  t.equal(await refusal(directory.authenticate({ terminal, address })), 'not-signed-in')
  await town.invite(store.id, 'T1', 'till', id)
  await lawHolds(t, town.kernel, [], () =>
    town.call(system, terminalsRevoke, { terminalId: id, reason: 'lost' }),
  )
  t.notOk(directory.stillValid(successor))
  const [why] = await town.kernel.database.sql<{ body: string }>(
    `select body from event where kind = 'terminal.revoked'`,
  )
  t.same(JSON.parse(why?.body ?? ''), { terminalId: id, reason: 'lost' })
  t.equal(await refusal(directory.authenticate({ terminal, nonce, address })), 'revoked')
  const unknown = directory.authenticate({ terminal: { id: mint(), token: 'x' }, address })
  t.equal(await refusal(unknown), 'not-signed-in')
  const again = await town.enrol(store.id, 'T1', 'till', id)
  t.match(again.terminal, { fence: 3, state: 'enrolled' })
  const nothing = town.call(system, terminalsRevoke, { terminalId: mint(), reason: 'lost' })
  t.equal(await refusal(nothing), 'not-found')
})

t.test('a person at a till holds their rights in its store; a scanner holds its own', async (t) => {
  const town = await openTown(t)
  const { directory } = town.kernel
  const [cairo, giza] = [await town.openStore('CAI'), await town.openStore('GIZ')]
  const till = await town.enrol(cairo.id, 'T1')
  const scanner = await town.enrol(cairo.id, 'S1', 'scanner')
  const mona = await town.hire('mona', 'manager')
  await town.hire('omar', 'cashier', { storeIds: [giza.id] })
  const at = (terminal: typeof till) => ({
    id: terminal.terminal.id,
    token: terminal.token ?? '',
  })
  const alone = await directory.authenticate({ terminal: at(scanner), address })
  t.match(alone, { audience: 'scanner', personId: null })
  t.ok(alone.permissions.includes('stock.move'))
  t.notOk(alone.permissions.includes('sales.complete'))
  t.doesNotThrow(() => permit(alone, 'terminal'))

  const tillAlone = await directory.authenticate({ terminal: at(till), address })
  const signedIn = await town.signIn('mona', undefined, tillAlone)
  const both = { terminal: at(till), token: signedIn.accessToken, address }
  const scope = await directory.authenticate(both)
  t.match(scope, { personId: mona.id, terminalId: till.terminal.id, audience: 'till' })
  t.same(scope.storeIds, [cairo.id], 'at a till one is in its store only')
  t.ok(scope.permissions.includes('stores.change'))
  const elsewhere = town.call(scope, storesChange, { storeId: giza.id, locale: 'en' })
  t.equal(await refusal(elsewhere), 'wrong-store')
  t.equal(await refusal(town.signIn('omar', undefined, tillAlone)), 'wrong-store')
  const omar = await town.signIn('omar')
  const misplaced = directory.authenticate({ ...both, token: omar.accessToken })
  t.equal(await refusal(misplaced), 'wrong-store')

  await town.call(system, usersChange, { personId: mona.id, storeIds: [giza.id] })
  t.same(scope.permissions, [])
  t.notOk(directory.stillValid(scope))
  await town.call(system, terminalsRevoke, { terminalId: till.terminal.id, reason: 'stolen' })
  const token = signedIn.accessToken
  t.equal(await refusal(directory.authenticate({ token, address })), 'revoked', 'signed in there')
})
