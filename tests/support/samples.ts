// Values made from the schemas of contracts: whatever is declared can be asked and told without a word
// of its own in a test. A schema that no value is known for is an error, so that none is left out.
import type { TSchema } from 'typebox'
import { nowMs } from '#kernel/clock.ts'
import { newId, type Id } from '#shared/ids.ts'

/** Gives the id for a field: `storeId`, `lines.variantId`; undefined for one that nobody has. */
export type Planting = (field: string) => Id | undefined

export type SampleOptions = {
  readonly plant?: Planting
  /** Only what must be there. */
  readonly bare?: boolean
}

type Shape = {
  type?: string
  const?: unknown
  enum?: unknown[]
  anyOf?: Shape[]
  properties?: Record<string, Shape>
  required?: string[]
  items?: Shape
  pattern?: string
  minimum?: number
  maximum?: number
  minItems?: number
  minLength?: number
  maxLength?: number
}

// One text for each pattern that contracts use.
const texts = [
  '2026-11-23T08:00:00.000Z',
  '2026-11-23',
  'a'.repeat(64),
  'EUR',
  'C62',
  'QX7',
  '2912',
  '73914608',
  '739146',
  'cashier',
  'quiet.one',
  'company',
]

/** A value that fits the schema. */
export function sampleOf(schema: TSchema, options: SampleOptions = {}): unknown {
  return sample(schema as Shape, '', options)
}

function sample(shape: Shape, field: string, options: SampleOptions): unknown {
  if (shape.const !== undefined) return shape.const
  if (shape.enum) return shape.enum[0]
  if (shape.anyOf) {
    const some = shape.anyOf.find(({ type }) => type !== 'null') ?? {}
    return sample(some, field, options)
  }
  switch (shape.type) {
    case 'object':
      return members(shape, options)
    case 'array': {
      const length = Math.max(1, shape.minItems ?? 1)
      return Array.from({ length }, () => sample(shape.items ?? {}, field, options))
    }
    case 'string':
      return text(shape, field, options)
    case 'integer':
    case 'number':
      return Math.min(Math.max(1, shape.minimum ?? 1), shape.maximum ?? 1_000)
    case 'boolean':
      return true
    case 'null':
      return null
    case undefined:
    default:
      if (Object.keys(shape).some((key) => !key.startsWith('~') && key !== 'description')) {
        throw new Error(`no sample of ${field}: ${JSON.stringify(shape)}`)
      }
      return {}
  }
}

function members(shape: Shape, options: SampleOptions): Record<string, unknown> {
  const wanted = Object.entries(shape.properties ?? {}).filter(
    ([name]) => !options.bare || shape.required?.includes(name),
  )
  return Object.fromEntries(wanted.map(([name, of]) => [name, sample(of, name, options)]))
}

function text(
  { pattern, minLength = 1, maxLength = 1_000 }: Shape,
  field: string,
  options: SampleOptions,
): string {
  const planted = options.plant?.(field)
  if (planted !== undefined && (!pattern || new RegExp(pattern).test(planted))) return planted
  if (!pattern) {
    const plain = field === 'code' ? 'QX7-MIZAN-0001' : 'x'.repeat(Math.max(3, minLength))
    return plain.slice(0, maxLength)
  }
  const shape = new RegExp(pattern)
  const found = [newId(nowMs()), ...texts].find((each) => shape.test(each))
  if (found === undefined) throw new Error(`no sample of ${field} matches ${pattern}`)
  return found
}
