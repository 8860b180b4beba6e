// Reads the text out of PDFs as our typesetter writes them: fonts with ToUnicode maps, one content
// stream a page, right-to-left runs marked as reversed. It is no reader for PDFs of others.
import { inflateSync } from 'node:zlib'

type Item = { readonly head: string; readonly stream: string }
/** What a glyph of a font stands for. */
type Glyphs = ReadonlyMap<number, string>

/** The runs of text of each page, in the order they are set; a run ends where the typeface changes. */
export function pdfRuns(pdf: Buffer): string[][] {
  const items = itemsOf(pdf)
  const pages = [...items.values()].filter(({ head }) => /\/Type \/Page\s/.test(head))
  return pages.map((page) => {
    const own = page.head + (follow(items, page.head, 'Resources')?.head ?? '')
    const fonts = new Map<string, Glyphs>()
    for (const [, name = '', number] of own.matchAll(/\/(f\d+) (\d+) 0 R/g)) {
      const font = items.get(Number(number))
      fonts.set(name, glyphsOf(follow(items, font?.head ?? '', 'ToUnicode')?.stream ?? ''))
    }
    return runsOf(follow(items, page.head, 'Contents')?.stream ?? '', fonts)
  })
}

function follow(items: ReadonlyMap<number, Item>, head: string, key: string): Item | undefined {
  const number = new RegExp(`/${key} (\\d+) 0 R`).exec(head)?.[1]
  return number === undefined ? undefined : items.get(Number(number))
}

function itemsOf(pdf: Buffer): Map<number, Item> {
  const text = pdf.toString('latin1')
  const items = new Map<number, Item>()
  const opening = /(?:^|\n)(\d+) 0 obj\s/g
  for (let found = opening.exec(text); found; found = opening.exec(text)) {
    const start = found.index + found[0].length
    const end = text.indexOf('endobj', start)
    const body = text.slice(start, end)
    const [, head = body] = /^([\s\S]*?)\bstream\r?\n/.exec(body) ?? []
    const length = Number(/\/Length (\d+)/.exec(head)?.[1] ?? 0)
    const from = start + body.search(/\bstream\r?\n/) + 'stream\n'.length
    const packed = pdf.subarray(from, from + length)
    const stream = head === body || !length ? '' : unpack(head, packed)
    items.set(Number(found[1]), { head, stream })
    opening.lastIndex = Math.max(end, from + length)
  }
  return items
}

const unpack = (head: string, packed: Buffer) =>
  (head.includes('FlateDecode') ? inflateSync(packed) : packed).toString('latin1')

function glyphsOf(map: string): Glyphs {
  const glyphs = new Map<number, string>()
  for (const [, glyph = '', units = ''] of map.matchAll(/^<([0-9A-F]{4})> <([0-9A-F]+)>$/gm)) {
    const codes = (units.match(/.{4}/g) ?? []).map((unit) => Number.parseInt(unit, 16))
    glyphs.set(Number.parseInt(glyph, 16), String.fromCharCode(...codes))
  }
  return glyphs
}

function runsOf(content: string, fonts: ReadonlyMap<string, Glyphs>): string[] {
  const runs: string[] = []
  for (const [, block = ''] of content.matchAll(/\bBT\b([\s\S]*?)\bET\b/g)) {
    const glyphs = fonts.get(/\/(f\d+) [\d.]+ Tf/.exec(block)?.[1] ?? '') ?? new Map()
    const clusters: string[] = []
    for (const [, written = ''] of block.matchAll(/\(((?:\\[\s\S]|[^\\)])*)\)/g)) {
      const bytes = bytesOf(written)
      for (let at = 0; at + 1 < bytes.length; at += 2) {
        clusters.push(glyphs.get(((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)) ?? '')
      }
    }
    if (block.includes('/ReversedChars')) clusters.reverse()
    runs.push(clusters.join(''))
  }
  return runs
}

const escapes: Record<string, number> = { n: 10, r: 13, t: 9, b: 8, f: 12 }

function bytesOf(written: string): number[] {
  const bytes: number[] = []
  const parts = written.matchAll(/\\([0-7]{1,3})|\\(\r\n|[\s\S])|([\s\S])/g)
  for (const [, octal, escaped, plain] of parts) {
    if (octal !== undefined) bytes.push(Number.parseInt(octal, 8))
    else if (escaped !== undefined) {
      if (!/^[\r\n]/.test(escaped)) bytes.push(escapes[escaped] ?? escaped.charCodeAt(0))
    } else bytes.push((plain ?? '').charCodeAt(0))
  }
  return bytes
}
