// The settings of a store as they are typed, and what of them is sent.
import { fromDecimal, isCurrency, toDecimal } from '#shared/money.ts'
import { latinDigits } from '#shared/text.ts'
import type { Store } from '#stores/contract.ts'
import { plainPolicies, storeFaults } from '#stores/rules.ts'
import { bothNames } from '../parts/both-names.ts'

export type StoreDraft = Omit<Store, 'cashRoundingMinor'> & {
  /** The smallest cash, as typed in whole currency units: `0.25`. */
  rounding: string
}

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
    ...plainPolicies,
    open: true,
  }
}

export function storeDraftOf({ cashRoundingMinor, ...store }: Store): StoreDraft {
  return { ...store, rounding: toDecimal(cashRoundingMinor, store.currency) }
}

/** The smallest cash in minor units; undefined where it is none, or finer than the currency. */
export function readRounding(text: string, currency: string): number | undefined {
  if (!isCurrency(currency)) return undefined
  const minor = fromDecimal(latinDigits(text.trim()), currency)
  return minor === undefined || minor < 1 || minor > 10_000 ? undefined : minor
}

/** The store to send; undefined while something is missing or unreadable. A receipt without a head carries the name. */
export function storeOf({ rounding, ...draft }: StoreDraft): Store | undefined {
  const name = bothNames(draft.name)
  const cashRoundingMinor = readRounding(rounding, draft.currency)
  if (!name || cashRoundingMinor === undefined) return undefined
  if (!/^[A-Z0-9]{2,8}$/.test(draft.code)) return undefined
  const store = {
    ...draft,
    name,
    cashRoundingMinor,
    receiptHeader: bothNames(draft.receiptHeader) ?? name,
    address: bothNames(draft.address) ?? name,
  }
  return storeFaults(store).length === 0 ? store : undefined
}
