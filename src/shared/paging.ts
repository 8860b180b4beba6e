// Pages of a queried list: a cursor that means "after this one", never an offset, so that rows
// arriving meanwhile neither repeat nor hide others.
import Type, { type TSchema } from 'typebox'

/** What a list asks: at most `limit` rows (1-200, 50 when absent) after the opaque `after`. */
export const pageFields = {
  after: Type.Optional(Type.String({ maxLength: 200, description: 'Cursor of the last row seen' })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
}

/** A page of `row`s and the cursor to ask the next page with; `next` is null on the last page. */
export function Page<T extends TSchema>(row: T) {
  return Type.Object(
    { rows: Type.Array(row), next: Type.Union([Type.String(), Type.Null()]) },
    { additionalProperties: false },
  )
}

const CURSOR = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** The id a cursor names; null, which begins with the first row, for no cursor and for none of ours. */
export function idAfter(after: string | undefined): string | null {
  return after !== undefined && CURSOR.test(after) ? after : null
}
