// The settings of a store as they are typed, and what of them is sent.
import { toDecimal } from '#shared/money.ts'
import { quantityToDecimal } from '#shared/quantity.ts'
import { latinDigits } from '#shared/text.ts'
import type { Store } from '#stores/contract.ts'
import { plainPolicies, storeFaults } from '#stores/rules.ts'
import { bothNames } from '../parts/both-names.ts'
import { readQuantity, readSum } from '../parts/typed.ts'

export type StoreDraft = Omit<
  Store,
  'cashRoundingMinor' | 'countToleranceMinor' | 'holdBelowMilli' | 'lockAfterMinutes'
> & {
  /** The smallest cash, as typed in whole currency units: `0.25`. */
  rounding: string
  /** How far a first count may be off, as typed in whole currency units. */
  tolerance: string
  /** Goods of which no more are left are held for a basket, as typed: `1` or `0.5`. */
  holdBelow: string
  /** Minutes until a till that nobody touches locks, as typed: `15`; `0` is never. */
  lockAfter: string
}

const { countToleranceMinor, holdBelowMilli, lockAfterMinutes, ...plainChoices } = plainPolicies

/** What the fields of a draft are given. */
export type StoreFieldsProps = { draft: StoreDraft; onChange(draft: StoreDraft): void }

export function emptyStore(id: string): StoreDraft {
  return {
    id,
    code: '',
    name: { en: '', ar: '' },
    currency: 'EGP',
    timeZone: 'Africa/Cairo',
    locale: 'ar',
    digits: 'latn',
    pricesIncludeTax: true,
    taxRounding: 'line',
    rounding: '0.01',
    priceChange: 'honour-lower',
    invoicePdf: 'on-request',
    receiptHeader: { en: '', ar: '' },
    address: { en: '', ar: '' },
    taxNumber: null,
    tolerance: toDecimal(countToleranceMinor, 'EGP'),
    holdBelow: quantityToDecimal(holdBelowMilli),
    lockAfter: String(lockAfterMinutes),
    ...plainChoices,
    open: true,
  }
}

export function storeDraftOf(store: Store): StoreDraft {
  const { cashRoundingMinor, countToleranceMinor, holdBelowMilli, lockAfterMinutes, ...rest } =
    store
  return {
    ...rest,
    rounding: toDecimal(cashRoundingMinor, store.currency),
    tolerance: toDecimal(countToleranceMinor, store.currency),
    holdBelow: quantityToDecimal(holdBelowMilli),
    lockAfter: String(lockAfterMinutes),
  }
}

/** The smallest cash in minor units; undefined where it is none, or finer than the currency. */
export function readRounding(text: string, currency: string): number | undefined {
  const minor = readSum(text, currency)
  return minor === undefined || minor < 1 || minor > 10_000 ? undefined : minor
}

/** From how few left goods are held, in thousandths, none below zero; undefined where it is unreadable. */
export function readHoldBelow(text: string): number | undefined {
  const milli = readQuantity(text) ?? undefined
  return milli === undefined || milli < 0 ? undefined : milli
}

/** Whole minutes from 0 to 480; undefined where it is unreadable. */
export function readLockAfter(text: string): number | undefined {
  const typed = latinDigits(text.trim())
  const minutes = /^\d{1,3}$/.test(typed) ? Number(typed) : undefined
  return minutes !== undefined && minutes <= 480 ? minutes : undefined
}

/** The store to send; undefined while something is missing or unreadable. A receipt without a head carries the name. */
export function storeOf(typed: StoreDraft): Store | undefined {
  const { rounding, tolerance, holdBelow, lockAfter, ...draft } = typed
  const name = bothNames(draft.name)
  const cashRoundingMinor = readRounding(rounding, draft.currency)
  const countToleranceMinor = readSum(tolerance, draft.currency)
  const holdBelowMilli = readHoldBelow(holdBelow)
  const lockAfterMinutes = readLockAfter(lockAfter)
  if (!name || cashRoundingMinor === undefined) return undefined
  if (countToleranceMinor === undefined || holdBelowMilli === undefined) return undefined
  if (lockAfterMinutes === undefined) return undefined
  if (!/^[A-Z0-9]{2,8}$/.test(draft.code)) return undefined
  const store = {
    ...draft,
    name,
    cashRoundingMinor,
    countToleranceMinor,
    holdBelowMilli,
    lockAfterMinutes,
    receiptHeader: bothNames(draft.receiptHeader) ?? name,
    address: bothNames(draft.address) ?? name,
  }
  return storeFaults(store).length === 0 ? store : undefined
}
