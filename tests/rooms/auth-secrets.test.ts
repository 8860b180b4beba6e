// What signing in is made of: password hashes, turns at hashing, the signing key and access tokens.
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { SignJWT, UnsecuredJWT, type JWTPayload } from 'jose'
import t from 'tap'
import { nowMs, turnClock } from '#kernel/clock.ts'
import { hashPassword, isPassword, nobodysHash } from '#auth/passwords.ts'
import { signingKey } from '#auth/signing-key.ts'
import { opaqueHash, opaqueToken, Tokens, veiled } from '#auth/tokens.ts'
import { Turns } from '#auth/turns.ts'
import { mint, refusal } from '../support/people.ts'

t.test('a password fits its own hash and no other', async (t) => {
  const hash = await hashPassword('ميزان Mizan 10')
  t.match(hash, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/)
  t.ok(await isPassword(hash, 'ميزان Mizan 10'))
  t.notOk(await isPassword(hash, 'ميزان Mizan 11'))
  t.notOk(await isPassword(hash, 'ميزان Mizan 10 '))
  t.not(await hashPassword('ميزان Mizan 10'), hash, 'each with a salt of its own')
  t.ok(await isPassword(await hashPassword('caf\u00e9 corner'), 'cafe\u0301 corner'))
  t.notOk(await isPassword(nobodysHash, ''))
  await t.rejects(isPassword('$argon2i$v=19$nonsense', 'x'), /cannot be read/)
})

t.test('few hash at once, few wait, one name at a time, the rest are turned away', async (t) => {
  const turns = new Turns(2, 3)
  const gates = new Map<string, () => void>()
  const started: string[] = []
  const work = (key: string, name: string) =>
    turns.take(key, () => {
      started.push(name)
      return new Promise<string>((resolve) => gates.set(name, () => resolve(name)))
    })
  const rest = () => new Promise((resolve) => setImmediate(resolve))
  const all = [work('a', 'a1'), work('a', 'a2'), work('b', 'b1'), work('c', 'c1'), work('b', 'b2')]
  await rest()
  t.same(started, ['a1', 'b1'])
  t.equal(await refusal(work('d', 'd1')), 'too-many-requests')
  gates.get('b1')?.()
  await rest()
  t.same(started, ['a1', 'b1', 'c1'], 'the first in the queue whose name is free')
  gates.get('a1')?.()
  await rest()
  t.same(started, ['a1', 'b1', 'c1', 'a2'])
  const failing = t.rejects(
    turns.take('e', () => Promise.reject(new Error('no'))),
    /no/,
  )
  gates.get('a2')?.()
  gates.get('c1')?.()
  await rest()
  gates.get('b2')?.()
  await failing
  t.same(await Promise.all(all), ['a1', 'a2', 'b1', 'c1', 'b2'])
  t.equal(await turns.take('e', async () => 'after'), 'after', 'a failure gives its turn back')
})

t.test('strangers leave places to those who are known, and let them go first', async (t) => {
  const turns = new Turns(1, 3, 2)
  const started: string[] = []
  let finish = () => {}
  const work = (name: string, isStranger: boolean) =>
    turns.take(
      name,
      () => {
        started.push(name)
        return new Promise<void>((resolve) => (finish = resolve))
      },
      isStranger,
    )
  const all = [work('s1', true), work('s2', true)]
  t.equal(await refusal(work('s3', true)), 'too-many-requests')
  all.push(work('k1', false), work('k2', false))
  t.equal(await refusal(work('k3', false)), 'too-many-requests')
  for (let done = 0; done < 4; done += 1) {
    finish()
    await new Promise((resolve) => setImmediate(resolve))
  }
  await Promise.all(all)
  t.same(started, ['s1', 'k1', 'k2', 's2'])
})

t.test('many who make the signing key at once have the same one', async (t) => {
  const file = `${t.testdir({})}/deep/signing-key.pem`
  const keys = await Promise.all(Array.from({ length: 8 }, () => signingKey(file)))
  const texts = keys.map((key) => key.export({ type: 'pkcs8', format: 'pem' }))
  t.equal(new Set(texts).size, 1)
  t.equal(texts[0], readFileSync(file, 'utf8'))
  t.equal(statSync(file).mode & 0o777, 0o600)
  const other = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
  writeFileSync(file, other.export({ type: 'pkcs8', format: 'pem' }))
  await t.rejects(signingKey(file), /no Ed25519 key/)
})

t.test('a token is hidden behind the one before it and shown again', async (t) => {
  const [former, next] = [opaqueToken(), opaqueToken()]
  t.match(former, /^[\w-]{43}$/)
  t.equal(veiled(veiled(next, former), former), next)
  t.not(veiled(next, former), next)
  t.not(opaqueHash(former), opaqueHash(next))
})

/** The claims and header of a good token, to be spoilt one by one. */
async function forge(
  key: KeyObject | Uint8Array,
  kid: string,
  changes: JWTPayload = {},
  header: Record<string, unknown> = {},
): Promise<string> {
  const at = Math.floor(nowMs() / 1000)
  const claims = {
    iss: 'mizan',
    aud: 'mizan',
    sub: mint(),
    sid: mint(),
    auth_time: at,
    iat: at,
    exp: at + 300,
  }
  return new SignJWT({ ...claims, ...changes })
    .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid, ...header })
    .sign(key)
}

t.test('a token speaks for its person for five minutes', async (t) => {
  const tokens = await Tokens.open(`${t.testdir({})}/key.pem`, 300)
  const startedAtMs = Math.floor(nowMs() / 1000) * 1000
  const turn = (ms: number) => t.teardown(turnClock(() => startedAtMs + ms))
  // A second that ended while the token was made would be one more until it ends.
  turn(0)
  const bearer = { personId: mint(), sessionId: mint(), startedAtMs }
  const { token, expiresAt } = await tokens.issue(bearer)
  t.match(await tokens.verify(token), { ...bearer, secondStepped: false })
  t.equal(Date.parse(expiresAt) - startedAtMs, 300_000)
  turn(304_000)
  t.match(
    await tokens.verify(token),
    { ...bearer, secondStepped: false },
    'clocks of two hubs may differ by five seconds',
  )
  turn(306_000)
  t.equal(await refusal(Promise.resolve(tokens.verify(token))), 'not-signed-in')
})

t.test('a token that is not ours is refused, each in the same words', async (t) => {
  const file = `${t.testdir({})}/key.pem`
  const tokens = await Tokens.open(file, 300)
  const key = createPrivateKey(readFileSync(file))
  const { token } = await tokens.issue({
    personId: mint(),
    sessionId: mint(),
    startedAtMs: nowMs(),
  })
  const [head = '', body = '', signature = ''] = token.split('.')
  const kid = (JSON.parse(Buffer.from(head, 'base64url').toString()) as { kid: string }).kid
  t.ok(await tokens.verify(await forge(key, kid)), 'the forger knows the form')

  const stranger = generateKeyPairSync('ed25519').privateKey
  const publicPem = createPublicKey(key).export({ type: 'spki', format: 'pem' })
  const secret = new TextEncoder().encode(String(publicPem))
  const jwk = createPublicKey(stranger).export({ format: 'jwk' })
  const past = Math.floor(nowMs() / 1000) - 60
  const forged = {
    'no signature': `${head}.${body}.`,
    'another body': `${head}.${body.slice(0, -2)}AA.${signature}`,
    'alg none': new UnsecuredJWT({ sub: mint(), sid: mint(), auth_time: 1 }).encode(),
    'signed with the public key': await forge(secret, kid, {}, { alg: 'HS256' }),
    'a stranger’s key': await forge(stranger, kid),
    'a key in the header': await forge(stranger, kid, {}, { jwk }),
    'a path for a key': await forge(key, '../../dev/null'),
    'another type': await forge(key, kid, {}, { typ: 'JWT' }),
    'another audience': await forge(key, kid, { aud: 'elsewhere' }),
    'another issuer': await forge(key, kid, { iss: 'elsewhere' }),
    expired: await forge(key, kid, { exp: past }),
    'not yet': await forge(key, kid, { nbf: past + 3600 }),
    'no session': await forge(key, kid, { sid: undefined }),
    'no end': await forge(key, kid, { exp: undefined }),
    'a number for a session': await forge(key, kid, { sid: 7 }),
    long: `${head}.${'A'.repeat(5000)}.${signature}`,
    empty: '',
  }
  for (const [what, each] of Object.entries(forged)) {
    t.equal(await refusal(Promise.resolve(tokens.verify(each))), 'not-signed-in', what)
  }
})
