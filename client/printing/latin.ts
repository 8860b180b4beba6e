// A paper as lines of characters, for printers that write by themselves. A paper with a letter the printer's code pages
// do not hold is not written at all: it is drawn instead, because half a name is worse than a slow receipt.
import ReceiptPrinterEncoder from '@point-of-sale/receipt-printer-encoder'
import type { Paper, PaperItem, Span } from './paper.ts'
import { type CodePage, codePages, type PrinterProfile } from './profiles.ts'

export type LatinLine = {
  readonly text: string
  readonly strong: boolean
  /** Times as wide and as high as a plain character. */
  readonly wide: 1 | 2
  readonly high: 1 | 2
}
export type LatinItem = LatinLine | { readonly qr: string }

/** Every paper that a printer can write is written in one page, the first of its pages that holds all of it. */
export function pageFor(paper: Paper, profile: PrinterProfile): CodePage | null {
  const signs = new Set(paper.items.flatMap(textsOf).flatMap((each) => [...each]))
  const holds = (page: CodePage) => Array.from(signs).every((sign) => isIn(page, sign))
  return codePages.find((page) => profile.pages[page] !== undefined && holds(page)) ?? null
}

/** The lines of a paper, none longer than the columns. */
export function latinLines(paper: Paper, columns: number): LatinItem[] {
  return paper.items.flatMap((item) => linesOf(item, columns))
}

function linesOf(item: PaperItem, columns: number): LatinItem[] {
  switch (item.kind) {
    case 'mark':
      return []
    case 'rule':
      return [line('-'.repeat(columns))]
    case 'qr':
      return [{ qr: item.text }]
    case 'total':
      return pair(joined(item.start), joined(item.end), columns).map((text) =>
        line(text, true, 1, 2),
      )
    case 'row':
      return pair(joined(item.start), joined(item.end), columns).map((text) =>
        line(text, item.strong),
      )
    case 'text': {
      const text = joined(item.spans)
      const wide = item.size === 'title' && text.length * 2 <= columns ? 2 : 1
      const room = Math.floor(columns / wide)
      return wrapped(text, room).map((each) => {
        const before = item.align === 'middle' ? Math.floor((room - each.length) / 2) : 0
        return line(' '.repeat(before) + each, item.strong, wide, wide)
      })
    }
  }
}

function line(text: string, strong = false, wide: 1 | 2 = 1, high: 1 | 2 = 1): LatinLine {
  return { text, strong, wide, high }
}

/** What stands at the start and at the end of one line, or of as many as they need. */
function pair(start: string, end: string, columns: number): string[] {
  if (end === '') return wrapped(start, columns)
  const ends = wrapped(end, columns)
  const starts = wrapped(start, columns)
  const last = starts.at(-1) ?? ''
  const [first = ''] = ends
  if (last.length + 1 + first.length > columns) starts.push('')
  const kept = starts.slice(0, -1)
  const shared = (starts.at(-1) ?? '').padEnd(columns - first.length) + first
  return [...kept, shared, ...ends.slice(1).map((each) => each.padStart(columns))]
}

/** Broken between words, and inside a word that is longer than a line. */
export function wrapped(text: string, columns: number): string[] {
  const lines: string[] = []
  let open = ''
  for (const word of text.split(' ')) {
    const longer = open === '' ? word : `${open} ${word}`
    if (longer.length <= columns) {
      open = longer
      continue
    }
    if (open !== '') lines.push(open)
    open = word
    while (open.length > columns) {
      lines.push(open.slice(0, columns))
      open = open.slice(columns)
    }
  }
  return [...lines, open]
}

function joined(spans: readonly Span[]): string {
  return spans.map(({ text }) => plain(text)).join(' ')
}

function textsOf(item: PaperItem): string[] {
  switch (item.kind) {
    case 'text':
      return [joined(item.spans)]
    case 'row':
    case 'total':
      return [joined(item.start), joined(item.end)]
    case 'mark':
    case 'rule':
    case 'qr':
      return []
  }
}

// Signs of typesetting that no code page needs to hold: each has a plain one that says the same.
const plainSigns: Readonly<Record<string, string>> = {
  '\u2212': '-',
  '\u2010': '-',
  '\u2011': '-',
  '\u2013': '-',
  '\u2014': '-',
  '\u2018': "'",
  '\u2019': "'",
  '\u201C': '"',
  '\u201D': '"',
  '\u2026': '...',
  '\u00A0': ' ',
  '\u2009': ' ',
  '\u202F': ' ',
  '\u00D7': 'x',
  '\u200E': '',
  '\u200F': '',
  '\u061C': '',
}

function plain(text: string): string {
  const composed = text.normalize('NFC')
  return [...composed].map((sign) => plainSigns[sign] ?? sign).join('')
}

const known = new Map<string, boolean>()

/**
 * Whether a page holds a sign as something that is printed. The pages of the first personal computers draw arrows and
 * smiles where a printer takes orders (the arrow to the left is ESC), so what falls below the space is not held.
 */
function isIn(page: CodePage, sign: string): boolean {
  const key = `${page}${sign}`
  const before = known.get(key)
  if (before !== undefined) return before
  const bytes = new ReceiptPrinterEncoder({
    columns: 48,
    newline: '\n',
    codepageMapping: { [page]: 0 },
  })
    .codepage(page)
    .raw([])
    .text(sign)
    .encode()
  // ESC t 0, the sign, a line feed; a sign it does not hold has become a question mark.
  const [byte = 0, ...more] = bytes.slice(3, -1)
  const holds =
    more.length === 0 && byte >= 0x20 && byte !== 0x7f && (byte !== 0x3f || sign === '?')
  const asItIs = sign >= ' ' && sign <= '~' ? byte === sign.charCodeAt(0) : byte >= 0x80
  known.set(key, holds && asItIs)
  return holds && asItIs
}
