// Checks values against schemas, compiled once, and says what is wrong as a problem.
import type { TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { holdsCardNumber } from '#shared/card-numbers.ts'
import type { InputError } from '#shared/problem.ts'
import { Problem } from './problems.ts'

export type TypeCheck = {
  readonly Check: (value: unknown) => boolean
  readonly Errors: (value: unknown) => Iterable<{ instancePath: string; message: string }>
}

/** A schema made ready for checking. */
export function compile(schema: TSchema): TypeCheck {
  return Compile(schema) as unknown as TypeCheck
}

const MOST_ERRORS = 10

/**
 * Throws `invalid-input` with at most ten errors unless the value fits and all in it can be kept as it is:
 * PostgreSQL has no U+0000, half of a surrogate pair would come back as another character, and so would
 * a number of more than 2^53 - 1; and the number of a payment card is kept nowhere. Fields named in
 * `unkept` are not looked at for that. What only `asks` keeps nothing, and may look for whatever it likes.
 */
export function check(
  schema: TypeCheck,
  value: unknown,
  unkept: readonly string[] = [],
  asks = false,
): void {
  checkShape(schema, value)
  const kept = unkept.length ? without(value as object, unkept) : value
  const found = firstIn(kept, asks ? whole : keeping)
  if (found) throw new Problem('invalid-input', { errors: [found] })
}

/** Throws `invalid-input` if the number of a payment card is in it, whatever else is wrong with it. */
export function checkCards(value: unknown): void {
  const found = firstIn(value, hidingCards)
  if (found) throw new Problem('invalid-input', { errors: [found] })
}

function without(value: object, names: readonly string[]): object {
  return Object.fromEntries(Object.entries(value).filter(([name]) => !names.includes(name)))
}

/** What is wrong with a text or number that stands in a field of this name. */
type Fault = (part: string | number, field: string) => string | undefined

const hidingCards: Fault = (part, field) =>
  typeof part === 'string' && holdsCardNumber(part, field)
    ? 'must not hold the number of a payment card'
    : undefined

const whole: Fault = (part) => {
  const isWhole =
    typeof part === 'number'
      ? Number.isSafeInteger(part)
      : !part.includes('\0') && part.isWellFormed()
  return isWhole ? undefined : 'must be a whole number below 2^53, or text of whole characters'
}

const keeping: Fault = (part, field) => whole(part, field) ?? hidingCards(part, field)

/** The first fault there is, and where, as a JSON pointer. The elements of a list are of its field. */
function firstIn(value: unknown, fault: Fault, path = '', field = ''): InputError | undefined {
  if (typeof value === 'string' || typeof value === 'number') {
    const message = fault(value, field)
    return message === undefined ? undefined : { path, message }
  }
  if (typeof value !== 'object' || value === null) return undefined
  const isList = Array.isArray(value)
  for (const [name, part] of Object.entries(value)) {
    const found = firstIn(part, fault, `${path}/${name}`, isList ? field : name)
    if (found) return found
  }
  return undefined
}

/** The same by the schema alone, for a frame whose input is checked when it is asked. */
export function checkShape(schema: TypeCheck, value: unknown): void {
  if (schema.Check(value)) return
  const errors: InputError[] = []
  for (const { instancePath, message } of schema.Errors(value)) {
    errors.push({ path: instancePath, message })
    if (errors.length >= MOST_ERRORS) break
  }
  throw new Problem('invalid-input', { errors })
}
