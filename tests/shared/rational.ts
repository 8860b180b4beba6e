// An independent, slow model of exact fractions to hold the money arithmetic against. It shares no code
// with what it judges and is meant to be obvious, not fast.

export type Rational = { readonly top: bigint; readonly bottom: bigint }

function divisor(a: bigint, b: bigint): bigint {
  return b === 0n ? (a < 0n ? -a : a) : divisor(b, a % b)
}

export function rational(top: number | bigint, bottom: number | bigint = 1): Rational {
  const [a, b] = [BigInt(top), BigInt(bottom)]
  const common = divisor(a, b) * (b < 0n ? -1n : 1n)
  return { top: a / common, bottom: b / common }
}

export const times = (a: Rational, b: Rational): Rational =>
  rational(a.top * b.top, a.bottom * b.bottom)

export const minus = (a: Rational, b: Rational): Rational =>
  rational(a.top * b.bottom - b.top * a.bottom, a.bottom * b.bottom)

export const distance = (a: Rational, b: Rational): Rational => {
  const { top, bottom } = minus(a, b)
  return { top: top < 0n ? -top : top, bottom }
}

export const isAtMost = (a: Rational, b: Rational): boolean => a.top * b.bottom <= b.top * a.bottom

/** The nearest integer by looking at both neighbours; of two equally near, the one further from zero. */
export function nearest(value: Rational): bigint {
  const low = value.top / value.bottom - 1n
  const candidates = [low, low + 1n, low + 2n]
  const best = candidates.reduce((found, candidate) => {
    const [old, now] = [distance(rational(found), value), distance(rational(candidate), value)]
    if (isAtMost(old, now) && isAtMost(now, old)) {
      return found * found > candidate * candidate ? found : candidate
    }
    return isAtMost(now, old) ? candidate : found
  })
  return best
}
