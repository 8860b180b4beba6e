// The key that signs access tokens is replaced while people work: nobody is signed out, and what the old
// key signs, in whoever's hands it is, is worth nothing once its time is over.
import { setTimeout as pause } from 'node:timers/promises'
import t from 'tap'
import { refresh, signIn, whoAmI, type SignedIn } from '#auth/contract.ts'
import { rotateSigningKey } from '#auth/reset-contract.ts'
import { newSigningKey, replaceSigningKey, thumbprint } from '#auth/signing-key.ts'
import { tokensOf } from '#auth/tokens.ts'
import { nowMs, turnClock } from '#kernel/clock.ts'
import { assemble, bySigning, claimsOf, partsOf, stolenKey } from '../support/forging.ts'
import { openHub } from '../../src/app.ts'
import { askHttp, runHub, type RunningHub } from '../support/hub.ts'
import { lawHolds } from '../support/law.ts'
import { PASSWORD } from '../support/people.ts'
import { layShop } from '../support/shop.ts'

t.setTimeout(120_000)
const env = { LIMIT_SIGN_INS_PER_ADDRESS: '1000', LIMIT_TAIL_STALE_MS: '1000' }
const hub = await runHub(t, env)
const second = await runHub(t, env, hub)
const hubs = [hub, second]
const shop = await layShop(hub)
const owner = await shop.hires('owner', 'admin', { storeIds: null })
const keyFile = hub.kernel.config.signingKeyFile

async function enter(): Promise<SignedIn> {
  const { output } = await askHttp(hub.url, null, signIn, { login: 'owner', password: PASSWORD })
  return output as SignedIn
}
const turn = async (refreshToken: string, { url } = hub) =>
  (await askHttp(url, null, refresh, { refreshToken })).output as SignedIn
const kidOf = (token: string) => (partsOf(token).header as { kid: string }).kid
const statusOf = async (token: string, { url } = hub) =>
  (await askHttp(url, `Bearer ${token}`, whoAmI, {})).status

/** The clock runs on from `ms` later until it is undone. */
function later(ms: number): () => void {
  const [atMs, since] = [nowMs() + ms, performance.now()]
  return turnClock(() => atMs + Math.floor(performance.now() - since))
}

/** Waits until each hub signs with this key as soon as it is due. */
async function heard(kid: string, by: readonly RunningHub[] = hubs): Promise<void> {
  const undo = later(2_000)
  for (const { kernel } of by) {
    const tokens = await tokensOf(kernel.config)
    for (let waits = 0; waits < 200 && tokens.kid !== kid; waits += 1) await pause(25)
  }
  undo()
}

/** Waits until a hub takes a token no more, for ten seconds at most. */
async function endsAt(each: RunningHub, token: string): Promise<void> {
  for (let waits = 0; waits < 400; waits += 1) {
    if ((await statusOf(token, each)) !== 200) return
    await pause(25)
  }
}

/** Asks for a new key and gives its id. */
async function rotate(token: string, atOnce: boolean): Promise<string> {
  const { output } = await askHttp(hub.url, `Bearer ${token}`, rotateSigningKey, { atOnce })
  const { kid } = output as { kid: string }
  await heard(kid)
  return kid
}

t.test('X7 the signing key is replaced under people at work', async (t) => {
  const before = await enter()
  const line = await shop.connects(t, before.accessToken, { transport: 'websocket' })
  const thief = await stolenKey(keyFile)
  const far = { exp: Math.floor(nowMs() / 1000) + 86_400 }
  const forged = assemble(thief.header, claimsOf(owner.id, far), bySigning(thief.key))
  for (const each of hubs) t.equal(await statusOf(forged, each), 200, 'the key is stolen')

  let kid = ''
  await lawHolds(t, hub.kernel, [], async () => {
    kid = await rotate(before.accessToken, false)
  })
  t.not(kid, kidOf(before.accessToken))
  for (const each of hubs) t.equal(await statusOf(before.accessToken, each), 200, 'no logout storm')
  const meanwhile = await turn(before.refreshToken, second)
  t.equal(kidOf(meanwhile.accessToken), kidOf(before.accessToken), 'until every hub has heard')
  const undo = later(2_000)
  let kept = await turn(meanwhile.refreshToken)
  t.equal(kidOf(kept.accessToken), kid, 'then the new one signs')
  for (const each of hubs) {
    t.equal(await statusOf(kept.accessToken, each), 200, 'and holds at both hubs')
    t.equal(await statusOf(before.accessToken, each), 200, 'beside the old one')
  }
  const back = later(6 * 60_000)
  kept = await turn(kept.refreshToken, second)
  for (const each of hubs) {
    t.equal(await statusOf(kept.accessToken, each), 200)
    t.equal(await statusOf(forged, each), 401, 'the old key is dead on time')
  }
  t.notOk(line.ended, 'nobody was thrown off the line')
  back()
  undo()
})

t.test('X7 a key that leaked is put out of use at once', async (t) => {
  const { accessToken, refreshToken } = await enter()
  const undo = later(3_000)
  const thief = await stolenKey(keyFile)
  const forged = assemble(thief.header, claimsOf(owner.id), bySigning(thief.key))
  for (const each of hubs) t.equal(await statusOf(forged, each), 200)
  const kid = await rotate(accessToken, true)
  for (const each of hubs) {
    t.equal(await statusOf(forged, each), 401, 'what the thief signs is worth nothing')
    t.equal(await statusOf(accessToken, each), 401, 'nor what it signed before')
  }
  const turned = await turn(refreshToken, second)
  t.equal(kidOf(turned.accessToken), kid)
  for (const each of hubs) t.equal(await statusOf(turned.accessToken, each), 200, 'nobody is out')
  undo()
})

t.test('X7 a new key is put into the file, and the hubs are started one by one', async (t) => {
  const { accessToken, refreshToken } = await enter()
  const former = await stolenKey(keyFile)
  const key = newSigningKey()
  await replaceSigningKey(keyFile, key)
  t.equal(await statusOf(accessToken, second), 200, 'the others go on')
  const started = await runHub(t, env, hub)
  await heard(await thumbprint(key), [...hubs, started])
  const undo = later(2_000)
  const turned = await turn(refreshToken, started)
  t.not(kidOf(turned.accessToken), kidOf(accessToken))
  for (const each of [...hubs, started]) {
    t.equal(await statusOf(turned.accessToken, each), 200)
    t.equal(await statusOf(accessToken, each), 200)
  }
  // It is for the owner to say when all hubs have it: then the former one ends.
  const owners = `Bearer ${turned.accessToken}`
  const ended = await askHttp(started.url, owners, rotateSigningKey, {
    fromFile: true,
    atOnce: true,
  })
  t.match(ended.output, { kid: kidOf(turned.accessToken) })
  for (const each of [...hubs, started]) {
    await each.kernel.tail.look()
    await endsAt(each, accessToken)
    t.equal(await statusOf(accessToken, each), 401)
    t.equal(await statusOf(turned.accessToken, each), 200)
  }
  undo()
  await replaceSigningKey(keyFile, former.key)
  const { config } = hub.kernel
  const start = async () => {
    const again = await openHub({ ...config, port: 0 })
    await again.listen()
    await pause(100)
    await again.close()
  }
  await t.rejects(start(), /was replaced by another one/, 'no key comes back')
  await replaceSigningKey(keyFile, key)
  await t.resolves(start(), 'the present one is taken')
})
