// How an operation, an event, a collection and a journal kind are declared. One declaration serves
// HTTP, both sockets, OpenAPI, AsyncAPI, the hub's memory and the client; nothing is said twice.
import Type, { type Static, type TObject, type TSchema } from 'typebox'

/** Who sits at the far end of a connection, as far as pushed events are concerned. */
export type Audience = 'till' | 'scanner' | 'manager'
export const audiences: readonly Audience[] = ['till', 'scanner', 'manager']

/** `company` or the caller's store: which stream a fact goes to. */
export type StreamKind = 'company' | 'store'

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** What is tried before anybody knows who asks, and is counted by network address for that reason. */
export type Tried = 'sign-in' | 'refresh' | 'enrolment'

export type Operation<I extends TObject = TObject, O extends TSchema = TSchema> = {
  readonly name: string
  /** One sentence for the two API documents. */
  readonly summary: string
  /** What a caller should know beyond the summary: units, refusals, sources. */
  readonly detail?: string
  /** Its one REST address; `:name` parts are fields of the input. Null: only inside the lane. */
  readonly http: readonly [Method, string]
  /** The permission (this name or a prefix `room.*`), or who may call without one. */
  readonly needs: string | 'anyone' | 'signed-in' | 'terminal'
  /** `write` runs inside transact() and leaves facts; `read` changes nothing; `act` changes what is no fact. */
  readonly effect: 'read' | 'write' | 'act'
  readonly input: I
  readonly output: O
  /** Fields that are read and never kept as they come, such as a file: they may hold any text. */
  readonly unkept?: readonly string[]
  /** Fields of the output that are records, as the hub's memory holds them and never changes them. */
  readonly records?: readonly string[]
  /** Bytes a request over HTTP may have, where the common limit is too small. */
  readonly httpBytes?: number
  /** Dangerous: a person must have shown who they are within the last minutes (`step-up-needed`). */
  readonly stepUp?: true
  /** Open also to somebody whose role needs a second step that they do not have yet (`mfa-needed`). */
  readonly early?: true
  /** Under what a call is counted for its network address, besides the common limit. */
  readonly tries?: Tried
}

/** Declares something that may be asked. Names are imperative: `stock.move`. */
export function operation<I extends TObject, O extends TSchema>(
  declared: Operation<I, O>,
): Operation<I, O> {
  return declared
}

export type EventKind<B extends TSchema = TSchema> = {
  readonly name: string
  readonly summary: string
  readonly stream: StreamKind
  readonly audience: readonly Audience[]
  readonly body: B
  /** The field of the body with the person it is about; parted by dots where it is further in. */
  readonly about?: string
}

/** Declares a fact that may happen. Names are past: `lot.changed`. */
export function event<B extends TSchema>(declared: EventKind<B>): EventKind<B> {
  return declared
}

export type Collection<R extends TObject = TObject> = {
  readonly name: string
  readonly record: R
  /** The event whose body is the whole record after the change. */
  readonly changed: EventKind<R>
  /** The event whose body `{ key }` says that the record is no longer replicated. */
  readonly removed?: EventKind
  /** The record's key within its stream. */
  readonly key: (record: Static<R>) => string
  /** Other ways to find a record, by name: the terms it is listed under. */
  readonly indexes?: Readonly<Record<string, (record: Static<R>) => readonly string[]>>
}

/**
 * Declares replicated data: records of one schema, kept equal on the hub and on every terminal by
 * applying `changed` and `removed` in the order of the stream.
 */
export function collection<R extends TObject>(declared: Collection<R>): Collection<R> {
  return declared
}

export type JournalKind<B extends TObject = TObject, R extends TSchema = TSchema> = {
  readonly name: string
  readonly summary: string
  /** The permission the person named in the entry must hold. */
  readonly needs: string
  readonly body: B
  /** What a posted entry answers; kept for ever in the journal. */
  readonly result: R
}

/** Declares a kind of entry that a device journals and `journal.post` takes. */
export function journalKind<B extends TObject, R extends TSchema>(
  declared: JournalKind<B, R>,
): JournalKind<B, R> {
  return declared
}

/** An object schema that refuses unknown fields; every input, record and body is one. */
export function Strict<T extends Record<string, TSchema>>(fields: T, about = '') {
  return Type.Object(
    fields,
    about ? { additionalProperties: false, description: about } : { additionalProperties: false },
  )
}

export const Nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])

/** One of a few fixed words. */
export function OneOf<const T extends readonly string[]>(...words: T) {
  return Type.Union(words.map((word) => Type.Literal(word))) as unknown as ReturnType<
    typeof Type.Unsafe<T[number]>
  >
}

// Only days that there are, from the year 1 on: a database takes no others, and what it cannot take must
// be refused before anything is done.
const leapYear = '(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:0[48]|[2468][048]|[13579][26])00)'
const monthDay = [
  '(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])',
  '(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)',
  '02-(?:0[1-9]|1\\d|2[0-8])',
].join('|')
const day = `(?:(?!0000)\\d{4}-(?:${monthDay})|${leapYear}-02-29)`

/** An instant: ISO 8601 in UTC with milliseconds. */
export const At = Type.String({
  pattern: `^${day}T(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d\\.\\d{3}Z$`,
  maxLength: 24,
  description: 'Instant, ISO 8601 UTC with milliseconds',
})

/** A calendar day, ISO 8601, without a time zone. */
export const On = Type.String({
  pattern: `^${day}$`,
  maxLength: 10,
  description: 'Calendar day, ISO 8601',
})

export type Input<O extends Operation> = Static<O['input']>
export type Output<O extends Operation> = Static<O['output']>
export type Body<E extends EventKind> = Static<E['body']>
