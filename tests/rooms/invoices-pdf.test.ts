// The PDF of an invoice: made once however often it is asked for, the same bytes each time, readable
// in both languages, and nobody's but those who may see the invoice.
import { setTimeout as pause } from 'node:timers/promises'
import t from 'tap'
import { COMPANY } from '#shared/streams.ts'
import { contentHash } from '#kernel/files.ts'
import { openStream } from '#kernel/events.ts'
import { openHttp } from '#kernel/http-app.ts'
import { jobHandlers, openWorker } from '#kernel/jobs.ts'
import { runTicket } from '#kernel/job-run.ts'
import { openRelay } from '#kernel/relay.ts'
import { system, type Scope } from '#kernel/scope.ts'
import { invoicesForSale, invoicesRequestPdf, type InvoiceBody } from '#invoices/contract.ts'
import { invoicePdf } from '#invoices/pdf.ts'
import { invoiceRoutes } from '#invoices/routes.ts'
import { storeChanged, type Store } from '#stores/contract.ts'
import { cloneDatabase, cloneRedis } from '../support/database.ts'
import { aDocument, aLine, filesOf, invoiceRooms, issues } from '../support/invoices.ts'
import { openKernel, type TestKernel } from '../support/kernel.ts'
import { pdfRuns } from '../support/pdf-text.ts'
import { aStore, id, withSql } from '../support/stock.ts'

type Test = { teardown(handler: () => unknown): unknown }

const shopName = { en: 'Al Waha Grocery', ar: 'الواحة للبقالة' }

async function openOffice(t: Test, env: Record<string, string> = {}, of: Partial<Store> = {}) {
  const url = await cloneDatabase(t)
  const store = aStore({ name: shopName, locale: 'ar', ...of })
  await withSql(url, async (sql) => {
    for (const stream of [COMPANY, store.id]) await openStream(sql, stream)
  })
  const office = await openKernel(t, { rooms: invoiceRooms, url, env })
  await office.kernel.transact({ scope: system }, async (tx) =>
    tx.emit(storeChanged, COMPANY, store),
  )
  return { ...office, store }
}

/** Runs whatever is promised, as a worker would. */
async function work({ kernel }: TestKernel) {
  const waiting = await kernel.database.sql<{ id: string; job: string }>(
    `select id, job from ticket where state = 'waiting' order by id`,
  )
  for (const { id: ticketId, job } of waiting)
    await runTicket(kernel, jobHandlers(kernel), ticketId, job)
}

const facts = async ({ kernel }: TestKernel) =>
  (
    await kernel.database.sql<{ body: string }>(
      `select body from event where kind = 'invoice.pdf-changed' order by seq`,
    )
  ).map(({ body }) => (JSON.parse(body) as { pdf: string }).pdf)

async function bytesOf({ kernel }: TestKernel, documentId: string) {
  const [file] = await kernel.database.sql<{ bytes: Buffer; hash: string }>(
    `select bytes, hash from file where document_id = $1`,
    [documentId],
  )
  if (!file) throw new Error('no file')
  return file
}

const body = (of: Partial<InvoiceBody> = {}): InvoiceBody => ({
  ...aDocument(),
  number: 'CAI1-2026-000002',
  issuedAt: '2026-11-23T22:30:00.000Z',
  issuedOn: '2026-11-24',
  currency: 'EGP',
  pricesIncludeTax: true,
  seller: { name: shopName, address: { en: 'Cairo', ar: 'القاهرة' }, taxNumber: '412-318-905' },
  ...of,
})
const printed = (of: Partial<InvoiceBody> = {}) => ({
  body: body(of),
  hash: 'ab12'.repeat(16),
  previousNumber: 'CAI1-2026-000001',
  customer: null,
  language: 'ar' as const,
})

t.test('asked for twice at once on two hubs it is made once', async (t) => {
  const redis = await cloneRedis(t)
  const first = await openOffice(t, { REDIS_URL: redis })
  const second = await openKernel(t, { rooms: invoiceRooms, url: first.url })
  const { invoiceId } = await issues(first, first.store)
  const ask = (hub: TestKernel) =>
    hub.call(system, invoicesRequestPdf, { storeId: first.store.id, invoiceId })
  const answers = await Promise.all([ask(first), ask(second), ask(first), ask(second)])
  t.ok(answers.every(({ pdf }) => pdf === 'queued'))
  const running = [openRelay(first.kernel), openWorker(first.kernel, 'documents', 2)]
  for (let waited = 0; (await facts(first)).length < 2 && waited < 200; waited += 1) await pause(50)
  for (const each of running) await each.close()
  t.strictSame(await facts(first), ['queued', 'ready'])
  t.equal((await filesOf(first, invoiceId)).length, 1)
  t.match(await ask(second), { pdf: 'ready' })
  t.strictSame(await facts(first), ['queued', 'ready'], 'asking again changes nothing')
})

t.test('it holds both languages, the figures and the chain', async (t) => {
  const office = await openOffice(t)
  const customerId = id()
  await withSql(office.url, (sql) =>
    sql(
      `insert into customer (id, name, tax_number, address, archived, sort_name, search)
       values ($1, 'عيادات النور', '587-204-116', 'القاهرة', false, '', '')`,
      [customerId],
    ),
  )
  await issues(office, office.store)
  const line = aLine({ lots: [{ code: 'PX4471', expiryOn: '2028-08-31', quantityMilli: 2_000 }] })
  const { invoiceId, number, hash } = await issues(office, office.store, {
    customerId,
    lines: [line],
    payableMinor: 123_456_789,
  })
  await office.call(system, invoicesRequestPdf, { storeId: office.store.id, invoiceId })
  await work(office)
  const { bytes, hash: kept } = await bytesOf(office, invoiceId)
  t.equal(contentHash(bytes), kept)
  const [page = []] = pdfRuns(bytes)
  const words = ['الواحة', 'فاتورة', 'المشتري', 'النور', 'باراسيتامول', 'أغسطس', 'الإجمالي،']
  for (const word of words) t.ok(page.includes(word), word)
  const figures = ['1,234,567.89', '55.26', '31.50', '14%', '−37.00']
  for (const text of ['Tax invoice', number, 'PX4471', '587-204-116', ...figures])
    t.ok(page.includes(text), text)
  t.ok(page.includes((hash.match(/.{4}/g) ?? []).join(' ')), 'its hash')
  t.ok(page.includes(number.replace(/2$/, '1')), 'the number before it')
})

t.test('the same invoice gives the same bytes', async (t) => {
  const [first, again] = [await invoicePdf(printed()), await invoicePdf(printed())]
  t.ok(first.equals(again))
  t.notOk(first.equals(await invoicePdf(printed({ number: 'CAI1-2026-000003' }))))
})

t.test('the head row is on every page and the totals are never alone', async (t) => {
  for (const count of [1, 2, 7, 8, 9, 10, 11, 12, 13, 14, 60]) {
    const lines = Array.from({ length: count }, (_, i) => aLine({ sku: `SKU-${i}` }))
    const pages = pdfRuns(await invoicePdf(printed({ lines })))
    t.ok(
      pages.every((page) => page.filter((run) => run === 'Net amount').length === 1),
      `${count} lines: one head row a page`,
    )
    t.ok(
      pages.at(-1)?.some((run) => run.startsWith('SKU-')),
      `${count} lines: a line beside the totals`,
    )
    t.equal(pages.flat().filter((run) => run.startsWith('SKU-')).length, count)
  }
})

t.test('a credit note says so, with every tax on its own row', async (t) => {
  const taxes = (['S', 'E', 'Z', 'AE'] as const).map((category, i) => ({
    category,
    ratePpm: i ? 0 : 140_000,
    netMinor: 100 + i,
    taxMinor: i ? 0 : 14,
  }))
  const precedingNumbers = ['CAI1-2025-000017', 'CAI2-2026-000003']
  const note = printed({ kind: '381', taxes, precedingNumbers })
  const pdf = await invoicePdf({ ...note, language: 'en' as const })
  const [page = []] = pdfRuns(pdf)
  for (const text of [
    ...precedingNumbers,
    'Credit note',
    'Total refunded, EGP',
    'Refund',
    '14%',
    '0%',
  ])
    t.ok(page.includes(text), text)
  for (const word of ['Exempt', 'Reverse charge'])
    t.ok(
      page.some((run) => run.includes(word)),
      word,
    )
})

t.test('names stay names, whatever they look like', async (t) => {
  const hostile = ['#sys.inputs', '$x^2$ *bold* _it_ `raw`', '\\ // /* */ <a> @b', 'x'.repeat(200)]
  const lines = hostile.map((name) => aLine({ name: { en: name, ar: name } }))
  const [page = []] = pdfRuns(await invoicePdf({ ...printed({ lines }), language: 'en' as const }))
  const text = page.join('')
  for (const name of hostile.slice(0, 3)) t.ok(text.includes(name), name)
  t.equal(text.replaceAll('\u200b', '').match(/x{200}/)?.length, 1)
})

t.test('only who may see the invoice opens it', async (t) => {
  const office = await openOffice(t)
  const { invoiceId } = await issues(office, office.store)
  const app = await openHttp(office.kernel.config)
  t.teardown(() => app.close())
  let scope: Scope = system
  Object.assign(office.kernel.directory, { authenticate: async () => scope })
  invoiceRoutes(app, office.kernel)
  const open = (storeId = office.store.id, headers: object = { authorization: 'Bearer x' }) =>
    app.inject({ url: `/api/stores/${storeId}/invoices/${invoiceId}/pdf`, headers: { ...headers } })
  t.equal((await open()).statusCode, 404, 'not made yet')
  await office.call(system, invoicesRequestPdf, { storeId: office.store.id, invoiceId })
  await work(office)
  const answer = await open()
  t.equal(answer.statusCode, 200)
  t.equal(answer.headers['content-type'], 'application/pdf')
  t.match(answer.headers['content-disposition'], /^inline; filename="CAI1-\d{4}-000001\.pdf"$/)
  t.equal(answer.rawPayload.subarray(0, 5).toString(), '%PDF-')
  t.equal((await open(id())).statusCode, 404, 'in another store there is none')
  t.equal((await open(office.store.id, {})).statusCode, 401)
  scope = { ...system, personId: id(), storeIds: [id()] }
  t.equal((await open()).statusCode, 403, 'of another store')
  scope = { ...system, personId: id(), permissions: ['sales.list'] }
  t.equal((await open()).statusCode, 403, 'without the permission')
  t.equal(invoicesForSale.needs, 'invoices.for-sale')
})

t.test('what cannot be made is given up, said, and may be asked for again', async (t) => {
  const office = await openOffice(t)
  const { invoiceId } = await issues(office, office.store)
  const asked = { storeId: office.store.id, invoiceId }
  await office.call(system, invoicesRequestPdf, asked)
  // A currency nobody knows stands for whatever may be wrong with a document.
  const set = (from: string, to: string) =>
    withSql(office.url, (sql) =>
      sql(`update invoice set body = replace(body, $1, $2)`, [
        `"currency":"${from}"`,
        `"currency":"${to}"`,
      ]),
    )
  await set('EGP', 'QQQ')
  for (let attempt = 0; attempt < 5; attempt += 1) await work(office)
  t.strictSame(await facts(office), ['queued', 'failed'])
  await set('QQQ', 'EGP')
  t.match(await office.call(system, invoicesRequestPdf, asked), { pdf: 'queued' })
  await work(office)
  t.strictSame(await facts(office), ['queued', 'failed', 'queued', 'ready'])
})
