// Whole columns as parameters: how the values of many rows travel to one multi-row statement, as arrays in
// PostgreSQL's binary form where it has one that costs both sides less than text. It knows types, no tables.

/** What one value is in binary: its bytes without their length, written from `at` on. */
type Form = {
  /** The type's number in `pg_type`. */
  readonly oid: number
  readonly bytes: number
  readonly write: (view: DataView, at: number, value: number | bigint | boolean) => void
}

const whole = (oid: number): Form => ({
  oid,
  bytes: 4,
  write: (view, at, value) => view.setInt32(at, requireWhole(value)),
})
const forms: Readonly<Record<string, Form>> = {
  bigint: {
    oid: 20,
    bytes: 8,
    write(view, at, value) {
      if (typeof value === 'bigint') return view.setBigInt64(at, value)
      const number = requireWhole(value)
      view.setInt32(at, Math.floor(number / 2 ** 32))
      view.setUint32(at + 4, number >>> 0)
    },
  },
  int: whole(23),
  integer: whole(23),
  boolean: { oid: 16, bytes: 1, write: (view, at, value) => view.setInt8(at, value ? 1 : 0) },
}
const TEXT_OID = 25
const UUID_OID = 2950
// Dimensions, whether there are nulls, the type of the elements, how many there are, and the first one's place.
const HEAD_BYTES = 20
const LENGTH_BYTES = 4
const NULL_LENGTH = -1
// A UTF-16 unit is three bytes of UTF-8 at most.
const BYTES_OF_A_UNIT = 3
const UUID_BYTES = 16
const UUID_LENGTH = 36
/** Where the two digits of each byte of an id stand. */
const digitPairs = [0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34]
/** What a hexadecimal digit is worth, by its code; -1 for what is none. */
const digits = Int8Array.from({ length: 128 }, (_, code) =>
  '0123456789abcdef'.indexOf(String.fromCharCode(code).toLowerCase()),
)

function requireWhole(value: unknown): number {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value
  throw new TypeError(`A column of whole numbers cannot hold ${String(value)}`)
}

const bytesFor = (count: number) => Buffer.allocUnsafe(HEAD_BYTES + count)
const viewOf = ({ buffer, byteOffset, length }: Buffer) => new DataView(buffer, byteOffset, length)

function head(view: DataView, oid: number, values: readonly unknown[]): void {
  view.setInt32(0, 1)
  view.setInt32(4, values.includes(null) ? 1 : 0)
  view.setInt32(8, oid)
  view.setInt32(12, values.length)
  view.setInt32(16, 1)
}

function numbers(values: readonly unknown[], { oid, bytes, write }: Form): Buffer {
  const array = bytesFor(values.length * (LENGTH_BYTES + bytes))
  const view = viewOf(array)
  head(view, oid, values)
  let at = HEAD_BYTES
  for (const value of values as readonly (number | bigint | boolean | null)[]) {
    view.setInt32(at, value === null ? NULL_LENGTH : bytes)
    at += LENGTH_BYTES
    if (value === null) continue
    write(view, at, value)
    at += bytes
  }
  return array.subarray(0, at)
}

function uuids(values: readonly unknown[]): Buffer {
  const array = bytesFor(values.length * (LENGTH_BYTES + UUID_BYTES))
  const view = viewOf(array)
  head(view, UUID_OID, values)
  let at = HEAD_BYTES
  let last: string | null = null
  for (const id of values as readonly (string | null)[]) {
    view.setInt32(at, id === null ? NULL_LENGTH : UUID_BYTES)
    at += LENGTH_BYTES
    if (id !== null) {
      // The rows of a transaction are of one store as a rule, and of few documents.
      if (id === last) array.copyWithin(at, at - LENGTH_BYTES - UUID_BYTES, at - LENGTH_BYTES)
      else writeUuid(array, at, id)
      at += UUID_BYTES
    }
    last = id
  }
  return array.subarray(0, at)
}

// By hand, because the calls that read hexadecimal text take longer to be called than sixteen bytes to be read.
function writeUuid(array: Buffer, at: number, id: string): void {
  let wrong = id.length === UUID_LENGTH ? 0 : -1
  for (let i = 0; i < UUID_BYTES; i += 1) {
    const place = digitPairs[i] ?? 0
    const high = digits[id.charCodeAt(place)] ?? -1
    const low = digits[id.charCodeAt(place + 1)] ?? -1
    wrong |= high | low
    array[at + i] = (high << 4) | low
  }
  if (wrong < 0) throw new TypeError('A column of ids holds what is none')
}

function texts(values: readonly unknown[]): Buffer {
  const said = values as readonly (string | null)[]
  const units = said.reduce((sum, text) => sum + (text?.length ?? 0), 0)
  const array = bytesFor(said.length * LENGTH_BYTES + units * BYTES_OF_A_UNIT)
  const view = viewOf(array)
  head(view, TEXT_OID, said)
  let at = HEAD_BYTES
  for (const text of said) {
    const written = text === null ? 0 : array.write(text, at + LENGTH_BYTES)
    view.setInt32(at, text === null ? NULL_LENGTH : written)
    at += LENGTH_BYTES + written
  }
  return array.subarray(0, at)
}

/** A column as the parameter of an array: bytes, or what the driver writes as text. */
function arrayOf(type: string, values: readonly unknown[]): unknown {
  // An array of nothing has no dimension.
  if (values.length === 0) return '{}'
  if (type === 'uuid') return uuids(values)
  if (type === 'text') return texts(values)
  const form = forms[type]
  if (form) return numbers(values, form)
  // An instant or a day has nothing in it that would have to be quoted.
  if (type !== 'timestamptz' && type !== 'date') return values
  return `{${(values as readonly Moment[]).map(moment).join(',')}}`
}

type Moment = Date | string | null

function moment(value: Moment): string {
  if (value === null) return 'NULL'
  return value instanceof Date ? value.toISOString() : value
}

/** `unnest(…)` over columns of these PostgreSQL types, with parameters from `$first` on. */
export function unnested(types: readonly string[], first: number): string {
  return `unnest(${types.map((type, i) => `$${first + i}::${type}[]`).join(', ')})`
}

/**
 * The parameters of `unnested`. Null is null; jsonb columns hold JSON text. Throws a TypeError for what a
 * column of ids or of whole numbers cannot hold.
 */
export function arraysOf(
  types: readonly string[],
  columns: readonly (readonly unknown[])[],
): unknown[] {
  return types.map((type, i) => arrayOf(type, columns[i] ?? []))
}
