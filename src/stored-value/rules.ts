// What may be done with stored value and what it leaves: pure, so that a till can say beforehand what
// the hub will say. The hub decides over locked accounts.
import { idPattern } from '#shared/ids.ts'
import { latinDigits } from '#shared/text.ts'
import { storedValueKinds, type StoredValueAccount, type StoredValueKind } from './contract.ts'

const MOST_MINOR = 9_000_000_000_000

/**
 * A code as it is looked up: Latin digits and capitals without spaces and signs. Undefined if fewer
 * than 8 or more than 64 are left.
 */
export function tidyCode(code: string): string | undefined {
  const tidy = latinDigits(code.normalize('NFKC'))
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
  return tidy.length >= 8 && tidy.length <= 64 ? tidy : undefined
}

// Without I, L, O and U, which are taken for others (Crockford's base 32).
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** A code for a new account in groups of four, from at least 16 random bytes: 80 bits of chance. */
export function codeOf(random: Uint8Array): string {
  if (random.length < 16) throw new RangeError('a code needs 16 random bytes')
  const signs = Array.from(random.slice(0, 16), (byte) => ALPHABET[byte & 31] ?? '')
  return [0, 4, 8, 12].map((from) => signs.slice(from, from + 4).join('')).join('-')
}

/** Value that a document moves; positive is put on the account. `kind` is null for a sold line. */
export type ValueMove = {
  readonly accountId: string
  readonly kind: StoredValueKind | null
  readonly amountMinor: number
}

type Dealing = {
  readonly lines: readonly { readonly issues: string | null; readonly amountMinor: number }[]
  readonly tenders: readonly {
    readonly kind: string
    readonly amountMinor: number
    readonly reference: string | null
  }[]
}

type Tender = Dealing['tenders'][number]
const id = new RegExp(idPattern)

/** The kind of account a tender is paid with, for one that names its account by id. */
function valueKind({ kind, reference }: Tender): StoredValueKind | undefined {
  const known = storedValueKinds.find((each) => each === kind)
  return known && reference !== null && id.test(reference) ? known : undefined
}

/** Whether a tender is to be paid with stored value and does not say from which account. */
export function namesNoAccount(tender: Tender): boolean {
  const kinds: readonly string[] = storedValueKinds
  return kinds.includes(tender.kind) && valueKind(tender) === undefined
}

/**
 * What a sale moves, once for each account, what is put on before what is taken. A tender that is
 * positive takes; a line that issues puts on. Tenders that name no account are left out.
 */
export function valueMoves({ lines, tenders }: Dealing): ValueMove[] {
  const moves = new Map<string, ValueMove>()
  const add = (accountId: string, kind: StoredValueKind | null, amountMinor: number) => {
    const key = `${accountId}|${kind}`
    moves.set(key, {
      accountId,
      kind,
      amountMinor: (moves.get(key)?.amountMinor ?? 0) + amountMinor,
    })
  }
  for (const { issues, amountMinor } of lines) if (issues) add(issues, null, amountMinor)
  for (const tender of tenders) {
    const kind = valueKind(tender)
    if (kind && tender.reference !== null) add(tender.reference, kind, -tender.amountMinor)
  }
  return [...moves.values()].toSorted((a, b) => b.amountMinor - a.amountMinor)
}

/** What a move is judged by. */
export type Movable = Pick<
  StoredValueAccount,
  'kind' | 'currency' | 'customerId' | 'last4' | 'balanceMinor' | 'state' | 'expiresOn'
> & {
  /** The document that used a voucher up, and what was forfeited then. */
  readonly usedBy: string | null
  readonly forfeitedMinor: number
}
export type Moving = {
  readonly kind: StoredValueKind | null
  readonly amountMinor: number
  readonly currency: string
  readonly documentId: string
  readonly customerId: string | null
  /** The document this one reverses: its vouchers become whole again. */
  readonly voidOf: string | null
}

/** Why an account cannot be moved so, in words for people; undefined if it can. `onDay` is the store's. */
export function moveFault(account: Movable, moving: Moving, onDay: string): string | undefined {
  const { kind, amountMinor, currency } = moving
  if (kind !== null && account.kind !== kind) return `It is a ${account.kind}, not a ${kind}`
  if (account.currency !== currency) return `It is kept in ${account.currency}`
  if (Math.abs(amountMinor) > MOST_MINOR || account.balanceMinor + amountMinor > MOST_MINOR) {
    return 'It cannot hold that much'
  }
  if (amountMinor >= 0 || moving.voidOf !== null) return undefined
  if (account.last4 === null && account.customerId !== moving.customerId) {
    return 'It belongs to another customer'
  }
  if (account.state === 'blocked') return 'It is blocked'
  if (account.state === 'used') return 'It has been used'
  if (account.expiresOn !== null && account.expiresOn < onDay) {
    return `It was good until ${account.expiresOn}`
  }
  return undefined
}

export type Moved = {
  readonly balanceMinor: number
  readonly state: StoredValueAccount['state']
  readonly usedBy: string | null
  readonly forfeitedMinor: number
  /** What the entry says. */
  readonly entry: { readonly amountMinor: number; readonly forfeitedMinor: number }
  /** What was asked for and is not there. */
  readonly shortMinor: number
}

/** What a move that has no fault leaves; takes only what is there. */
export function afterMove(account: Movable, moving: Moving): Moved {
  return moving.amountMinor < 0 ? taken(account, moving) : putOn(account, moving)
}

function putOn(account: Movable, { amountMinor, voidOf }: Moving): Moved {
  const whole = voidOf !== null && voidOf === account.usedBy
  const restoredMinor = whole ? account.forfeitedMinor : 0
  return {
    balanceMinor: account.balanceMinor + amountMinor + restoredMinor,
    state: account.state === 'used' ? 'active' : account.state,
    usedBy: null,
    forfeitedMinor: 0,
    entry: { amountMinor: amountMinor + restoredMinor, forfeitedMinor: -restoredMinor },
    shortMinor: 0,
  }
}

function taken(account: Movable, { amountMinor, documentId, voidOf }: Moving): Moved {
  const takenMinor = Math.min(-amountMinor, account.balanceMinor)
  const shortMinor = -amountMinor - takenMinor
  const leftMinor = account.balanceMinor - takenMinor
  const once = account.kind === 'voucher' && voidOf === null
  const forfeitedMinor = once ? leftMinor : 0
  return {
    balanceMinor: leftMinor - forfeitedMinor,
    state: once ? 'used' : account.state,
    usedBy: once ? documentId : account.usedBy,
    forfeitedMinor: once ? forfeitedMinor : account.forfeitedMinor,
    entry: { amountMinor: 0 - takenMinor - forfeitedMinor, forfeitedMinor },
    shortMinor,
  }
}
