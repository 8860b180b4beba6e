// The proxy as it is shipped, between an attacker and a hub: what its file may not say, and, where there is
// an nginx to run it, what it answers to who lies about where they are and what they want.
import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { connect as connectTls } from 'node:tls'
import pg from 'pg'
import t, { type Test } from 'tap'
import { repository } from '#supervisor/node-child.ts'
import { freePort } from '#supervisor/ports.ts'
import { runHub, type RunningHub } from '../support/hub.ts'

t.setTimeout(120_000)
const shipped = readFileSync(join(repository, 'deploy', 'nginx.conf'), 'utf8')
const hasNginx = spawnSync('nginx', ['-v']).status === 0

t.test('X12 the file of the proxy opens nothing by itself', async (t) => {
  const lines = shipped.split('\n').map((line) => line.replace(/#.*/, '').trim())
  const said = lines.filter(Boolean).join('\n')
  const never =
    /\b(alias|root|autoindex|stub_status|internal|dav_methods|perl|js_import|merge_slashes off|ssi|resolver|add_before_body)\b/
  t.notMatch(said, never, 'no files, no listings, no status, no programs')
  t.match(said, /server_tokens off;/)
  t.match(said, /ssl_protocols TLSv1\.2 TLSv1\.3;/)
  t.match(said, /ssl_session_tickets off;/)
  t.notMatch(said, /\$http_x_|\$proxy_add_x_forwarded_for/, 'nothing a client says')
  for (const name of ['X-Forwarded-For', 'X-Forwarded-Proto', 'X-Forwarded-Host', 'Host']) {
    t.match(said, new RegExp(`proxy_set_header ${name} \\$\\w+;`), `${name} is written over`)
  }
  for (const name of ['X-User', 'X-User-Id', 'X-Remote-User', 'Forwarded']) {
    t.match(said, `proxy_set_header ${name} "";`, `${name} is taken away`)
  }
  for (const pass of said.match(/proxy_pass [^;]+;/g) ?? []) {
    t.equal(pass, 'proxy_pass http://hubs;', 'no part of an address is put together with another')
  }
  t.notMatch(said, /proxy_set_header[^;]*\{/, 'a location of its own headers would lose the others')
})

type Proxy = { readonly plain: number; readonly tls: number }

/** Runs the shipped file on ports of this machine, before a hub. */
async function runProxy(t: Pick<Test, 'teardown'>, hub: RunningHub): Promise<Proxy> {
  const folder = mkdtempSync(join(tmpdir(), 'mizan-proxy-'))
  chmodSync(folder, 0o755)
  const [plain, tls] = [await freePort(), await freePort()]
  mkdirSync(join(folder, 'tls'))
  const request =
    'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=x'
  const files = ['-keyout', join(folder, 'tls/key.pem'), '-out', join(folder, 'tls/cert.pem')]
  spawnSync('openssl', [...request.split(' '), ...files])
  const own = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (kind) => `${kind}_temp_path ${kind};`,
  )
  const conf = shipped
    .replaceAll(/listen \[::\]:(80|443).*;/g, '')
    .replaceAll(/listen 80 /g, `listen 127.0.0.1:${plain} `)
    .replaceAll(/listen 443 /g, `listen 127.0.0.1:${tls} `)
    .replaceAll(/server hub-[12]:3000;/g, `server ${new URL(hub.url).host};`)
    .replace('include mime.types;', own.join(' '))
  writeFileSync(join(folder, 'nginx.conf'), `pid nginx.pid;\n${conf}`)
  const args = ['-p', folder, '-c', join(folder, 'nginx.conf'), '-e', 'stderr', '-g', 'daemon off;']
  const child = spawn('nginx', args, { stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  child.stderr.on('data', (bytes: Buffer) => (said += bytes.toString()))
  t.teardown(async () => {
    child.kill('SIGTERM')
    await new Promise((done) => child.once('exit', done))
    rmSync(folder, { recursive: true, force: true })
  })
  for (let tries = 0; tries < 100; tries += 1) {
    if (child.exitCode !== null) throw new Error(`nginx ended: ${said}`)
    const answer = await speak({ plain, tls }, 'GET /health HTTP/1.1\r\nhost: x\r\n\r\n').catch(
      () => '',
    )
    if (answer.startsWith('HTTP/1.1 200')) return { plain, tls }
    await pause(50)
  }
  throw new Error(`nginx does not answer: ${said}`)
}

/** Says bytes as they are and gives what comes back until the end or a while of silence. */
function speak(proxy: Proxy, text: string, over: keyof Proxy = 'tls'): Promise<string> {
  return new Promise((resolve, fail) => {
    const where = { host: '127.0.0.1', port: proxy[over] }
    const socket: Socket =
      over === 'tls' ? connectTls({ ...where, rejectUnauthorized: false }) : connect(where)
    let heard = ''
    const done = () => {
      socket.destroy()
      resolve(heard)
    }
    socket.setTimeout(1_500, done)
    socket.on('data', (bytes: Buffer) => {
      heard += bytes.toString()
      // The first answer is enough where the connection is kept.
      socket.setTimeout(250)
    })
    socket.on('close', done)
    socket.on('error', fail)
    socket.write(text)
  })
}

const get = (path: string, ...headers: string[]) =>
  [`GET ${path} HTTP/1.1`, 'host: shop.example', ...headers, '', ''].join('\r\n')
const statusOf = (answer: string) => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1])

if (hasNginx) {
  t.test('X12 the proxy tells nothing of itself and lets nobody around itself', async (t) => {
    const hub = await runHub(t, { TRUSTED_PROXIES: '127.0.0.1' })
    const proxy = await runProxy(t, hub)
    for (const path of [
      '/nginx_status',
      '/server-status',
      '/stats',
      '/haproxy?stats',
      '/.git/config',
    ]) {
      t.match(statusOf(await speak(proxy, get(path))), 404, path)
    }
    const traversals = '/assets../package.json /api../package.json /assets/..;/package.json'
    const others = '/..%2f..%2fetc/passwd /%2e%2e/%2e%2e/etc/passwd //api//../package.json'
    for (const path of `${traversals} ${others}`.split(' ')) {
      const answer = await speak(proxy, get(path))
      t.ok(statusOf(answer) >= 400, path)
      t.notMatch(answer, /root:|"scripts"/, path)
    }
    const odd = {
      'a large header': get('/', `x-large: ${'x'.repeat(40_000)}`),
      'a long address': get(`/${'x'.repeat(40_000)}`),
      'no host': 'GET / HTTP/1.1\r\n\r\n',
      'two hosts': get('/', 'host: evil.example'),
      'two lengths': get('/api/auth/sign-in', 'content-length: 1', 'content-length: 2'),
      'two ways to end': get('/', 'content-length: 4', 'transfer-encoding: chunked'),
      'another method': 'TRACE / HTTP/1.1\r\nhost: shop.example\r\n\r\n',
      'no HTTP': 'HELO there\r\n\r\n',
    }
    for (const [what, text] of Object.entries(odd)) {
      const answer = await speak(proxy, text)
      t.ok(statusOf(answer) >= 400 || answer === '', `${what}: ${statusOf(answer)}`)
      t.notMatch(answer, /nginx\/\d|\d+\.\d+\.\d+ \(|openssl/i, `${what}: no version`)
    }
  })

  t.test('X12 what a client says of its place and its host is believed by nobody', async (t) => {
    const hub = await runHub(t, { TRUSTED_PROXIES: '127.0.0.1' })
    const proxy = await runProxy(t, hub)
    const body = '{"login":"nobody","password":"guess"}'
    const lies = ['x-forwarded-for: 6.6.6.6', 'x-real-ip: 6.6.6.6', 'forwarded: for=6.6.6.6']
    const guess = [
      'POST /api/auth/sign-in HTTP/1.1',
      ...['host: shop.example', ...lies, 'x-user: admin', 'content-type: application/json'],
      ...[`content-length: ${body.length}`, 'connection: close', '', body],
    ].join('\r\n')
    t.equal(statusOf(await speak(proxy, guess)), 401)
    const client = new pg.Client({ connectionString: hub.databaseUrl })
    await client.connect()
    const { rows } = await client.query<{ body: string }>(
      `select body from event where kind = 'sign-in.failed'`,
    )
    await client.end()
    t.equal(rows.length, 1)
    t.match(rows[0]?.body, '"address":"127.0.0.1"')
    t.notMatch(rows[0]?.body, '6.6.6.6')
    const upgrade = ['connection: upgrade', 'upgrade: websocket', 'sec-websocket-version: 13']
    const key = 'sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ=='
    t.equal(statusOf(await speak(proxy, get('/ws', ...upgrade, key))), 101, 'a socket at its place')
    for (const path of ['/', '/api/stores', '/ws/', '/api/../ws2']) {
      t.not(statusOf(await speak(proxy, get(path, ...upgrade, key))), 101, `no socket at ${path}`)
    }
    const evil = get('/', 'accept: text/html').replace('shop.example', 'evil.example')
    t.notMatch(await speak(proxy, evil), /evil\.example/, 'a host is not repeated')
  })

  t.test('X12 in the clear pages are sent on and calls fail', async (t) => {
    const hub = await runHub(t, { TRUSTED_PROXIES: '127.0.0.1' })
    const proxy = await runProxy(t, hub)
    const page = await speak(proxy, get('/till?x=%0d%0aset-cookie:a=b'), 'plain')
    t.equal(statusOf(page), 308)
    t.match(page, 'Location: https://shop.example/till?x=%0d%0aset-cookie:a=b')
    for (const path of ['/api/stores', '/API/stores', '//api/stores', '/ws', '/socket.io/?EIO=4']) {
      const answer = await speak(proxy, get(path, 'authorization: Bearer abc'), 'plain')
      t.equal(statusOf(answer), 403, path)
      t.notMatch(answer, /location:/i, path)
    }
  })
}
