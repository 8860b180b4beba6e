// Signing in over HTTP: the cookie that no script can read, for browsers, and the body for programs.
import t from 'tap'
import { openHttp } from '#kernel/http-app.ts'
import { mountOperations } from '#kernel/http.ts'
import { authRoutes } from '#auth/routes.ts'
import type { SignedIn } from '#auth/contract.ts'
import { openTown, PASSWORD } from '../support/people.ts'

const browser = { origin: 'http://shop.test', host: 'shop.test' }

async function open(t: Parameters<typeof openTown>[0]) {
  const town = await openTown(t)
  await town.hire('mona', 'cashier')
  const app = await openHttp(town.config)
  mountOperations(app, town.kernel)
  authRoutes(app, town.kernel)
  t.teardown(() => app.close())
  const post = async (path: string, headers: Record<string, string>, payload: object = {}) => {
    const response = await app.inject({
      method: 'POST',
      url: `/api/auth/${path}`,
      headers,
      payload,
    })
    const cookie = String(response.headers['set-cookie'] ?? '')
    const [, value = ''] = /^mizan-refresh=([^;]*)/.exec(cookie) ?? []
    return { status: response.statusCode, body: response.json() as SignedIn, cookie, value }
  }
  const signIn = (headers: Record<string, string>, password = PASSWORD) =>
    post('sign-in', headers, { login: 'mona', password })
  return { post, signIn }
}

t.test('a browser gets the refresh token as a cookie only', async (t) => {
  const { post, signIn } = await open(t)
  const signed = await signIn(browser)
  t.equal(signed.status, 200)
  t.equal(signed.body.refreshToken, '')
  t.match(signed.value, /^[\w-]{43}$/)
  t.match(signed.cookie, /; Path=\/api\/auth; HttpOnly; SameSite=Strict$/)
  t.match(signed.cookie, /Max-Age=43200/)
  const turned = await post('refresh', { ...browser, cookie: `mizan-refresh=${signed.value}` })
  t.match(turned, { status: 200, body: { refreshToken: '', sessionId: signed.body.sessionId } })
  t.not(turned.value, signed.value)
  const authorization = `Bearer ${turned.body.accessToken}`
  const out = await post('sign-out', { ...browser, authorization })
  t.match(out, { status: 200, body: { signedOut: true }, value: '' })
  t.match(out.cookie, /Max-Age=0/)
  const late = await post('refresh', { ...browser, cookie: `mizan-refresh=${turned.value}` })
  t.match(late, { status: 401, value: '' })
  t.match(late.cookie, /Max-Age=0/, 'a cookie that is of no use is cleared')
  t.equal((await post('refresh', browser)).status, 401)
})

t.test('signing out works with the cookie alone, when the access token is over', async (t) => {
  const { post, signIn } = await open(t)
  const { value, body } = await signIn(browser)
  const cookie = `mizan-refresh=${value}`
  t.match(await post('sign-out', { ...browser, cookie }), { status: 200, value: '' })
  t.equal((await post('refresh', { ...browser, cookie })).status, 401)
  const authorization = `Bearer ${body.accessToken}`
  t.equal((await post('sign-out', { ...browser, authorization })).status, 401, 'it is over')
  t.equal((await post('sign-out', browser)).status, 401)
})

t.test('a program gets it in the answer', async (t) => {
  const { post, signIn } = await open(t)
  const signed = await signIn({})
  t.equal(signed.body.refreshToken, signed.value)
  const turned = await post('refresh', {}, { refreshToken: signed.body.refreshToken })
  t.equal(turned.status, 200)
  t.match(turned.body.refreshToken, /^[\w-]{43}$/)
})

t.test('a refusal sets no cookie and is a problem', async (t) => {
  const { post, signIn } = await open(t)
  const wrong = await signIn(browser, 'wrong')
  t.match(wrong, { status: 401, cookie: '', body: { type: '/problems/wrong-credentials' } })
  const unread = await post('sign-in', browser, { login: 'mona', password: 'x', extra: 1 })
  t.match(unread, { status: 400, body: { type: '/problems/invalid-input' } })
})

t.test('over HTTPS the cookie stays on it', async (t) => {
  const town = await openTown(t, undefined, { TRUSTED_PROXIES: '127.0.0.1' })
  await town.hire('mona', 'cashier')
  const app = await openHttp(town.config)
  authRoutes(app, town.kernel)
  t.teardown(() => app.close())
  const response = await app.inject({
    method: 'POST',
    url: '/api/auth/sign-in',
    headers: { ...browser, origin: 'https://shop.test', 'x-forwarded-proto': 'https' },
    payload: { login: 'mona', password: PASSWORD },
  })
  t.match(String(response.headers['set-cookie']), /; Secure/)
})
