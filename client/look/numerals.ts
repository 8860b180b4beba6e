// Every number, amount, date and time a face shows is written here, by one set of Intl formats for each language,
// set of digits and time zone. Codes (lots, barcodes, receipt numbers) never pass through: they are always Western.
import { writeAge } from './ages.ts'
import { decimalText, exponentOf } from './decimals.ts'
import { type Digits, type Locale, tagOf } from './locale.ts'
import { unitDecimals, unitName } from './units.ts'

/** An amount in two pieces, because the currency is drawn smaller than the figure. */
export type MoneyParts = {
  figure: string
  symbol: string
  /** Where the symbol stands in reading order. */
  symbolAt: 'start' | 'end'
  /** What stands between figure and symbol: a no-break space, or nothing beside a sign such as £. */
  gap: '' | '\u00A0'
}

export type QuantityParts = { figure: string; unit: string }

export type MoneyOptions = {
  /** Whole currency units only, as dashboard figures are. */
  whole?: boolean
  /** A plus before what is positive, for differences. */
  signed?: boolean
}

export type Numerals = {
  locale: Locale
  digits: Digits
  /** Figure and currency of an amount in minor units. */
  moneyParts(amountMinor: number, currency: string, options?: MoneyOptions): MoneyParts
  /** The same as one string, for sentences and accessible names. */
  money(amountMinor: number, currency: string, options?: MoneyOptions): string
  /** The bare figure, for a table or a list whose head says the currency. */
  amount(amountMinor: number, currency: string, options?: MoneyOptions): string
  /** A unit price in hundredths of a minor unit, with its two extra decimals only when they say something. */
  unitPriceParts(unitPriceCentiMinor: number, currency: string): MoneyParts
  /** Exact on a line (0.742 kg), short on a tile (11.4 kg). */
  quantity(quantityMilli: number, unit: string, as?: 'exact' | 'short'): QuantityParts
  count(n: number): string
  /** A rate in parts per million: 150000 is 15%. */
  percent(ratePpm: number, options?: { signed?: boolean }): string
  /** A date or an instant; the year only when asked for. */
  date(on: string | number, shape?: DateShape): string
  /** Hours and minutes, 24 h in English, 12 h in Arabic. */
  time(at: string | number, options?: { seconds?: boolean }): string
  age(spanMs: number): string
}

export type DateShape = 'day' | 'day-year' | 'month-year' | 'weekday'

const made = new Map<string, Numerals>()

/** The one set of formats for a language, digits and time zone (the store's, or the viewer's when left out). */
export function numerals(locale: Locale, digits: Digits, timeZone?: string): Numerals {
  const key = `${locale} ${digits} ${timeZone ?? ''}`
  const known = made.get(key)
  if (known) return known
  const fresh = make(locale, digits, timeZone)
  made.set(key, fresh)
  return fresh
}

function make(locale: Locale, digits: Digits, timeZone: string | undefined): Numerals {
  const tag = tagOf(locale, digits)
  const decimal = decimals(tag)
  const plain = decimal(0, 0, false)
  const count = (n: number) => minus(plain.format(n))
  const symbols = symbolsOf(tag)
  const parts = (figure: string, currency: string): MoneyParts => {
    const symbol = symbols(currency)
    const short = symbol.length === 1 && locale === 'en'
    const symbolAt = locale === 'en' ? 'start' : 'end'
    return { figure, symbol, symbolAt, gap: short ? '' : '\u00A0' }
  }
  const amount: Numerals['amount'] = (amountMinor, currency, options = {}) => {
    const exponent = exponentOf(currency)
    const shown = options.whole ? 0 : exponent
    const format = decimal(shown, shown, options.signed ?? false)
    return minus(format.format(decimalText(amountMinor, exponent)))
  }
  const moneyParts: Numerals['moneyParts'] = (amountMinor, currency, options) =>
    parts(amount(amountMinor, currency, options), currency)
  return {
    locale,
    digits,
    amount,
    moneyParts,
    money: (amountMinor, currency, options) => join(moneyParts(amountMinor, currency, options)),
    unitPriceParts: (unitPriceCentiMinor, currency) => {
      const exponent = exponentOf(currency)
      const format = decimal(exponent, exponent + 2, false)
      return parts(minus(format.format(decimalText(unitPriceCentiMinor, exponent + 2))), currency)
    },
    quantity: (quantityMilli, unit, as = 'exact') => {
      const least = as === 'exact' ? unitDecimals(unit) : 0
      const format = decimal(least, as === 'exact' ? 3 : 1, false)
      const figure = minus(format.format(decimalText(quantityMilli, 3)))
      return { figure, unit: unitName(unit, locale) }
    },
    count,
    percent: percentOf(tag),
    age: (spanMs) => writeAge(spanMs, locale, count),
    ...calendar(tag, locale, timeZone),
  }
}

/** One string of a money value's pieces, in reading order. */
export function join(parts: MoneyParts): string {
  const { figure, symbol, gap } = parts
  if (parts.symbolAt === 'end') return `${figure}${gap}${symbol}`
  // A minus goes before the sign of the currency: −£1.00.
  const sign = /^[−+]/.exec(figure)?.[0] ?? ''
  return `${sign}${symbol}${gap}${figure.slice(sign.length)}`
}

function decimals(tag: string) {
  const formats = new Map<string, Intl.NumberFormat>()
  return (least: number, most: number, signed: boolean): Intl.NumberFormat => {
    const key = `${least} ${most} ${signed}`
    const known = formats.get(key)
    if (known) return known
    const format = new Intl.NumberFormat(tag, {
      minimumFractionDigits: least,
      maximumFractionDigits: most,
      signDisplay: signed ? 'exceptZero' : 'negative',
    })
    formats.set(key, format)
    return format
  }
}

function percentOf(tag: string): Numerals['percent'] {
  const shape = { style: 'percent', maximumFractionDigits: 2 } as const
  const plain = new Intl.NumberFormat(tag, shape)
  const signed = new Intl.NumberFormat(tag, { ...shape, signDisplay: 'exceptZero' })
  return (ratePpm, options) =>
    minus((options?.signed ? signed : plain).format(decimalText(ratePpm, 6)))
}

function symbolsOf(tag: string): (currency: string) => string {
  const known = new Map<string, string>()
  return (currency) => {
    let symbol = known.get(currency)
    if (symbol === undefined) {
      const narrow = symbolIn(tag, currency, 'narrowSymbol')
      // A bare $ means one country's dollar only.
      const clear = narrow.length === 1 && (narrow !== '$' || currency === 'USD')
      symbol = clear ? narrow : symbolIn(tag, currency, 'symbol')
      known.set(currency, symbol)
    }
    return symbol
  }
}

function symbolIn(tag: string, currency: string, currencyDisplay: 'narrowSymbol' | 'symbol') {
  try {
    const format = new Intl.NumberFormat(tag, { style: 'currency', currency, currencyDisplay })
    const part = format.formatToParts(0).find(({ type }) => type === 'currency')
    // Intl ends an Arabic abbreviation with a dot and direction marks; the bdi around it makes both needless.
    return (part?.value ?? currency).replaceAll(/[\u200E\u200F\u061C]/g, '').replace(/\.$/, '')
  } catch {
    return currency
  }
}

function calendar(tag: string, locale: Locale, timeZone: string | undefined) {
  const zone = timeZone ? { timeZone } : {}
  const month = locale === 'en' ? 'short' : 'long'
  const shapes: Record<DateShape, Intl.DateTimeFormatOptions> = {
    day: { day: 'numeric', month },
    'day-year': { day: 'numeric', month, year: 'numeric' },
    'month-year': { month, year: 'numeric' },
    weekday: { weekday: 'long', day: 'numeric', month: 'long' },
  }
  const formats = new Map<string, Intl.DateTimeFormat>()
  const formatOf = (key: string, options: Intl.DateTimeFormatOptions) => {
    const known = formats.get(key) ?? new Intl.DateTimeFormat(tag, options)
    formats.set(key, known)
    return known
  }
  const hour: Intl.DateTimeFormatOptions =
    locale === 'en' ? { hour: '2-digit', hourCycle: 'h23' } : { hour: 'numeric', hour12: true }
  return {
    date: (on: string | number, shape: DateShape = 'day') => {
      // A date without a time is a day of the calendar: it must not move with the zone.
      const bare = typeof on === 'string' && on.length === 10
      const options = { ...shapes[shape], ...(bare ? { timeZone: 'UTC' } : zone) }
      return tidyDate(formatOf(`${shape} ${bare}`, options).format(new Date(on)))
    },
    time: (at: string | number, options: { seconds?: boolean } = {}) => {
      const second = options.seconds ? ({ second: '2-digit' } as const) : {}
      const shape = { ...hour, minute: '2-digit', ...second, ...zone } as const
      return formatOf(`time ${options.seconds ?? false}`, shape).format(new Date(at))
    },
  }
}

// British Intl data writes "Sept" where every other month has three letters.
function tidyDate(text: string): string {
  return text.replace('Sept ', 'Sep ').replace(/Sept$/, 'Sep')
}

// Intl writes a hyphen; the true minus keeps the direction marks that Intl put around it.
function minus(text: string): string {
  return text.replace('-', '\u2212')
}
