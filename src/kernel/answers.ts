// Writes what operations give as the JSON of an answer over HTTP. It decides nothing about what is said.
import type { Operation } from '#shared/contract.ts'

const made = new WeakMap<object, Buffer>()

/**
 * How the answers of an operation are written: as bytes and not as text, which Node would join to the
 * headers and then encode together with them. The JSON of a record is made once, as long as it stands.
 */
export function writerOf({ records }: Pick<Operation, 'records'>): (output: unknown) => Buffer {
  if (!records) return bytesOf
  const ofRecords = new Set(records)
  return (output) => joined(output as Readonly<Record<string, unknown>>, ofRecords)
}

const bytesOf = (value: unknown) => Buffer.from(JSON.stringify(value))

function joined(output: Readonly<Record<string, unknown>>, records: ReadonlySet<string>): Buffer {
  const parts: Buffer[] = []
  let text = '{'
  for (const [name, value] of Object.entries(output)) {
    if (value === undefined) continue
    if (text.length > 1 || parts.length) text += ','
    text += `"${name}":`
    if (records.has(name) && typeof value === 'object' && value !== null) {
      parts.push(Buffer.from(text), bytesOfRecord(value))
      text = ''
    } else text += JSON.stringify(value)
  }
  parts.push(Buffer.from(`${text}}`))
  return Buffer.concat(parts)
}

function bytesOfRecord(record: object): Buffer {
  let bytes = made.get(record)
  if (!bytes) made.set(record, (bytes = bytesOf(record)))
  return bytes
}
