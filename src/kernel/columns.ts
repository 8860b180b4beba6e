// Whole columns as parameters: how the values of many rows travel to one multi-row statement. The
// driver escapes each element of an array by itself; numbers, ids and text without control characters
// need none of that, and the lane sends hundreds of thousands of them a second.

// JSON text cannot hold raw control characters, so these two never meet what they separate there.
const BETWEEN = '\u001f'
const NOTHING = '\u001e'

const needNoQuotes = new Set([
  'uuid',
  'bigint',
  'int',
  'integer',
  'smallint',
  'boolean',
  'date',
  'timestamptz',
])

/** What a column that needs no quotes, or holds text, may hold besides dates. */
type Plain = string | number | bigint | boolean | null

/** A column as it is written into the statement at place `n`, and the value that goes there. */
function columnOf(
  type: string,
  values: readonly unknown[],
  n: number,
): [text: string, value: unknown] {
  if (needNoQuotes.has(type)) {
    return [
      `$${n}::${type}[]`,
      `{${values.map((value) => literal(value as Plain | Date)).join(',')}}`,
    ]
  }
  if (type === 'text') {
    const joined = (values as readonly Plain[])
      .map((value) => (value === null ? NOTHING : String(value)))
      .join(BETWEEN)
    if (joined !== '' && isApart(values)) {
      return [`string_to_array($${n}, E'\\x1f', E'\\x1e')`, joined]
    }
  }
  return [`$${n}::${type}[]`, values]
}

function literal(value: Plain | Date): string {
  if (value === null) return 'NULL'
  return value instanceof Date ? value.toISOString() : String(value)
}

function isApart(values: readonly unknown[]): boolean {
  return values.every((value) => {
    return typeof value !== 'string' || !(value.includes(BETWEEN) || value.includes(NOTHING))
  })
}

/**
 * `unnest(…)` over columns of these PostgreSQL types, with parameters from `$first` on. Null is null;
 * jsonb columns hold JSON text.
 */
export function unnest(
  types: readonly string[],
  columns: readonly (readonly unknown[])[],
  first: number,
): { text: string; values: unknown[] } {
  const parts = types.map((type, i) => columnOf(type, columns[i] ?? [], first + i))
  return {
    text: `unnest(${parts.map(([text]) => text).join(', ')})`,
    values: parts.map(([, value]) => value),
  }
}
