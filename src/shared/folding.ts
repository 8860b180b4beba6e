// Text made comparable for searching: letter case, accents, vowel marks and the interchangeable forms of
// Arabic letters are folded away. It is for finding only; what is kept and shown stays as it was typed.

import { latinDigits } from './text.ts'

// NFKD has already turned أ إ آ into ا, ؤ into و and ئ into ي with marks behind them, and shaped
// presentation forms into plain letters.
const ALIKE: Readonly<Record<string, string>> = {
  ٱ: 'ا',
  ى: 'ي',
  ی: 'ي',
  ې: 'ي',
  ة: 'ه',
  ہ: 'ه',
  ھ: 'ه',
  ە: 'ه',
  ک: 'ك',
  گ: 'ك',
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
}
const ALIKE_LETTER = new RegExp(`[${Object.keys(ALIKE).join('')}]`, 'gu')
// Tatweel and the joiners are stretching and glue, not letters.
const MARKS = /[\p{M}\u0640\u200c\u200d]/gu
const PLAIN = /^[a-z0-9 ]*$/
const GAPS = /[^\p{L}\p{N}]+/u

/** Lower case, unaccented, Latin digits: `Crème` is `creme`, `أَرُزّ` is `ارز`, `٥` is `5`. */
export function fold(text: string): string {
  const lower = text.toLowerCase()
  if (PLAIN.test(lower)) return lower
  return latinDigits(lower.normalize('NFKD'))
    .toLowerCase()
    .replace(MARKS, '')
    .replace(ALIKE_LETTER, (letter) => ALIKE[letter] ?? letter)
}

/** The folded words of a text in order, without signs between them. */
export function foldedWords(text: string): string[] {
  return fold(text)
    .split(GAPS)
    .filter((word) => word !== '')
}

const ARTICLE = 'ال'
const SHORTEST_STEM = 3

/** A folded word, and the word without the Arabic article where enough is left of it. */
export function wordForms(word: string): readonly string[] {
  const bare = word.length >= ARTICLE.length + SHORTEST_STEM && word.startsWith(ARTICLE)
  return bare ? [word, word.slice(ARTICLE.length)] : [word]
}
