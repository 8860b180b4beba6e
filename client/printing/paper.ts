// What stands on a piece of paper, before anybody knows whether it becomes a page, a picture or bytes: the one
// definition the screen, the browser's print and the printers are all made from. It knows no sizes and no fonts.

/** A run of text; each run is a direction of its own, so that a name never reorders an amount. */
export type Span = {
  readonly text: string
  /** `second` is the same in the other language; `code` is always Western and left to right. */
  readonly tone?: 'second' | 'code'
}
export type Size = 'small' | 'normal' | 'large' | 'title'
export type PaperItem =
  | { readonly kind: 'mark' | 'rule' }
  | {
      readonly kind: 'text'
      readonly spans: readonly Span[]
      readonly align: 'start' | 'middle'
      readonly size: Size
      readonly strong: boolean
    }
  | {
      readonly kind: 'row'
      readonly start: readonly Span[]
      readonly end: readonly Span[]
      readonly size: Size
      readonly strong: boolean
    }
  /** What it comes to, the largest figure of the paper. */
  | { readonly kind: 'total'; readonly start: readonly Span[]; readonly end: readonly Span[] }
  | { readonly kind: 'qr'; readonly text: string }
export type Paper = {
  readonly dir: 'ltr' | 'rtl'
  readonly lang: 'en' | 'ar'
  readonly items: readonly PaperItem[]
}

type Look = { readonly size?: Size; readonly strong?: boolean; readonly align?: 'start' | 'middle' }

export const rule: PaperItem = { kind: 'rule' }

export function span(text: string, tone?: Span['tone']): Span {
  return tone === undefined ? { text: clean(text) } : { text: clean(text), tone }
}

export function text(spans: string | readonly Span[], look: Look = {}): PaperItem {
  const { size = 'normal', strong = false, align = 'start' } = look
  return { kind: 'text', spans: spansOf(spans), align, size, strong }
}

export function row(
  start: string | readonly Span[],
  end: string | readonly Span[],
  look: Look = {},
): PaperItem {
  const { size = 'normal', strong = false } = look
  return { kind: 'row', start: spansOf(start), end: spansOf(end), size, strong }
}

/** The code that finds a document again; only what a scanner types back is kept of it. */
export function qr(code: string): PaperItem {
  return { kind: 'qr', text: code.replaceAll(/[^\x21-\x7E]/g, '') }
}

function spansOf(spans: string | readonly Span[]): readonly Span[] {
  return typeof spans === 'string' ? [span(spans)] : spans
}

/**
 * Text as paper can hold it. Whatever could steer a printer or turn the direction of what follows is taken out: control
 * characters, embedded and overridden directions, lone surrogates. White space is a space.
 */
export function clean(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[\t\n\v\f\r\u0085\u2028\u2029]+/g, ' ')
    .replaceAll(/[\p{Cc}\u200B\u202A-\u202E\u2060-\u2069\uFEFF\uFFF9-\uFFFD]/gu, '')
    .trim()
}
