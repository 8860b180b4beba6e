// Which lot leaves first, what a scan of a GS1 code fills in, and what a blocked lot does to an open basket.
import t from 'tap'
import { changeBasket, emptyBasket } from '../../../client/till/basket.ts'
import { saleLine } from '../../../client/till/document.ts'
import { holdLines } from '../../../client/till/hold.ts'
import { lotChoices, lotsOfLines, safeLot } from '../../../client/till/lots.ts'
import { pick, readScan } from '../../../client/till/scan.ts'
import { viewOf } from '../../../client/till/view.ts'
import { AT, Counter, firstLine, newOne, TODAY } from './counter.ts'

const about = { onDay: TODAY, live: true, lostAtMs: null }

t.test('the first lot to expire is taken and shown, and another one in one step', async (t) => {
  const counter = new Counter()
  const basket = counter.basket(counter.milk)
  const line = firstLine(basket)
  t.equal(line.lotId, counter.early.id)
  const [shown] = viewOf(basket, counter.shelf, about).lines
  t.match(shown?.facts, [
    { kind: 'lot', lot: 'MLK-1' },
    { kind: 'expires', on: '2026-11-27' },
  ])
  const choices = lotChoices(counter.shelf, line, TODAY, basket.lines)
  t.same(
    choices.map(({ lot }) => lot.code),
    ['MLK-1', 'MLK-2'],
  )
  const other = changeBasket(basket, { do: 'lot', id: line.id, lotId: counter.late.id })
  t.equal(saleLine(firstLine(other), counter.shelf).lotId, counter.late.id)
})

t.test('what nobody chose is left to the hub, as it is held; a chosen lot is not', async (t) => {
  const counter = new Counter()
  const line = firstLine(counter.basket(counter.milk))
  const chosen = { ...line, lotBy: 'person' as const }
  for (const [each, lotId] of [
    [line, null],
    [chosen, counter.early.id],
  ] as const) {
    const basket = { ...emptyBasket(newOne()), lines: [each] }
    t.equal(saleLine(each, counter.shelf).lotId, lotId)
    t.match(holdLines(basket, counter.shelf), [{ lotId }], 'what is sold is what was held')
  }
})

t.test('a line shows the lots it will be sold from, as the hub takes them', async (t) => {
  const counter = new Counter()
  const basket = counter.put(emptyBasket(newOne()), counter.milk, 4000)
  const factsOf = (more: object = {}) =>
    viewOf(basket, counter.shelf, { ...about, ...more }).lines[0]?.facts.find(
      ({ kind }) => kind === 'lot' || kind === 'lots',
    )
  t.match(factsOf(), {
    kind: 'lots',
    lots: [
      { lot: 'MLK-1', quantityMilli: 3000 },
      { lot: 'MLK-2', quantityMilli: 1000 },
    ],
  })
  const promised = (milli: number) => ({
    spared: new Map([[counter.milk.id, (id: string) => (id === counter.early.id ? milli : 0)]]),
  })
  t.match(factsOf(promised(2000)), {
    lots: [
      { lot: 'MLK-1', quantityMilli: 1000 },
      { lot: 'MLK-2', quantityMilli: 3000 },
    ],
  })
  t.match(factsOf(promised(3000)), { kind: 'lot', lot: 'MLK-2' })
})

t.test('lines of the same goods share their lots: chosen ones first', async (t) => {
  const counter = new Counter()
  const open = counter.put(emptyBasket(newOne()), counter.milk, 2000)
  const basket = counter.put(open, counter.milk, 2000, counter.early.id)
  const takes = lotsOfLines(counter.shelf, basket.lines, TODAY)
  t.same(
    basket.lines.map(({ id }) => takes.get(id)),
    [
      [
        { lotId: counter.early.id, quantityMilli: 1000 },
        { lotId: counter.late.id, quantityMilli: 1000 },
      ],
      [{ lotId: counter.early.id, quantityMilli: 2000 }],
    ],
  )
})

t.test('a lot that is recalled or held blocks payment with its reason at once', async (t) => {
  const counter = new Counter()
  const basket = counter.basket(counter.milk, counter.bread)
  counter.setLot(counter.early, { status: 'recalled', reason: 'Glass' })
  const view = viewOf(basket, counter.shelf, about)
  t.equal(view.blocked, 1)
  t.match(view.lines[0]?.state, { kind: 'blocked', reason: 'recalled', why: 'Glass' })
  t.match(view.lines[0]?.state, { safeLot: 'MLK-2' })
  t.equal(view.totalMinor, 1000, 'the blocked line is not counted')
  t.equal(view.notCountedMinor, 4650)
  const line = firstLine(basket)
  const safe = safeLot(counter.shelf, line, TODAY, basket.lines)
  t.equal(safe?.id, counter.late.id)
  const saved = changeBasket(basket, { do: 'lot', id: line.id, lotId: counter.late.id })
  t.equal(viewOf(saved, counter.shelf, about).blocked, 0)
})

t.test('a lot past its day is a hard stop, and comes after the good ones', async (t) => {
  const counter = new Counter()
  const basket = counter.put(emptyBasket(newOne()), counter.milk, null, counter.early.id)
  const later = { ...about, onDay: '2026-11-28' }
  const [line] = viewOf(basket, counter.shelf, later).lines
  t.match(line?.state, { kind: 'blocked', reason: 'expired' })
  const choices = lotChoices(counter.shelf, firstLine(basket), '2026-11-28', [])
  t.same(
    choices.map(({ lot, fault }) => [lot.code, fault]),
    [
      ['MLK-2', undefined],
      ['MLK-1', 'lot-expired'],
    ],
  )
})

t.test('a GS1 scan fills lot and quantity; a lot nobody knows adds nothing', async (t) => {
  const counter = new Counter()
  const known = readScan(counter.shelf, '(01)06221990000014(10)MLK-2(17)261220', AT)
  t.match(known, { kind: 'picked', picked: { lotId: counter.late.id } })
  const unknown = readScan(counter.shelf, '(01)06221990000014(10)MLK-9', AT)
  t.match(unknown, { kind: 'lot-unknown', lot: 'MLK-9' })
  t.match(readScan(counter.shelf, '5012345678900', AT), { kind: 'unknown' })
  t.match(readScan(counter.shelf, 'cai-t1-1-42', AT), { kind: 'receipt', receipt: 'CAI-T1-1-42' })
})

t.test('the same goods join one line, another lot does not, and weight is asked for', async (t) => {
  const counter = new Counter()
  const two = counter.basket(counter.bread, counter.bread)
  t.equal(two.lines.length, 1)
  t.equal(firstLine(two).quantityMilli, 2000)
  const lots = counter.put(counter.basket(counter.milk), counter.milk, null, counter.late.id)
  t.equal(lots.lines.length, 2)
  const product = counter.products.get(counter.tomatoes.productId)
  t.ok(product)
  if (!product) return
  const picked = { variant: counter.tomatoes, product, quantityMilli: null, lotId: null }
  const moment = { at: AT, onDay: TODAY, newId: newOne }
  const basket = emptyBasket(newOne())
  t.equal(pick(counter.shelf, basket, picked, null, moment).kind, 'weigh')
  t.equal(pick(counter.shelf, basket, picked, 742, moment).kind, 'done')
})

t.test(
  'the last one says so; what is not there stops only where the hub would refuse',
  async (t) => {
    const counter = new Counter()
    const stateOf = (live: boolean) =>
      viewOf(counter.basket(counter.bread), counter.shelf, { ...about, live }).lines[0]?.state
    counter.stock(counter.bread, null, 1000)
    t.match(stateOf(true), { kind: 'last-unit', holder: 'nobody' })
    counter.stock(counter.bread, null, 0)
    t.match(stateOf(true), { kind: 'short', availableMilli: 0 })
    counter.setProduct(counter.bread, { stockPolicy: 'block' })
    t.match(stateOf(true), { kind: 'blocked', reason: 'short' })
    t.match(stateOf(false), { kind: 'short' }, 'offline the goods in the hand are a fact')
    counter.setProduct(counter.bread, { stockPolicy: 'allow' })
    t.match(stateOf(true), { kind: 'normal' })
  },
)

t.test('a label the shop printed is read by its rules', (t) => {
  const counter = new Counter()
  const label = '2100042012509'
  t.match(readScan(counter.shelf, label, AT), { kind: 'unknown' })
  const cheese = counter.goods('Cheese', { unit: 'KGM', barcode: '2100042' }, 90_00)
  counter.restricted = [
    {
      prefix: '21',
      itemDigits: 5,
      valueCheck: false,
      valueDigits: 5,
      value: 'quantity',
      unit: 'KGM',
      decimals: 3,
    },
  ]
  t.match(readScan(counter.shelf, label, AT), {
    kind: 'picked',
    picked: { variant: { id: cheese.id }, quantityMilli: 1250 },
  })
  t.end()
})
