// The keyboard of the till: which physical key means what, where. Pure, and the one list the page of keys is drawn
// from. Letters go by their place on the keyboard, so that an Arabic layout works; F5 and F11 stay the browser's.

export type Command =
  | 'keys'
  | 'search'
  | 'next-category'
  | 'customer'
  | 'discount'
  | 'basket-discount'
  | 'price'
  | 'terms'
  | 'void'
  | 'park'
  | 'resume'
  | 'return'
  | 'more'
  | 'pay'
  | 'up'
  | 'down'
  | 'plus'
  | 'minus'
  | 'quantity'
  | 'lot'
  | 'back'
  | 'remove'
  | 'undo'
  | 'person'
  | 'complete'
  | 'print'
  | `category-${number}`
  | `tender-${number}`

/**
 * Where the keyboard speaks to: the basket, payment while its tender is being chosen, payment while an amount is being
 * typed, the sale just made, or a sheet over them.
 */
export type Place = 'sell' | 'choose' | 'pay' | 'done' | 'sheet'
export type Press = {
  readonly key: string
  readonly code: string
  readonly ctrl: boolean
  readonly alt: boolean
  readonly shift: boolean
  /** A field has the focus: letters and digits are its own. */
  readonly inField: boolean
}

const functionKeys: Readonly<Record<string, Command>> = {
  F1: 'keys',
  F2: 'search',
  F3: 'next-category',
  F4: 'customer',
  F6: 'discount',
  F7: 'park',
  F8: 'resume',
  F9: 'return',
  F10: 'more',
  F12: 'pay',
}
const bareKeys: Readonly<Record<string, Command>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  '+': 'plus',
  '-': 'minus',
  '\u2212': 'minus',
  '*': 'quantity',
  '×': 'quantity',
  Delete: 'remove',
  '?': 'keys',
  '؟': 'keys',
  '/': 'search',
}

const letterKeys: Readonly<Record<string, Command>> = {
  KeyL: 'lot',
  KeyP: 'price',
  KeyS: 'terms',
}

/** The command of a key press, or null: then the key is the browser's or the field's. */
export function commandFor(press: Press, place: Place): Command | null {
  if (place === 'sheet') return null
  if (press.key === 'Escape') return 'back'
  if (place === 'done') return commandWhenDone(press)
  if (place !== 'sell') return commandInPayment(press, place === 'choose')
  if (press.ctrl && press.key === 'Enter') return 'pay'
  if (press.shift && press.key === 'F6') return 'basket-discount'
  const byFunction = press.ctrl || press.alt ? undefined : functionKeys[press.key]
  if (byFunction) return byFunction
  if (press.alt) return categoryKey(press)
  if (press.ctrl) return commandWithControl(press)
  if (press.key === 'ArrowDown' || press.key === 'ArrowUp') return bareKeys[press.key] ?? null
  if (press.inField) return null
  if (press.shift && press.key === 'Delete') return 'void'
  return letterKeys[press.code] ?? bareKeys[press.key] ?? null
}

// A digit chooses the tender until one is chosen; from then on digits are the amount, and Alt still chooses.
function commandInPayment(
  { key, code, ctrl, alt, inField }: Press,
  choosing: boolean,
): Command | null {
  if (key === 'Enter' || key === 'F12') return 'complete'
  if (ctrl || (!alt && (inField || !choosing))) return null
  const digit = /^(?:Digit|Numpad)([1-6])$/.exec(code)?.[1]
  return digit === undefined ? null : `tender-${Number(digit)}`
}

function commandWhenDone({ key, code, ctrl }: Press): Command | null {
  if (key === 'Enter' || key === 'F12') return 'complete'
  return code === 'KeyP' && !ctrl ? 'print' : null
}

function commandWithControl({ code }: Press): Command | null {
  if (code === 'KeyZ') return 'undo'
  return code === 'KeyL' ? 'person' : null
}

function categoryKey({ code }: Press): Command | null {
  const digit = /^Digit([1-9])$/.exec(code)?.[1]
  return digit === undefined ? null : `category-${Number(digit)}`
}

/** The list behind F1, in the order it is read. Codes of keys are the same in every language. */
export const keyList: readonly { readonly keys: readonly string[]; readonly what: KeyWord }[] = [
  { keys: ['F2', '/'], what: 'search' },
  { keys: ['F3', 'Alt 1…6'], what: 'category' },
  { keys: ['↑', '↓'], what: 'choose' },
  { keys: ['+', '−'], what: 'quantity' },
  { keys: ['*'], what: 'typeQuantity' },
  { keys: ['L'], what: 'lot' },
  { keys: ['P'], what: 'price' },
  { keys: ['Delete'], what: 'remove' },
  { keys: ['Shift Delete'], what: 'void' },
  { keys: ['Ctrl Z'], what: 'undo' },
  { keys: ['F4'], what: 'customer' },
  { keys: ['F6'], what: 'discount' },
  { keys: ['Shift F6'], what: 'basketDiscount' },
  { keys: ['S'], what: 'terms' },
  { keys: ['F7'], what: 'park' },
  { keys: ['F8'], what: 'resume' },
  { keys: ['F9'], what: 'return' },
  { keys: ['F10'], what: 'more' },
  { keys: ['F12', 'Ctrl Enter'], what: 'pay' },
  { keys: ['1…5', 'Alt 1…5'], what: 'tender' },
  { keys: ['Enter'], what: 'complete' },
  { keys: ['Esc'], what: 'back' },
  { keys: ['Ctrl L'], what: 'person' },
]
export type KeyWord =
  | 'search'
  | 'category'
  | 'choose'
  | 'quantity'
  | 'typeQuantity'
  | 'lot'
  | 'price'
  | 'void'
  | 'basketDiscount'
  | 'terms'
  | 'remove'
  | 'undo'
  | 'customer'
  | 'discount'
  | 'park'
  | 'resume'
  | 'return'
  | 'more'
  | 'pay'
  | 'tender'
  | 'complete'
  | 'back'
  | 'person'
