// Access tokens that are not ours, not any more, or not for this: over HTTP and both sockets each is
// refused in the same words, and nobody is ever taken for somebody else.
import { createHash, createPublicKey, generateKeyPairSync } from 'node:crypto'
import { createServer, type AddressInfo } from 'node:net'
import { io } from 'socket.io-client'
import t from 'tap'
import { signIn, signOut, whoAmI, type SignedIn } from '#auth/contract.ts'
import { signOutEverywhere } from '#auth/sessions-contract.ts'
import { nowMs } from '#kernel/clock.ts'
import { newId } from '#shared/ids.ts'
import { assemble, byMac, bySigning, claimsOf, partsOf, stolenKey } from '../support/forging.ts'
import { greet } from '../support/greeting.ts'
import { askHttp, runHub } from '../support/hub.ts'
import { PASSWORD } from '../support/people.ts'
import { layShop } from '../support/shop.ts'
import type { Transport } from '../support/wires.ts'

t.setTimeout(120_000)
const transports: readonly Transport[] = ['websocket', 'socket.io']
const env = { LIMIT_SIGN_INS_PER_ADDRESS: '1000', LIMIT_ANONYMOUS_CALLS_PER_ADDRESS: '100000' }
const hub = await runHub(t, env)
const second = await runHub(t, env, hub)
const shop = await layShop(hub)
const mona = await shop.hires('mona', 'manager')
const noor = await shop.hires('noor', 'cashier')
const monas = await shop.tokenOf(mona)
const noors = await shop.tokenOf(noor)
const { key, header } = await stolenKey(hub.kernel.config.signingKeyFile)
const genuine = (claims: object | string) => assemble(header, claims, bySigning(key))

type Tap = Pick<typeof t, 'strictSame' | 'equal'>

/** Nobody is let in with these: by no door, at no hub, and each time with the same answer. */
async function refusedEverywhere(t: Tap, forged: Readonly<Record<string, string>>): Promise<void> {
  const answers = new Set<string>()
  for (const [what, token] of Object.entries(forged)) {
    for (const { url } of [hub, second]) {
      const { status, problem } = await askHttp(url, `Bearer ${token}`, whoAmI, {})
      t.equal(status, 401, `${what} over http`)
      answers.add(JSON.stringify({ ...problem, instance: '' }))
    }
    for (const transport of transports) {
      const { reason, slug, told } = await greet(hub.url, transport, { token })
      t.strictSame([reason, slug, told], ['revoked', 'not-signed-in', []], `${what}: ${transport}`)
    }
  }
  t.equal(answers.size, 1, 'nobody is told what was wrong')
}

/** Whom the hub takes the bearer for. */
async function takenFor(token: string, url = hub.url): Promise<string | undefined> {
  const { output } = await askHttp(url, `Bearer ${token}`, whoAmI, {})
  return (output as { person: { id: string } } | undefined)?.person.id
}

t.test('T1 a token without a signature, or that says it needs none', async (t) => {
  const { claims } = partsOf(monas)
  const bare = () => ''
  const forged = Object.fromEntries(
    ['none', 'None', 'NONE', 'nOnE', ''].map((alg) => [
      `alg ${alg}`,
      assemble({ ...header, alg }, claims, bare),
    ]),
  )
  const stripped = monas.slice(0, monas.lastIndexOf('.') + 1)
  await refusedEverywhere(t, {
    ...forged,
    'no signature': stripped,
    'no signature and no dot': stripped.slice(0, -1),
    'a signature of one byte': `${stripped}AA`,
    'no alg': assemble({ typ: 'at+jwt' }, claims, bySigning(key)),
  })
  t.equal(await takenFor(genuine(claims)), mona.id, 'what was forged is right but for that')
})

t.test('T2 the public key taken for a shared secret', async (t) => {
  const publicKey = createPublicKey(key)
  const pem = String(publicKey.export({ type: 'spki', format: 'pem' }))
  const jwk = publicKey.export({ format: 'jwk' })
  const secrets: Record<string, string | Buffer> = {
    PEM: pem,
    'PEM without its end of line': pem.trim(),
    'PEM with a space before': ` ${pem}`,
    'PEM after a comment': `# key\n${pem}`,
    'PEM with a zero-width space': `\u200b${pem}`,
    'PEM with CRLF': pem.replaceAll('\n', '\r\n'),
    DER: publicKey.export({ type: 'spki', format: 'der' }),
    JWK: JSON.stringify(jwk),
    'its bytes': Buffer.from(jwk.x ?? '', 'base64url'),
  }
  const { claims } = partsOf(monas)
  const forged = Object.entries(secrets).map(([what, secret]) => [
    what,
    assemble({ ...header, alg: 'HS256' }, claims, byMac(secret)),
  ])
  await refusedEverywhere(t, Object.fromEntries(forged) as Record<string, string>)
})

t.test('T3 a header that names another key, or brings it along', async (t) => {
  let calls = 0
  const bait = createServer((socket) => void socket.end(String((calls += 1))))
  await new Promise<void>((resolve) => bait.listen(0, '127.0.0.1', resolve))
  t.teardown(() => bait.close())
  const url = `http://127.0.0.1:${(bait.address() as AddressInfo).port}/keys`
  const own = generateKeyPairSync('ed25519')
  const jwk = own.publicKey.export({ format: 'jwk' })
  const { claims } = partsOf(monas)
  const withKey = (changes: object) =>
    assemble({ ...header, ...changes }, claims, bySigning(own.privateKey))
  const x5c = [own.publicKey.export({ type: 'spki', format: 'der' }).toString('base64')]
  await refusedEverywhere(t, {
    'our kid, their key': withKey({}),
    'a path': withKey({ kid: '../../dev/null' }),
    'a path, signed with nothing': assemble(
      { ...header, alg: 'HS256', kid: '../../../../../../dev/null' },
      claims,
      byMac(''),
    ),
    SQL: withKey({ kid: `' union select 'AA' --` }),
    'a URL as kid': withKey({ kid: url }),
    'a prototype': withKey({ kid: '__proto__' }),
    'a kid that is none': withKey({ kid: 7 }),
    jku: withKey({ jku: url }),
    x5u: withKey({ x5u: url }),
    'an embedded jwk': withKey({ jwk }),
    'an embedded jwk under its own id': withKey({ jwk, kid: jwk.x }),
    'an embedded chain': withKey({ x5c, jwk, kid: undefined }),
    'a critical extension': withKey({ crit: ['b64'], b64: false }),
  })
  t.equal(calls, 0, 'the hub asked nobody for keys')
})

t.test('T4 a real signature under a token of another time, place or kind', async (t) => {
  const at = Math.floor(nowMs() / 1000)
  const device = await shop.enrols('T9', 'scanner')
  const { output } = await askHttp(hub.url, null, signIn, { login: 'noor', password: PASSWORD })
  const { refreshToken, deviceToken } = output as SignedIn
  const spoilt = (changes: object) => genuine(claimsOf(mona.id, changes))
  const typed = (typ: string) => assemble({ ...header, typ }, claimsOf(mona.id), bySigning(key))
  await refusedEverywhere(t, {
    expired: spoilt({ exp: at - 10 }),
    'not yet': spoilt({ nbf: at + 60 }),
    'made in the future': spoilt({ iat: at + 3600, nbf: at + 3600 }),
    'of another audience': spoilt({ aud: 'mizan-mail' }),
    'of another issuer': spoilt({ iss: 'elsewhere' }),
    'without an end': spoilt({ exp: undefined }),
    'without a sign-in': spoilt({ sid: undefined }),
    'of nobody': spoilt({ sub: undefined }),
    'of a person there is not': genuine(claimsOf(newId(nowMs()))),
    'an id token': typed('JWT'),
    'a refresh token of another kind': typed('rt+jwt'),
    'a refresh token': refreshToken,
    'a device token of a browser': deviceToken,
    'a device token of a scanner': device.token,
  })
  t.equal(await takenFor(spoilt({})), mona.id, 'what was spoilt is right but for that')
})

t.test('T5 two identities in one token, and tokens that look alike', async (t) => {
  const text = JSON.stringify(claimsOf(noor.id))
  const doubled = genuine(text.replace('"sub"', `"sub":"${mona.id}","sub"`))
  const seen = new Set<string | undefined>()
  for (let round = 0; round < 3; round += 1) {
    for (const { url } of [hub, second]) seen.add(await takenFor(doubled, url))
  }
  t.equal(seen.size, 1, 'whoever it is, it is one and the same everywhere')
  const wide = noor.id.replace(/[0-9]/g, (digit) => String.fromCodePoint(0xff10 + Number(digit)))
  await refusedEverywhere(t, {
    'an id in wide digits': genuine(claimsOf(wide)),
    'an id in capitals': genuine(claimsOf(noor.id.toUpperCase())),
    'an id with a space': genuine(claimsOf(`${noor.id} `)),
    'two ids in a list': genuine(claimsOf(noor.id, { sub: [noor.id, mona.id] })),
  })
  // What was found good once is known by its whole text: no part of another token passes for it.
  const [noorHead, noorBody, noorSeal] = noors.split('.')
  const [, , monaSeal] = monas.split('.')
  t.equal(await takenFor(noors), noor.id)
  t.equal(await takenFor(monas), mona.id)
  await refusedEverywhere(t, {
    'one’s own words under another’s seal': `${noorHead}.${noorBody}.${monaSeal}`,
    'more behind it': `${noors}.${noorSeal}`,
    'a byte before': `A${noors}`,
    'a seal of the same digest length': `${noorHead}.${noorBody}.${createHash('sha512').update(noors).digest('base64url')}`,
  })
  const long = await fetch(`${hub.url}/api/auth/me`, {
    headers: { authorization: `Bearer ${noors}${'A'.repeat(1024 * 1024)}` },
  })
  t.ok([401, 431].includes(long.status), `a token of a megabyte: ${long.status}`)
  t.equal((await greet(hub.url, 'websocket', { token: 'A'.repeat(100_000) })).told.length, 0)
  const two = await askHttp(hub.url, `Bearer ${monas}, Bearer ${noors}`, whoAmI, {})
  t.ok(
    two.status === 401 || JSON.stringify(two.output).includes(noor.id),
    'of two tokens one speaks, with its own rights',
  )
})

t.test('T6 what was signed out is used on: by HTTP, on open lines, on new ones', async (t) => {
  for (const operation of [signOut, signOutEverywhere]) {
    const token = await shop.tokenOf(mona)
    const lines = [
      await shop.connects(t, token, { transport: 'websocket' }),
      await shop.connects(t, token, { transport: 'socket.io' }),
      await shop.connects(t, token, { transport: 'websocket', url: second.url }),
    ]
    const { status } = await askHttp(hub.url, `Bearer ${token}`, operation, {})
    t.equal(status, 200)
    for (const line of lines) {
      await line.waitFor(() => line.ended !== undefined)
      t.equal(line.bye?.reason, 'revoked')
    }
    t.equal(lines[0]?.ended?.code, 4401)
    for (const { url } of [hub, second]) {
      const { problem } = await askHttp(url, `Bearer ${token}`, whoAmI, {})
      t.match(problem, { status: 401, type: '/problems/revoked' })
      for (const transport of transports) {
        t.match(await greet(url, transport, { token }), { reason: 'revoked', told: [] }, transport)
      }
    }
  }
})

t.test('T11 a stolen connection id instead of a token', async (t) => {
  const token = await shop.tokenOf(mona)
  const line = await shop.connects(t, token, { transport: 'socket.io' })
  await askHttp(hub.url, `Bearer ${token}`, signOut, {})
  await line.waitFor(() => line.ended !== undefined)
  for (const pid of ['stolen', line.welcome?.personId ?? '']) {
    const told: string[] = []
    const socket = io(hub.url, {
      path: '/socket.io/',
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      auth: { pid, offset: '0', token, sid: pid },
    })
    socket.on('m', (frame: { t: string }) => void told.push(frame.t))
    await new Promise<void>((resolve) => {
      socket.on('m', () => resolve())
      socket.on('disconnect', () => resolve())
    })
    t.notOk(socket.recovered)
    t.strictSame(told, ['challenge'], 'it is asked who it is, and told nothing')
    socket.disconnect()
  }
})
