// Invoices: numbered without gaps in the transaction that needs them, chained, and never changed.
import t from 'tap'
import { chainHash } from '#shared/hash.ts'
import { CHAIN_START } from '#shared/journal.ts'
import { turnClock } from '#kernel/clock.ts'
import { Ticket } from '#kernel/entities.ts'
import { system, type Scope } from '#kernel/scope.ts'
import { invoicesForSale, invoicesList, invoicesRequestPdf } from '#invoices/contract.ts'
import { concludePdf } from '#invoices/pdf-states.ts'
import { issue, seriesWant, type Issue } from '#invoices/service.ts'
import { invoicesRoom } from '#invoices/index.ts'
import { stockRoom } from '#stock/index.ts'
import { openKernel } from '../support/kernel.ts'
import { lawHolds } from '../support/law.ts'
import { refused } from '../support/refused.ts'
import { ground, id, openShop, type Shop } from '../support/stock.ts'

const rooms = [ground, stockRoom, invoicesRoom]

const document = (): Issue => ({
  kind: '380',
  customerId: null,
  saleId: id(),
  receipt: 'CAI1-T1-1-1',
  lines: [],
  taxes: [],
  netMinor: 100,
  taxMinor: 14,
  grossMinor: 114,
  roundingMinor: 0,
  payableMinor: 114,
  tenders: [],
  changeMinor: 0,
})

const issueOne = (
  k: Pick<Shop, 'kernel'>,
  { store }: Shop,
  wish: { pdf?: boolean; fail?: boolean },
) =>
  k.kernel.transact({ scope: system }, async (tx) => {
    await tx.lock([seriesWant(store, tx.at)])
    const issued = issue(tx, store, tx.at, document(), wish.pdf)
    if (wish.fail) throw new Error('given up')
    return issued
  })

t.test(
  'numbers are dense, whoever issues, and each holds the hash of the one before',
  async (t) => {
    // The year of a series is that of the store, and must not end between two invoices.
    t.teardown(turnClock(() => Date.parse('2029-06-15T12:00:00Z')))
    const shop = await openShop(t, { rooms })
    const other = await openKernel(t, { url: shop.url, rooms })
    const storeId = shop.store.id
    await lawHolds(t, shop.kernel, [storeId], async () => {
      const hubs = [shop, other]
      await Promise.allSettled(
        Array.from({ length: 30 }, (_, i) =>
          issueOne(hubs[i % 2] ?? shop, shop, { fail: i % 5 === 0 }),
        ),
      )
    })
    const rows = await shop.kernel.database.sql<{ serial: number; body: string; hash: string }>(
      `select serial, body, hash from invoice order by serial`,
    )
    t.equal(rows.length, 24, 'what was given up took no number')
    let previous = CHAIN_START
    for (const [i, { serial, body, hash }] of rows.entries()) {
      previous = chainHash(previous, i + 1, body)
      t.match({ serial, hash }, { serial: i + 1, hash: previous })
    }
    const first = await shop.call(system, invoicesList, { storeId, limit: 20 })
    const second = await shop.call(system, invoicesList, { storeId, after: first.next ?? '' })
    const numbers = [...first.rows, ...second.rows].map((row) => row.number).toSorted()
    t.equal(numbers[0], 'CAI1-2029-000001')
    t.equal(new Set(numbers).size, 24)
    await t.rejects(shop.kernel.database.sql(`update invoice set body = ''`), /permission denied/)
    await t.rejects(shop.kernel.database.sql(`delete from invoice`), /permission denied/)
  },
)

t.test('a year at the store begins a series', async (t) => {
  const shop = await openShop(t, { rooms })
  // Still the old year in UTC, already the new one in Cairo.
  t.teardown(turnClock(() => Date.parse('2029-12-31T22:30:00Z')))
  t.match(await issueOne(shop, shop, {}), { number: 'CAI1-2030-000001' })
})

t.test(
  'no number is older than the one before it, though hubs disagree about the time',
  async (t) => {
    const shop = await openShop(t, { rooms })
    const now = Date.parse('2029-06-15T12:00:00Z')
    const times = [now, now - 5000, now + 5000]
    for (const time of times) {
      const back = turnClock(() => time)
      await issueOne(shop, shop, {})
      back()
    }
    const rows = await shop.kernel.database.sql<{ at: string; said: string }>(
      `select issued_at as at, body::jsonb ->> 'issuedAt' as said from invoice order by serial`,
    )
    const iso = (ms: number) => new Date(ms).toISOString()
    t.same(
      rows,
      [now, now, now + 5000].map((ms) => ({ at: iso(ms), said: iso(ms) })),
    )
  },
)

t.test('a PDF is asked for once, and again only when it failed', async (t) => {
  const shop = await openShop(t, { rooms })
  const storeId = shop.store.id
  const { invoiceId } = await issueOne(shop, shop, {})
  const ask = () => shop.call(system, invoicesRequestPdf, { storeId, invoiceId })
  const tickets = () => shop.kernel.database.orm.em.fork().count(Ticket, {})
  await lawHolds(t, shop.kernel, [storeId], async () => {
    t.match(await ask(), { pdf: 'queued' })
    t.match(await ask(), { pdf: 'queued' })
  })
  t.equal(await tickets(), 1)
  const conclude = (pdf: 'ready' | 'failed') =>
    shop.kernel.transact({ scope: system }, (tx) => concludePdf(tx, storeId, invoiceId, pdf))
  await conclude('failed')
  t.match(await ask(), { pdf: 'queued' })
  t.equal(await tickets(), 2)
  await conclude('ready')
  const ready = await ask()
  t.match(ready, { pdf: 'ready' })
  const { saleId } = ready
  t.same(await shop.call(system, invoicesForSale, { storeId, saleId }), ready)
  await issueOne(shop, shop, { pdf: true })
  t.equal(await tickets(), 3, 'a store may want every PDF at once')
})

t.test('an invoice is shown to those of its store', async (t) => {
  const shop = await openShop(t, { rooms })
  const storeId = shop.store.id
  const { invoiceId } = await issueOne(shop, shop, {})
  const other: Scope = { ...system, personId: id(), storeIds: [id()] }
  await refused(t, shop.call(other, invoicesList, { storeId }), 'wrong-store')
  await refused(t, shop.call(other, invoicesForSale, { storeId, saleId: id() }), 'wrong-store')
  await refused(t, shop.call(other, invoicesRequestPdf, { storeId, invoiceId }), 'wrong-store')
  await refused(t, shop.call(system, invoicesForSale, { storeId, saleId: id() }), 'not-found')
  const unknown = { storeId, invoiceId: id() }
  await refused(t, shop.call(system, invoicesRequestPdf, unknown), 'not-found')
})
