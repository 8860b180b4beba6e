// Every bound of the system and where it is kept: one that nobody keeps, that is kept somewhere else than it
// says here, or that is missing here, fails. Whoever adds a bound adds its line.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { defaultLimits } from '#kernel/allowances.ts'
import type { bounds } from '#shared/bounds.ts'
import { repository } from '#supervisor/node-child.ts'

/** The file that keeps to it, and the test that meets it, if one does. */
type Place = readonly [keptIn: string, metIn?: string]

const addresses: Place = ['src/kernel/address-limits.ts', 'tests/feed/address-limits.test.ts']
const admission: Place = ['src/feed/admission.ts', 'tests/feed/pieces.test.ts']
const database: Place = ['src/kernel/database.ts', 'tests/kernel/waiting.test.ts']
const lane: Place = ['src/kernel/kernel.ts', 'tests/kernel/lane-under-way.test.ts']
const redis: Place = ['src/kernel/shared-counts.ts', 'tests/kernel/address-limits.test.ts']
const http: Place = ['src/kernel/http-app.ts']

const places: Readonly<Record<string, Place>> = {
  callsPerSecond: ['src/kernel/kernel.ts', 'tests/feed/session.test.ts'],
  addressWindowSeconds: ['src/kernel/address-limits.ts'],
  signInsPerAddress: addresses,
  refreshesPerAddress: addresses,
  enrolmentsPerAddress: addresses,
  anonymousCallsPerAddress: addresses,
  eventsPerTransaction: ['src/kernel/transact.ts', 'tests/kernel/waiting.test.ts'],
  httpBodyBytes: http,
  frameInBytes: ['src/feed/index.ts', 'tests/feed/session.test.ts'],
  headersTimeoutMs: http,
  requestTimeoutMs: http,
  idleTimeoutMs: http,
  frameOutBytes: ['src/feed/channel.ts', 'tests/feed/live.test.ts'],
  backpressureBytes: ['src/feed/session.ts', 'tests/feed/live.test.ts'],
  hubConnections: ['src/app.ts'],
  workerConnections: ['workers/main.ts'],
  connectionWaitMs: database,
  statementTimeoutMs: ['src/kernel/database.ts', 'tests/kernel/transact.test.ts'],
  lockTimeoutMs: ['src/kernel/database.ts', 'tests/kernel/transact.test.ts'],
  idleInTransactionTimeoutMs: database,
  reportStatementTimeoutMs: ['src/reports/jobs.ts', 'tests/rooms/reports.test.ts'],
  reportIdleInTransactionTimeoutMs: database,
  transactionAttempts: ['src/kernel/transact.ts', 'tests/kernel/waiting.test.ts'],
  socketsPerTerminal: admission,
  socketsPerUser: admission,
  socketsPerAddress: admission,
  socketsPerHub: admission,
  helloTimeoutMs: ['src/feed/session.ts', 'tests/feed/session.test.ts'],
  heartbeatMs: ['src/feed/heart.ts', 'tests/feed/live.test.ts'],
  deadAfterMs: ['src/feed/session.ts', 'tests/feed/live.test.ts'],
  hellosPerSecond: admission,
  snapshotsAtOnce: ['src/feed/snapshots.ts', 'tests/feed/pieces.test.ts'],
  tailEvents: ['src/feed/channel.ts', 'tests/feed/gapless.test.ts'],
  tailBytes: ['src/feed/hub.ts', 'tests/feed/pieces.test.ts'],
  replayPageEvents: ['src/feed/channel.ts', 'tests/feed/gapless.test.ts'],
  headPollMs: ['src/kernel/kernel.ts', 'tests/feed/two-hubs.test.ts'],
  tailStaleMs: ['src/kernel/kernel.ts', 'tests/feed/two-hubs.test.ts'],
  laneBatchEntries: lane,
  laneWaitingEntries: lane,
  resumeDays: ['src/feed/following.ts'],
  resumeEvents: ['src/feed/following.ts', 'tests/feed/gapless.test.ts'],
  replyDays: ['src/kernel/pruning.ts'],
  hashesAtOnce: ['src/auth/turns.ts'],
  hashesKept: ['src/auth/turns.ts'],
  refusalMs: ['src/auth/service.ts'],
  hashesWaiting: ['src/auth/turns.ts', 'tests/rooms/auth.test.ts'],
  accessTokenSeconds: ['src/auth/tokens.ts'],
  refreshIdleHours: ['src/auth/sessions.ts'],
  sessionHours: ['src/auth/directory.ts', 'tests/rooms/auth.test.ts'],
  refreshGraceSeconds: ['src/auth/sessions.ts'],
  stepUpMinutes: ['src/auth/proofs.ts'],
  passwordCharacters: ['src/auth/setting-passwords.ts', 'tests/rooms/auth-second-step.test.ts'],
  devicesPerPerson: ['src/auth/known-devices.ts', 'tests/rooms/auth-sessions.test.ts'],
  deviceDays: ['src/auth/known-devices.ts'],
  resetMinutes: ['src/auth/setting-passwords.ts'],
  signInTries: ['src/auth/attempts.ts'],
  signInWindowSeconds: ['src/auth/attempts.ts'],
  pinTries: ['src/auth/pins.ts'],
  pinTriesPerTerminal: ['src/auth/pins.ts'],
  pinPauseSeconds: ['src/auth/attempts.ts'],
  invitationSeconds: ['src/terminals/service.ts'],
  redisTimeoutMs: redis,
  redisBreakerFailures: redis,
  redisBreakerMs: redis,
  jobAttempts: ['src/kernel/job-run.ts'],
  jobTimeoutMs: ['src/kernel/job-run.ts'],
  jobMemoryMb: ['src/supervisor/system.ts'],
  jobsHandedOver: ['src/kernel/relay.ts'],
  eventLoopLagMs: ['src/kernel/health.ts', 'tests/kernel/waiting.test.ts'],
  eventLoopLagForMs: ['src/kernel/health.ts', 'tests/kernel/waiting.test.ts'],
}

/** What every client knows too, and the contract that says so. */
const spoken: Readonly<Record<keyof typeof bounds, readonly string[]>> = {
  linesPerDocument: ['src/sales/contract.ts', 'src/sales/void-contract.ts'],
  entriesPerPost: ['src/shared/journal.ts'],
  streamsPerHello: ['src/shared/frames.ts'],
}

const textOf = (file: string) => readFileSync(join(repository, file), 'utf8')
const variableOf = (name: string) =>
  `LIMIT_${name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`

t.test('each bound has its place, and no place is without a bound', async (t) => {
  t.strictSame(Object.keys(places).sort(), Object.keys(defaultLimits).sort())
})

t.test('each bound is kept where it says, and met by the test that it names', async (t) => {
  for (const [name, [keptIn, metIn]] of Object.entries(places)) {
    t.match(textOf(keptIn), new RegExp(`\\b${name}\\b`), `${name} in ${keptIn}`)
    if (metIn === undefined) continue
    const met = new RegExp(`\\b(${name}|${variableOf(name)})\\b`)
    t.match(textOf(metIn), met, `${name} in ${metIn}`)
  }
})

t.test('what is part of what is spoken stands in its contract', async (t) => {
  for (const [name, files] of Object.entries(spoken)) {
    for (const file of files) t.match(textOf(file), `bounds.${name}`, `${name} in ${file}`)
  }
})
