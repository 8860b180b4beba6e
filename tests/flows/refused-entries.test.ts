// Journal entries that break a rule, handed in over each transport: the verdict says which. What such an
// entry leaves is its own row in the journal and the head of that journal, which moves past its number;
// nothing else, neither stock nor money nor a fact. A return looks for the row that counts what came back
// of a line, and the first look makes that row: it says that nothing has.
import t from 'tap'
import { newId } from '#shared/ids.ts'
import { journalPost, type Verdict } from '#shared/journal.ts'
import type { ProblemSlug } from '#shared/problem.ts'
import type { SaleBody } from '#sales/contract.ts'
import { cashMove, cashOpen } from '#tills/contract.ts'
import { Counter } from '../support/counter.ts'
import { changedBetween, digestOf } from '../support/digest.ts'
import { openDoors, type Door } from '../support/doors.ts'
import { runHub } from '../support/hub.ts'
import { layBread, layMilk, layShop, PRICE_CENTI_MINOR } from '../support/shop.ts'
import { withSql } from '../support/stock.ts'

const hub = await runHub(t)
const shop = await layShop(hub)
const bread = await layBread(shop)
const milk = await layMilk(shop)
const cashier = await shop.hires('nour', 'cashier')
const elsewhere = await shop.hires('omar', 'cashier', { storeIds: [shop.other.id] })

const override = {
  priceId: null,
  listId: null,
  version: null,
  by: 'override',
  reason: 'x',
} as const
const back = (sale: SaleBody, more: object = {}) => {
  const [line] = sale.lines
  if (!line) throw new Error('there is no line')
  const from = { saleId: sale.id, lineId: line.id }
  const returnOf = { ...from, reason: 'Stale', disposition: 'restock' } as const
  return { goods: bread, returnOf, ...more }
}

const cardOf = (reference: string) => {
  const amountMinor = PRICE_CENTI_MINOR / 100
  return { tenders: [{ kind: 'card', amountMinor, reference } as const] }
}

type Act = (counter: Counter, sold: SaleBody) => Promise<Verdict>
const cases: readonly [what: string, slug: ProblemSlug, act: Act][] = [
  ['a lot past its expiry', 'lot-expired', (c) => c.sell([{ goods: milk, lotId: milk.expired }])],
  ['a lot held back', 'lot-blocked', (c) => c.sell([{ goods: milk, lotId: milk.held }])],
  ['a lot of other goods', 'not-found', (c) => c.sell([{ goods: milk, lotId: newId(1) }])],
  ['more than is there', 'stock-short', (c) => c.sell([{ goods: bread, quantityMilli: 9e8 }])],
  [
    'more back than was sold',
    'over-return',
    (c, sold) => c.sell([back(sold, { quantityMilli: -3000 })]),
  ],
  [
    'the same back twice in one sale',
    'over-return',
    (c, sold) =>
      c.sell([back(sold, { quantityMilli: -2000 }), back(sold, { quantityMilli: -1000 })]),
  ],
  [
    'more money back than was paid',
    'price-mismatch',
    (c, sold) =>
      c.sell([back(sold, { quantityMilli: -1000, unitPriceCentiMinor: 2 * PRICE_CENTI_MINOR })]),
  ],
  [
    'goods back without a receipt',
    'approval-required',
    (c) => {
      const returnOf = {
        saleId: null,
        lineId: null,
        reason: 'Lost it',
        disposition: 'restock',
      } as const
      return c.sell([{ goods: bread, quantityMilli: -1000, returnOf }])
    },
  ],
  [
    'a price of the cashier’s own',
    'approval-required',
    (c) => c.sell([{ goods: bread, unitPriceCentiMinor: 100, decision: override }]),
  ],
  [
    'an invented price',
    'price-mismatch',
    (c) => c.sell([{ goods: bread, unitPriceCentiMinor: 100 }]),
  ],
  ['too little money', 'tender-short', (c) => c.sell([{ goods: bread }], { tenders: [] })],
  [
    'totals that do not add up',
    'totals-mismatch',
    (c) => {
      const body = c.bodyOf([{ goods: bread }])
      const totals = { ...body.totals, netMinor: body.totals.netMinor + 1 }
      return c.send(c.writeSale({ ...body, totals }))
    },
  ],
  [
    'a second session on one drawer',
    'session-open',
    (c) => c.send(c.write(cashOpen, { floatMinor: 1 })),
  ],
  [
    'money out of a drawer that is not open',
    'session-closed',
    (c) => {
      const fields = { cashSessionId: newId(1), amountMinor: 1, reason: 'x' }
      return c.send(c.write(cashMove, { ...fields, kind: 'pay-out' }))
    },
  ],
  [
    'a person of another store',
    'forbidden',
    async (c) => {
      const { personId } = c
      c.personId = elsewhere.id
      const verdict = await c.sell([{ goods: bread }])
      c.personId = personId
      return verdict
    },
  ],
  [
    'an extra field',
    'invalid-input',
    (c) => c.send(c.writeSale({ ...c.bodyOf([{ goods: bread }]), paid: true } as SaleBody)),
  ],
  ['a text with U+0000', 'invalid-input', (c) => c.sell([{ goods: bread }], cardOf('a\0b'))],
  ['half a surrogate pair', 'invalid-input', (c) => c.sell([{ goods: bread }], cardOf('\ud800'))],
  [
    'a sale of nothing',
    'invalid-input',
    (c) => c.send(c.writeSale({ ...c.bodyOf([{ goods: bread }]), lines: [] })),
  ],
]

async function openCounter(door: Door, code: string): Promise<Counter> {
  const device = await shop.enrols(code)
  return new Counter(shop, device, cashier.id, async (fence, entries) => {
    const { output, problem } = await door.ask(device, journalPost, { fence, entries })
    if (problem) throw new Error(problem.type)
    return output as { verdicts: Verdict[] }
  })
}

const outcomeOf = (id: string | undefined) =>
  withSql(hub.databaseUrl, async (sql) => {
    const [row] = await sql<{ outcome: string }>(
      `select outcome from journal where document_id = $1`,
      [id],
    )
    return row?.outcome
  })

/** How much has come back of what this till sold. */
const cameBack = (sale: SaleBody) =>
  withSql(hub.databaseUrl, async (sql) => {
    const [row] = await sql<{ milli: number }>(
      `select coalesce(sum(returned_milli), 0)::int as milli from returned_line where sale_id = $1`,
      [sale.id],
    )
    return row?.milli
  })

const asked = ['returned_line', 'refunded_tender']

t.test('a refused entry leaves its journal row and nothing else', async (t) => {
  for (const [i, door] of openDoors(t, shop).entries()) {
    await t.test(`over ${door.name}`, async (t) => {
      const counter = await openCounter(door, `T${i + 1}`)
      t.equal((await counter.open()).outcome, 'posted')
      const { outcome, body } = await counter.sell([{ goods: bread, quantityMilli: 2000 }])
      t.equal(outcome, 'posted')
      let before = await digestOf(hub.databaseUrl)
      for (const [what, slug, act] of cases) {
        const verdict = await act(counter, body)
        t.match(
          verdict,
          { outcome: 'refused', replayed: false, problem: { type: `/problems/${slug}` } },
          `${what} is ${slug}`,
        )
        const after = await digestOf(hub.databaseUrl)
        // What was asked back has a row from then on, which says that nothing came.
        const changed = changedBetween(before, after).filter((name) => !asked.includes(name))
        t.same(changed.toSorted(), ['journal', 'journal_head'], 'but for its own row')
        t.equal(await cameBack(body), 0, 'and nothing came back')
        t.equal(await outcomeOf(verdict.problem?.instance), 'refused')
        before = after
      }
      const all = await counter.sell([back(body, { quantityMilli: -2000 })])
      t.equal(all.outcome, 'posted', 'what may be done still can')
      t.equal(await cameBack(body), 2000)
    })
  }
})
