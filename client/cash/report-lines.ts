// What stands on an X or a Z, as sections of words and figures. Pure; it adds nothing up that the hub has not.
import type { Drawer, DrawerMoves } from '#tills/contract.ts'
import type { JournalRange, SessionTotals } from '#tills/seal-contract.ts'
import type { Id } from '#shared/ids.ts'
import type { JournalReport } from '#shared/journal.ts'

type Amount = { readonly minor: number; readonly signed?: true }
export type ReportWord =
  | 'sales'
  | 'returns'
  | 'voids'
  | 'postVoids'
  | 'sold'
  | 'returned'
  | 'discounts'
  | 'net'
  | 'tax'
  | 'rounding'
  | 'total'
  | 'payIn'
  | 'payOut'
  | 'drop'
  | 'loan'
  | 'noSales'
  | 'float'
  | 'expected'
  | 'counted'
  | 'variance'
export type ReportLine = {
  readonly word: ReportWord
  readonly value: Amount | { readonly count: number }
  readonly strong?: true
}

/** What was sold and given back; what did not happen at all is left out. */
export function tradeLines(totals: SessionTotals): ReportLine[] {
  const { soldMinor, returnedMinor, discountsMinor, roundingMinor } = totals
  return [
    { word: 'sales', value: { count: totals.salesCount } },
    { word: 'returns', value: { count: totals.returnsCount } },
    ...voidLines(totals),
    { word: 'sold', value: { minor: soldMinor } },
    ...amount('returned', returnedMinor),
    ...amount('discounts', -discountsMinor),
    { word: 'net', value: { minor: totals.netMinor } },
    { word: 'tax', value: { minor: totals.taxMinor } },
    ...amount('rounding', roundingMinor),
    { word: 'total', value: { minor: totals.totalMinor }, strong: true },
  ]
}

/** What did not come to pass: goods taken out of baskets, and sales reversed. */
export function voidLines(totals: Pick<SessionTotals, 'voidsCount' | 'postVoidsCount'>) {
  const { voidsCount, postVoidsCount } = totals
  const voids: ReportLine = { word: 'voids', value: { count: voidsCount } }
  return [voids, ...some('postVoids', postVoidsCount)]
}

/** Money moved by hand, each in its direction, and how often the drawer was opened for nothing. */
export function moveLines(moves: DrawerMoves | null): ReportLine[] {
  if (!moves) return []
  return [
    ...amount('payIn', moves.payInMinor),
    ...amount('loan', moves.loanMinor),
    ...amount('payOut', -moves.payOutMinor),
    ...amount('drop', -moves.dropMinor),
    ...some('noSales', moves.noSales),
  ]
}

type Held = { readonly floatMinor: number } & Pick<
  Drawer,
  'expectedMinor' | 'countedMinor' | 'varianceMinor'
>

/** What the drawer began with and should hold, and once it is counted, what it did. */
export function drawerLines(held: Held): ReportLine[] {
  const { floatMinor, expectedMinor, countedMinor, varianceMinor } = held
  return [
    { word: 'float', value: { minor: floatMinor } },
    { word: 'expected', value: { minor: expectedMinor } },
    ...(countedMinor === null ? [] : [line('counted', countedMinor)]),
    ...(varianceMinor === null
      ? []
      : [
          {
            word: 'variance',
            value: { minor: varianceMinor, signed: true },
            strong: true,
          } as const,
        ]),
  ]
}

const line = (word: ReportWord, minor: number): ReportLine => ({ word, value: { minor } })
const amount = (word: ReportWord, minor: number) => (minor === 0 ? [] : [line(word, minor)])
const some = (word: ReportWord, count: number): ReportLine[] =>
  count === 0 ? [] : [{ word, value: { count } }]

/** The entries a terminal said it holds and the hub had not, by fence. */
export function outstandingOf(
  reports: Iterable<JournalReport>,
  terminalId: Id,
): readonly JournalRange[] {
  return [...reports]
    .filter((each) => each.terminalId === terminalId && each.reportedN > each.lastN)
    .map(({ fence, lastN, reportedN }) => ({ fence, fromN: lastN + 1, toN: reportedN }))
    .toSorted((a, b) => a.fence - b.fence)
}

/** How many entries some ranges are. */
export function lengthOf(ranges: readonly JournalRange[]): number {
  return ranges.reduce((sum, { fromN, toN }) => sum + toN - fromN + 1, 0)
}
