// Who buys and what is bought decide the terms: the group's price, the pack's price, the tax position,
// several taxes on a line. Each line explains itself, and the paper says why something is not taxed.
import t, { type Test } from 'tap'
import type { Id } from '#shared/ids.ts'
import { catalogChange } from '#catalog/contract.ts'
import { customerGroupsSet, customersSet } from '#customers/contract.ts'
import type { InvoiceBody } from '#invoices/contract.ts'
import { priceListsSet, pricesSet, type Price } from '#prices/contract.ts'
import { salesExplain, type LineExplanation, type SaleBody } from '#sales/contract.ts'
import { taxesAdd, taxPositionsSet, type Tax } from '#stores/contract.ts'
import { prove } from '../../src/verify.ts'
import { documentFaults } from '../support/en16931.ts'
import { aList } from '../support/catalog.ts'
import { aCustomer } from '../support/purse.ts'
import { off } from '../support/sales.ts'
import { id, openTrade, pays } from '../support/trade.ts'

const both = (name: string) => ({ en: name, ar: name })
const posted = { outcome: 'posted' }
type Trade = Awaited<ReturnType<typeof openTrade>>

const steps = ({ steps: all }: LineExplanation) =>
  all.map(({ by, changeMinor, amountMinor }) => [by, changeMinor, amountMinor])

/** The explanation of the only line of a sale, which must agree. */
async function explained(t: Pick<Test, 'ok'>, { shop }: Trade, { id: saleId, lines }: SaleBody) {
  const input = { storeId: shop.store.id, saleId, lineId: lines[0]?.id ?? '' }
  const told = await shop.ask(salesExplain, input)
  t.ok(told.agrees, 'it is what was charged')
  return told
}

async function paperOf({ hub }: Trade, { id: saleId }: SaleBody): Promise<InvoiceBody> {
  const [row] = await hub.kernel.database.sql<{ body: string }>(
    `select body from invoice where sale_id = $1`,
    [saleId],
  )
  return JSON.parse(row?.body ?? '{}') as InvoiceBody
}

async function setPrice({ shop }: Trade, listId: Id, of: Partial<Price> & { variantId: Id }) {
  const price = { id: id(), unitPriceCentiMinor: 100_000, ...of }
  const { prices } = await shop.ask(pricesSet, { listId, prices: [price] })
  const [set] = prices
  if (!set) throw new Error('no price was set')
  return set
}

t.test('a customer of a group and a tax position', async (t) => {
  const trade = await openTrade(t)
  const { shop, first, bread, hub } = trade
  const exempt: Tax = {
    id: id(),
    name: both('Exempt'),
    parts: [{ name: both('VAT'), category: 'E', ratePpm: 0 }],
    exemptionReason: 'Diplomatic mission, article 2',
  }
  await shop.ask(taxesAdd, exempt)
  const map = [{ fromTaxId: shop.tax.id, toTaxId: exempt.id }]
  const position = await shop.ask(taxPositionsSet, { id: id(), name: both('Embassy'), map })
  const group = await shop.ask(customerGroupsSet, { id: id(), name: both('Friends') })
  const list = { ...aList(), id: id(), priority: 900, customerGroupIds: [group.id] }
  await shop.ask(priceListsSet, list)
  const variantId = bread.variant.id
  const price = await setPrice(trade, list.id, { variantId, unitPriceCentiMinor: 114_000 })
  const customer = aCustomer({ groupId: group.id, taxPositionId: position.id })
  await shop.ask(customersSet, customer)
  const who = {
    customerId: customer.id,
    customerGroupId: group.id,
    taxPositionId: position.id,
  }
  const under = { taxId: exempt.id, listTaxId: shop.tax.id }
  const wish = { goods: { ...bread, price }, ...under, discounts: off(114) }
  const sold = await first.sell([{ ...wish, quantityMilli: 2000 }], who)
  t.match(sold, posted)
  // 2 × 11.40 − 1.14 is 21.66 with the tax, 19.00 without it.
  t.match(sold.body.totals, { netMinor: 1900, taxMinor: 0, totalMinor: 1900 })
  t.same(steps(await explained(t, trade, sold.body)), [
    ['list', 2280, 2280],
    ['group', 0, 2280],
    ['discount', -114, 2166],
    ['tax-position', -266, 1900],
    ['tax', 0, 1900],
  ])
  const paper = await paperOf(trade, sold.body)
  t.match(paper.taxes, [{ category: 'E', exemptionReason: exempt.exemptionReason }])
  t.same(documentFaults(paper), [])
  const stranger = await first.sell([wish], { ...who, customerId: null })
  t.match(stranger, { problem: { type: '/problems/changed-meanwhile' } })
  const taxed = await first.sell([{ goods: { ...bread, price } }], who)
  t.match(taxed, { problem: { type: '/problems/totals-mismatch' } }, 'the position must be used')
  t.equal((await prove(hub.databaseUrl)).broken, null, 'the books are proved')
})

t.test('several taxes on a line, and goods by the pack', async (t) => {
  const trade = await openTrade(t)
  const { shop, first, hub } = trade
  const tax: Tax = {
    id: id(),
    name: both('VAT and table tax'),
    parts: [
      { name: both('VAT'), category: 'S', ratePpm: 140_000 },
      { name: both('Table tax'), category: 'S', ratePpm: 50_000 },
    ],
    exemptionReason: null,
  }
  await shop.ask(taxesAdd, tax)
  const cola = await shop.sells({ taxId: tax.id, stockPolicy: 'allow' })
  const price = await setPrice(trade, shop.list.id, {
    variantId: cola.variant.id,
    unitPriceCentiMinor: 599_999,
    packMilli: 6000,
  })
  const crate = { ...cola, price }
  const sold = await first.sell([{ goods: crate, packMilli: 6000, quantityMilli: 18_000 }])
  t.match(sold, posted)
  // Three packs at 5,999.99 hundredths: 17,999.97 rounds to 18,000 with 19 % inside.
  t.match(sold.body.totals, { netMinor: 15_126, taxMinor: 2874, totalMinor: 18_000 })
  t.match(sold.body.totals.taxes, [
    { ratePpm: 140_000, netMinor: 15_126, taxMinor: 2118 },
    { ratePpm: 50_000, netMinor: 15_126, taxMinor: 756 },
  ])
  t.same(steps(await explained(t, trade, sold.body)).slice(0, 2), [
    ['list', 18_000, 18_000],
    ['pack', 0, 18_000],
  ])
  const paper = await paperOf(trade, sold.body)
  t.match(paper.lines, [{ packMilli: 6000, taxes: [{ ratePpm: 140_000 }, { ratePpm: 50_000 }] }])
  t.same(documentFaults(paper), [])
  const single = await first.sell([{ goods: crate, quantityMilli: 1000 }])
  t.match(single, { problem: { type: '/problems/price-mismatch' } }, 'the price is for the pack')
  t.equal((await prove(hub.databaseUrl)).broken, null, 'the books are proved')
})

t.test('what was sold by an older price still explains itself', async (t) => {
  const trade = await openTrade(t)
  const { shop, first, bread } = trade
  const sold = await first.sell([{ goods: bread, quantityMilli: 3000 }])
  await setPrice(trade, shop.list.id, { variantId: bread.variant.id, unitPriceCentiMinor: 1 })
  await shop.ask(catalogChange, { productId: bread.product.id, taxId: null })
  t.match(steps(await explained(t, trade, sold.body)), [['list', 3750, 3750]])
  const tenders = [pays('card', 3750)]
  t.match(await first.sell([{ goods: bread, quantityMilli: 3000 }], { tenders }), {
    problem: { type: '/problems/price-mismatch' },
  })
})
