// The one class in which an operation says no. Only http.ts and feed/session.ts turn it into bytes;
// anything else that is thrown is our own mistake and is told outside as `internal`.
import {
  problemBody,
  problems,
  type ProblemBody,
  type ProblemExtras,
  type ProblemSlug,
} from '#shared/problem.ts'

/** A refusal from the closed list of shared/problem.ts, with its typed extensions. */
export class Problem extends Error {
  readonly slug: ProblemSlug
  readonly extras: ProblemExtras

  constructor(slug: ProblemSlug, extras: ProblemExtras | string = {}) {
    const typed = typeof extras === 'string' ? { detail: extras } : extras
    super(typed.detail ?? problems[slug][1])
    this.name = 'Problem'
    this.slug = slug
    this.extras = typed
  }

  /** The body for the wire; `instance` is the request or call id. */
  body(instance?: string): ProblemBody {
    return { ...problemBody(this.slug, this.extras), ...(instance ? { instance } : {}) }
  }
}

// A constraint of the database that stands for something a caller did.
const constraints: Record<string, [ProblemSlug, string]> = {
  level_on_hand_milli_check: ['stock-short', 'The quantity at this location would fall below zero'],
  variant_sku_unique: ['already-exists', 'Another variant has this SKU'],
  barcode_rule_prefix_unique: ['already-exists', 'This prefix has a rule'],
  barcode_pkey: ['already-exists', 'Another variant has this barcode'],
  store_code_unique: ['already-exists', 'Another store has this code'],
  person_login_unique: ['already-exists', 'Another person has this login'],
  terminal_store_id_code_unique: ['already-exists', 'Another terminal of the store has this code'],
  product_category_id_foreign: ['not-found', 'There is no such category'],
  variant_product_id_foreign: ['not-found', 'There is no such product'],
  price_variant_id_foreign: ['not-found', 'There is no such variant'],
  lot_variant_id_code_unique: ['already-exists', 'The variant has a lot of this code'],
}

type DatabaseError = Error & { code?: string; constraint?: string }

/**
 * What a thrown thing means to the outside: itself if it is a Problem, the meaning of a violated
 * constraint, `already-exists` for any other duplicate key, `unavailable` if the database is away or
 * waited too long, else null for a mistake of ours.
 */
export function asProblem(error: unknown): Problem | null {
  if (error instanceof Problem) return error
  const cause = rootCause(error)
  const known = cause.constraint ? constraints[cause.constraint] : undefined
  if (known) return new Problem(known[0], known[1])
  if (cause.code === '23505') return new Problem('already-exists', 'It exists already')
  if (isUnavailable(cause) || isOutwaited(cause)) {
    return new Problem('unavailable', { retryAfterMs: 500 })
  }
  return null
}

// Somebody else held a row, or the database was busy, for longer than a caller is let wait: nothing
// was done, and the same call may succeed a moment later.
const isOutwaited = ({ code }: DatabaseError) => code === '55P03' || code === '57014'

/**
 * Whether a transaction that failed at this attempt (from 1) should be run again: always after a
 * deadlock or serialisation failure, `most` times in all; once after a duplicate key, because two
 * who make the same row at the same moment must not both be told that it exists.
 */
export function isRetryable(error: unknown, attempt: number, most: number): boolean {
  const { code } = rootCause(error)
  if (code === '40P01' || code === '40001') return attempt < most
  return code === '23505' && attempt === 1
}

/** The database is away or going: nobody can tell whether a commit under way took place. */
export function isUnavailable(error: unknown): boolean {
  const { code = '', message } = rootCause(error)
  if (/^(08|57P)/.test(code) || code === '53300') return true
  if (/^(ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EHOSTUNREACH)/.test(code)) return true
  return /terminat|timeout exceeded when trying to connect|not queryable|Connection ended/i.test(
    message,
  )
}

// MikroORM wraps what the driver threw; the driver's code is on the innermost error.
function rootCause(error: unknown): DatabaseError {
  let inner = error
  while (inner instanceof Error) {
    const next = (inner as Error & { previous?: unknown }).previous ?? inner.cause
    if (!(next instanceof Error)) return inner as DatabaseError
    inner = next
  }
  return new Error(String(error)) as DatabaseError
}
