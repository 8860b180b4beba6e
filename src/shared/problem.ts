// The closed list of failures the outside may meet, as RFC 9457 problem details. A problem not in
// this list does not exist: each has its own page at /problems/<slug>.
import Type, { type Static } from 'typebox'

const list = {
  malformed: [400, 'The request could not be read'],
  'invalid-input': [400, 'The input does not fit its schema'],
  'not-signed-in': [401, 'Sign in first'],
  'wrong-credentials': [401, 'Name or password is wrong'],
  'code-needed': [401, 'This sign-in needs a code as well'],
  revoked: [401, 'This sign-in or terminal was revoked'],
  forbidden: [403, 'Not permitted'],
  'step-up-needed': [403, 'Show once more who you are'],
  'mfa-needed': [403, 'This role needs a second step: set it up first'],
  'code-refused': [403, 'The code is wrong, used or too old'],
  'wrong-store': [403, 'This belongs to another store'],
  'not-found': [404, 'There is no such thing'],
  'unknown-operation': [404, 'There is no such operation'],
  'unknown-barcode': [404, 'No product carries this barcode'],
  'method-not-allowed': [405, 'This address does not take that method'],
  'already-exists': [409, 'It exists already'],
  'call-id-reused': [409, 'This call id was used with another body'],
  'changed-meanwhile': [409, 'It was changed by someone else meanwhile'],
  'wrong-state': [409, 'Not possible in its present state'],
  'stock-short': [409, 'Not enough stock'],
  'lot-blocked': [409, 'This lot may not be sold'],
  'lot-expired': [409, 'This lot is past its expiry'],
  'lot-required': [409, 'This product is sold by lot'],
  'price-mismatch': [409, 'The price is not the one in force'],
  'no-price': [409, 'No price is in force for this product'],
  'totals-mismatch': [409, 'The totals do not add up'],
  'tender-short': [409, 'The tenders do not cover the total'],
  'over-return': [409, 'More would come back than was sold'],
  'session-open': [409, 'This drawer has an open cash session already'],
  'session-closed': [409, 'This cash session is not open'],
  'count-locked': [409, 'The count of this drawer is locked'],
  'journal-outstanding': [409, 'The terminal holds entries that the hub does not have yet'],
  'already-sealed': [409, 'This cash session is sealed'],
  'held-elsewhere': [409, 'Another basket holds what is left'],
  'parked-elsewhere': [409, 'Someone else has this parked sale open'],
  'stored-value-short': [409, 'The account does not hold that much'],
  'stored-value-unusable': [409, 'This card or voucher cannot be used'],
  'credit-exceeded': [409, 'The customer may not owe that much'],
  'approval-required': [403, 'Someone with a higher limit must approve this'],
  'approval-void': [409, 'The approval does not hold for this'],
  'pin-refused': [403, 'Login or PIN is wrong'],
  'chain-broken': [409, 'The journal does not continue where it ended'],
  'journal-gap': [409, 'Entries before this one are missing'],
  'stale-fence': [409, 'This terminal was enrolled again since'],
  'identity-conflict': [409, 'This journal number was used with another body'],
  'version-unsupported': [406, 'This version of the interface is not offered'],
  'too-large': [413, 'Too large'],
  'not-csv': [422, 'The file is not a CSV table with the expected columns'],
  'too-many-requests': [429, 'Too many requests'],
  'locked-out': [429, 'Too many failed attempts'],
  internal: [500, 'The hub failed'],
  unavailable: [503, 'Not available at the moment'],
} as const satisfies Record<string, readonly [number, string]>

/** The name of a problem, also the last part of its `type` address. */
export type ProblemSlug = keyof typeof list

/** Status (RFC 9110) and title of each problem. */
export const problems: Record<ProblemSlug, readonly [status: number, title: string]> = list

/**
 * One thing wrong with an input: where (JSON pointer), what, and for an import the row (from 1) and a
 * code that stays whatever the message says, by which a client tells it in its reader's language.
 */
export const InputError = Type.Object({
  path: Type.String(),
  message: Type.String(),
  code: Type.Optional(Type.String()),
  row: Type.Optional(Type.Integer()),
})
export type InputError = Static<typeof InputError>

/**
 * A problem as it crosses the wire (RFC 9457, `application/problem+json`). `instance` is the request
 * or call id. Extensions: `errors` (invalid input), `availableMilli` (stock), `retryAfterMs`,
 * `need` (journal number to continue from), `lineId` (the line of a sale that was refused),
 * `approvalKind` (what must be approved), `availableMinor` (credit or stored value left, minor
 * units), `missing` (entries the hub does not have), `heldBy` (terminals that hold what is wanted),
 * `holder` (the person who has it open), `attemptsLeft` (wrong PINs before they pause).
 */
export const ProblemBody = Type.Object({
  type: Type.String(),
  title: Type.String(),
  status: Type.Integer(),
  detail: Type.Optional(Type.String()),
  instance: Type.Optional(Type.String()),
  errors: Type.Optional(Type.Array(InputError)),
  availableMilli: Type.Optional(Type.Integer()),
  retryAfterMs: Type.Optional(Type.Integer()),
  need: Type.Optional(Type.Integer()),
  lineId: Type.Optional(Type.String()),
  approvalKind: Type.Optional(Type.String()),
  availableMinor: Type.Optional(Type.Integer()),
  missing: Type.Optional(Type.Integer()),
  heldBy: Type.Optional(Type.Array(Type.String())),
  holder: Type.Optional(Type.String()),
  attemptsLeft: Type.Optional(Type.Integer({ minimum: 0 })),
})
export type ProblemBody = Static<typeof ProblemBody>

/** The extensions a problem may carry beside its name. */
export type ProblemExtras = Partial<Omit<ProblemBody, 'type' | 'title' | 'status' | 'instance'>>

/** Builds the body of a problem; `instance` is filled in where it is sent. */
export function problemBody(slug: ProblemSlug, extras: ProblemExtras = {}): ProblemBody {
  const [status, title] = problems[slug]
  return { type: `/problems/${slug}`, title, status, ...extras }
}

/** The slug of a received problem, or `internal` for one this version does not know. */
export function slugOf(body: ProblemBody): ProblemSlug {
  const slug = body.type.replace('/problems/', '')
  return slug in list ? (slug as ProblemSlug) : 'internal'
}
