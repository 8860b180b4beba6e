// Every bound of the system with its default, stated once. `kernel/config.ts` lets the environment
// change each one as LIMIT_<NAME>; the code that keeps a bound takes it from `config.limits`.

/** Units stand last in each name; counts have none. What clients know too is in shared/bounds.ts. */
export const defaultLimits = {
  /** Signed-in calls of one terminal. Replays and benches raise it and say so. */
  callsPerSecond: 20,
  /**
   * Of one network address (an IPv6 address counts for its /64) within the window, over all hubs. A
   * shop's terminals may share an address, and all of them refresh at once after an outage.
   */
  addressWindowSeconds: 60,
  signInsPerAddress: 60,
  refreshesPerAddress: 600,
  enrolmentsPerAddress: 60,
  /** Calls that name no caller, or one that does not hold. */
  anonymousCallsPerAddress: 600,
  /** Of an ordinary call; an import of 5,000 rows tells of a product, its variant and its price each. */
  eventsPerTransaction: 25_000,
  /** The same document must fit through HTTP and through a socket. */
  httpBodyBytes: 512 * 1024,
  frameInBytes: 512 * 1024,
  /** How long the head of a request may take, all of it, and a connection on which nothing moves. */
  headersTimeoutMs: 5_000,
  requestTimeoutMs: 30_000,
  idleTimeoutMs: 60_000,
  /** A longer answer is split. */
  frameOutBytes: 256 * 1024,
  /** Unsent bytes of one socket after which it is closed and comes back by cursor. */
  backpressureBytes: 1024 * 1024,

  hubConnections: 16,
  workerConnections: 8,
  /** While all of them are in use; then it is `unavailable`. */
  connectionWaitMs: 250,
  statementTimeoutMs: 2_000,
  lockTimeoutMs: 1_000,
  idleInTransactionTimeoutMs: 2_000,
  reportStatementTimeoutMs: 60_000,
  reportIdleInTransactionTimeoutMs: 5_000,
  /** Attempts of a transaction that met a deadlock or a serialisation failure. */
  transactionAttempts: 3,

  socketsPerTerminal: 3,
  socketsPerUser: 10,
  socketsPerAddress: 200,
  socketsPerHub: 6_000,
  helloTimeoutMs: 5_000,
  heartbeatMs: 5_000,
  deadAfterMs: 12_000,
  hellosPerSecond: 200,
  snapshotsAtOnce: 2,

  /** Events of one stream, and bytes of all of them, a hub keeps in memory. */
  tailEvents: 2_000,
  tailBytes: 64 * 1024 * 1024,
  replayPageEvents: 500,
  headPollMs: 50,
  /** Without news from PostgreSQL a hub cannot know who was revoked: it closes and refuses. */
  tailStaleMs: 1_800,
  /** Journal entries in one transaction of a lane, and entries that may wait for it. */
  laneBatchEntries: 128,
  laneWaitingEntries: 5_000,
  resumeDays: 7,
  resumeEvents: 50_000,
  replyDays: 30,

  hashesAtOnce: 2,
  hashesWaiting: 10,
  /** Of those places, how many are not for strangers: for people at tills and on devices that are known. */
  hashesKept: 3,
  /** A refused sign-in is answered no sooner: how long it took would say whether a name is shut. */
  refusalMs: 150,
  accessTokenSeconds: 300,
  /** A refresh token that nobody uses dies after the first, and every sign-in after the second. */
  refreshIdleHours: 12,
  sessionHours: 168,
  /** How long a used refresh token still answers its successor: for a lost answer, or two tabs. */
  refreshGraceSeconds: 10,
  /** How long after showing who they are a person may do what is dangerous. */
  stepUpMinutes: 10,
  /** Fewest characters of a new password: what NIST SP 800-63B-4 asks of one that stands alone. */
  passwordCharacters: 15,
  /** Devices on which a person is known, and for how long after the last sign-in there. */
  devicesPerPerson: 20,
  deviceDays: 365,
  /** How long an administrator’s code for a new password holds. */
  resetMinutes: 60,
  /** Wrong passwords of one name that are looked at within the window; more are not even tried. */
  signInTries: 5,
  signInWindowSeconds: 900,
  /** Wrong PINs of one login, and at one terminal; then none is looked at for as long as this. */
  pinTries: 5,
  pinTriesPerTerminal: 20,
  pinPauseSeconds: 900,
  invitationSeconds: 900,

  redisTimeoutMs: 50,
  redisBreakerFailures: 5,
  redisBreakerMs: 2_000,

  /** What a job says of itself counts up to these. */
  jobAttempts: 5,
  jobTimeoutMs: 120_000,
  /** Of the worker process: what it knows of the company, and all that a job makes. */
  jobMemoryMb: 2_048,
  jobsHandedOver: 50,

  eventLoopLagMs: 200,
  eventLoopLagForMs: 5_000,
}

/** Positive integers by name; see `defaultLimits`. */
export type Limits = Readonly<typeof defaultLimits>
