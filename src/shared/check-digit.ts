// The check digits and check pairs that GS1 keys end in. It looks at characters only; what a key
// identifies is not its business.

const DIGITS = /^\d+$/

/** Whether the text is one or more of 0-9. */
export function isDigits(text: string): boolean {
  return DIGITS.test(text)
}

/** The digit that belongs behind the given digits: weights 3, 1, 3 … from the right, modulo 10. */
export function checkDigitOf(digits: string): string {
  let sum = 0
  for (let i = 0; i < digits.length; i++) {
    const weight = (digits.length - i) % 2 === 1 ? 3 : 1
    sum += Number(digits[i]) * weight
  }
  return String((10 - (sum % 10)) % 10)
}

/** Whether the last digit is right for those before it; false for anything but two digits or more. */
export function hasCheckDigit(digits: string): boolean {
  return (
    digits.length > 1 && isDigits(digits) && checkDigitOf(digits.slice(0, -1)) === digits.slice(-1)
  )
}

// The 82 invariant characters in the order that gives each its value.
const INVARIANT =
  '!"%&\'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz'
const PAIR_ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'
const PAIR_MODULUS = 1021
const LONGEST = 99

function primes(count: number): number[] {
  const found: number[] = []
  for (let candidate = 2; found.length < count; candidate++) {
    if (found.every((prime) => candidate % prime !== 0)) found.push(candidate)
  }
  return found
}
const weights = primes(LONGEST - 2)

/** Whether a model number (GMN) of at most 99 characters ends in its right check character pair. */
export function hasCheckPair(text: string): boolean {
  if (text.length < 2 || text.length > LONGEST) return false
  const model = text.slice(0, -2)
  let sum = 0
  for (const [fromRight, weight] of weights.slice(0, model.length).entries()) {
    const value = INVARIANT.indexOf(model.charAt(model.length - 1 - fromRight))
    if (value < 0) return false
    sum += value * weight
  }
  const rest = sum % PAIR_MODULUS
  return text.endsWith(PAIR_ALPHABET.charAt(rest >> 5) + PAIR_ALPHABET.charAt(rest & 31))
}
