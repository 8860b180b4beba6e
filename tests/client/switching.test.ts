// Somebody takes the place of somebody else at a till, against a hub that speaks the frames: what is left of the one
// before, what a lost answer does, and what a page that is opened again makes of it.
import 'fake-indexeddb/auto'
import t, { type Test } from 'tap'
import { switchPerson } from '#auth/pin-contract.ts'
import { journalPost } from '#shared/journal.ts'
import { problemBody } from '#shared/problem.ts'
import { cashNoSale } from '#tills/contract.ts'
import type { Person } from '#users/contract.ts'
import { openLink, type Link } from '../../client/link/link.ts'
import { openDeviceDatabase } from '../../client/link/device-database.ts'
import type { CallProblem } from '../../client/link/problem.ts'
import { Session } from '../../client/link/session.ts'
import { browserSurroundings } from '../../client/link/surroundings.ts'
import { webSocket } from '../../client/link/transport.ts'
import { FakeHub, Refusal } from './support/fake-hub.ts'
import { FakeJournal } from './support/fake-journal.ts'
import { id, quick, till, until } from './support/shop.ts'

const PIN = '480273'
const isLive = (link: Link) => link.live.state.value.kind === 'live'
const looks = { locale: 'en', digits: 'latn' } as const
const person = (login: string): Person => ({
  ...{ id: id(), login, name: login, roleId: 'cashier', storeIds: null, active: true, ...looks },
})

/** A hub that knows two people by their PINs, and a till of it where Anna has signed in. */
async function meet(t: Test) {
  const hub = new FakeHub()
  const origin = await hub.open()
  t.teardown(() => hub.close())
  const anna = person('anna')
  const basil = person('basil')
  const staff = new Map([anna, basil].map((each) => [each.login, each]))
  const journal = new FakeJournal()
  const asked: string[] = []
  const kinds: string[] = []
  const terminal = till()
  const given = (of: Person | undefined) => ({
    status: 200,
    body: {
      accessToken: `token of ${of?.login}`,
      person: of,
      permissions: ['*'],
      mustEnrol: false,
    },
  })
  const tickets = new Map<string, Person>()
  const world = { hub, kinds, asked, anna, basil, refreshes: true }
  hub.http = ({ path, body }) => {
    if (path.endsWith('/enrol')) return { status: 200, body: { terminal, token: null } }
    if (path.endsWith('/sign-out')) {
      asked.push('sign-out')
      return { status: 200, body: { signedOut: true } }
    }
    const { refreshToken, login } = JSON.parse(body || '{}') as Record<string, string>
    if (!path.endsWith('/refresh')) return given(staff.get(login ?? ''))
    asked.push(refreshToken ?? 'the cookie')
    if (!world.refreshes) return { status: 503, body: problemBody('unavailable') }
    return given(tickets.get(refreshToken ?? '') ?? anna)
  }
  hub.answer = ({ op, input }) => {
    if (op === journalPost.name) {
      const { entries } = input as { entries: readonly { kind: string }[] }
      kinds.push(...entries.map(({ kind }) => kind))
      return journal.post(input as never)
    }
    if (op !== switchPerson.name) return {}
    const { login, pin } = input as { login: string; pin: string }
    const of = staff.get(login)
    if (!of || pin !== PIN) return new Refusal(problemBody('pin-refused', { attemptsLeft: 4 }))
    tickets.set(`ticket of ${login}`, of)
    const refreshToken = `ticket of ${login}`
    const provedAt = new Date().toISOString()
    return { refreshToken, person: of, permissions: ['*'], provedAt }
  }
  const name = id()
  const open = async () => {
    const surroundings = browserSurroundings()
    const link = await openLink({
      origin,
      open: webSocket(origin),
      name,
      surroundings,
      paces: quick,
    })
    t.teardown(() => link.close())
    return link
  }
  const link = await open()
  await link.enrol('ABCD2345')
  await link.session.signIn('anna', 'secret')
  await until(() => isLive(link))
  return { ...world, world, link, open }
}

const slugOf = (doing: Promise<unknown>) =>
  doing.then(
    () => 'done',
    ({ slug }: CallProblem) => slug,
  )

t.test(
  'the hub signs in who typed the PIN, and whoever was there is signed out first',
  async (t) => {
    const { link, asked, basil } = await meet(t)
    const { switching, session } = link
    t.equal(await slugOf(switching.to(basil.id, 'basil', '480274')), 'pin-refused')
    t.match(session.state.value, { person: { login: 'anna' } })
    t.same(asked, [], 'a wrong PIN changes nothing')
    await switching.to(basil.id, 'basil', PIN)
    t.same(asked, ['sign-out', 'ticket of basil'])
    t.equal(session.token, 'token of basil')
    t.match(session.state.value, { person: { login: 'basil' }, by: 'hub', confirmed: true })
    t.match(switching.proofs.known.value, [{ personId: basil.id }])
  },
)

t.test(
  'the answer is lost after the hub took the PIN: the till lets them in by itself',
  async (t) => {
    const { link, world, basil } = await meet(t)
    world.refreshes = false
    await link.switching.to(basil.id, 'basil', PIN)
    t.match(link.session.state.value, { person: { login: 'basil' }, by: 'device' })
  },
)

t.test('a page opened again goes on with who was let in, and sends what they wrote', async (t) => {
  const { link, open, hub, asked, kinds, basil } = await meet(t)
  await link.switching.to(basil.id, 'basil', PIN)
  await link.session.signOut()
  await link.session.signIn('anna', 'secret')
  asked.length = 0
  link.live.stop()
  await link.switching.to(basil.id, 'basil', PIN)
  const at = new Date().toISOString()
  const body = { id: id(), personId: basil.id, at, offline: true, cashSessionId: id(), reason: 'x' }
  await link.journal.append(cashNoSale, body)
  await link.close()

  const again = await open()
  t.match(again.session.state.value, { person: { login: 'basil' }, by: 'device' })
  await until(() => isLive(again) && again.journal.state.value.waiting === 0)
  t.equal(hub.hellos.at(-1)?.token, undefined, 'the device greets alone')
  t.equal(await again.session.refresh(), false)
  t.same(asked, [], 'and trades no cookie of Anna’s')
  t.same(kinds, ['auth.let-in', 'cash.no-sale'])
  t.match(again.switching.proofs.known.value, [{ personId: basil.id }])
  t.equal(await slugOf(again.switching.to(basil.id, 'basil', PIN)), 'done')
  t.same(asked, ['sign-out', 'ticket of basil'], 'what was left of Anna is ended now')
})

t.test('a locked till stays locked until a PIN is typed', async (t) => {
  const { link, open, kinds, anna, basil } = await meet(t)
  for (const each of [basil, anna]) await link.switching.to(each.id, each.login, PIN)
  await link.session.lock(true)
  t.equal(await link.session.refresh(), true)
  t.match(link.session.state.value, { locked: true }, 'also with a new token')
  await link.close()
  const again = await open()
  again.live.stop()
  t.match(again.session.state.value, { person: { login: 'anna' }, locked: true })
  t.equal(await slugOf(again.switching.to(anna.id, 'anna', '480274')), 'pin-refused')
  t.match(again.session.state.value, { locked: true })
  t.equal(await slugOf(again.switching.to(basil.id, 'basil', PIN)), 'done')
  t.match(again.session.state.value, { person: { login: 'basil' }, by: 'device', locked: false })
  await again.session.lock(true)
  await again.switching.to(basil.id, 'basil', PIN)
  t.match(again.session.state.value, { person: { login: 'basil' }, locked: false })
  again.live.start()
  await until(() => isLive(again) && again.journal.state.value.waiting === 0)
  t.same(kinds, ['auth.let-in'], 'who was there already is not let in again')
})

/** Anna's session alone, and a disk of which each write may be held up or refused. */
async function onDisk(t: Test, writes: (go: () => PromiseLike<string>) => PromiseLike<string>) {
  const database = openDeviceDatabase(id())
  t.teardown(() => database.db.close())
  const { keeping } = database
  const given = { accessToken: 'a.b.c', person: person('anna'), permissions: [], mustEnrol: false }
  const session = new Session({
    database,
    call: async () => given as never,
    surroundings: browserSurroundings(),
    unsent: () => 0,
    changed: () => {},
  })
  t.teardown(() => session.close())
  await session.signIn('anna', 'secret')
  const put = keeping.put.bind(keeping)
  t.intercept(keeping, 'put', { value: (record: never) => writes(() => put(record)) })
  return { session, kept: async () => (await keeping.get('person'))?.value }
}

t.test('a disk that refuses keeps no till from being locked', async (t) => {
  const { session } = await onDisk(t, () => Promise.reject(new Error('the disk is full')))
  await session.lock(true)
  t.match(session.state.value, { locked: true })
  t.equal(await session.refresh(), true)
  t.match(session.state.value, { locked: true, confirmed: true })
})

t.test('whoever is seen to be in is found again by a page that is left at once', async (t) => {
  const held: (() => void)[] = []
  const { session, kept } = await onDisk(t, async (go) => {
    await new Promise<void>((resolve) => held.push(resolve))
    return go()
  })
  await session.signOut()
  const entered = new Promise((resolve) => {
    session.state.subscribe(() => resolve(kept()))
  })
  const signing = session.signIn('anna', 'secret')
  await until(() => held.length === 1)
  t.match(session.state.value, { kind: 'signed-out' })
  held.shift()?.()
  t.match(await entered, { person: { login: 'anna' } })
  await until(() => held.length === 1)
  held.shift()?.()
  await signing
})

t.test('a token that comes while a till is being locked does not open it', async (t) => {
  const held: (() => void)[] = []
  const { session, kept } = await onDisk(t, async (go) => {
    await new Promise<void>((resolve) => held.push(resolve))
    return go()
  })
  const written = async (...doing: Promise<unknown>[]) => {
    for (const go of held.splice(0)) go()
    await Promise.all(doing)
  }
  const bothLocked = [{ locked: true }, { locked: true }]

  const locking = session.lock(true)
  const refreshing = session.refresh()
  await until(() => held.length === 2)
  await written(locking, refreshing)
  t.match([session.state.value, await kept()], bothLocked, 'it is being written that it is')
  await written(session.lock(false))

  const again = session.refresh()
  await until(() => held.length === 1)
  await written(session.lock(true), again)
  t.match([session.state.value, await kept()], bothLocked, 'the token is being written')
})

t.test('a till that nobody is signed in at lets in who it knows, and nobody else', async (t) => {
  const { link, asked, anna, basil } = await meet(t)
  await link.switching.to(basil.id, 'basil', PIN)
  await link.session.signOut()
  link.live.stop()
  asked.length = 0
  t.equal(await slugOf(link.switching.to(anna.id, 'anna', PIN)), 'not-signed-in')
  t.match(link.session.state.value, { kind: 'signed-out' })
  await link.switching.to(basil.id, 'basil', PIN)
  t.match(link.session.state.value, { person: { login: 'basil' }, by: 'device' })
  link.live.start()
  await until(() => isLive(link) && link.journal.state.value.waiting === 0)
  await link.switching.to(basil.id, 'basil', PIN)
  t.same(asked, ['sign-out', 'ticket of basil'])
  t.match(link.session.state.value, { person: { login: 'basil' }, by: 'hub' })
})

t.test('pairing the till anew forgets everybody', async (t) => {
  const { link, basil } = await meet(t)
  await link.switching.to(basil.id, 'basil', PIN)
  await link.enrol('EFGH6789')
  t.same(link.switching.proofs.known.value, [])
})

t.test('who leaves is not asked for the PIN any more', async (t) => {
  const { link, basil } = await meet(t)
  const { switching, session } = link
  await switching.to(basil.id, 'basil', PIN)
  await session.signOut()
  link.live.stop()
  await switching.to(basil.id, 'basil', PIN)
  link.live.start()
  await until(() => isLive(link) && link.journal.state.value.waiting === 0)
  t.teardown(switching.question.show())
  const confirmed = switching.confirmed()
  t.ok(switching.question.asked.value)
  await session.signOut()
  t.notOk(switching.question.asked.value)
  switching.question.settle(true)
  t.notOk(await confirmed, 'an answer that comes later changes nothing')
})
