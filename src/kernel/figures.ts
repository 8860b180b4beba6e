// Figures as they stand on paper: Western digits in both languages, so that one document is read by
// both, with U+2212 for minus. Screens write theirs by the settings of the person.
import { exponentOf, toDecimal, unitPriceToDecimal } from '#shared/money.ts'

export type Language = 'ar' | 'en'
type Decimal = `${number}`

const tags: Record<Language, string> = { ar: 'ar-EG-u-nu-latn-ca-gregory', en: 'en-GB' }

// Intl takes a decimal text exactly, where a number would already have been rounded.
function grouped(decimal: string, atLeast: number): string {
  const format = new Intl.NumberFormat('en-GB', {
    minimumFractionDigits: atLeast,
    maximumFractionDigits: 6,
  })
  return format.format(decimal as Decimal).replace('-', '\u2212')
}

/** 378000 EGP is `3,780.00`. */
export function amountFigure(amountMinor: number, currency: string): string {
  return grouped(toDecimal(amountMinor, currency), exponentOf(currency))
}

/** 315050 hundredths of a piastre is `31.505`; never fewer digits than the currency has. */
export function unitPriceFigure(unitPriceCentiMinor: number, currency: string): string {
  return grouped(unitPriceToDecimal(unitPriceCentiMinor, currency), exponentOf(currency))
}

/** 1250 is `1.25`, 120000 is `120`. */
export function quantityFigure(quantityMilli: number): string {
  const sign = quantityMilli < 0 ? '-' : ''
  const digits = String(Math.abs(quantityMilli)).padStart(4, '0')
  return grouped(`${sign}${digits.slice(0, -3)}.${digits.slice(-3)}`, 0)
}

/** 140000 is `14%`. */
export function rateFigure(ratePpm: number): string {
  const digits = String(ratePpm).padStart(5, '0')
  return `${grouped(`${digits.slice(0, -4)}.${digits.slice(-4)}`, 0)}%`
}

/** `23 November 2026`, `23 نوفمبر 2026`: of an instant in a time zone, or of a calendar day with UTC. */
export function dayFigure(at: string, language: Language, timeZone = 'UTC'): string {
  const parts = { day: 'numeric', month: 'long', year: 'numeric', timeZone } as const
  return new Intl.DateTimeFormat(tags[language], parts).format(new Date(at))
}

/** Hours and minutes of an instant in a time zone, 24 h. */
export function timeFigure(at: string, timeZone: string): string {
  const parts = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone } as const
  return new Intl.DateTimeFormat('en-GB', parts).format(new Date(at))
}

/** What a currency is called beside figures: `EGP` in English, `ج.م` in Arabic. */
export function currencyFigure(currency: string, language: Language): string {
  if (language === 'en') return currency
  const parts = new Intl.NumberFormat('ar-EG', { style: 'currency', currency }).formatToParts(0)
  const sign = parts.find(({ type }) => type === 'currency')?.value ?? currency
  // Where Arabic has no sign of its own for it, the code is clearer than a borrowed one.
  if (!/\p{Script=Arabic}/u.test(sign)) return currency
  return sign.replace(/[\u200e\u200f\u061c]/g, '').replace(/\.$/, '')
}
