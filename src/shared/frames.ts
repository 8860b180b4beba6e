// What is said on a live connection, the same on Socket.IO and on plain WebSocket: one JSON object a
// frame, told apart by `t`. Frames towards the hub are checked against these schemas; a frame that
// does not fit closes the connection with a reason.
import Type, { type Static } from 'typebox'
import { bounds } from './bounds.ts'
import { At, Nullable, OneOf, Strict } from './contract.ts'
import { Id } from './ids.ts'
import { ProblemBody } from './problem.ts'
import { streamPattern } from './streams.ts'

/** The version of this protocol; a hub refuses a hello with another one. */
export const PROTOCOL = 1

const Stream = Type.String({ pattern: streamPattern, maxLength: 42 })

/** Where a terminal is in a stream: the last number it applied, in that life of the log. */
export const Cursor = Strict({
  stream: Stream,
  epoch: Type.Optional(Id),
  seq: Type.Optional(Type.Integer({ minimum: 0 })),
})
export type Cursor = Static<typeof Cursor>

export const Hello = Strict(
  {
    t: Type.Literal('hello'),
    protocol: Type.Integer(),
    /** A person's access token (browsers). */
    token: Type.Optional(Type.String({ maxLength: 4096 })),
    /** A terminal: its device token, or its key's signature over the challenge (base64url). */
    terminal: Type.Optional(
      Strict({
        id: Id,
        token: Type.Optional(Type.String({ maxLength: 200 })),
        signature: Type.Optional(Type.String({ maxLength: 200 })),
      }),
    ),
    streams: Type.Array(Cursor, { maxItems: bounds.streamsPerHello }),
  },
  'First frame of a connection; must come within five seconds',
)
export type Hello = Static<typeof Hello>

export const CallFrame = Strict(
  {
    t: Type.Literal('call'),
    id: Id,
    op: Type.String({ maxLength: 64 }),
    input: Type.Unknown(),
  },
  'Asks an operation; the id makes a repeated call answer the same',
)
export type CallFrame = Static<typeof CallFrame>

export const Ping = Strict(
  {
    t: Type.Literal('ping'),
    id: Type.Integer({ minimum: 0 }),
    /** Median delay the terminal measured, and how many of its entries wait, for the fleet view. */
    delayMs: Type.Optional(Type.Integer({ minimum: 0 })),
    queued: Type.Optional(Type.Integer({ minimum: 0 })),
  },
  'Measures the delay and says that the terminal is alive',
)
export type Ping = Static<typeof Ping>

/** Changes who works at the terminal without a new connection. */
export const Person = Strict({
  t: Type.Literal('person'),
  token: Nullable(Type.String({ maxLength: 4096 })),
})

export const ClientFrame = Type.Union([Hello, CallFrame, Ping, Person])
export type ClientFrame = Static<typeof ClientFrame>

export const Challenge = Strict(
  { t: Type.Literal('challenge'), nonce: Type.String() },
  'What a device key signs',
)

export const Welcome = Strict({
  t: Type.Literal('welcome'),
  protocol: Type.Integer(),
  audience: OneOf('till', 'scanner', 'manager'),
  hub: Type.String(),
  at: At,
  terminalId: Nullable(Id),
  personId: Nullable(Id),
  /** `resume`: what was missed follows. `reset`: a snapshot follows, because the cursor cannot be continued. */
  streams: Type.Array(
    Strict({ stream: Stream, epoch: Id, head: Type.Integer(), mode: OneOf('resume', 'reset') }),
  ),
  heartbeatMs: Type.Integer(),
})
export type Welcome = Static<typeof Welcome>

/** One fact in a batch: number, kind, body. */
export const Fact = Type.Tuple([Type.Integer(), Type.String(), Type.Unknown()])
export type Fact = Static<typeof Fact>

export const Batch = Strict(
  {
    t: Type.Literal('batch'),
    stream: Stream,
    from: Type.Integer(),
    to: Type.Integer(),
    facts: Type.Array(Fact),
  },
  'Covers the numbers from..to; a number without a fact is one this audience does not see',
)
export type Batch = Static<typeof Batch>

export const Skip = Strict(
  { t: Type.Literal('skip'), stream: Stream, from: Type.Integer(), to: Type.Integer() },
  'Numbers of which this audience sees none',
)

export const SnapshotPart = Strict(
  {
    t: Type.Literal('snapshot'),
    stream: Stream,
    epoch: Id,
    /** The head the snapshot was read at; facts after it follow. */
    seq: Type.Integer(),
    part: Type.Integer({ minimum: 1 }),
    parts: Type.Integer({ minimum: 1 }),
    /** Records by collection. A terminal swaps all parts in at once. */
    collections: Type.Record(Type.String(), Type.Array(Type.Unknown())),
  },
  'One part of the state of a stream',
)
export type SnapshotPart = Static<typeof SnapshotPart>

export const Reply = Type.Union([
  Strict({ t: Type.Literal('reply'), id: Id, ok: Type.Literal(true), output: Type.Unknown() }),
  Strict({ t: Type.Literal('reply'), id: Id, ok: Type.Literal(false), problem: ProblemBody }),
])
export type Reply = Static<typeof Reply>

export const Beat = Strict(
  { t: Type.Literal('beat'), at: At, heads: Type.Array(Type.Tuple([Stream, Type.Integer()])) },
  'Every five seconds: the heads, so that a terminal left behind on an idle link notices',
)

export const Pong = Strict({ t: Type.Literal('pong'), id: Type.Integer(), at: At })

/** The state of a terminal as a hub sees it; not a fact, so it has no number. */
export const Presence = Strict({
  terminalId: Id,
  storeId: Id,
  state: OneOf('live', 'catching-up', 'offline'),
  personId: Nullable(Id),
  delayMs: Nullable(Type.Integer()),
  queued: Nullable(Type.Integer()),
  at: At,
})
export type Presence = Static<typeof Presence>

export const PresenceFrame = Strict({
  t: Type.Literal('presence'),
  terminals: Type.Array(Presence),
})

/** Why a connection ends (WebSocket close codes in the private range, RFC 6455 §7.4.2). */
export const byeCodes = {
  revoked: 4401,
  forbidden: 4403,
  silent: 4408,
  slow: 4008,
  malformed: 4400,
  'too-large': 4413,
  'too-many': 4429,
  replaced: 4009,
  'version-unsupported': 4406,
  closing: 4503,
} as const
export type ByeReason = keyof typeof byeCodes

export const Bye = Strict({
  t: Type.Literal('bye'),
  reason: Type.String(),
  problem: ProblemBody,
  retryAfterMs: Nullable(Type.Integer()),
})
export type Bye = Static<typeof Bye>

export const HubFrame = Type.Union([
  Challenge,
  Welcome,
  Batch,
  Skip,
  SnapshotPart,
  Reply,
  Beat,
  Pong,
  PresenceFrame,
  Bye,
])
export type HubFrame = Static<typeof HubFrame>
