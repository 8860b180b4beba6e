// Changing the person at a till by a PIN: what such a sign-in is worth, where it holds and what ends it;
// and what the hub makes of a till's word that it let somebody in alone.
import t from 'tap'
import {
  refresh,
  revokePerson,
  setPassword,
  setPin,
  whoAmI,
  type SignedIn,
} from '#auth/contract.ts'
import { letIn, letInKind, pinMarked, pinMarks, switchPerson } from '#auth/pin-contract.ts'
import { rotateSigningKey } from '#auth/reset-contract.ts'
import { pinProofMs } from '#auth/rules.ts'
import { hasSecondStep } from '#auth/second-step.ts'
import { signOutEverywhere } from '#auth/sessions-contract.ts'
import { readAfter } from '#kernel/events.ts'
import type { Operation } from '#shared/contract.ts'
import { journalPost, type Verdict } from '#shared/journal.ts'
import { storesList } from '#stores/contract.ts'
import { terminalsRevoke } from '#terminals/contract.ts'
import { rolesSet, usersChange } from '#users/contract.ts'
import { firstRoles } from '#users/first-roles.ts'
import { Counter } from '../support/counter.ts'
import { askHttp, runHub } from '../support/hub.ts'
import { lawHolds } from '../support/law.ts'
import { PASSWORD } from '../support/people.ts'
import { layBread, layShop, type Device } from '../support/shop.ts'

t.setTimeout(120_000)
const PIN = '480273'
const hub = await runHub(t, { LIMIT_SIGN_INS_PER_ADDRESS: '1000' })
const shop = await layShop(hub)
const bread = await layBread(shop)
const anna = await shop.hires('anna', 'admin')
const basil = await shop.hires('basil', 'cashier')
for (const { id: personId } of [anna, basil]) await shop.ask(setPin, { personId, pin: PIN })

const alone = ({ id, token }: Device) => `Terminal ${id}.${token}`
const together = (token: string, device: Device) => `Bearer ${token}, ${alone(device)}`
const ask = (authorization: string | null, operation: Operation, input: object = {}) =>
  askHttp(hub.url, authorization, operation, input as never)
const slug = (answer: Awaited<ReturnType<typeof ask>>) =>
  answer.problem?.type.replace('/problems/', '') ?? 'done'

/** Switches at a till; the access token that comes of it. */
async function switches(device: Device, login: string): Promise<string> {
  const switched = await ask(alone(device), switchPerson, { login, pin: PIN })
  const { refreshToken } = switched.output as { refreshToken: string }
  const { output } = await ask(null, refresh, { refreshToken })
  return (output as SignedIn).accessToken
}

t.test('a PIN signs in at the till where it is typed, and nowhere else', async (t) => {
  const here = await shop.enrols('S1')
  const there = await shop.enrols('S2')
  const token = await switches(here, 'anna')
  const me = await ask(together(token, here), whoAmI)
  t.match(me.output, { person: { id: anna.id }, terminalId: here.id })
  t.equal(slug(await ask(together(token, there), whoAmI)), 'not-signed-in')
  const bare = await ask(`Bearer ${token}`, storesList)
  const { stores } = bare.output as { stores: { id: string }[] }
  t.strictSame(
    stores.map(({ id }) => id),
    [shop.store.id],
    'without the till it still sees the store of the till alone',
  )
  const dangerous = await ask(together(token, here), rotateSigningKey)
  t.not(slug(dangerous), 'done')
  const setting = await ask(together(token, here), revokePerson, { personId: basil.id })
  t.equal(slug(setting), 'step-up-needed', 'what is dangerous asks for more than a PIN')
  await shop.ask(terminalsRevoke, { terminalId: here.id, reason: 'lost' })
  t.equal(slug(await ask(`Bearer ${token}`, whoAmI)), 'revoked', 'it ends with its till')
})

t.test('who may not switch', async (t) => {
  const till = await shop.enrols('S3')
  const scanner = await shop.enrols('C1', 'scanner')
  const type = (device: Device, login: string, pin = PIN) =>
    ask(alone(device), switchPerson, { login, pin })
  t.equal(slug(await type(scanner, 'basil')), 'forbidden')
  t.equal(slug(await ask(null, switchPerson, { login: 'basil', pin: PIN })), 'not-signed-in')
  t.match((await type(till, 'basil', '480274')).problem, { attemptsLeft: 4 })
  t.match((await type(till, 'nobody', PIN)).problem, { attemptsLeft: 4 })
  await shop.hires('casey', 'cashier')
  t.equal(slug(await type(till, 'casey')), 'pin-refused', 'who has no PIN')
  const [cashier] = firstRoles.filter(({ id }) => id === 'cashier')
  if (!cashier) throw new Error('there are no cashiers')
  await shop.ask(rolesSet, { ...cashier, id: 'careful', needsMfa: true } as never)
  const dora = await shop.hires('dora', 'careful')
  await shop.ask(setPin, { personId: dora.id, pin: PIN })
  t.equal(slug(await type(till, 'dora')), 'mfa-needed', 'a PIN is no second step')
  t.notOk(hasSecondStep(['pin']), 'nor is a sign-in by PIN one, when the role asks for it later')
})

t.test('what ends a sign-in ends what tills were told of the PIN', async (t) => {
  const markOf = () => hub.kernel.memory.get(pinMarks, basil.id)?.at ?? ''
  const acts = [
    () => shop.ask(setPin, { personId: basil.id, pin: PIN }),
    () => shop.ask(revokePerson, { personId: basil.id }),
    () => shop.ask(setPassword, { personId: basil.id, password: PASSWORD }),
    async () => ask(`Bearer ${await shop.tokenOf(basil)}`, signOutEverywhere, {}),
  ]
  for (const act of acts) {
    const before = markOf()
    await lawHolds(t, hub.kernel, [], act)
    await hub.kernel.tail.look()
    t.ok(markOf() > before, `${before} < ${markOf()}`)
  }
  const casey = await shop.hires('never', 'cashier')
  await shop.ask(revokePerson, { personId: casey.id })
  t.notOk(hub.kernel.memory.get(pinMarks, casey.id), 'who has no PIN has no mark')
  t.strictSame(pinMarked.audience, ['till'])
})

t.test('a till says whom it let in alone, and is believed as to what happened', async (t) => {
  const device = await shop.enrols('S4')
  const post = async (fence: number, entries: readonly unknown[]) => {
    const { output } = await ask(alone(device), journalPost, { fence, entries })
    return output as { verdicts: Verdict[] }
  }
  const counter = new Counter(shop, device, basil.id, post)
  t.match(await counter.open(), { outcome: 'posted' })
  const lets = async (provedAt: string, personId = basil.id) => {
    counter.personId = personId
    const fields = { offline: true, provedAt }
    return counter.send(counter.write(letInKind, fields))
  }
  const sells = () => counter.sell([{ goods: bread }], { offline: true })
  const now = hub.kernel.at()
  t.match(await lets(now), { outcome: 'posted' })
  t.match(await sells(), { outcome: 'posted' })
  const facts = await readAfter(hub.kernel.database.sql, shop.store.id, 0, 100_000)
  const told = facts.find(({ kind }) => kind === letIn.name)
  t.match(JSON.parse(told?.body ?? '{}'), { personId: basil.id, terminalId: device.id })

  // Meanwhile the sign-ins of the one were ended, and the other was taken out of the house.
  const noted = { outcome: 'posted-with-exception', exceptions: [{ code: 'not-permitted' }] }
  await shop.ask(revokePerson, { personId: basil.id })
  t.match(await lets(now), noted, 'proved before it was ended')
  const after = await readAfter(hub.kernel.database.sql, shop.store.id, 0, 100_000)
  const newest = JSON.parse(after.findLast(({ kind }) => kind === letIn.name)?.body ?? '{}')
  t.match(newest, { exceptions: ['not-permitted'] }, 'managers are told')
  const long = new Date(Date.parse(now) - pinProofMs - 3_600_000).toISOString()
  t.match(await lets(long, anna.id), noted, 'proved too long ago')
  await shop.ask(usersChange, { personId: anna.id, active: false })
  t.match(await lets(hub.kernel.at(), anna.id), noted)
  t.match(await sells(), noted, 'the sale is kept all the same')
  // Whoever is signed in when it is sent has no part in it.
  const token = await switches(device, 'basil')
  counter.post = async (fence, entries) => {
    const sent = { fence, entries }
    const { output } = await ask(together(token, device), journalPost, sent)
    return output as { verdicts: Verdict[] }
  }
  t.match(await sells(), noted, 'by another one at the till')
})
