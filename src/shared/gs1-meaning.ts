// What the elements of a scan mean to a shop: which goods, which lot, until when, how much, for how
// much. It reads no clock and rounds nothing: what cannot be kept exactly is left out with a warning.

import { currencyOfNumber, exponentOf } from './currencies.ts'
import { daysIn } from './gs1-checks.ts'
import type { Gs1Element } from './gs1-elements.ts'
import { isAllZeros } from './gtin.ts'
import type { Gs1Warning, Gs1WarningCode } from './gs1-rules.ts'
import type { UnitCode } from './units.ts'

const MILLI_PLACES = 3

export type Gs1Context = {
  /** Today's year, the middle of the hundred that a two-digit year may mean. */
  readonly referenceYear: number
  /** The currency of amounts that name none (392n). */
  readonly currency?: string
}

export type Gs1Meaning = {
  /** 14 digits: of the goods, or of what a case or pallet contains (`contained`). */
  readonly gtin?: string
  readonly contained?: true
  readonly lot?: string
  readonly serial?: string
  /** Dates as YYYY-MM-DD; a day 00 is the last of its month. */
  readonly expiryOn?: string
  readonly bestBeforeOn?: string
  readonly sellByOn?: string
  readonly producedOn?: string
  readonly packedOn?: string
  readonly quantityMilli?: number
  readonly unit?: UnitCode
  /** The amount payable for the whole item, in minor units of `currency`. */
  readonly amountMinor?: number
  readonly currency?: string
  readonly sscc?: string
}

/** The full year meant by two digits, from 49 years before the reference year to 50 after it. */
export function fullYear(twoDigits: number, referenceYear: number): number {
  const century = referenceYear - (referenceYear % 100)
  const distance = twoDigits - (referenceYear % 100)
  if (distance >= 51) return century - 100 + twoDigits
  return distance <= -50 ? century + 100 + twoDigits : century + twoDigits
}

function dateOf(yymmdd: string, referenceYear: number): string {
  const year = fullYear(Number(yymmdd.slice(0, 2)), referenceYear)
  const month = yymmdd.slice(2, 4)
  const written = yymmdd.slice(4, 6)
  const day = written === '00' ? String(daysIn(year, Number(month))) : written
  return `${String(year).padStart(4, '0')}-${month}-${day}`
}

// The unit of each measure, and the one to take when its decimals are finer than a thousandth.
const measures: ReadonlyMap<string, readonly [UnitCode, (readonly [UnitCode, number])?]> = new Map([
  ['310', ['KGM', ['GRM', 3]]],
  ['311', ['MTR', ['MMT', 3]]],
  ['314', ['MTK', ['CMK', 4]]],
  ['315', ['LTR', ['MLT', 3]]],
  ['316', ['MTQ', ['LTR', 3]]],
  ['320', ['LBR']],
  ['357', ['ONZ']],
])

// value / 10^decimals in units of 10^-places; undefined where it is no safe integer of them.
function rescale(value: string, decimals: number, places: number): number | undefined {
  const digits = BigInt(value)
  const power = 10n ** BigInt(Math.abs(places - decimals))
  if (places < decimals && digits % power !== 0n) return undefined
  const scaled = Number(places < decimals ? digits / power : digits * power)
  return Number.isSafeInteger(scaled) ? scaled : undefined
}

type Amount = Pick<Gs1Meaning, 'quantityMilli' | 'unit' | 'amountMinor' | 'currency'>

class Interpreter {
  readonly warnings: Gs1Warning[] = []
  readonly #first: ReadonlyMap<string, string>
  readonly #context: Gs1Context

  constructor(elements: readonly Gs1Element[], context: Gs1Context) {
    this.#first = new Map(elements.map(({ ai, value }) => [ai, value] as const).toReversed())
    this.#context = context
  }

  #warn(code: Gs1WarningCode, ai: string, others: readonly string[] = []): void {
    this.warnings.push({ code, ai, others })
  }

  #date(ai: string): string | undefined {
    const value = this.#first.get(ai)
    return value === undefined ? undefined : dateOf(value, this.#context.referenceYear)
  }

  #withPrefix(prefix: string): { ai: string; value: string; decimals: number } | undefined {
    for (const [ai, value] of this.#first) {
      if (ai.length === 4 && ai.startsWith(prefix)) return { ai, value, decimals: Number(ai[3]) }
    }
    return undefined
  }

  #measure(): Amount | undefined {
    for (const [prefix, [unit, finer]] of measures) {
      const found = this.#withPrefix(prefix)
      if (found === undefined) continue
      const { ai, value, decimals } = found
      const quantityMilli = rescale(value, decimals, MILLI_PLACES)
      if (quantityMilli !== undefined) return { quantityMilli, unit }
      const fine = finer && rescale(value, decimals, MILLI_PLACES + finer[1])
      if (finer !== undefined && fine !== undefined) return { quantityMilli: fine, unit: finer[0] }
      this.#warn('too-fine', ai)
    }
    return undefined
  }

  #count(ai: string): Amount | undefined {
    const value = this.#first.get(ai)
    return value === undefined ? undefined : { quantityMilli: Number(value) * 1000, unit: 'C62' }
  }

  quantity(): Amount {
    const found = [this.#measure(), this.#count('30'), this.#count('37')].filter(
      (amount) => amount !== undefined,
    )
    if (found.length > 1) this.#warn('several-quantities', '30', ['37', '31nn'])
    return found[0] ?? {}
  }

  amount(): Amount {
    const priced = this.#withPrefix('393') ?? this.#withPrefix('392')
    if (priced === undefined) return {}
    const { ai, value, decimals } = priced
    const named = ai.startsWith('393')
    const currency = named ? currencyOfNumber(value.slice(0, 3)) : this.#context.currency
    if (currency === undefined) {
      this.#warn('currency-unknown', ai)
      return {}
    }
    const amountMinor = rescale(named ? value.slice(3) : value, decimals, exponentOf(currency))
    if (amountMinor === undefined) {
      this.#warn('too-fine', ai)
      return {}
    }
    return { amountMinor, currency }
  }

  dates(): Gs1Meaning {
    const expiryOn = this.#date('17') ?? this.#date('7003')
    const producedOn = this.#date('11') ?? this.#date('8008')
    const exact = this.#date('7003')
    if (exact !== undefined && exact !== expiryOn) this.#warn('dates-differ', '7003', ['17'])
    if (expiryOn !== undefined && producedOn !== undefined && expiryOn < producedOn) {
      this.#warn('expires-before-made', '17', ['11'])
    }
    return {
      expiryOn,
      bestBeforeOn: this.#date('15'),
      sellByOn: this.#date('16'),
      producedOn,
      packedOn: this.#date('13'),
    }
  }

  #gtin(ai: string): string | undefined {
    const value = this.#first.get(ai)
    return value === undefined || isAllZeros(value) ? undefined : value
  }

  goods(): Gs1Meaning {
    const item = this.#gtin('01')
    const content = this.#gtin('02')
    return {
      gtin: item ?? content,
      contained: item === undefined && content !== undefined ? true : undefined,
      lot: this.#first.get('10'),
      serial: this.#first.get('21'),
      sscc: this.#first.get('00'),
    }
  }
}

/** The meaning of valid elements, with warnings about what they say twice, differently or too finely. */
export function meaningOf(
  elements: readonly Gs1Element[],
  context: Gs1Context,
): { readonly meaning: Gs1Meaning; readonly warnings: readonly Gs1Warning[] } {
  const interpreter = new Interpreter(elements, context)
  const all: Gs1Meaning = {
    ...interpreter.goods(),
    ...interpreter.dates(),
    ...interpreter.quantity(),
    ...interpreter.amount(),
  }
  const said = Object.entries(all).filter(([, value]) => value !== undefined)
  return { meaning: Object.fromEntries(said), warnings: interpreter.warnings }
}
