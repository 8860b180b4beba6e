// What a day's sales come to, as three kinds of file show it. Plain data: read by queries.ts, set by
// csv.ts, xlsx.ts and pdf.ts.
import type { LocalName } from '#shared/names.ts'
import type { Language } from '#kernel/figures.ts'

export type DaySales = {
  store: {
    name: LocalName
    code: string
    currency: string
    timeZone: string
    language: Language
    taxNumber: string | null
  }
  businessOn: string
  /** When it was made, ISO 8601. */
  at: string
  totals: DayTotals
  taxes: { category: string; ratePpm: number; netMinor: number; taxMinor: number }[]
  /** Less the change that was given back. */
  tenders: { kind: string; amountMinor: number }[]
  /** By hour of the store's clock, 0 to 23; hours without a sale are absent. */
  hours: { hour: number; sales: number; totalMinor: number }[]
  /** By what they came to, greatest first. */
  products: DayProduct[]
  /** In the order they were made. */
  sales: DaySale[]
}

export type DayTotals = {
  sales: number
  returns: number
  netMinor: number
  taxMinor: number
  roundingMinor: number
  totalMinor: number
}

export type DayProduct = {
  sku: string
  name: LocalName
  unit: string
  quantityMilli: number
  amountMinor: number
}

export type DaySale = {
  at: string
  receipt: string
  invoiceNumber: string
  offline: boolean
  netMinor: number
  taxMinor: number
  totalMinor: number
}
