// Where everything of a paper stands when it is drawn in dots: lines broken by what they measure, ends on their side of
// the paper, whichever way it reads. It draws nothing; whoever measures knows the letters.
import type { Paper, PaperItem, Size, Span } from './paper.ts'
import { type QrSquares, qrSquares } from './qr.ts'

/** A size in dots and a weight; `mono` is for codes. */
export type Face = {
  readonly dots: number
  readonly weight: 400 | 600 | 700
  readonly mono: boolean
}
export type Measure = (text: string, face: Face) => number
export type Mark =
  | {
      readonly kind: 'text'
      readonly text: string
      readonly face: Face
      /** The left edge of the text, and its baseline. */
      readonly x: number
      readonly y: number
      readonly dir: 'ltr' | 'rtl'
      readonly white: boolean
    }
  | {
      readonly kind: 'box'
      readonly x: number
      readonly y: number
      readonly w: number
      readonly h: number
    }
  | { readonly kind: 'rule'; readonly y: number }
  | { readonly kind: 'scales'; readonly x: number; readonly y: number; readonly side: number }
  | {
      readonly kind: 'qr'
      readonly x: number
      readonly y: number
      readonly module: number
      readonly squares: QrSquares
    }
export type Layout = {
  readonly width: number
  readonly height: number
  readonly marks: readonly Mark[]
}

type Word = {
  readonly text: string
  readonly face: Face
  readonly dir: 'ltr' | 'rtl'
  readonly width: number
}
type Line = { readonly words: readonly Word[]; readonly width: number }

const fullWidth = 576
// A narrow roll has letters nearly as large as a wide one: the eye is the same.
const least = 0.84
const lineRatio = 1.42
const baseRatio = 1.06
const sizes: Readonly<Record<Size, number>> = { small: 21, normal: 24, large: 26, title: 40 }

export function layoutOf(paper: Paper, width: number, measure: Measure): Layout {
  const page = new Page(paper.dir, width, measure)
  for (const item of paper.items) page.put(item)
  return { width, height: Math.ceil(page.y / 8) * 8, marks: page.marks }
}

class Page {
  y = 8
  readonly marks: Mark[] = []
  readonly #dir: 'ltr' | 'rtl'
  readonly #width: number
  readonly #measure: Measure
  readonly #scale: number

  constructor(dir: 'ltr' | 'rtl', width: number, measure: Measure) {
    this.#dir = dir
    this.#width = width
    this.#measure = measure
    this.#scale = Math.max(least, width / fullWidth)
  }

  put(item: PaperItem): void {
    switch (item.kind) {
      case 'mark': {
        const side = this.#dots(64)
        this.marks.push({ kind: 'scales', x: (this.#width - side) / 2, y: this.y, side })
        this.y += side + this.#dots(4)
        return
      }
      case 'rule':
        this.marks.push({ kind: 'rule', y: this.y + this.#dots(9) })
        this.y += this.#dots(20)
        return
      case 'qr':
        return this.#qr(item.text)
      case 'text': {
        const face = this.#face(item.size, item.strong)
        for (const line of this.#broken(item.spans, face, this.#width)) {
          this.#line(line, face, item.align, 0, this.#width)
          this.y += face.dots * lineRatio
        }
        return
      }
      case 'row':
        return this.#row(item.start, item.end, this.#face(item.size, item.strong))
      case 'total':
        return this.#total(item.start, item.end)
    }
  }

  #row(start: readonly Span[], end: readonly Span[], face: Face): void {
    const gap = face.dots / 2
    const ends = this.#broken(end, face, this.#width)
    const endWidth = end.length === 0 ? 0 : Math.max(...ends.map(({ width }) => width))
    // What is at the end is short; where it is not, the two share the paper one under the other.
    const isShared = endWidth < this.#width * 0.6
    const room = isShared ? this.#width - endWidth - gap : this.#width
    const starts = this.#broken(start, face, room)
    const top = this.y
    for (const line of starts) {
      this.#line(line, face, 'start', 0, this.#width)
      this.y += face.dots * lineRatio
    }
    const below = this.y
    if (isShared) this.y = top
    for (const line of endWidth === 0 ? [] : ends) {
      this.#line(line, face, 'end', 0, this.#width)
      this.y += face.dots * lineRatio
    }
    this.y = Math.max(this.y, below)
  }

  /** White on black, so that it is found at arm's length. */
  #total(start: readonly Span[], end: readonly Span[]): void {
    const pad = this.#dots(14)
    const words: Face = { dots: this.#dots(28), weight: 600, mono: false }
    const figure: Face = { dots: this.#dots(44), weight: 700, mono: false }
    const h = figure.dots * 1.6
    const [said] = this.#broken(start, words, this.#width / 2)
    const [sum] = this.#broken(end, figure, this.#width - 2 * pad)
    const top = this.y + this.#dots(6)
    this.marks.push({ kind: 'box', x: 0, y: top, w: this.#width, h })
    this.y = top + (h - figure.dots * lineRatio) / 2
    if (sum) this.#line(sum, figure, 'end', pad, this.#width - pad, true)
    this.y = top + (h - words.dots * lineRatio) / 2
    if (said) this.#line(said, words, 'start', pad, this.#width - pad, true)
    this.y = top + h + this.#dots(8)
  }

  #qr(text: string): void {
    const squares = qrSquares(text)
    const module = Math.max(4, Math.floor((this.#width * 0.36) / squares.size))
    const side = squares.size * module
    const y = this.y + 4 * module
    this.marks.push({ kind: 'qr', x: Math.floor((this.#width - side) / 2), y, module, squares })
    this.y = y + side + 3 * module
  }

  #line(
    line: Line,
    { dots }: Face,
    at: 'start' | 'middle' | 'end',
    from: number,
    to: number,
    white = false,
  ): void {
    const y = this.y + dots * baseRatio
    const isLeft = (at === 'start') === (this.#dir === 'ltr')
    let x = at === 'middle' ? (from + to - line.width) / 2 : isLeft ? from : to - line.width
    const inOrder = this.#dir === 'ltr' ? line.words : line.words.toReversed()
    for (const { text, face, dir, width } of inOrder) {
      this.marks.push({ kind: 'text', text, face, x, y, dir, white })
      x += width + this.#space(face)
    }
  }

  /** Spans stand beside each other in the paper's direction; one too long is broken between its words. */
  #broken(spans: readonly Span[], face: Face, room: number): Line[] {
    const lines: Line[] = []
    let words: Word[] = []
    let width = 0
    for (const span of spans) {
      for (const word of this.#pieces(span, face, room)) {
        const wider = words.length === 0 ? word.width : width + this.#space(face) + word.width
        if (words.length > 0 && wider > room) {
          lines.push({ words, width })
          words = [word]
          width = word.width
        } else {
          words.push(word)
          width = wider
        }
      }
    }
    return words.length > 0 ? [...lines, { words, width }] : lines
  }

  /** A span whole where it fits a line, else as lines of its own. */
  #pieces(span: Span, face: Face, room: number): Word[] {
    const mine: Face =
      span.tone === 'second'
        ? { ...face, dots: Math.round(face.dots * 0.9) }
        : { ...face, mono: span.tone === 'code' }
    const dir = span.tone === 'code' ? 'ltr' : directionOf(span.text, this.#dir)
    const word = (text: string): Word => ({
      text,
      face: mine,
      dir,
      width: this.#measure(text, mine),
    })
    const done: Word[] = []
    let open = ''
    for (const part of span.text.split(' ')) {
      const longer = open === '' ? part : `${open} ${part}`
      if (this.#measure(longer, mine) <= room) {
        open = longer
        continue
      }
      if (open !== '') done.push(word(open))
      open = ''
      for (const sign of signsOf(part)) {
        if (open !== '' && this.#measure(open + sign, mine) > room) {
          done.push(word(open))
          open = ''
        }
        open += sign
      }
    }
    return open === '' ? done : [...done, word(open)]
  }

  #face(size: Size, strong: boolean): Face {
    return { dots: this.#dots(sizes[size]), weight: strong ? 700 : 400, mono: false }
  }

  #space(face: Face): number {
    return face.dots * 0.32
  }

  #dots(atFullWidth: number): number {
    return Math.round(atFullWidth * this.#scale)
  }
}

const segmenter = new Intl.Segmenter()
const signsOf = (text: string) => Array.from(segmenter.segment(text), ({ segment }) => segment)

/** The direction of the first letter that has one; else that of the paper. */
export function directionOf(text: string, paper: 'ltr' | 'rtl'): 'ltr' | 'rtl' {
  const letter = /\p{L}/u.exec(text)?.[0]
  if (letter === undefined) return /\p{N}/u.test(text) ? 'ltr' : paper
  return /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/u.test(letter)
    ? 'rtl'
    : 'ltr'
}
