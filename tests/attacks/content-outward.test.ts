// Text that would make something outside happen: addresses the hub would have to ask, in every field that
// takes one's words, and orders to a printer in whatever goes onto one of the till's papers.
import { createServer } from 'node:net'
import t from 'tap'
import { catalogAdd } from '#catalog/contract.ts'
import { customersSet } from '#customers/contract.ts'
import { plainCustomer } from '#customers/rules.ts'
import { nowMs } from '#kernel/clock.ts'
import { runTicket } from '#kernel/job-run.ts'
import { jobHandlers } from '#kernel/jobs.ts'
import { reportsRun } from '#reports/contract.ts'
import { newId } from '#shared/ids.ts'
import { storesChange } from '#stores/contract.ts'
import { bytesOf, bitmapOf } from '../../client/printing/escpos.ts'
import { printerProfiles } from '../../client/printing/profiles.ts'
import { movePaper } from '../../client/printing/slip-paper.ts'
import { CounterSale } from '../client/printing/counter-sale.ts'
import { ordersOf, readStream } from '../client/printing/stream.ts'
import { aProduct, aVariant, both } from '../support/catalog.ts'
import { hostileTexts } from '../support/hostile.ts'
import { runHub } from '../support/hub.ts'
import { layShop } from '../support/shop.ts'

t.setTimeout(120_000)

t.test('I10 an address in every field, and nobody asks it', async (t) => {
  const asked: string[] = []
  const inside = createServer((socket) => {
    asked.push(String(socket.remotePort))
    socket.end()
  })
  await new Promise<void>((resolve) => inside.listen(0, '127.0.0.1', resolve))
  t.teardown(() => inside.close())
  const { port } = inside.address() as { port: number }
  const hub = await runHub(t)
  const shop = await layShop(hub)
  const hosts = [
    '127.0.0.1',
    'localhost',
    '2130706433',
    '0x7f.1',
    '0177.0.0.1',
    '[::ffff:127.0.0.1]',
  ]
  const addresses = ['http', 'gopher', 'file'].flatMap((scheme) =>
    hosts.map((host) => `${scheme}://${host}:${port}/latest/meta-data`),
  )
  for (const address of addresses) {
    const product = aProduct({
      name: both(`#image("${address}") <img src=${address}>`),
      taxId: shop.tax.id,
    })
    await shop.ask(catalogAdd, { product, variants: [aVariant(product.id)] })
    const customer = { ...plainCustomer, id: newId(nowMs()), name: address, address }
    await shop.ask(customersSet, customer)
    const texts = { receiptHeader: both(address), address: both(address) }
    await shop.ask(storesChange, { storeId: shop.store.id, ...texts })
  }
  const run = { id: newId(nowMs()), storeId: shop.store.id, kind: 'day-sales' } as const
  await shop.ask(reportsRun, { ...run, businessOn: '2026-11-23' })
  const tickets = await hub.kernel.database.sql<{ id: string; job: string }>(
    `select id, job from ticket`,
  )
  t.ok(tickets.length > 0)
  for (const { id, job } of tickets) await runTicket(hub.kernel, jobHandlers(hub.kernel), id, job)
  t.strictSame(asked, [], 'no part of the hub went there')
})

const allowed = new Set(
  [
    'initialize single-byte font code-page bold align size line-space line-space-default',
    'motion-unit qr raster column cut feed',
  ].flatMap((line) => line.split(' ')),
)

t.test('I6 orders to a printer in a reason, a name and the head of a slip', async (t) => {
  const { setting } = new CounterSale('en')
  const orders = [
    '\u001bp\u0000\u0019\u00fa',
    '\u001dV\u0000',
    '\u001b@',
    '\u0010\u0014\u0001\u0000\u0001',
    '^XA^CF0,60^XZ',
    '\u009b1m',
  ]
  const wrong: string[] = []
  for (const [i, text] of [...orders, ...hostileTexts().texts].entries()) {
    const profile = printerProfiles[i % printerProfiles.length]
    if (!profile) continue
    const head = { en: text || 'x', ar: text || 'x' }
    const paper = movePaper(
      {
        kind: 'no-sale',
        amountMinor: 0,
        reason: text,
        at: '2026-11-23T10:00:00.000Z',
        person: text,
      },
      { ...setting, terminal: text, shop: { ...setting.shop, receiptHeader: head } },
    )
    const drawn = async (_: unknown, dots: number) => bitmapOf(dots, 24, () => false)
    const told = ordersOf(readStream(await bytesOf({ paper, kick: false }, profile, drawn)))
    const strange = told.filter((order) => !allowed.has(order))
    const cuts = told.filter((order) => order === 'cut').length
    if (strange.length > 0 || cuts > 1)
      wrong.push(`${profile.id} ${JSON.stringify(text)}: ${strange.join(' ')}`)
  }
  t.strictSame(
    wrong,
    [],
    'no drawer opens, nothing is cut twice, and the printer does not begin again',
  )
})
