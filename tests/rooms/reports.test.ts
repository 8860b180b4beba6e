// The report of a day: it adds up, says how far it is, holds no formula, is nobody's but those of its
// store, and old ones make room for new ones.
import Excel from 'exceljs'
import t from 'tap'
import { readAfter } from '#kernel/events.ts'
import { openHttp } from '#kernel/http-app.ts'
import { jobHandlers } from '#kernel/jobs.ts'
import { runTicket } from '#kernel/job-run.ts'
import { system, type Scope } from '#kernel/scope.ts'
import { COMPANY } from '#shared/streams.ts'
import { reportsRun, type ReportRun } from '#reports/contract.ts'
import { reportsRoom } from '#reports/index.ts'
import { reportRoutes } from '#reports/routes.ts'
import { RUNS_KEPT } from '#reports/service.ts'
import { stockRoom } from '#stock/index.ts'
import { taxChanged } from '#stores/contract.ts'
import { filesOf } from '../support/invoices.ts'
import { lawHolds } from '../support/law.ts'
import { refused } from '../support/refused.ts'
import { pdfRuns } from '../support/pdf-text.ts'
import { ground, id, openShop, withSql, type Shop } from '../support/stock.ts'

type Test = { teardown(handler: () => unknown): unknown }

const businessOn = '2026-11-23'
const arabic = { locale: 'ar', name: { en: 'Maadi', ar: 'المعادي' } } as const

const openOffice = (t: Test, env: Record<string, string> = {}) =>
  openShop(t, { rooms: [ground, stockRoom, reportsRoom], store: arabic, env })

type Sold = { variantId: string; amountMinor: number; taxId?: string; receipt?: string }

/** Puts sales of one line into the tables of sales; the tax is 14 % inside the amount. */
async function sold(shop: Shop, sales: readonly Sold[]): Promise<void> {
  await withSql(shop.url, async (sql) => {
    const rows = sales.map((sale, i) => {
      const taxMinor = sale.taxId ? Math.round((sale.amountMinor * 14) / 114) : 0
      const minute = String(i % 60).padStart(2, '0')
      const at = `2026-11-23T${String(8 + (Math.floor(i / 60) % 12)).padStart(2, '0')}:${minute}:00.000Z`
      return { ...sale, id: id(), taxMinor, at, receipt: sale.receipt ?? `CAI1-T1-1-${i}` }
    })
    const json = JSON.stringify(rows)
    await sql(
      `insert into sale (store_id, id, receipt, terminal_id, person_id, cash_session_id, at,
              recorded_at, business_on, currency, net_minor, tax_minor, rounding_minor, total_minor,
              change_minor, offline, invoice_id, invoice_number, channel)
       select $1, id, receipt, id, id, id, at, at, $2, 'EGP', "amountMinor" - "taxMinor",
              "taxMinor", 0, "amountMinor", 500, false, id, 'CAI1-2026-000001', 'store'
         from jsonb_to_recordset($3::jsonb) as v(id uuid, receipt text, at timestamptz,
              "amountMinor" bigint, "taxMinor" bigint)`,
      [shop.store.id, businessOn, json],
    )
    await sql(
      `insert into sale_line (store_id, sale_id, position, id, variant_id, quantity_milli,
              unit_price_centi_minor, discount_minor, amount_minor, net_minor, tax_minor, tax_id)
       select $1, id, 1, id, "variantId", case when "amountMinor" < 0 then -1000 else 1000 end,
              abs("amountMinor") * 100, 0, "amountMinor", "amountMinor" - "taxMinor", "taxMinor", "taxId"
         from jsonb_to_recordset($2::jsonb) as v(id uuid, "variantId" uuid, "taxId" uuid,
              "amountMinor" bigint, "taxMinor" bigint)`,
      [shop.store.id, json],
    )
    await sql(
      `insert into tender (store_id, sale_id, position, kind, amount_minor)
       select $1, id, 1, 'cash', "amountMinor" + 500
         from jsonb_to_recordset($2::jsonb) as v(id uuid, "amountMinor" bigint)`,
      [shop.store.id, json],
    )
  })
}

const ask = (shop: Shop, reportId = id()) =>
  shop.call(system, reportsRun, {
    id: reportId,
    storeId: shop.store.id,
    kind: 'day-sales',
    businessOn,
  })

async function work({ kernel }: Shop): Promise<void> {
  const waiting = await kernel.database.sql<{ id: string; job: string }>(
    `select id, job from ticket where state = 'waiting' order by id`,
  )
  for (const { id: ticketId, job } of waiting)
    await runTicket(kernel, jobHandlers(kernel), ticketId, job)
}

async function told({ kernel, store }: Shop): Promise<ReportRun[]> {
  const facts = await readAfter(kernel.database.sql, store.id, 0, 10_000)
  return facts
    .filter(({ kind }) => kind === 'report.changed')
    .map(({ body }) => JSON.parse(body) as ReportRun)
}

async function openWeb(t: Test, { kernel }: Shop, scope: () => Scope) {
  const app = await openHttp(kernel.config)
  t.teardown(() => app.close())
  Object.assign(kernel.directory, { authenticate: async () => scope() })
  reportRoutes(app, kernel)
  return (address: string) =>
    app.inject({ url: `/api${address}`, headers: { authorization: 'Bearer x' } })
}

t.test('a day adds up in all three files', async (t) => {
  const shop = await openOffice(t)
  const free = {
    id: id(),
    name: { en: 'None', ar: 'بلا' },
    parts: [{ name: { en: 'None', ar: 'بلا' }, category: 'E' as const, ratePpm: 0 }],
    exemptionReason: null,
  }
  await shop.announce((tx) => tx.emit(taxChanged, COMPANY, free))
  const bread = await shop.sells({ name: { en: 'Bread', ar: 'خبز بلدي' } })
  const trap = await shop.sells({ name: { en: '=HYPERLINK("x")', ar: '=HYPERLINK("x")' } })
  await sold(shop, [
    { variantId: bread.variant.id, amountMinor: 11_400, taxId: shop.tax.id },
    { variantId: bread.variant.id, amountMinor: 22_800, taxId: shop.tax.id },
    { variantId: trap.variant.id, amountMinor: 5_000, taxId: free.id, receipt: '=1+1' },
    { variantId: bread.variant.id, amountMinor: -11_400, taxId: shop.tax.id },
  ])
  const { id: reportId } = await ask(shop)
  await work(shop)
  const states = (await told(shop)).map(({ state }) => state)
  t.strictSame(states, ['queued', 'running', 'ready'])
  t.match((await told(shop)).at(-1), { done: 4, total: 4, formats: ['csv', 'xlsx', 'pdf'] })

  const open = await openWeb(t, shop, () => system)
  const address = `/stores/${shop.store.id}/reports/${reportId}`
  const csv = await open(`${address}/csv`)
  t.match(csv.headers['content-type'], /^text\/csv/)
  t.match(csv.headers['content-disposition'], 'attachment; filename="day-sales-2026-11-23.csv"')
  const lines = csv.body.replace('\ufeff', '').trim().split('\r\n')
  t.equal(lines.length, 5)
  t.match(lines[0], /^يوم العمل,/)
  t.equal(lines[1], '2026-11-23,10:00,CAI1-T1-1-0,CAI1-2026-000001,100.00,14.00,114.00,EGP,لا')
  t.match(lines[3], /,'=1\+1,/, 'a formula is made harmless')
  t.match(lines[4], /,-100\.00,-14\.00,-114\.00,/, 'a number stays a number')

  const book = new Excel.Workbook()
  const xlsx = await open(`${address}/xlsx`)
  await book.xlsx.load(
    xlsx.rawPayload.buffer.slice(
      xlsx.rawPayload.byteOffset,
      xlsx.rawPayload.byteOffset + xlsx.rawPayload.byteLength,
    ) as ArrayBuffer,
  )
  t.equal(book.worksheets.length, 3)
  t.ok(
    book.worksheets.every((sheet) => sheet.views[0]?.rightToLeft),
    'right to left',
  )
  const [summary, products, sales] = book.worksheets
  const sums = new Map<unknown, unknown>()
  summary?.eachRow((row) => sums.set(row.getCell(1).value, row.getCell(2).value))
  t.equal(sums.get('المبيعات'), 3)
  t.equal(sums.get('المرتجعات'), 1)
  t.equal(sums.get('الإجمالي'), 278)
  t.equal(sums.get('الضريبة S 14%'), 28)
  t.equal(sums.get('الدفع: نقدًا'), 278, 'less the change')
  t.equal(products?.getCell('B3').value, '=HYPERLINK("x")', 'text, not a formula')
  t.equal(products?.getCell('C2').value, 1)
  t.equal(sales?.getCell('F2').value, 114)

  const pdf = await open(`${address}/pdf`)
  const [page = []] = pdfRuns(pdf.rawPayload)
  for (const text of ['مبيعات', 'خبز', '278.00', '228.00']) t.ok(page.includes(text), text)
})

t.test('old state and facts make the new state', async (t) => {
  const shop = await openOffice(t)
  const { variant } = await shop.sells()
  await sold(shop, [{ variantId: variant.id, amountMinor: 100 }])
  await lawHolds(t, shop.kernel, [shop.store.id], () => ask(shop))
  await lawHolds(t, shop.kernel, [shop.store.id], () => work(shop))
})

t.test('a large day tells how far it is, and not too often', async (t) => {
  const shop = await openOffice(t)
  const { variant } = await shop.sells()
  await sold(
    shop,
    Array.from({ length: 6_000 }, () => ({ variantId: variant.id, amountMinor: 100 })),
  )
  await ask(shop)
  await work(shop)
  const runs = await told(shop)
  t.match(runs.at(-1), { state: 'ready', done: 6_000, total: 6_000 })
  const moving = runs.filter(({ state }) => state === 'running')
  t.ok(moving.length >= 1 && moving.length <= 12, `${moving.length} facts of progress`)
  t.ok(moving.every(({ total }) => total === 6_000))
  t.strictSame(
    moving.map(({ done }) => done),
    moving.map(({ done }) => done).toSorted((a, b) => a - b),
  )
})

t.test('a day without a sale is a report too', async (t) => {
  const shop = await openOffice(t)
  const { id: reportId } = await ask(shop)
  await work(shop)
  t.match((await told(shop)).at(-1), { state: 'ready', done: 0, total: 0 })
  t.equal((await filesOf(shop, reportId)).length, 3)
})

t.test('the newest fifty are kept, and files go with their report', async (t) => {
  const shop = await openOffice(t)
  const { id: oldest } = await ask(shop)
  await work(shop)
  for (let i = 1; i < RUNS_KEPT; i += 1) await ask(shop)
  t.equal((await filesOf(shop, oldest)).length, 3)
  await lawHolds(t, shop.kernel, [shop.store.id], () => ask(shop))
  t.equal((await filesOf(shop, oldest)).length, 0)
  const kept = await shop.kernel.database.sql<{ id: string }>(`select id from report_run`)
  t.equal(kept.length, RUNS_KEPT)
  t.notOk(kept.some((run) => run.id === oldest))
})

t.test('a report that takes too long is given up, and says so', async (t) => {
  const shop = await openOffice(t, { LIMIT_REPORT_STATEMENT_TIMEOUT_MS: '1' })
  const { variant } = await shop.sells()
  await sold(
    shop,
    Array.from({ length: 20_000 }, () => ({ variantId: variant.id, amountMinor: 100 })),
  )
  const { id: reportId } = await ask(shop)
  for (let attempt = 0; attempt < 3; attempt += 1) await work(shop)
  t.match((await told(shop)).at(-1), { state: 'failed', problem: 'internal', formats: [] })
  t.equal((await filesOf(shop, reportId)).length, 0)
})

t.test('only who may run reports of the store opens them', async (t) => {
  const shop = await openOffice(t)
  let scope: Scope = system
  const open = await openWeb(t, shop, () => scope)
  const { id: reportId } = await ask(shop)
  const address = `/stores/${shop.store.id}/reports/${reportId}`
  t.equal((await open(`${address}/pdf`)).statusCode, 404, 'not made yet')
  await work(shop)
  t.equal((await open(`${address}/pdf`)).statusCode, 200)
  t.equal((await open(`${address}/exe`)).statusCode, 400)
  t.equal((await open(`/stores/${id()}/reports/${reportId}/pdf`)).statusCode, 404)
  scope = { ...system, personId: id(), storeIds: [id()] }
  t.equal((await open(`${address}/pdf`)).statusCode, 403)
  scope = { ...system, personId: id(), permissions: ['sales.list'] }
  t.equal((await open(`${address}/pdf`)).statusCode, 403)
})

t.test('a report of a store that does not exist is refused', async (t) => {
  const shop = await openOffice(t)
  const input = { id: id(), storeId: id(), kind: 'day-sales', businessOn } as const
  await refused(t, shop.call(system, reportsRun, input), 'not-found')
})
