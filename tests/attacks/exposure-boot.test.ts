// What a careless owner leaves open: a login that may do everything, passwords that everybody knows, files
// that others read, old ciphers. Mizan does not start so, or does not speak so.
import { spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { request as overHttp } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect as connectTls, type ConnectionOptions } from 'node:tls'
import pg from 'pg'
import { createClient } from 'redis'
import t, { type Test } from 'tap'
import { readConfig } from '#kernel/config.ts'
import { openCluster } from '#supervisor/cluster.ts'
import { openHub } from '../../src/app.ts'
import { cloneDatabase } from '../support/database.ts'
import { runHub } from '../support/hub.ts'
import { servers } from '../support/servers.ts'
import { hubUrlOf } from '../support/template.ts'

t.setTimeout(120_000)

function folder(t: Pick<Test, 'teardown'>): string {
  const path = mkdtempSync(join(tmpdir(), 'mizan-boot-'))
  t.teardown(() => rmSync(path, { recursive: true, force: true }))
  return path
}

const configOf = (dataDir: string, DATABASE_URL: string) =>
  readConfig({
    DATABASE_URL,
    REDIS_URL: 'redis://127.0.0.1:1',
    LOG_LEVEL: 'silent',
    DATA_DIR: dataDir,
    HOST: '127.0.0.1',
    PORT: '0',
  })

t.test('X6 a hub does not start as a superuser of its database', async (t) => {
  const url = await cloneDatabase(t)
  const dataDir = folder(t)
  await t.rejects(openHub(configOf(dataDir, url)), /signs in as a superuser.*MIGRATIONS_URL/)
  const hub = await openHub(configOf(dataDir, hubUrlOf(url)))
  await hub.close()
})

t.test('X6 a hub does not start on a key that others can read', async (t) => {
  const url = hubUrlOf(await cloneDatabase(t))
  const dataDir = folder(t)
  const config = configOf(dataDir, url)
  await (await openHub(config)).close()
  t.equal(statSync(config.signingKeyFile).mode & 0o777, 0o600, 'it made its key for itself')
  for (const mode of [0o644, 0o604, 0o602, 0o660, 0o620]) {
    chmodSync(config.signingKeyFile, mode)
    await t.rejects(openHub(config), /signing-key\.pem holds a secret, and others may/)
  }
  chmodSync(config.signingKeyFile, 0o640)
  t.equal(statSync(config.sealingKeysFile).mode & 0o777, 0o600, 'and the one that seals')
  chmodSync(config.sealingKeysFile, 0o644)
  await t.rejects(openHub(config), /sealing-keys holds a secret, and others may/)
  chmodSync(config.sealingKeysFile, 0o640)
  await (await openHub(config)).close()
})

t.test('X6 nothing starts on passwords of the servers that others can read', async (t) => {
  const dataDir = folder(t)
  openCluster(dataDir)
  for (const file of ['database-password', 'hub-database-password']) {
    t.equal(statSync(join(dataDir, file)).mode & 0o777, 0o600, file)
    chmodSync(join(dataDir, file), 0o644)
    t.throws(() => openCluster(dataDir), /holds a secret, and others may/)
    chmodSync(join(dataDir, file), 0o600)
  }
})

t.test('X6 a server elsewhere needs a password that nobody guesses', async (t) => {
  const good = { DATABASE_URL: 'postgres://hub:b7Qw2-x9@db/m', REDIS_URL: 'redis://:b7Qw2-x9@kv' }
  t.ok(readConfig({ ...good, MIGRATIONS_URL: 'postgres://owner:b7Qw2-x9@db/m' }))
  const weak: [string, string][] = [
    ['DATABASE_URL', 'postgres://postgres@db.example/mizan'],
    ['DATABASE_URL', 'postgres://postgres:postgres@10.0.0.5/mizan'],
    ['DATABASE_URL', 'postgres://carla:carla@db.example/mizan'],
    ['DATABASE_URL', 'postgres://hub:choose-one@db.example/mizan'],
    ['MIGRATIONS_URL', 'postgres://owner:password1@db.example/mizan'],
    ['REDIS_URL', 'redis://kv.example:6379'],
    ['REDIS_URL', 'redis://default:redis@kv.example:6379'],
  ]
  for (const [name, value] of weak) {
    t.throws(
      () => readConfig({ ...good, [name]: value }),
      new RegExp(`${name} needs a password that nobody guesses`),
      value,
    )
  }
  const cert = '?sslcert=hub.pem&sslkey=hub.key'
  t.ok(readConfig({ ...good, DATABASE_URL: `postgres://hub@db.example/mizan${cert}` }))
})

t.test('X6 the servers that are brought along let nobody in unasked', async (t) => {
  const { databaseUrl, redisUrl } = await servers()
  for (const known of [databaseUrl, hubUrlOf(databaseUrl)]) {
    for (const password of ['', 'postgres', 'mizan', 'mizan_hub']) {
      const url = new URL(known)
      url.password = password
      const client = new pg.Client({ connectionString: url.href })
      await t.rejects(client.connect(), /password/, `${url.username}, ${password}`)
      // Or the server waits for the rest of the hello, and others for the server.
      await client.end()
    }
  }
  const owner = new pg.Client({ connectionString: databaseUrl })
  await owner.connect()
  t.teardown(() => owner.end())
  const { rows: rules } = await owner.query(
    `select distinct auth_method from pg_hba_file_rules where error is null`,
  )
  t.strictSame(rules, [{ auth_method: 'scram-sha-256' }])
  t.strictSame((await owner.query('show listen_addresses')).rows, [
    { listen_addresses: '127.0.0.1' },
  ])
  const { rows: secrets } = await owner.query<{ name: string }>(
    `select rolname as name from pg_authid
      where rolcanlogin and rolpassword is not null and rolpassword not like 'SCRAM-SHA-256$%'`,
  )
  t.strictSame(secrets, [], 'no password is kept in another way')
  const url = new URL(redisUrl)
  url.password = ''
  const stranger = createClient({ url: url.href, socket: { reconnectStrategy: false } })
  stranger.on('error', () => {})
  const asked = stranger.connect().then(() => stranger.get('anything'))
  await t.rejects(asked, /NOAUTH|auth/i)
  stranger.destroy()
})

/** How a handshake ends: the version agreed on, or why there was none. */
function handshake(port: number, options: ConnectionOptions): Promise<string> {
  return new Promise((resolve) => {
    const socket = connectTls({ host: '127.0.0.1', port, rejectUnauthorized: false, ...options })
    socket.once('secureConnect', () => {
      resolve(socket.getProtocol() ?? 'none')
      socket.destroy()
    })
    socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
  })
}

/** What a plain request comes to at a port that speaks TLS. */
function plainly(port: number, path: string): Promise<string> {
  return new Promise((resolve) => {
    const asked = overHttp({ host: '127.0.0.1', port, path }, (answer) =>
      resolve(`${answer.statusCode} ${answer.headers.location ?? ''}`),
    )
    asked.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
    asked.end()
  })
}

t.test(
  'X8 a hub with a certificate speaks no old TLS, no weak cipher and nothing plain',
  async (t) => {
    const place = folder(t)
    const [cert, key] = [join(place, 'cert.pem'), join(place, 'key.pem')]
    const request = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1']
    const made = spawnSync(
      'openssl',
      [...request, '-nodes', '-days', '2', '-subj', '/CN=Mizan', '-keyout', key, '-out', cert],
      { encoding: 'utf8' },
    )
    t.equal(made.status, 0, made.stderr)
    chmodSync(key, 0o644)
    await t.rejects(runHub(t, { TLS_CERT: cert, TLS_KEY: key }), /key\.pem holds a secret/)
    chmodSync(key, 0o600)
    const hub = await runHub(t, { TLS_CERT: cert, TLS_KEY: key })
    t.match(hub.url, /^https:/)
    const port = Number(new URL(hub.url).port)
    t.equal(await handshake(port, {}), 'TLSv1.3')
    t.equal(await handshake(port, { maxVersion: 'TLSv1.2' }), 'TLSv1.2')
    // The client would speak them: what refuses is the hub.
    const old = { minVersion: 'TLSv1', ciphers: 'ALL:@SECLEVEL=0' } as const
    for (const maxVersion of ['TLSv1', 'TLSv1.1'] as const) {
      t.match(await handshake(port, { ...old, maxVersion }), /ERR_SSL|ECONNRESET/, maxVersion)
    }
    for (const cipher of [
      'NULL-SHA256',
      'AECDH-NULL-SHA',
      'AECDH-AES256-SHA',
      'PSK-AES128-CBC-SHA',
    ]) {
      const ciphers = `${cipher}:@SECLEVEL=0`
      const ended = await handshake(port, { ciphers, maxVersion: 'TLSv1.2' })
      t.match(ended, /ERR_SSL|ECONNRESET/, cipher)
    }
    for (const path of ['/', '/api/stores', '/ws', '/socket.io/?EIO=4&transport=websocket']) {
      t.match(
        await plainly(port, path),
        /ECONNRESET|HPE_|socket hang up/,
        `${path} over plain HTTP`,
      )
    }
    const page = await new Promise<Record<string, unknown>>((resolve, fail) => {
      const socket = connectTls({ host: '127.0.0.1', port, rejectUnauthorized: false }, () =>
        socket.write('GET /health HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n'),
      )
      let said = ''
      socket.on('data', (bytes: Buffer) => (said += bytes.toString()))
      socket.on('close', () => resolve({ said }))
      socket.on('error', fail)
    })
    t.match(page.said, /strict-transport-security: max-age=\d{7,}/i)
  },
)
