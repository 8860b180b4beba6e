// Checks values against schemas, compiled once, and says what is wrong as a problem.
import type { TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
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
 * a number of more than 2^53 - 1. Fields named in `unkept` are not looked at for that.
 */
export function check(schema: TypeCheck, value: unknown, unkept: readonly string[] = []): void {
  checkShape(schema, value)
  const kept = unkept.length ? without(value as object, unkept) : value
  const path = unkeepable(kept, '')
  if (path === undefined) return
  throw new Problem('invalid-input', {
    errors: [{ path, message: 'must be a whole number below 2^53, or text of whole characters' }],
  })
}

function without(value: object, names: readonly string[]): object {
  return Object.fromEntries(Object.entries(value).filter(([name]) => !names.includes(name)))
}

/** Where the first value is that cannot be kept, as a JSON pointer. */
function unkeepable(value: unknown, path: string): string | undefined {
  if (typeof value === 'string') {
    return value.includes('\0') || !value.isWellFormed() ? path : undefined
  }
  if (typeof value === 'number') return Number.isSafeInteger(value) ? undefined : path
  if (typeof value !== 'object' || value === null) return undefined
  for (const [name, part] of Object.entries(value)) {
    const found = unkeepable(part, `${path}/${name}`)
    if (found !== undefined) return found
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
