// Numbers of payment cards, which no shop may keep: found in what people type, hidden where it cannot be
// refused any more. What is not typed freely, such as the code of a product, is not looked at.

// 14 to 19 digits in one piece or grouped, as the schemes give them out: Diners, American Express, Visa,
// Mastercard, Maestro, JCB, Discover, UnionPay, Mir. The Visa of 13 digits is gone, and they are GTINs.
const digits =
  /(?<![\w-]|\d[.,])(?:3(?:0[0-5]|[4-9]\d)\d|4\d{3}|5[0-9]\d\d|6(?:011|4[4-9]\d|5\d\d|2\d\d|304|7[0-9]\d)|22[0-9]\d|2[3-6]\d\d|27[0-2]\d)(?:[ -]?\d){10,15}(?![\w-])/g

/** Fields that hold codes, secrets or other documents, where any digits may stand. */
const free = new Set(
  [
    'code lotCode sku phone taxNumber receipt hash previousHash body csv',
    'password pin present token accessToken refreshToken signature after',
  ].flatMap((line) => line.split(' ')),
)

/** Fields that hold GTINs, of which some with 14 digits look like a card. */
const ofGoods = new Set(['barcode', 'barcodes'])

/** Whether these digits end in the check digit that cards have (ISO/IEC 7812-1, annex B). */
export function passesCardCheck(number: string): boolean {
  let sum = 0
  for (let place = 0; place < number.length; place += 1) {
    const digit = Number(number[number.length - 1 - place])
    const doubled = place % 2 === 1 ? digit * 2 : digit
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0
}

function isCard(found: string, field: string): boolean {
  const number = found.replace(/\D/g, '')
  return passesCardCheck(number) && !(ofGoods.has(field) && number.length === 14)
}

/** Whether what stands in a field of this name holds the number of a card. */
export function holdsCardNumber(text: string, field = ''): boolean {
  // Ids, instants and short words are most of what is kept.
  if (text.length < 14 || (text.length === 36 && text[8] === '-') || free.has(field)) return false
  return (text.match(digits) ?? []).some((found) => isCard(found, field))
}

/** The same value with each number of a card cut to its last four digits; itself if there is none. */
export function withoutCardNumbers<T>(value: T, field = ''): T {
  if (typeof value === 'string') {
    if (!holdsCardNumber(value, field)) return value
    const hide = (found: string) => (isCard(found, field) ? `…${found.slice(-4)}` : found)
    return value.replace(digits, hide) as T
  }
  if (Array.isArray(value)) return value.map((part) => withoutCardNumbers(part, field)) as T
  if (typeof value !== 'object' || value === null) return value
  const parts = Object.entries(value).map(([name, part]) => [name, withoutCardNumbers(part, name)])
  return Object.fromEntries(parts) as T
}
