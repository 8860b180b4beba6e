// The small papers of a till: money put into the drawer and taken out, the drawer opened without a sale, what is left
// on a gift card, and the page that shows whether a printer prints.
import type { StoredValueAccount } from '#stored-value/contract.ts'
import type { DrawerMoves } from '#tills/contract.ts'
import { type Paper, qr, row, rule, span, text } from './paper.ts'
import { type PaperWord, pressOf, type Setting, sumRow } from './press.ts'
import { storedWords } from './value-items.ts'

export type MoveKind = 'pay-in' | 'pay-out' | 'drop' | 'loan' | 'no-sale'
export type Moved = {
  readonly kind: MoveKind
  /** Nothing for a drawer opened without a sale. */
  readonly amountMinor: number
  readonly reason: string
  readonly at: string
  readonly person: string
}

const moveWords = {
  'pay-in': 'payIn',
  'pay-out': 'payOut',
  drop: 'drop',
  loan: 'loan',
  'no-sale': 'noSale',
} as const satisfies Record<MoveKind, PaperWord>

/** With a line to sign on, because the money has nobody else to speak for it. */
export function movePaper(moved: Moved, setting: Setting): Paper {
  const press = pressOf(setting)
  const { kind, amountMinor, reason, at, person } = moved
  const { currency } = setting.shop
  return press.paper([
    ...press.head(),
    rule,
    text(press.say(moveWords[kind]), { size: 'large', strong: true }),
    row([press.moment(at)], [span(setting.terminal), span(person)]),
    row(press.say('reason'), reason),
    ...(kind === 'no-sale'
      ? []
      : [
          {
            kind: 'total' as const,
            start: press.say(moveWords[kind]),
            end: [span(press.figures.money(amountMinor, currency))],
          },
        ]),
    text(''),
    row(press.say('signature'), '____________________'),
  ])
}

/** What an account holds; its code is a secret and is printed only when it is new. */
export function balancePaper(
  account: StoredValueAccount,
  at: string,
  setting: Setting,
  newCode?: string,
): Paper {
  const press = pressOf(setting)
  const { kind, last4, balanceMinor, currency, expiresOn } = account
  return press.paper([
    ...press.head(),
    rule,
    text(press.say(storedWords[kind]), { size: 'large', strong: true }),
    row([press.moment(at)], setting.terminal),
    ...(last4 === null ? [] : [row(press.say('ending'), [span(last4, 'code')])]),
    ...(expiresOn === null
      ? []
      : [row(press.say('expires'), press.figures.date(expiresOn, 'day-year'))]),
    {
      kind: 'total',
      start: press.say('balance'),
      end: [span(press.figures.money(balanceMinor, currency))],
    },
    ...(newCode === undefined
      ? []
      : [qr(newCode), text([span(newCode, 'code')], { align: 'middle', strong: true })]),
  ])
}

/** Every kind of thing a receipt has, once. */
export function testPaper(at: string, setting: Setting): Paper {
  const press = pressOf(setting)
  const { currency } = setting.shop
  return press.paper([
    ...press.head(),
    rule,
    text(press.say('test'), { size: 'large', strong: true }),
    row([press.moment(at)], setting.terminal),
    sumRow(press, 'cash', 123_45),
    {
      kind: 'total',
      start: press.say('total'),
      end: [span(press.figures.money(123_45, currency))],
    },
    text(press.say('testDone')),
    qr(setting.terminal),
  ])
}

/** What was done to a drawer by hand, as rows; what did not happen is left out. */
export function movesRows(moves: DrawerMoves, setting: Setting) {
  const press = pressOf(setting)
  const sums = [
    ['payIn', moves.payInMinor],
    ['payOut', -moves.payOutMinor],
    ['loan', moves.loanMinor],
    ['drop', -moves.dropMinor],
  ] as const
  return [
    ...sums.filter(([, minor]) => minor !== 0).map(([word, minor]) => sumRow(press, word, minor)),
    ...(moves.noSales > 0 ? [row(press.say('noSales'), press.figures.count(moves.noSales))] : []),
  ]
}
