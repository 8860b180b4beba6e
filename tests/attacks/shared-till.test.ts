// A till that many share, in the hands of one of them: what is left of the last person in the browser, and
// guessing PINs, at the till, at its neighbours, without a network, and on a copy of its disk.
import 'fake-indexeddb/auto'
import t from 'tap'
import { approvalsDecideByPin } from '#approvals/contract.ts'
import { revokePerson, setPin, signIn, whoAmI, type SignedIn } from '#auth/contract.ts'
import { nowMs, turnClock } from '#kernel/clock.ts'
import { salesList } from '#sales/contract.ts'
import { newId } from '#shared/ids.ts'
import { terminalsInvite, terminalsRevoke } from '#terminals/contract.ts'
import { cashOpen } from '#tills/contract.ts'
import { openLink, type Link } from '../../client/link/link.ts'
import type { CallProblem } from '../../client/link/problem.ts'
import { browserSurroundings } from '../../client/link/surroundings.ts'
import { webSocket } from '../../client/link/transport.ts'
import { quick, until } from '../client/support/shop.ts'
import { authorizationOf } from '../support/callers.ts'
import { askHttp, runHub, type Answer } from '../support/hub.ts'
import { PASSWORD } from '../support/people.ts'
import { layShop, type Device } from '../support/shop.ts'

t.setTimeout(120_000)
const PIN = '480273'
const id = () => newId(nowMs())
const env = { LIMIT_SIGN_INS_PER_ADDRESS: '1000' }
const hub = await runHub(t, env)
const second = await runHub(t, env, hub)
const shop = await layShop(hub)
const anna = await shop.hires('anna', 'manager')
const basil = await shop.hires('basil', 'cashier')
for (const { id: personId } of [anna, basil]) await shop.ask(setPin, { personId, pin: PIN })

const promised = <T>(request: IDBRequest<T>) =>
  new Promise<T>((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(request.error ?? new Error('unread')))
  })

/** All that is on the disk of this browser, as text. */
async function copyOfDisk(): Promise<{ store: string; text: string }[]> {
  const found: { store: string; text: string }[] = []
  for (const { name = '' } of await indexedDB.databases()) {
    const database = await promised(indexedDB.open(name))
    for (const store of database.objectStoreNames) {
      const records: unknown[] = await promised(
        database.transaction(store).objectStore(store).getAll(),
      )
      // Dates and bytes too; keys that cannot leave are no text, and stand as nothing.
      found.push({ store: `${name} ${store}`, text: JSON.stringify(records) })
    }
    database.close()
  }
  return found
}

type SharedTill = {
  readonly link: Link
  /** What the hub gave to whoever signed in here. */
  readonly given: SignedIn[]
  /** Takes the network away, and gives it back. */
  readonly unplug: () => void
  readonly plug: () => void
  /** How far the clock of its device is ahead. */
  readonly clock: { aheadMs: number }
}

/** What a till keeps to let people in by, as it lies on the disk. */
async function proofsOf(name: string): Promise<object[]> {
  const database = await promised(indexedDB.open(`${name}-device`))
  const found = await promised(database.transaction('proofs').objectStore('proofs').getAll())
  database.close()
  return found as object[]
}

async function putProof(name: string, proof: object): Promise<void> {
  const database = await promised(indexedDB.open(`${name}-device`))
  await promised(database.transaction('proofs', 'readwrite').objectStore('proofs').put(proof))
  database.close()
}

/** A till in a browser of its own, paired by its code. */
async function openTill(code: string): Promise<SharedTill> {
  const given: SignedIn[] = []
  const clock = { aheadMs: 0 }
  let plugged = true
  const surroundings = browserSurroundings()
  const fetch: typeof globalThis.fetch = async (...asked) => {
    if (!plugged) throw new TypeError('no network')
    const response = await surroundings.fetch(...asked)
    const said = (await response.clone().json()) as Partial<SignedIn>
    if (said.accessToken) given.push(said as SignedIn)
    return response
  }
  const invitation = { id: id(), storeId: shop.store.id, kind: 'till' as const, code, name: code }
  const { code: once } = await shop.ask(terminalsInvite, invitation)
  const link = await openLink({
    origin: hub.url,
    open: webSocket(hub.url),
    name: `till-${code}`,
    surroundings: { ...surroundings, fetch, nowMs: () => nowMs() + clock.aheadMs },
    paces: quick,
  })
  t.teardown(() => link.close())
  await link.enrol(once)
  await until(() => link.live.state.value.kind === 'live')
  const unplug = () => {
    plugged = false
    link.live.stop()
  }
  const plug = () => {
    plugged = true
    link.live.start()
  }
  return { link, given, unplug, plug, clock }
}

t.test('T15 the next person at a till looks for what the last one left', async (t) => {
  const { link, given } = await openTill('S1')
  await link.session.signIn('anna', PASSWORD)
  const at = new Date(nowMs()).toISOString()
  const opening = { id: id(), personId: anna.id, at, offline: false, floatMinor: 5_000 }
  const { verdict } = await link.journal.append(cashOpen, opening)
  t.match(await verdict, { outcome: 'posted' })
  const token = given[0]?.accessToken ?? ''
  t.ok(
    (await copyOfDisk()).some(({ text }) => text.includes('"anna"')),
    'while she is here',
  )
  await link.session.signOut()

  t.equal(link.session.token, null)
  t.match(link.session.state.value, { kind: 'signed-out' })
  const secrets = given.flatMap((each) => [each.accessToken, each.refreshToken, each.deviceToken])
  const unsaid = [PASSWORD, PIN, '$argon2', ...secrets, given[0]?.sessionId ?? ''].filter(Boolean)
  t.ok(unsaid.length >= 6, `${unsaid.length} secrets are looked for`)
  for (const { store, text } of await copyOfDisk()) {
    const found = unsaid.filter((secret) => text.includes(secret))
    t.strictSame(found, [], `${store} holds no secret`)
    if (store.endsWith('keeping')) t.notMatch(text, /"anna"|"permissions"/, 'nor who was here')
    // The list of people is the shop's own, and the journal is sealed by its chain.
    else if (text.includes(anna.id)) t.match(store, /entries|replica/, store)
  }
  const { problem } = await askHttp(hub.url, `Bearer ${token}`, whoAmI, {})
  t.equal(problem?.type, '/problems/revoked', 'a token that was noted down is of no use')
  await link.session.signIn('basil', PASSWORD)
  t.match(link.session.state.value, { person: { id: basil.id } })
})

type From = { readonly device: Device; readonly token: string; readonly url?: string }

/** Types a PIN at a till; an approval that nobody asked for shows that the PIN was right. */
function type({ device, token, url = hub.url }: From, login: string, pin: string): Promise<Answer> {
  const authorization = authorizationOf({ device, token } as never)
  const input = { storeId: shop.store.id, id: id(), login, pin, grant: true }
  return askHttp(url, authorization, approvalsDecideByPin, input)
}

const slugOf = ({ problem }: Answer) => problem?.type.replace('/problems/', '') ?? 'done'
const guess = (n: number) => String(250_000 + n * 37)

t.test('L12 a PIN is guessed at a till, at its neighbour, and at another hub', async (t) => {
  const token = await shop.tokenOf(basil)
  const here: From = { device: await shop.enrols('P1'), token }
  const there: From = { device: await shop.enrols('P2'), token, url: second.url }
  t.equal(slugOf(await type(here, 'anna', PIN)), 'not-found', 'the PIN is right')
  const racing = await Promise.all(
    Array.from({ length: 8 }, (_, n) => type(n % 2 ? here : there, 'anna', guess(n))),
  )
  const looked = racing.map(slugOf).filter((each) => each === 'pin-refused')
  t.equal(looked.length, 5, 'five are looked at, at both hubs together')
  for (const at of [here, there]) {
    const answer = await type(at, 'anna', PIN)
    t.equal(slugOf(answer), 'locked-out', 'then not even the right one')
    t.ok((answer.problem?.retryAfterMs ?? 0) > 60_000)
  }
  // One PIN for many names: the terminal itself is paused.
  const slugs: string[] = []
  for (let n = 0; n < 24; n += 1) slugs.push(slugOf(await type(here, `name-${n}`, PIN)))
  t.ok(slugs.slice(-4).every((each) => each === 'locked-out'))
  const atMs = nowMs() + 16 * 60_000
  const undo = turnClock(() => atMs)
  const later = await askHttp(hub.url, null, signIn, { login: 'basil', password: PASSWORD })
  const again = { ...here, token: (later.output as SignedIn).accessToken }
  t.equal(slugOf(await type(again, 'anna', PIN)), 'not-found', 'a quarter later she is back')
  undo()
})

t.test('L12 a PIN is guessed without a network, and on a copy of the disk', async (t) => {
  const { link, unplug, clock } = await openTill('S2')
  const { switching, journal, session } = link
  await switching.to(anna.id, 'anna', PIN)
  t.match(session.state.value, { person: { id: anna.id }, by: 'hub', confirmed: true })
  const [proof] = await proofsOf('till-S2')
  t.match(proof, { personId: anna.id, triesLeft: 5 })
  await switching.to(basil.id, 'basil', PIN)
  unplug()
  const at = new Date(nowMs()).toISOString()
  const opening = { id: id(), personId: basil.id, at, offline: true, floatMinor: 5_000 }
  await journal.append(cashOpen, opening)

  // Nothing that the hub keeps of the PIN has come, and no text that could be tried.
  const [row] = await hub.kernel.database.sql<{ hash: string }>(
    `select hash from pin where person_id = $1`,
    [anna.id],
  )
  for (const { store, text } of await copyOfDisk()) {
    t.notOk(/argon2|"pin"/i.test(text) || text.includes(PIN), `${store}: nothing to read it from`)
    t.notOk(text.includes(row?.hash ?? ''), store)
  }
  const to = (pin: string, by = switching) =>
    by.to(anna.id, 'anna', pin).then(
      () => 'let in',
      ({ slug }: CallProblem) => slug,
    )
  // A copy of what is kept is tried where the key of this till is not.
  const thief = await openTill('S3')
  await thief.link.switching.to(basil.id, 'basil', PIN)
  await putProof('till-S3', { ...proof, terminalId: thief.link.device.state.value.terminal?.id })
  thief.unplug()
  t.equal(await to(PIN, thief.link.switching), 'pin-refused', 'the right PIN on another device')
  t.match(thief.link.session.state.value, { person: { id: basil.id } })

  for (let n = 0; n < 4; n += 1) {
    t.equal(await to(guess(n)), 'pin-refused')
    t.equal(await to(PIN), 'locked-out', 'and then it waits')
    clock.aheadMs += 60_000
  }
  t.equal(await to(guess(5)), 'not-signed-in', 'the fifth wipes it')
  t.equal(await to(PIN), 'not-signed-in', 'the right one comes too late')
  t.match(await proofsOf('till-S2'), [{ personId: basil.id }])
  t.match(session.state.value, { person: { id: basil.id } }, 'whoever was there stays')
  const [entry] = await journal.listWaiting()
  t.equal(entry?.id, opening.id, 'the journal is kept')
})

t.test('L12 whoever is let in without a network sells, and is asked again with it', async (t) => {
  const { link, unplug, plug } = await openTill('S4')
  const { switching, journal, session } = link
  await switching.to(anna.id, 'anna', PIN)
  await switching.to(basil.id, 'basil', PIN)
  unplug()
  await switching.to(anna.id, 'anna', PIN)
  t.match(session.state.value, { person: { id: anna.id }, by: 'device', confirmed: false })
  t.equal(session.token, null)
  t.equal(await session.freshToken(), null, 'nor is another asked for in the name of Basil')
  const at = new Date(nowMs()).toISOString()
  const opening = { id: id(), personId: anna.id, at, offline: true, floatMinor: 5_000 }
  const { verdict } = await journal.append(cashOpen, opening)
  const written = (await journal.listWaiting()).map(({ kind }) => kind)
  t.strictSame(written, ['auth.let-in', 'cash.open'], 'the till says whom it let in')

  plug()
  t.match(await verdict, { outcome: 'posted' }, 'the device sends it, signed in or not')
  await until(() => link.live.state.value.kind === 'live')
  t.match(session.state.value, { by: 'device' }, 'the hub has no sign-in of hers')
  const lists = () =>
    link.call(salesList, { storeId: shop.store.id }).then(
      () => 'done',
      ({ slug }: CallProblem) => slug,
    )
  const hide = switching.question.show()
  const { asked } = switching.question
  const first = lists()
  await asked.until((is) => is)
  switching.question.settle(false)
  t.equal(await first, 'forbidden', 'the first act that needs the hub asks for the PIN')
  t.equal(await lists(), 'forbidden', 'who does not want to now is not asked again and again')
  const sells = switching.confirmed()
  t.equal(asked.value, true, 'but for a sale')
  await switching.to(anna.id, 'anna', PIN)
  switching.question.settle(true)
  t.equal(await sells, true)
  t.equal(await lists(), 'done')
  t.match(session.state.value, { by: 'hub', person: { id: anna.id } })
  hide()

  // Her sign-ins are ended: nobody is let in by what was proved before.
  t.equal(switching.proofs.known.value.length, 2)
  await shop.ask(revokePerson, { personId: anna.id })
  await until(() => switching.proofs.known.value.length === 1)
  unplug()
  const gone = await switching.to(anna.id, 'anna', PIN).catch((error: CallProblem) => error.slug)
  t.equal(gone as string, 'not-signed-in')
  await switching.to(basil.id, 'basil', PIN)
  plug()
  await until(() => link.live.state.value.kind === 'live')
  const terminalId = link.device.state.value.terminal?.id ?? ''
  await shop.ask(terminalsRevoke, { terminalId, reason: 'stolen' })
  await until(() => switching.proofs.known.value.length === 0)
  t.strictSame(await proofsOf('till-S4'), [], 'a device that is taken out of service knows nobody')
})
