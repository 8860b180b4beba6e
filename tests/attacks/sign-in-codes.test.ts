// Ways around the second step and around a forgotten password: codes used twice, guessed, or of somebody
// else, a half sign-in used for more, and one-time codes in the wrong hands.
import t from 'tap'
import { refresh, signIn, whoAmI, type SignedIn } from '#auth/contract.ts'
import { beginMfa, confirmMfa, prove, type Proof } from '#auth/proof-contract.ts'
import { offerReset, resetPassword } from '#auth/reset-contract.ts'
import { nowMs, turnClock } from '#kernel/clock.ts'
import type { Input, Operation, Output } from '#shared/contract.ts'
import type { Id } from '#shared/ids.ts'
import { rolesSet } from '#users/contract.ts'
import { firstRoles } from '#users/first-roles.ts'
import { openDoors } from '../support/doors.ts'
import { greet } from '../support/greeting.ts'
import { askHttp, request, runHub, type Answer } from '../support/hub.ts'
import { PASSWORD } from '../support/people.ts'
import { sampleOf } from '../support/samples.ts'
import { codeOf, wrongCode } from '../support/second-step.ts'
import { layShop } from '../support/shop.ts'

t.setTimeout(120_000)
const env = { LIMIT_SIGN_INS_PER_ADDRESS: '10000' }
const hub = await runHub(t, env)
const second = await runHub(t, env, hub)
const shop = await layShop(hub)

const slugOf = ({ problem }: Answer) => problem?.type.replace('/problems/', '') ?? 'done'
const enter = (login: string, code?: string, { url } = hub, password = PASSWORD) =>
  askHttp(url, null, signIn, { login, password, ...(code === undefined ? {} : { code }) })

/** Asks as somebody who may. */
async function ask<O extends Operation>(
  { accessToken }: SignedIn,
  operation: O,
  input: Input<O>,
): Promise<Output<O>> {
  const { output, problem } = await askHttp(
    hub.url,
    `Bearer ${accessToken}`,
    operation,
    input as Record<string, unknown>,
  )
  if (!output) throw new Error(JSON.stringify(problem))
  return output as Output<O>
}

type Careful = {
  readonly id: Id
  readonly signed: SignedIn
  readonly secret: string
  readonly recoveryCodes: readonly string[]
}

/** Somebody with a second step, whose present code was used up in setting it up. */
async function careful(login: string, role = 'cashier'): Promise<Careful> {
  const { id } = await shop.hires(login, role)
  const signed = (await enter(login)).output as SignedIn
  const { secret } = await ask(signed, beginMfa, {})
  const { recoveryCodes } = await ask(signed, confirmMfa, { code: codeOf(secret) })
  return { id, signed, secret, recoveryCodes }
}

/** The clock stands `ms` later until it is undone. */
function later(ms: number): () => void {
  const atMs = nowMs() + ms
  return turnClock(() => atMs)
}

t.test(
  'L6 a code used twice: in its window, at two hubs at once, and after a newer one',
  async (t) => {
    const still = later(0)
    const { secret } = await careful('six')
    t.equal(
      slugOf(await enter('six', codeOf(secret))),
      'code-refused',
      'the one it was set up with',
    )
    still()
    const undo = later(60_000)
    const code = codeOf(secret)
    const racing = await Promise.all(
      Array.from({ length: 4 }, (_, i) => enter('six', code, i % 2 ? second : hub)),
    )
    const slugs = racing.map(slugOf)
    t.equal(slugs.filter((each) => each === 'done').length, 1, 'of four at two hubs, one')
    t.equal(slugs.filter((each) => each === 'code-refused').length, 3)
    t.equal(slugOf(await enter('six', codeOf(secret, -1), second)), 'code-refused', 'an older one')
    t.equal(slugOf(await enter('six', codeOf(secret, 1), second)), 'done', 'the next one')
    t.equal(slugOf(await enter('six', code)), 'code-refused', 'a former one after a newer one')
    undo()
  },
)

t.test('L7 codes guessed one after the other, and recovery codes used again', async (t) => {
  const { secret, recoveryCodes, signed } = await careful('seven')
  const undo = later(60_000)
  for (let tries = 0; tries < 5; tries += 1) {
    t.equal(slugOf(await enter('seven', wrongCode(secret))), 'code-refused')
  }
  for (const { url } of [hub, second]) {
    const answer = await askHttp(url, null, signIn, {
      ...{ login: 'seven', password: PASSWORD, code: codeOf(secret) },
    })
    t.equal(slugOf(answer), 'wrong-credentials', 'the right one is not looked at any more')
  }
  const guess = (proof: Proof) => askHttp(hub.url, bearer, prove, { proof })
  undo()
  // Guessing on within a sign-in is counted for that sign-in.
  const bearer = `Bearer ${signed.accessToken}`
  for (let tries = 0; tries < 5; tries += 1) {
    t.equal(slugOf(await guess({ kind: 'totp', code: wrongCode(secret) })), 'code-refused')
  }
  t.equal(slugOf(await guess({ kind: 'totp', code: codeOf(secret, 1) })), 'code-refused')
  t.equal(slugOf(await guess({ kind: 'password', password: PASSWORD })), 'wrong-credentials')
  const back = later(16 * 60_000)
  const [code = '', other = ''] = recoveryCodes
  const racing = await Promise.all([enter('seven', code), enter('seven', code, second)])
  t.strictSame(racing.map(slugOf).sort(), ['code-refused', 'done'], 'good for one')
  t.equal(slugOf(await enter('seven', code.toLowerCase().replaceAll('-', ''))), 'code-refused')
  t.equal(slugOf(await enter('seven', other)), 'done')
  const rows = await hub.kernel.database.sql<{ hash: string }>(`select hash from recovery_code`)
  t.ok(
    rows.every(({ hash }) => /^[0-9a-f]{64}$/.test(hash)),
    'only hashes are kept',
  )
  back()
})

t.test('L8 the second step left out, swapped, or set up with half a sign-in', async (t) => {
  const a = await careful('eight-a')
  const b = await careful('eight-b')
  const undo = later(60_000)
  const needed = await enter('eight-a')
  t.equal(slugOf(needed), 'code-needed')
  t.notOk(
    JSON.stringify(needed).includes('Token'),
    'half a sign-in is none: there is nothing to use',
  )
  t.equal(slugOf(await enter('eight-a', codeOf(b.secret))), 'code-refused', 'the code of another')
  t.equal(slugOf(await enter('eight-a', b.recoveryCodes[0])), 'code-refused')
  t.equal(slugOf(await enter('eight-a', '')), 'invalid-input')
  t.equal(slugOf(await enter('eight-b', codeOf(b.secret))), 'done', 'it was not used up')
  t.equal(slugOf(await enter('eight-a', codeOf(a.secret))), 'done')
  for (const operation of [beginMfa, confirmMfa]) {
    const answer = await askHttp(hub.url, null, operation, { code: '123456' })
    t.ok([400, 401].includes(answer.status), operation.name)
  }
  undo()

  // Whose role needs a second step may set it up, and nothing else, by any door.
  const lead = firstRoles.find(({ id }) => id === 'manager')
  await shop.ask(rolesSet, { ...(lead as NonNullable<typeof lead>), id: 'careful', needsMfa: true })
  await shop.hires('bare', 'careful')
  const bare = (await enter('bare')).output as SignedIn
  t.match(bare, { mustEnrol: true, permissions: [] })
  const bearer = `Bearer ${bare.accessToken}`
  for (const operation of hub.kernel.operations.list()) {
    if (operation.early || operation.needs === 'anyone') continue
    const input = sampleOf(operation.input) as Record<string, unknown>
    t.equal(slugOf(await askHttp(hub.url, bearer, operation, input)), 'mfa-needed', operation.name)
  }
  for (const transport of ['websocket', 'socket.io'] as const) {
    const { accessToken: token } = bare
    const greeted = await greet(hub.url, transport, { token, streams: [{ stream: 'company' }] })
    t.match(greeted, { reason: 'forbidden', slug: 'mfa-needed', told: [] }, transport)
  }
  const { secret } = await ask(bare, beginMfa, {})
  await ask(bare, confirmMfa, { code: codeOf(secret) })
  const turned = await askHttp(hub.url, null, refresh, { refreshToken: bare.refreshToken })
  t.match(turned.output, { mustEnrol: false, permissions: lead?.permissions })
  const stolen = await askHttp(hub.url, bearer, prove, {
    proof: { kind: 'password', password: PASSWORD },
  })
  t.equal(slugOf(stolen), 'done', 'the former token holds, and does no more than before')
  t.equal(slugOf(await askHttp(hub.url, bearer, offerReset, { personId: a.id })), 'mfa-needed')
})

t.test(
  'L9 a one-time code: to another host, used again, and without the second step',
  async (t) => {
    const owner = await shop.hires('owner-nine', 'admin', { storeIds: null })
    const boss = (await enter(owner.login)).output as SignedIn
    const { id, signed, secret } = await careful('nine')
    const host = 'evil.example'
    const poisoned = await request(
      hub.url,
      'POST',
      `/users/${id}/reset`,
      `Bearer ${boss.accessToken}`,
      '{}',
      { 'x-forwarded-host': host, forwarded: `host=${host}`, 'x-original-host': host },
    )
    t.notOk(JSON.stringify(poisoned).match(/evil|http/), 'a code, and no address to be led to')
    const { code } = await ask(boss, offerReset, { personId: id })
    const password = 'a new long password'
    const reset = (login: string, typed: string, word = password, { url } = hub) =>
      askHttp(url, null, resetPassword, { login, code: typed, password: word })
    const refused = [
      await reset('nine', (poisoned.output as { code: string }).code),
      await reset('eight-a', code),
      await reset('nobody-at-all', code),
      await reset('nine', 'AAAA-AAAA-AAAA-AAAA'),
    ]
    t.strictSame([...new Set(refused.map(slugOf))], ['code-refused'])
    t.equal(
      new Set(refused.map(({ problem }) => JSON.stringify({ ...problem, instance: '' }))).size,
      1,
    )
    const both = await Promise.all([
      reset('nine', code),
      reset('nine', code, `${password} 2`, second),
    ])
    t.strictSame(both.map(slugOf).sort(), ['code-refused', 'done'], 'of two at once, one')
    t.equal(slugOf(await reset('nine', code)), 'code-refused', 'used')
    t.equal((await askHttp(hub.url, `Bearer ${signed.accessToken}`, whoAmI, {})).status, 401)
    const words = both[0] && slugOf(both[0]) === 'done' ? password : `${password} 2`
    t.equal(
      slugOf(await enter('nine', undefined, hub, words)),
      'code-needed',
      'the second step stays',
    )
    const undo = later(60_000)
    t.equal(slugOf(await enter('nine', codeOf(secret), hub, words)), 'done')
    undo()

    const late = await ask(boss, offerReset, { personId: (await careful('nine-b')).id })
    for (let tries = 0; tries < 5; tries += 1) await reset('nine-b', 'BBBB-BBBB-BBBB-BBBB')
    t.equal(slugOf(await reset('nine-b', late.code)), 'code-refused', 'five guesses, then none')
    const back = later(16 * 60_000)
    t.equal(slugOf(await reset('nine-b', late.code)), 'done', 'a quarter later it is good again')
    back()

    // Who may offer codes offers none to somebody who holds more, and so becomes nobody.
    const permissions = ['auth.offer-reset']
    const name = { en: 'Desk', ar: 'مكتب' }
    await shop.ask(rolesSet, { id: 'desk', name, permissions })
    await shop.hires('desk', 'desk', { storeIds: null })
    const desk = (await enter('desk')).output as SignedIn
    for (const door of openDoors(t, shop)) {
      const answer = await door.ask(desk.accessToken, offerReset, { personId: owner.id })
      t.equal(slugOf(answer), 'forbidden', door.name)
    }
  },
)
