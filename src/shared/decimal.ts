// Exact decimal text and exact division, over BigInt. It knows no currency and no unit, and it refuses
// to touch a floating-point fraction.

const DECIMAL = /^(-?)(\d{1,40})(?:\.(\d{1,40}))?$/

/** Narrows a computed BigInt to a number; throws RangeError where a safe integer cannot hold it. */
export function safeNumber(value: bigint, what: string): number {
  const narrowed = Number(value)
  if (!Number.isSafeInteger(narrowed)) throw new RangeError(`${what} is beyond a safe integer`)
  return narrowed
}

/** Throws RangeError unless every value is a safe integer, so that no fraction enters the arithmetic. */
export function assertSafe(what: string, ...values: readonly number[]): void {
  for (const value of values) {
    if (!Number.isSafeInteger(value))
      throw new RangeError(`${what} is not a safe integer: ${value}`)
  }
}

/** numerator / denominator to the nearest integer, a half going away from zero; denominator not 0. */
export function divideHalfAway(numerator: bigint, denominator: bigint): bigint {
  if (denominator === 0n) throw new RangeError('division by zero')
  const negative = numerator < 0n !== denominator < 0n
  const top = numerator < 0n ? -numerator : numerator
  const bottom = denominator < 0n ? -denominator : denominator
  const magnitude = (2n * top + bottom) / (2n * bottom)
  return negative ? -magnitude : magnitude
}

function divideFloor(numerator: bigint, denominator: bigint): bigint {
  const quotient = numerator / denominator
  return numerator % denominator < 0n ? quotient - 1n : quotient
}

/**
 * Rounds every numerator / denominator up or down so that the parts sum to the rounded sum (half away
 * from zero): the largest fractions go up, the first among equals. The denominator is above 0. The
 * negatives of numbers are spread to the negatives of their parts.
 */
export function spread(numerators: readonly bigint[], denominator: bigint): bigint[] {
  const sum = numerators.reduce((all, numerator) => all + numerator, 0n)
  const leading = sum === 0n ? (numerators.find((numerator) => numerator !== 0n) ?? 0n) : sum
  if (leading >= 0n) return spreadUp(numerators, denominator)
  const turned = numerators.map((numerator) => -numerator)
  return spreadUp(turned, denominator).map((part) => -part)
}

function spreadUp(numerators: readonly bigint[], denominator: bigint): bigint[] {
  const total = numerators.reduce((sum, numerator) => sum + numerator, 0n)
  const parts = numerators.map((numerator) => divideFloor(numerator, denominator))
  const missing = parts.reduce((rest, part) => rest - part, divideHalfAway(total, denominator))
  const fractions = numerators.map((numerator, index) => ({
    index,
    rest: numerator - (parts[index] ?? 0n) * denominator,
  }))
  fractions.sort((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1))
  for (const { index } of fractions.slice(0, Number(missing)))
    parts[index] = (parts[index] ?? 0n) + 1n
  return parts
}

/**
 * '12.5' with 2 places is 1250. Undefined where the text is no plain decimal, has more significant
 * places than asked, or does not fit a safe integer; Arabic digits are for `latinDigits` first.
 */
export function parseDecimal(text: string, places: number): number | undefined {
  const match = DECIMAL.exec(text)
  if (match === null) return undefined
  const [, sign = '', whole = '', fraction = ''] = match
  const surplus = fraction.slice(places)
  if (surplus !== '' && BigInt(surplus) !== 0n) return undefined
  const scaled = Number(BigInt(whole + fraction.slice(0, places).padEnd(places, '0')))
  if (!Number.isSafeInteger(scaled)) return undefined
  return sign === '-' && scaled !== 0 ? -scaled : scaled
}

/** 1250 with 2 places is '12.50'. Zeros at the end are dropped down to `keep` places (default: none). */
export function formatDecimal(scaled: number, places: number, keep: number = places): string {
  assertSafe('a decimal', scaled)
  const digits = String(Math.abs(scaled)).padStart(places + 1, '0')
  const whole = digits.slice(0, digits.length - places)
  let fraction = digits.slice(digits.length - places)
  while (fraction.length > keep && fraction.endsWith('0')) fraction = fraction.slice(0, -1)
  return `${scaled < 0 ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`
}
