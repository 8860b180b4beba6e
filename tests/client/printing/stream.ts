// Reads what a printer is sent, as the printer would: every byte belongs to an order it knows or is printed. What it
// cannot account for it reports, so that nothing hides between the orders.
export type Told =
  | { readonly order: string; readonly data: readonly number[] }
  | { readonly text: Uint8Array }

// How many bytes follow each order, itself apart: fixed, or told by the bytes that come.
type Length = number | ((rest: Uint8Array) => number)
const two = (rest: Uint8Array, at: number) => (rest[at] ?? 0) + 256 * (rest[at + 1] ?? 0)
const orders: Readonly<Record<string, readonly [name: string, length: Length]>> = {
  '1b 40': ['initialize', 0],
  '1c 2e': ['single-byte', 0],
  '1b 4d': ['font', 1],
  '1b 74': ['code-page', 1],
  '1b 45': ['bold', 1],
  '1b 61': ['align', 1],
  '1b 70': ['pulse', 3],
  '1b 33': ['line-space', 1],
  '1b 32': ['line-space-default', 0],
  '1d 21': ['size', 1],
  '1d 56': ['cut', 1],
  '1d 50': ['motion-unit', 2],
  '1d 28': ['qr', (rest) => 3 + two(rest, 1)],
  '1d 76': ['raster', (rest) => 6 + two(rest, 2) * two(rest, 4)],
  '1b 2a': ['column', (rest) => 3 + two(rest, 1) * 3],
}

/** Throws at the first byte that is neither an order nor printed. */
export function readStream(bytes: Uint8Array): Told[] {
  const told: Told[] = []
  let at = 0
  while (at < bytes.length) {
    const byte = bytes[at] ?? 0
    if (byte >= 0x20 && byte !== 0x7f) {
      let end = at
      while (end < bytes.length && (bytes[end] ?? 0) >= 0x20 && bytes[end] !== 0x7f) end += 1
      told.push({ text: bytes.slice(at, end) })
      at = end
      continue
    }
    if (byte === 0x0a) {
      told.push({ order: 'feed', data: [] })
      at += 1
      continue
    }
    const head = Array.from(bytes.slice(at, at + 2), (each) => each.toString(16).padStart(2, '0'))
    const found = orders[head.join(' ')]
    if (!found) throw new Error(`an order nobody gave: ${head.join(' ')} at ${at}`)
    const [order, length] = found
    const rest = bytes.slice(at + 2)
    const size = typeof length === 'number' ? length : length(rest)
    if (rest.length < size) throw new Error(`${order} at ${at} is cut short`)
    told.push({ order, data: Array.from(rest.slice(0, size)) })
    at += 2 + size
  }
  return told
}

export function ordersOf(told: readonly Told[]): string[] {
  return told.flatMap((each) => ('order' in each ? [each.order] : []))
}

/** What is printed, line by line, where every character is ASCII. */
export function linesOf(told: readonly Told[]): string[] {
  let open = ''
  const lines: string[] = []
  for (const each of told) {
    if ('text' in each) open += Buffer.from(each.text).toString('latin1')
    else if (each.order === 'feed') {
      lines.push(open)
      open = ''
    }
  }
  return [...lines, open]
}
