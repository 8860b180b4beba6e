// What every paper of a shop begins with and is written by: its words in one or both languages, its figures, its head.
import type { Store } from '#stores/contract.ts'
import type { Locale, Names } from '../look/locale.ts'
import { type Numerals, numerals } from '../look/numerals.ts'
import { ar } from '../words/ar.ts'
import { en } from '../words/en.ts'
import { type Paper, type PaperItem, row, type Span, span, text } from './paper.ts'

/** Where and how a paper is made. */
export type Setting = {
  readonly shop: Store
  /** The name of the terminal. */
  readonly terminal: string
  /** Whether names and words are said in the other language too. */
  readonly bothLanguages: boolean
}

const said = {
  en: { ...en.paper, ...en.slip },
  ar: { ...ar.paper, ...ar.slip },
}
export type PaperWord = keyof (typeof said)['en']

export type Press = {
  readonly setting: Setting
  readonly figures: Numerals
  /** A word of the paper, the shop's own language first. */
  readonly say: (word: PaperWord) => Span[]
  /** A record's name, likewise; empty if it has none. */
  readonly name: (names: Names) => Span[]
  /** The other language's name, where it is wanted and says something else. */
  readonly otherName: (names: Names) => string | null
  readonly own: (names: Names) => string
  readonly money: (minor: number) => Span[]
  readonly moment: (at: string) => Span
  readonly head: () => PaperItem[]
  readonly paper: (items: readonly PaperItem[]) => Paper
}

export function pressOf(setting: Setting): Press {
  const { shop, bothLanguages } = setting
  const first: Locale = shop.locale
  const second: Locale = first === 'ar' ? 'en' : 'ar'
  const figures = numerals(first, shop.digits, shop.timeZone)
  const own = (names: Names) => names[first] || names[second]
  const otherName = (names: Names) =>
    bothLanguages && names[second] !== '' && names[second] !== own(names) ? names[second] : null
  const name = (names: Names) => {
    const other = otherName(names)
    return other === null ? [span(own(names))] : [span(own(names)), span(other, 'second')]
  }
  const say = (word: PaperWord) => name({ en: said.en[word], ar: said.ar[word] })
  const middle = (line: string) => text(line, { align: 'middle', size: 'small' })
  return {
    setting,
    figures,
    say,
    name,
    own,
    otherName,
    money: (minor) => [span(figures.amount(minor, shop.currency))],
    moment: (at) => span(`${figures.date(at, 'day-year')} ${figures.time(at)}`),
    paper: (items) => ({ dir: first === 'ar' ? 'rtl' : 'ltr', lang: first, items }),
    head: () => {
      const other = otherName(shop.receiptHeader)
      return [
        { kind: 'mark' },
        text(own(shop.receiptHeader), { align: 'middle', size: 'title', strong: true }),
        ...(other === null ? [] : [middle(other)]),
        middle(own(shop.address)),
        ...(shop.taxNumber === null
          ? []
          : [
              text([...say('taxNumber'), span(shop.taxNumber, 'code')], {
                align: 'middle',
                size: 'small',
              }),
            ]),
      ]
    },
  }
}

/** A row of a word and an amount. */
export function sumRow(press: Press, word: PaperWord, minor: number, strong = false): PaperItem {
  return row(press.say(word), press.money(minor), { strong })
}
