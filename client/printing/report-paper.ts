// The X and the Z of a drawer on paper: counts, sums, tenders, taxes, the drawer itself. The Z also says which numbers
// of the journal it covers and ends with its fingerprint, so that a paper can be held against the books.
import type { Output } from '#shared/contract.ts'
import type { Drawer } from '#tills/contract.ts'
import type { JournalRange, SessionTotals, tillsX, ZReport } from '#tills/seal-contract.ts'
import { type Paper, type PaperItem, row, rule, span, text } from './paper.ts'
import { type Press, pressOf, type Setting, sumRow } from './press.ts'
import { tenderKeyOf } from '../ui/tenders.ts'
import { movesRows } from './slip-paper.ts'

export type XReport = Output<typeof tillsX>

export function xPaper(report: XReport, person: string, setting: Setting): Paper {
  const press = pressOf(setting)
  const { session, drawer, totals, at } = report
  return press.paper([
    ...press.head(),
    rule,
    text(press.say('xReport'), { size: 'large', strong: true }),
    row(
      [...press.say('session'), figure(press, session.number)],
      [span(setting.terminal), span(person)],
    ),
    row(press.say('opened'), [press.moment(session.openedAt)]),
    row(press.say('asOf'), [press.moment(at)]),
    ...body(totals, press),
    ...drawerRows({ ...drawer, floatMinor: session.floatMinor }, totals, press),
  ])
}

export function zPaper(report: ZReport, person: string, setting: Setting): Paper {
  const press = pressOf(setting)
  const { totals, ranges, missing, explanation } = report
  return press.paper([
    ...press.head(),
    rule,
    row([...press.say('zReport'), figure(press, report.number)], setting.terminal, {
      size: 'large',
      strong: true,
    }),
    row([...press.say('session'), figure(press, report.sessionNumber)], person),
    row(press.say('opened'), [press.moment(report.openedAt)]),
    ...(report.closedAt === null
      ? []
      : [row(press.say('closed'), [press.moment(report.closedAt)])]),
    row(press.say('sealed'), [press.moment(report.sealedAt)]),
    ...body(totals, press),
    ...drawerRows(report, totals, press),
    rule,
    sumRow(press, 'grandTotal', report.grandTotalMinor, true),
    ...ranges.map((range) => row(press.say('entries'), [span(rangeText(range), 'code')])),
    ...missing.map((range) => row(press.say('missing'), [span(rangeText(range), 'code')])),
    ...(explanation === null ? [] : [row(press.say('reason'), explanation)]),
    text(press.say('fingerprint'), { size: 'small' }),
    // In two halves, so that it fits the narrowest paper in whole letters.
    text([span(report.hash.slice(0, 32), 'code')], { size: 'small' }),
    text([span(report.hash.slice(32), 'code')], { size: 'small' }),
  ])
}

const figure = (press: Press, n: number) => span(press.figures.count(n))
const rangeText = ({ fence, fromN, toN }: JournalRange) => `${fence}-${fromN} .. ${fence}-${toN}`

function body(totals: SessionTotals, press: Press): PaperItem[] {
  const { setting, figures } = press
  const counts = [
    ['sales', totals.salesCount],
    ['returns', totals.returnsCount],
    ['voids', totals.voidsCount],
    ['postVoids', totals.postVoidsCount],
  ] as const
  return [
    rule,
    ...counts.map(([word, n]) => row(press.say(word), figures.count(n))),
    rule,
    sumRow(press, 'sold', totals.soldMinor),
    sumRow(press, 'givenBack', totals.returnedMinor),
    sumRow(press, 'discounts', -totals.discountsMinor),
    sumRow(press, 'net', totals.netMinor),
    ...totals.taxes.map(({ ratePpm, taxMinor }) =>
      row([...press.say('tax'), span(figures.percent(ratePpm))], press.money(taxMinor)),
    ),
    ...(totals.roundingMinor === 0 ? [] : [sumRow(press, 'rounding', totals.roundingMinor)]),
    {
      kind: 'total',
      start: press.say('total'),
      end: [span(figures.money(totals.totalMinor, setting.shop.currency))],
    },
    ...totals.tenders.map(({ kind, count, amountMinor }) =>
      row(
        [...tenderName(kind, press), span(`× ${figures.count(count)}`)],
        press.money(amountMinor),
      ),
    ),
  ]
}

function tenderName(kind: string, press: Press) {
  const word = tenderKeyOf(kind)
  return word === undefined ? [span(kind)] : press.say(word)
}

type Held = Pick<Drawer, 'expectedMinor' | 'countedMinor' | 'varianceMinor'> & {
  readonly floatMinor: number
}

function drawerRows(held: Held, totals: SessionTotals, press: Press): PaperItem[] {
  const { floatMinor, expectedMinor, countedMinor, varianceMinor } = held
  return [
    rule,
    sumRow(press, 'float', floatMinor),
    ...movesRows(totals.moves, press.setting),
    sumRow(press, 'expected', expectedMinor),
    ...(countedMinor === null ? [] : [sumRow(press, 'counted', countedMinor)]),
    ...(varianceMinor === null ? [] : [sumRow(press, 'variance', varianceMinor, true)]),
  ]
}
