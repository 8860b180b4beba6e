// What holds for every basket, in whatever order and company it is posted: sums, ledgers, numbers.
import { createHash } from 'node:crypto'
import fc from 'fast-check'
import t from 'tap'
import { CHAIN_START, type JournalEntry } from '#shared/journal.ts'
import type { InvoiceBody } from '#invoices/contract.ts'
import type { SaleBody } from '#sales/contract.ts'
import { levels } from '#stock/contract.ts'
import { documentFaults } from '../support/en16931.ts'
import { openKernel } from '../support/kernel.ts'
import { lawHolds } from '../support/law.ts'
import {
  off,
  openSelling,
  saleOf,
  sell,
  sellingRooms,
  type Wish,
  writeSale,
} from '../support/sales.ts'
import { ledgerFaults, type Goods, type Shop } from '../support/stock.ts'
import { aTill, type People, type Till } from '../support/tills.ts'

/** A basket by numbers: which goods, how much, offline or not. */
type Basket = {
  lines: { goods: number; quantityMilli: number; discount: boolean }[]
  offline: boolean
}
const basket: fc.Arbitrary<Basket> = fc.record({
  lines: fc.array(
    fc.record({
      goods: fc.integer({ min: 0, max: 3 }),
      quantityMilli: fc.integer({ min: 1, max: 4000 }),
      discount: fc.boolean(),
    }),
    { minLength: 1, maxLength: 6 },
  ),
  offline: fc.boolean(),
})
const drawn = (seed: number, count: number) => fc.sample(basket, { seed, numRuns: count })

async function shelves(shop: Shop): Promise<Goods[]> {
  const goods = [
    await shop.sells({ stockPolicy: 'block' }, 12_345, 60_000),
    await shop.sells({ stockPolicy: 'warn' }, 99_999, 40_000),
    await shop.sells({ tracking: 'lot' }, 3_333),
    await shop.sells({ service: true }, 777),
  ]
  const milk = goods[2]?.variant.id ?? ''
  for (const [code, expiryOn] of [
    ['C', '2099-03-01'],
    ['A', '2099-01-01'],
    ['B', '2099-02-01'],
  ] as const) {
    await shop.receives(milk, 20_000, { code, expiryOn })
  }
  return goods
}

function wishesOf({ lines }: Basket, goods: readonly Goods[]): Wish[] {
  return lines.map(({ goods: which, quantityMilli, discount }) => {
    const wanted = goods[which]
    if (!wanted) throw new Error('there are no such goods')
    return { goods: wanted, quantityMilli, discounts: discount ? off(1) : [] }
  })
}

const bodyOf = (shop: Shop, till: Till, each: Basket, goods: readonly Goods[]): SaleBody =>
  saleOf(shop, till, wishesOf(each, goods), { offline: each.offline })

/** What is left in tables, by the number of the goods and not by ids. */
async function picture(shop: Shop, goods: readonly Goods[]): Promise<unknown> {
  const { sql } = shop.kernel.database
  const which = goods.map(({ variant }) => variant.id)
  const index = `array_position($1::uuid[], x.variant_id)`
  return {
    levels: await sql(
      `select ${index} as goods, code, on_hand_milli from level x left join lot on lot.id = lot_id
        order by 1, 2`,
      [which],
    ),
    movements: await sql(
      `select ${index} as goods, x.kind, code, sum(quantity_milli) as milli
         from movement x left join lot on lot.id = x.lot_id where x.kind in ('sale', 'shortage')
        group by 1, 2, 3 order by 1, 2, 3`,
      [which],
    ),
    sums: await sql(
      `select count(*), sum(net_minor) as net, sum(tax_minor) as tax, sum(total_minor) as total from sale`,
    ),
    lines: await sql(
      `select ${index} as goods, sum(quantity_milli) as milli, sum(amount_minor) as minor,
              sum(net_minor) as net from sale_line x group by 1 order by 1`,
      [which],
    ),
    drawers: await sql(`select sum(expected_minor) as minor from cash_session`),
    invoices: await sql(`select count(*), max(serial) as serial from invoice`),
  }
}

/** The verdicts without what is random in them. */
async function fates(shop: Shop): Promise<unknown> {
  return shop.kernel.database.sql(
    `select j.n, j.outcome, i.number, l.position, l.quantity_milli, l.net_minor, lot.code
       from journal j left join sale_line l on l.sale_id = j.document_id
       left join invoice i on i.sale_id = j.document_id left join lot on lot.id = l.lot_id
      order by j.n, l.position`,
  )
}

t.test('posted one by one, together or in between: the same rows', async (t) => {
  const baskets = drawn(1, 45)
  const found = []
  for (const size of [1, 50, 7]) {
    const { shop, till } = await openSelling(t)
    const goods = await shelves(shop)
    const entries = baskets.map((each) => writeSale(till, bodyOf(shop, till, each, goods)))
    await lawHolds(t, shop.kernel, [shop.store.id], async () => {
      for (let i = 0; i < entries.length; i += size) await till.send(entries.slice(i, i + size))
    })
    t.same(await ledgerFaults(shop), [])
    found.push({ picture: await picture(shop, goods), fates: await fates(shop) })
  }
  t.same(found[1], found[0])
  t.same(found[2], found[0])
  const outcomes = JSON.stringify(found[0])
  for (const outcome of ['"posted"', 'posted-with-exception', 'refused']) t.match(outcomes, outcome)
})

async function fourTills(shop: Shop, staff: People): Promise<Till[]> {
  const tills = await Promise.all(['A', 'B', 'C', 'D'].map((code) => aTill(shop, staff, code)))
  await Promise.all(tills.map((each) => each.open()))
  return tills
}

t.test('four tills at once leave what they leave one after the other', async (t) => {
  // Offline, so that nothing depends on who comes first.
  const baskets = drawn(2, 48).map((each) => ({ ...each, offline: true }))
  const found = []
  for (const together of [true, false]) {
    const { shop, staff } = await openSelling(t, { env: { LANES: '4' } })
    const goods = await shelves(shop)
    const tills = await fourTills(shop, staff)
    const queues = tills.map((till, i): (() => Promise<unknown>)[] => {
      const own = baskets.filter((_, each) => each % 4 === i)
      const entries = own.map((each) => writeSale(till, bodyOf(shop, till, each, goods)))
      return entries.map((entry) => () => till.send([entry]))
    })
    await lawHolds(t, shop.kernel, [shop.store.id], async () => {
      const run = async (queue: (() => Promise<unknown>)[]) => {
        for (const post of queue) await post()
      }
      if (together) await Promise.all(queues.map(run))
      else for (const queue of queues) await run(queue)
    })
    t.same(await ledgerFaults(shop), [])
    found.push(await picture(shop, goods))
  }
  t.same(found[0], found[1])
})

t.test('two hubs sell the last unit once', async (t) => {
  const { shop, staff } = await openSelling(t)
  const options = { url: shop.url, rooms: sellingRooms, directory: staff.directory }
  const other = await openKernel(t, options)
  const goods = await Promise.all(
    Array.from({ length: 5 }, () => shop.sells({ stockPolicy: 'block' }, 100, 1000)),
  )
  const milk = await shop.sells({ tracking: 'lot' }, 100)
  await shop.receives(milk.variant.id, 1000, { code: 'A' })
  await other.kernel.tail.look()
  const tills = await fourTills(shop, staff)
  for (const each of [...goods, milk]) {
    const posted = await Promise.all(
      tills.map((till, i) => {
        const entry = writeSale(till, saleOf(shop, till, [{ goods: each }]))
        return till.send([entry], i % 2 ? other : shop)
      }),
    )
    const outcomes = posted.map(([verdict]) => verdict?.outcome ?? '').toSorted()
    t.same(outcomes, ['posted', 'refused', 'refused', 'refused'])
  }
  t.same(await ledgerFaults(shop), [])
  await shop.kernel.tail.look()
  for (const { onHandMilli } of shop.kernel.memory.records(levels, shop.store.id).values()) {
    t.equal(onHandMilli, 0)
  }
  t.same(await chainFaults(shop), [])
})

/** Invoices that are missing, doubled or changed. */
async function chainFaults(shop: Shop): Promise<string[]> {
  const rows = await shop.kernel.database.sql<{
    serial: number
    body: string
    hash: string
    previousHash: string
  }>(
    `select serial, body, hash, previous_hash as "previousHash" from invoice order by series_id, serial`,
  )
  let previous = CHAIN_START
  return rows.flatMap(({ serial, body, hash, previousHash }, i) => {
    const computed = createHash('sha256').update(`${previous}\n${serial}\n${body}`).digest('hex')
    const sound = serial === i + 1 && previousHash === previous && hash === computed
    previous = hash
    return sound ? [] : [`invoice ${serial}`]
  })
}

t.test('any basket, and what comes back of it, makes documents that add up', async (t) => {
  for (const store of [
    { pricesIncludeTax: true, cashRoundingMinor: 25 },
    { pricesIncludeTax: false, cashRoundingMinor: 1 },
  ]) {
    const { shop, till } = await openSelling(t, { store })
    const goods = await shelves(shop)
    await lawHolds(t, shop.kernel, [shop.store.id], async () => {
      for (const each of drawn(3, 24)) {
        const { body } = await sell(shop, till, wishesOf(each, goods), { offline: true })
        await bringBack(shop, till, body, goods)
      }
    })
    const rows = await shop.kernel.database.sql<{ body: string }>(`select body from invoice`)
    t.ok(rows.length > 24)
    t.same(
      rows.flatMap(({ body }) => documentFaults(JSON.parse(body) as InvoiceBody)),
      [],
    )
    t.same(await chainFaults(shop), [])
    t.same(await ledgerFaults(shop), [])
    const money = await shop.kernel.database.sql(
      `select 1 from cash_session c where expected_minor <> float_minor + coalesce((
         select sum(t.amount_minor) from tender t join sale s on s.id = t.sale_id
          where s.cash_session_id = c.id and t.kind = 'cash'), 0) - coalesce((
         select sum(change_minor) from sale s where s.cash_session_id = c.id), 0)`,
    )
    t.same(money, [], 'the drawer holds what the tenders say')
  }
})

/** Brings half of the first line back, in the offline way that no rule of trade refuses. */
async function bringBack(
  shop: Shop,
  till: Till,
  body: SaleBody,
  goods: readonly Goods[],
): Promise<void> {
  const line = body.lines[0]
  const wanted = goods.find(({ variant }) => variant.id === line?.variantId)
  if (!line || !wanted) return
  const wish = {
    goods: wanted,
    quantityMilli: -Math.ceil(line.quantityMilli / 2),
    returnOf: { saleId: body.id, lineId: line.id, reason: 'x', disposition: 'restock' as const },
  }
  await sell(shop, till, [wish], { offline: true })
}

t.test('a batch with a poisonous entry posts all the others', async (t) => {
  const { shop, staff } = await openSelling(t)
  const bread = await shop.sells({}, 100, 90_000)
  const tills = await fourTills(shop, staff)
  const entries = tills.map((till, i): JournalEntry => {
    const body = saleOf(shop, till, [{ goods: bread }], { offline: i === 1 })
    const huge = { ...body, lines: body.lines.map((line) => ({ ...line, quantityMilli: 1e12 })) }
    const dear = {
      ...huge,
      lines: huge.lines.map((line) => ({ ...line, unitPriceCentiMinor: 1e12 })),
    }
    return writeSale(till, i === 1 ? dear : body)
  })
  const posted = await Promise.all(tills.map((till, i) => till.send([entries[i] as JournalEntry])))
  const verdicts = posted.map(([verdict]) => verdict)
  t.match(verdicts, [
    { outcome: 'posted' },
    { outcome: 'quarantined', problem: { type: '/problems/invalid-input' } },
    { outcome: 'posted' },
    { outcome: 'posted' },
  ])
})
