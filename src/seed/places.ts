// The two stores of the seed shop, the places goods are kept in at each, and the devices in them.
import type { Location } from '#stock/contract.ts'
import type { Store } from '#stores/contract.ts'
import type { Terminal } from '#terminals/contract.ts'

export const storeRows: readonly Omit<Store, 'id'>[] = [
  {
    code: 'LON',
    name: { en: 'Al Waha, Edgware Road', ar: 'الواحة، إدجوير رود' },
    currency: 'GBP',
    timeZone: 'Europe/London',
    locale: 'en',
    digits: 'latn',
    pricesIncludeTax: true,
    taxRounding: 'line',
    cashRoundingMinor: 1,
    priceChange: 'honour-lower',
    invoicePdf: 'on-request',
    receiptHeader: { en: 'Al Waha', ar: 'الواحة' },
    address: { en: '218 Edgware Road, London W2 1DH', ar: '٢١٨ إدجوير رود، لندن' },
    taxNumber: 'GB 000 0000 00',
    countToleranceMinor: 500,
    holdBelowMilli: 3000,
    noReceipt: 'any',
    fourEyes: false,
    lockAfterMinutes: 15,
    open: true,
  },
  {
    code: 'CAI',
    name: { en: 'Al Waha, Maadi', ar: 'الواحة، المعادي' },
    currency: 'EGP',
    timeZone: 'Africa/Cairo',
    locale: 'ar',
    digits: 'arab',
    pricesIncludeTax: true,
    taxRounding: 'line',
    cashRoundingMinor: 25,
    priceChange: 'honour-lower',
    invoicePdf: 'on-request',
    receiptHeader: { en: 'Al Waha', ar: 'الواحة' },
    address: { en: '9 Road 216, Maadi, Cairo', ar: '٩ شارع ٢١٦، المعادي، القاهرة' },
    taxNumber: '000-000-000',
    countToleranceMinor: 500,
    holdBelowMilli: 3000,
    noReceipt: 'any',
    fourEyes: false,
    lockAfterMinutes: 15,
    open: true,
  },
]

export const places: readonly Pick<Location, 'kind' | 'name' | 'sellable'>[] = [
  { kind: 'shop-floor', name: { en: 'Shop floor', ar: 'صالة العرض' }, sellable: true },
  { kind: 'bulk', name: { en: 'Back room', ar: 'المخزن الخلفي' }, sellable: false },
  { kind: 'quarantine', name: { en: 'Quarantine', ar: 'الحجر' }, sellable: false },
]

// A device has one name, in the language its store is run in.
type TerminalRow = Pick<Terminal, 'kind' | 'code' | 'name'> & { readonly store: string }

export const terminalRows: readonly TerminalRow[] = [
  { store: 'LON', kind: 'till', code: 'T1', name: 'Till 1' },
  { store: 'LON', kind: 'till', code: 'T2', name: 'Till 2' },
  { store: 'CAI', kind: 'till', code: 'T1', name: 'كاشير ١' },
  { store: 'CAI', kind: 'till', code: 'T2', name: 'كاشير ٢' },
  { store: 'CAI', kind: 'scanner', code: 'S1', name: 'ماسح ١' },
]
