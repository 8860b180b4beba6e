// Whether a JSON text names something twice in one object, which two readers may read in two ways. It
// counts names in the text and in what was parsed from it, which costs less than reading the text again.

/** What is said of it. */
export const REPEATED = 'No object names anything twice'

const BACKSLASH = 92
const COLON = 58
const blanks = [' ', '\n', '\t', '\r']
const beforeColon = blanks.map((blank) => `${blank}:`)

/** Whether an object in `text` has a name twice; `value` is what JSON.parse made of `text`. */
export function repeatsName(text: string, value: unknown): boolean {
  const names = namesIn(value)
  // A quote before a colon ends a name, but for one that begins a text such as ":)". Where there are no
  // more of them than names, and no name stands away from its colon, each name stands once.
  return quotesBeforeColon(text) !== names && namesWritten(text) !== names
}

/** How many names the objects in it have. Depth costs no stack. */
function namesIn(value: unknown): number {
  let names = 0
  const open: unknown[] = [value]
  while (open.length > 0) {
    const part = open.pop()
    if (typeof part !== 'object' || part === null) continue
    if (Array.isArray(part)) {
      for (const each of part) if (typeof each === 'object') open.push(each)
      continue
    }
    const own = part as Record<string, unknown>
    for (const name in own) {
      names += 1
      if (typeof own[name] === 'object') open.push(own[name])
    }
  }
  return names
}

/** How many quotes that no backslash takes away stand right before a colon; -1 where a blank does. */
function quotesBeforeColon(text: string): number {
  if (beforeColon.some((each) => text.includes(each))) return -1
  let quotes = 0
  for (let at = text.indexOf('":'); at !== -1; at = text.indexOf('":', at + 2)) {
    if (text.charCodeAt(at - 1) !== BACKSLASH || !isEscaped(text, at)) quotes += 1
  }
  return quotes
}

/** How many names stand in the text, read from its beginning to its end. */
function namesWritten(text: string): number {
  let names = 0
  let at = text.indexOf('"')
  while (at !== -1) {
    let end = text.indexOf('"', at + 1)
    while (end !== -1 && isEscaped(text, end)) end = text.indexOf('"', end + 1)
    if (end === -1) return names
    let next = end + 1
    while (blanks.includes(text.charAt(next))) next += 1
    if (text.charCodeAt(next) === COLON) names += 1
    at = text.indexOf('"', next)
  }
  return names
}

/** Whether an odd number of backslashes stands before a place of a text. */
function isEscaped(text: string, at: number): boolean {
  let first = at
  while (text.charCodeAt(first - 1) === BACKSLASH) first -= 1
  return (at - first) % 2 === 1
}
