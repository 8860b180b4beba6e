// The figure a person is typing on the keypad: digits and at most one point, kept as text until it is used.
// It refuses what cannot be meant: a second point, more decimals than the currency or unit has, more than nine digits.

export type KeypadKey =
  | '0'
  | '1'
  | '2'
  | '3'
  | '4'
  | '5'
  | '6'
  | '7'
  | '8'
  | '9'
  | '00'
  | '.'
  | 'back'
  | 'clear'

const mostDigits = 9

/** The entry after a key; the same text when the key cannot be taken. `decimals` is 0 for whole numbers. */
export function press(entry: string, key: KeypadKey, decimals: number): string {
  if (key === 'clear') return ''
  if (key === 'back') return entry.slice(0, -1)
  if (key === '.') {
    if (decimals === 0 || entry.includes('.')) return entry
    return entry === '' ? '0.' : `${entry}.`
  }
  let next = entry
  for (const digit of key) next = withDigit(next, digit, decimals)
  return next
}

function withDigit(entry: string, digit: string, decimals: number): string {
  const point = entry.indexOf('.')
  if (point >= 0 && entry.length - point > decimals) return entry
  if (entry.replace('.', '').length >= mostDigits) return entry
  return entry === '0' ? digit : entry + digit
}

/** The entry as an integer of the smallest unit: `12.5` with 2 decimals is 1250. An empty entry is 0. */
export function entryValue(entry: string, decimals: number): number {
  const [whole = '', part = ''] = entry.split('.')
  return Number(`${whole}${part.padEnd(decimals, '0').slice(0, decimals)}`)
}

/** The entry that stands for an integer of the smallest unit, without needless decimals. */
export function entryOf(value: number, decimals: number): string {
  const digits = String(value).padStart(decimals + 1, '0')
  const whole = digits.slice(0, digits.length - decimals)
  const part = digits.slice(digits.length - decimals).replace(/(?<!0)0+$/, '')
  return part === '' ? whole : `${whole}.${part}`
}

/** The key a physical key stands for, in either set of digits; null when it is none of the keypad's. */
export function keyOf(key: string): KeypadKey | null {
  const arabic = '٠١٢٣٤٥٦٧٨٩'.indexOf(key)
  if (key.length === 1 && arabic >= 0) return String(arabic) as KeypadKey
  if (/^\d$/.test(key)) return key as KeypadKey
  if (key === '.' || key === ',' || key === '٫') return '.'
  if (key === 'Backspace') return 'back'
  return key === 'Delete' ? 'clear' : null
}
