// What stands on each kind of paper: a sale, a return, an exchange and a reversal; money moved by hand; X and Z.
import t from 'tap'
import type { Paper } from '../../../client/printing/paper.ts'
import { xPaper, zPaper } from '../../../client/printing/report-paper.ts'
import { balancePaper, movePaper, testPaper } from '../../../client/printing/slip-paper.ts'
import { newOne } from '../till/counter.ts'
import { CounterSale } from './counter-sale.ts'

const at = '2026-11-23T10:00:00.000Z'
const english = new CounterSale('en')

/** Each item as one line, runs by a space and both ends by a bar. */
function told(paper: Paper): string[] {
  const joined = (spans: readonly { text: string }[]) => spans.map(({ text }) => text).join(' ')
  return paper.items.map((item) => {
    switch (item.kind) {
      case 'mark':
      case 'rule':
        return item.kind
      case 'qr':
        return `qr ${item.text}`
      case 'text':
        return joined(item.spans)
      case 'row':
      case 'total':
        return `${joined(item.start)} | ${joined(item.end)}`
    }
  })
}
const totals = (roundingMinor: number, totalMinor: number) => ({
  netMinor: 1754,
  taxMinor: 246,
  roundingMinor,
  totalMinor,
  taxes: [
    { category: 'S', ratePpm: 140_000, netMinor: 1754, taxMinor: 246 },
    { category: 'S', ratePpm: 50_000, netMinor: 100, taxMinor: 5 },
  ],
})

t.test('a sale: discounts with their reason, rounding, every tax, tenders, change', async (t) => {
  const line = english.line({
    discounts: [
      { by: 'line', amountMinor: 150, reason: 'Torn bag', ruleId: null },
      { by: 'basket', amountMinor: 50, reason: null, ruleId: null },
    ],
    packMilli: 6000,
  })
  const paper = english.paper(
    {
      lines: [line],
      totals: totals(25, 2025),
      tenders: [
        { kind: 'card', amountMinor: 1000, reference: '004512' },
        { kind: 'gift-card', amountMinor: 500, reference: newOne() },
        { kind: 'cash', amountMinor: 1000, reference: null },
      ],
      changeMinor: 475,
    },
    { customer: 'Dalia Fouad', salesPerson: 'Omar' },
  )
  const lines = told(paper)
  for (const wanted of [
    'Receipt | CAI-T1-1-5',
    '23 Nov 2026 12:00 | T1 Amelia',
    'Served by | Omar',
    'Customer | Dalia Fouad',
    'Bread | 20.00',
    '2 × 10.00 / 6 | ',
    'Discount Torn bag | −1.50',
    'Discount | −0.50',
    'Cash rounding | 0.25',
    'Total | £20.25',
    'Card 004512 | 10.00',
    'Gift card | 5.00',
    'Cash | 10.00',
    'Change | 4.75',
    'Net | 17.54',
    'VAT 14% | 2.46',
    'VAT 5% | 0.05',
    'qr CAI-T1-1-5',
  ]) {
    t.ok(lines.includes(wanted), wanted)
  }
  t.notOk(
    lines.some((each) => each.includes('الواحة')),
    'in one language where one is wanted',
  )
})

t.test('the lots that the hub sold it from stand under the goods', async (t) => {
  const { early, late } = english.counter
  const line = english.line()
  const lots = [
    { lotId: early.id, quantityMilli: 1000 },
    { lotId: late.id, quantityMilli: 1000 },
  ]
  const sold = { saleId: newOne(), receipt: 'CAI-T1-1-5', invoiceId: newOne(), invoiceNumber: '7' }
  const result = { ...sold, lines: [{ lineId: line.id, lots, shortMilli: 0 }] }
  t.ok(told(english.paper({ lines: [line] }, { result })).includes('2 × 10.00 | Lots MLK-1 MLK-2'))
  const [first] = lots
  const one = { ...result, lines: [{ lineId: line.id, lots: first ? [first] : [], shortMilli: 0 }] }
  t.ok(told(english.paper({ lines: [line] }, { result: one })).includes('2 × 10.00 | Lot MLK-1'))
})

t.test('what comes back says so', async (t) => {
  const back = english.line({
    quantityMilli: -1000,
    amountMinor: -1000,
    returnOf: { saleId: null, lineId: null, reason: 'damaged', disposition: 'scrap' },
  })
  const refund = told(english.paper({ lines: [back], totals: totals(0, -1000), changeMinor: 0 }))
  t.ok(refund.includes('Refund | CAI-T1-1-5'))
  t.ok(refund.includes('Returned | Damaged'))
  t.ok(refund.includes('Bread | −10.00'))
  const exchange = told(english.paper({ lines: [back, english.line()] }))
  t.ok(exchange.includes('Exchange | CAI-T1-1-5'))
  const reversal = told(english.paper({ lines: [back], voidOf: newOne() }))
  t.ok(reversal.includes('Reversal | CAI-T1-1-5'))
})

t.test('an Arabic shop says everything twice', async (t) => {
  const arabic = new CounterSale('ar', true)
  arabic.named({ en: 'Baladi flatbread', ar: 'خبز بلدي' })
  const lines = told(arabic.paper())
  for (const wanted of ['الواحة', 'Al Waha', 'Baladi flatbread', 'خبز بلدي | 20.00']) {
    t.ok(lines.includes(wanted), wanted)
  }
  t.ok(lines.includes('نقدًا Cash | 50.00'))
})

t.test('money moved by hand has a line to sign on', async (t) => {
  const moved = { amountMinor: 5000, reason: 'Milkman', at, person: 'Amelia' }
  const out = told(movePaper({ ...moved, kind: 'pay-out' }, english.setting))
  for (const wanted of ['Paid out | £50.00', 'Reason | Milkman', '23 Nov 2026 12:00 | T1 Amelia']) {
    t.ok(out.includes(wanted), wanted)
  }
  t.ok(out.some((each) => each.startsWith('Signature')))
  const opened = told(movePaper({ ...moved, amountMinor: 0, kind: 'no-sale' }, english.setting))
  t.ok(opened.includes('Drawer opened without a sale'))
  t.notOk(
    opened.some((each) => each.includes('£')),
    'with no sum',
  )
})

t.test('a gift card tells its balance, and its code only when it is new', async (t) => {
  const account = {
    id: newOne(),
    kind: 'gift-card',
    currency: 'GBP',
    customerId: null,
    last4: 'K7QX',
    balanceMinor: 12_50,
    state: 'active',
    expiresOn: '2027-11-23',
    at,
  } as const
  const lines = told(balancePaper(account, at, english.setting))
  for (const wanted of ['Balance | £12.50', 'Card ending | K7QX', 'Valid until | 23 Nov 2027']) {
    t.ok(lines.includes(wanted), wanted)
  }
  t.notOk(lines.some((each) => each.startsWith('qr')))
  t.ok(told(balancePaper(account, at, english.setting, 'ABCD2345')).includes('qr ABCD2345'))
  t.ok(told(testPaper(at, english.setting)).includes('Total | £123.45'))
})

const sums = {
  salesCount: 12,
  returnsCount: 1,
  voidsCount: 2,
  postVoidsCount: 0,
  soldMinor: 100_00,
  returnedMinor: -5_00,
  discountsMinor: 3_00,
  netMinor: 80_00,
  taxMinor: 15_00,
  roundingMinor: 5,
  totalMinor: 95_05,
  tenders: [{ kind: 'cash', count: 9, amountMinor: 95_05 }],
  taxes: [{ category: 'S', ratePpm: 200_000, netMinor: 75_00, taxMinor: 15_00 }],
  moves: { payInMinor: 0, payOutMinor: 20_00, dropMinor: 50_00, loanMinor: 0, noSales: 2 },
}
const ids = { storeId: newOne(), terminalId: newOne(), cashSessionId: newOne(), personId: newOne() }

t.test('X and Z', async (t) => {
  const z = {
    ...ids,
    number: 7,
    sessionNumber: 9,
    currency: 'GBP',
    openedAt: at,
    closedAt: at,
    closedBy: null,
    sealedAt: at,
    sealedBy: null,
    floatMinor: 100_00,
    expectedMinor: 125_05,
    countedMinor: 125_00,
    varianceMinor: -5,
    totals: sums,
    grandTotalMinor: 1234_56,
    ranges: [{ fence: 1, fromN: 10, toN: 31 }],
    ends: [],
    missing: [{ fence: 1, fromN: 12, toN: 12 }],
    explanation: 'The old till burnt',
    hash: 'a'.repeat(64),
    previousHash: 'b'.repeat(64),
  }
  const lines = told(zPaper(z, 'Karim', english.setting))
  for (const wanted of [
    'Z report 7 | T1',
    'Session 9 | Karim',
    'Sales | 12',
    'Discounts | −3.00',
    'VAT 20% | 15.00',
    'Total | £95.05',
    'Cash × 9 | 95.05',
    'Float | 100.00',
    'Paid out | −20.00',
    'To the safe | −50.00',
    'Opened without a sale | 2',
    'Expected | 125.05',
    'Counted | 125.00',
    'Difference | −0.05',
    'Grand total | 1,234.56',
    'Journal | 1-10 .. 1-31',
    'Missing | 1-12 .. 1-12',
    'Reason | The old till burnt',
    'a'.repeat(32),
  ]) {
    t.ok(lines.includes(wanted), wanted)
  }
  const session = {
    id: ids.cashSessionId,
    terminalId: ids.terminalId,
    number: 9,
    personId: ids.personId,
    openedAt: at,
    floatMinor: 100_00,
    currency: 'GBP',
    state: 'open',
    counts: 0,
    closedAt: null,
    closedBy: null,
    zNumber: null,
  } as const
  const drawer = {
    cashSessionId: ids.cashSessionId,
    terminalId: ids.terminalId,
    expectedMinor: 125_05,
    countedMinor: null,
    varianceMinor: null,
    moves: sums.moves,
  }
  const x = told(xPaper({ session, drawer, totals: sums, at }, 'Amelia', english.setting))
  for (const wanted of ['X report', 'Session 9 | T1 Amelia', 'Total | £95.05'])
    t.ok(x.includes(wanted))
  t.notOk(
    x.some((each) => each.startsWith('Counted')),
    'nothing was counted yet',
  )
})
