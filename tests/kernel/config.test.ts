// What the environment may say, what it may not, and that all mistakes are told at once.

import t from 'tap'
import { ConfigError, readConfig, readSettings } from '#kernel/config.ts'

const addresses = {
  DATABASE_URL: 'postgres://owner:secret@127.0.0.1:5432/mizan',
  REDIS_URL: 'redis://127.0.0.1:6379',
}

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    readConfig(env)
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
  return []
}

t.test('two addresses are enough, the rest has defaults', async (t) => {
  const config = readConfig(addresses)
  t.equal(config.port, 3000)
  t.equal(config.lanes, 1)
  t.equal(config.limits.callsPerSecond, 20)
  t.equal(config.signingKeyFile, '.data/signing-key.pem')
  t.equal(config.sealingKeysFile, '.data/sealing-keys')
  t.strictSame(config.allowedOrigins, [])
  t.equal(config.tlsCertFile, undefined)
})

t.test('the environment changes values and limits', async (t) => {
  const config = readConfig({
    ...addresses,
    PORT: '0',
    HUBS: '3',
    SEED_AT_START: 'true',
    ALLOWED_ORIGINS: 'https://a.example, https://b.example',
    LIMIT_CALLS_PER_SECOND: '5000',
  })
  t.equal(config.port, 0)
  t.equal(config.hubs, 3)
  t.equal(config.seedAtStart, true)
  t.strictSame(config.allowedOrigins, ['https://a.example', 'https://b.example'])
  t.equal(config.limits.callsPerSecond, 5000)
})

t.test('an empty variable is one that is not set', async (t) => {
  t.equal(readConfig({ ...addresses, PORT: '', LOG_LEVEL: '' }).port, 3000)
})

t.test('everything that is wrong is listed, and no value is repeated', async (t) => {
  const problems = problemsOf({
    PORT: 'http',
    LANES: '0',
    LOG_LEVEL: 'loud',
    DATABASE_URL: 'mysql://owner:hunter2@db',
    TLS_CERT: 'cert.pem',
    LIMIT_HUB_CONNECTIONS: '1.5',
  })
  const named = ['PORT', 'DATABASE_URL', 'LOG_LEVEL', 'LANES', 'LIMIT_HUB_CONNECTIONS']
  for (const name of [...named, 'REDIS_URL', 'TLS_CERT']) {
    t.ok(
      problems.some((line) => line.startsWith(name)),
      `${name} is named`,
    )
  }
  t.equal(problems.length, 7)
  t.notMatch(problems.join(), 'hunter2')
})

t.test('the supervisor may start without addresses, a hub may not', async (t) => {
  t.equal(readSettings({}).databaseUrl, undefined)
  t.throws(() => readConfig({}), { message: /DATABASE_URL is required/ })
})

t.test('nobody changes the configuration afterwards', async (t) => {
  const config = readConfig(addresses)
  t.throws(() => Object.assign(config, { port: 1 }))
  t.throws(() => Object.assign(config.limits, { callsPerSecond: 1 }))
})
