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

/** Throws `invalid-input` with at most ten errors unless the value fits. */
export function check(schema: TypeCheck, value: unknown): void {
  if (schema.Check(value)) return
  const errors: InputError[] = []
  for (const { instancePath, message } of schema.Errors(value)) {
    errors.push({ path: instancePath, message })
    if (errors.length >= MOST_ERRORS) break
  }
  throw new Problem('invalid-input', { errors })
}
