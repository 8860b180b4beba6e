// Environment -> one checked, frozen object. It refuses to start a process on a wrong value and
// lists everything that is wrong at once. Nothing else in the project reads process.env.

import Type, { type Static, type TSchema } from 'typebox'
import { Value } from 'typebox/value'
import { defaultLimits, type Limits } from '#kernel/allowances.ts'

/** Variables as the operating system hands them over. */
export type Environment = Readonly<Record<string, string | undefined>>

const port = Type.Integer({ minimum: 0, maximum: 65_535 })
const text = Type.String({ minLength: 1 })

// Each variable: its name, what it must be, and what it is when nobody sets it.
const variables = {
  port: { name: 'PORT', schema: port, fallback: 3000 },
  host: { name: 'HOST', schema: text, fallback: '0.0.0.0' },
  dataDir: { name: 'DATA_DIR', schema: text, fallback: '.data' },
  sampleDataDir: { name: 'MIZAN_DATA', schema: text, fallback: '../shared/data' },
  databaseUrl: {
    name: 'DATABASE_URL',
    schema: Type.String({ pattern: '^postgres(ql)?://' }),
    fallback: undefined,
  },
  migrationsUrl: {
    name: 'MIGRATIONS_URL',
    schema: Type.String({ pattern: '^postgres(ql)?://' }),
    fallback: undefined,
  },
  redisUrl: {
    name: 'REDIS_URL',
    schema: Type.String({ pattern: '^rediss?://' }),
    fallback: undefined,
  },
  tlsCertFile: { name: 'TLS_CERT', schema: text, fallback: undefined },
  tlsKeyFile: { name: 'TLS_KEY', schema: text, fallback: undefined },
  signingKeyFile: { name: 'SIGNING_KEY_FILE', schema: text, fallback: undefined },
  sealingKeysFile: { name: 'SEALING_KEYS_FILE', schema: text, fallback: undefined },
  allowedOrigins: { name: 'ALLOWED_ORIGINS', schema: Type.String(), fallback: '' },
  trustedProxies: { name: 'TRUSTED_PROXIES', schema: Type.String(), fallback: '' },
  logLevel: {
    name: 'LOG_LEVEL',
    schema: Type.Enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']),
    fallback: 'info',
  },
  processName: { name: 'PROCESS_NAME', schema: text, fallback: 'hub' },
  lanes: { name: 'LANES', schema: Type.Integer({ minimum: 1, maximum: 64 }), fallback: 1 },
  hubs: { name: 'HUBS', schema: Type.Integer({ minimum: 1, maximum: 64 }), fallback: 1 },
  migrateAtStart: { name: 'MIGRATE_AT_START', schema: Type.Boolean(), fallback: false },
  seedAtStart: { name: 'SEED_AT_START', schema: Type.Boolean(), fallback: false },
} as const satisfies Record<string, { name: string; schema: TSchema; fallback: unknown }>

type Table = typeof variables
type Plain = {
  -readonly [Key in keyof Table]: Table[Key]['fallback'] extends undefined
    ? Static<Table[Key]['schema']> | undefined
    : Static<Table[Key]['schema']>
}

/** What the supervisor knows: the addresses of PostgreSQL and Redis only if the owner gave them. */
export type Settings = Readonly<
  Omit<Plain, 'allowedOrigins' | 'trustedProxies' | 'signingKeyFile' | 'sealingKeysFile'> & {
    /** PEM file of the Ed25519 key that signs access tokens; made on first use. */
    signingKeyFile: string
    /** File of the keys that seal seeds of second steps, one a line; made on first use. */
    sealingKeysFile: string
    /** Origins, besides our own, whose pages may open a socket or change something. */
    allowedOrigins: readonly string[]
    /** Proxies whose X-Forwarded-* headers are believed; see `proxies.ts`. */
    trustedProxies: readonly string[]
    limits: Limits
  }
>

/** What a hub or a worker runs on: the same, with both addresses known. */
export type Config = Settings & { readonly databaseUrl: string; readonly redisUrl: string }

/** Thrown when the environment is wrong; `message` is the whole list, one problem a line. */
export class ConfigError extends Error {
  readonly problems: readonly string[]
  constructor(problems: readonly string[]) {
    super(['The configuration is wrong:', ...problems.map((line) => `  - ${line}`)].join('\n'))
    this.name = 'ConfigError'
    this.problems = problems
  }
}

/** The environment of this process, for `readConfig` and for handing on to children. */
export function processEnvironment(): Environment {
  return { ...process.env }
}

/** Pure. Throws ConfigError unless every variable is right and both addresses are given. */
export function readConfig(env: Environment): Config {
  return read(env, ['databaseUrl', 'redisUrl']) as Config
}

/** Pure. The same check, but DATABASE_URL and REDIS_URL may be absent. */
export function readSettings(env: Environment): Settings {
  return read(env, [])
}

function read(env: Environment, required: (keyof Table)[]): Settings {
  const problems: string[] = []
  const plain: Record<string, unknown> = {}
  for (const [key, { name, schema, fallback }] of Object.entries(variables)) {
    plain[key] = readOne(env, name, schema, fallback, problems)
  }
  const limits: Record<string, number> = {}
  for (const [key, fallback] of Object.entries(defaultLimits)) {
    limits[key] = readOne(env, limitName(key), limitSchema, fallback, problems) as number
  }
  for (const key of required) {
    if (!env[variables[key].name]) problems.push(`${variables[key].name} is required`)
  }
  for (const key of ['databaseUrl', 'migrationsUrl', 'redisUrl'] as const) {
    const weakness = weaknessOf(plain[key] as string | undefined)
    if (weakness) problems.push(`${variables[key].name} ${weakness}`)
  }
  if (Boolean(plain.tlsCertFile) !== Boolean(plain.tlsKeyFile)) {
    problems.push('TLS_CERT and TLS_KEY go together: one of them is missing')
  }
  if (problems.length > 0) throw new ConfigError(problems)
  return Object.freeze({
    ...(plain as Plain),
    signingKeyFile: (plain.signingKeyFile ?? `${String(plain.dataDir)}/signing-key.pem`) as string,
    sealingKeysFile: (plain.sealingKeysFile ?? `${String(plain.dataDir)}/sealing-keys`) as string,
    allowedOrigins: list(plain.allowedOrigins),
    trustedProxies: list(plain.trustedProxies),
    limits: Object.freeze(limits) as Limits,
  })
}

// The first that anybody tries, and those of examples.
const knownPasswords =
  /^(|postgres|redis|valkey|mizan|mizan_hub|admin|root|test|default|secret|pass(word)?\d*|change-?me|choose-one|1234\d*)$/i

/** Why whoever reaches a server of another machine could sign in as well, if they could. */
function weaknessOf(url: string | undefined): string | undefined {
  if (url === undefined || !URL.canParse(url)) return undefined
  const { hostname, username, password, searchParams } = new URL(url)
  if (/^(localhost|127\.\d+\.\d+\.\d+|\[::1\]|)$/.test(hostname)) return undefined
  // Who shows a certificate needs no password.
  if (searchParams.has('sslcert')) return undefined
  const isKnown = knownPasswords.test(password) || password === username
  return isKnown ? 'needs a password that nobody guesses, to a server that is not here' : undefined
}

const limitSchema = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER })

/** `callsPerSecond` -> `LIMIT_CALLS_PER_SECOND`. */
function limitName(key: string): string {
  return `LIMIT_${key.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`
}

function readOne(
  env: Environment,
  name: string,
  schema: TSchema,
  fallback: unknown,
  problems: string[],
): unknown {
  const written = env[name]
  // An empty variable is how compose files and shells say "not set".
  if (written === undefined || written === '') return fallback
  const value = fromText(schema, written)
  if (Value.Check(schema, value)) return value
  const [error] = Value.Errors(schema, value)
  // The value itself is left out: it may hold a password.
  problems.push(`${name} ${error?.message ?? 'is wrong'}`)
  return fallback
}

// Stricter than a general conversion, which would read 1.5 as 1 and "yes" as true.
function fromText(schema: TSchema, written: string): unknown {
  if (Type.IsInteger(schema) && /^-?\d+(\.\d+)?$/.test(written)) return Number(written)
  if (Type.IsBoolean(schema) && /^(true|false)$/.test(written)) return written === 'true'
  return written
}

function list(written: unknown): readonly string[] {
  const parts = String(written).split(',')
  return Object.freeze(parts.map((part) => part.trim()).filter(Boolean))
}
