// What an answer is used for by somebody it was not meant for: framed, taken for a script, kept by a cache
// and shown to the next, or read for what it says about the inside.
import t from 'tap'
import { nowMs } from '#kernel/clock.ts'
import { Problem } from '#kernel/problems.ts'
import { PROTOCOL } from '#shared/frames.ts'
import { newId } from '#shared/ids.ts'
import { journalPost } from '#shared/journal.ts'
import { authorizationOf } from '../support/doors.ts'
import { askHttp, runHub } from '../support/hub.ts'
import { requestText, sayRaw } from '../support/raw-http.ts'
import { frameOf, openRawSocket, SOCKET_PATHS } from '../support/raw-socket.ts'
import { layShop } from '../support/shop.ts'
import { TerminalJournal } from '../support/terminal-journal.ts'

const hub = await runHub(t)
const shop = await layShop(hub)
const owner = await shop.hires('owner', 'admin', { storeIds: null })
const authorization = `Bearer ${await shop.tokenOf(owner)}`

const protecting: Readonly<Record<string, RegExp>> = {
  'content-security-policy':
    /script-src 'self';.*frame-ancestors 'none'|frame-ancestors 'none'.*script-src 'self'/,
  'x-content-type-options': /^nosniff$/,
  'cache-control': /no-store/,
  'referrer-policy': /no-referrer/,
  'cross-origin-resource-policy': /same-origin/,
}

t.test('W12 every answer says how it may be used, whatever its status', async (t) => {
  const broken = { authorization, 'x-broken': 'yes' }
  const { admit } = hub.kernel
  const failing = (error: Error) =>
    Object.assign(hub.kernel, { admit: () => Promise.reject(error) })
  const cases: [status: number, text: string, before?: () => unknown][] = [
    [200, requestText('GET', '/api/stores', { authorization })],
    [400, requestText('PUT', '/api/taxes/x', { authorization }, '{')],
    [400, requestText('GET', '/api/%zz')],
    [400, 'GET / HTTP/1.1\r\nHost: x\n\n'],
    [406, requestText('GET', '/api/stores', { 'accept-version': '9' })],
    [401, requestText('GET', '/api/stores')],
    [403, requestText('POST', '/api/auth/sign-out', { origin: 'null' })],
    [404, requestText('GET', '/api/nothing')],
    [404, requestText('GET', '/nothing.css', { accept: 'text/css' })],
    [405, requestText('POST', '/health')],
    [413, requestText('POST', '/api/auth/sign-in', {}, `"${'x'.repeat(600_000)}"`)],
    [417, requestText('POST', '/api/auth/sign-in', { expect: 'all' })],
    [431, requestText('GET', '/health', { a: 'x'.repeat(20_000) })],
    [
      429,
      requestText('GET', '/api/stores', broken),
      () => failing(new Problem('too-many-requests')),
    ],
    [503, requestText('GET', '/api/stores', broken), () => failing(new Problem('unavailable'))],
    [
      500,
      requestText('GET', '/api/stores', broken),
      () => failing(new Error('select from secret')),
    ],
  ]
  for (const [status, text, before] of cases) {
    before?.()
    const [answer] = await sayRaw(hub.url, text)
    Object.assign(hub.kernel, { admit })
    const what = `${status} ${text.slice(0, 40).split('\r')[0]}`
    t.equal(answer?.status, status, what)
    t.match(answer?.headers, protecting, what)
    t.notMatch(answer?.headers, { server: /./ }, `${what}: no name of a server`)
    if (status !== 200) t.match(answer?.headers['content-type'] ?? 'problem', /problem/, what)
    t.notMatch(answer?.body, /secret|FST_ERR|node_modules|Error:/, `${what}: nothing from inside`)
  }
})

t.test('W13 an answer of somebody’s own is asked for as if it were everybody’s', async (t) => {
  const spelt = [
    '/api/auth/me',
    '/api/auth/me/x.css',
    '/api/auth/me.css',
    '/api/auth/me;x.css',
    '/api/auth/me?x.css',
    '/api/auth/me%2fx.css',
    '/api/auth/me%3fx.css',
    '/api/auth/me%00.css',
    '/%61pi/auth/me',
    '/api/%61uth/me',
    '/assets/../api/auth/me',
    '/assets/..%2fapi/auth/me',
    '/api/stores',
    '/api/stores.js',
    '/health',
  ]
  let told = 0
  for (const path of spelt) {
    for (const accept of ['text/css', 'image/png', '*/*', 'text/html']) {
      const [answer] = await sayRaw(hub.url, requestText('GET', path, { authorization, accept }))
      const { headers = {}, body = '', status } = answer ?? {}
      const isPage = headers['content-type']?.startsWith('text/html')
      if (!isPage) t.match(headers['cache-control'], /no-store/, `${path}: ${status}`)
      if (!body.includes(owner.login)) continue
      told += 1
      t.match(headers['content-type'], /^application\/json/, `${path} is no stylesheet`)
    }
  }
  t.ok(told > 0, 'who asks at the right address is answered')
})

t.test('W14 a till that was kept from its update', async (t) => {
  const device = await shop.enrols('T1')
  for (const [transport, path] of Object.entries(SOCKET_PATHS)) {
    for (const protocol of [PROTOCOL - 1, PROTOCOL + 1, -1, 2 ** 31]) {
      const raw = await openRawSocket(t, hub.url, path)
      if (transport === 'socket.io') raw.write(frameOf('40'))
      const hello = JSON.stringify({ t: 'hello', protocol, terminal: device, streams: [] })
      raw.write(frameOf(transport === 'socket.io' ? `42["m",${hello}]` : hello))
      await raw.closed
      const bye = raw.texts.find((text) => text.includes('"bye"'))
      t.match(bye, /version-unsupported/, `${transport}: version ${protocol} is told so`)
    }
  }
  const journal = new TerminalJournal(device.fence)
  const entries = [journal.write('sale', { id: newId(nowMs()) })]
  const input = { fence: device.fence, entries }
  const { output } = await askHttp(hub.url, authorizationOf(device), journalPost, input)
  t.match(output, { lastN: 1, verdicts: [{ n: 1 }] }, 'what it wrote down is taken all the same')
})
