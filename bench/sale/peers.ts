// What the lane is measured against: a unit of work for each sale, as one writes it with an ORM, and the
// raw limit of one transaction for each sale, a single prepared statement that decides nothing. All of
// them leave the same rows as a sale of the lane, with texts as long; `sameRows` sees to that.
import { LockMode, type EntityManager } from '@mikro-orm/postgresql'
import type { ClientBase, Pool } from 'pg'
import { newId, NO_LOT, type Id } from '#shared/ids.ts'
import { ProductRow, VariantRow } from '#catalog/entities.ts'
import { entryHash } from '#kernel/journal.ts'
import type { Kernel } from '#kernel/kernel.ts'
import { EventRow, JournalHead, JournalRow, StreamHead } from '#kernel/entities.ts'
import { InvoiceRow, InvoiceSeriesRow } from '#invoices/entities.ts'
import { PriceRow } from '#prices/entities.ts'
import { SaleLineRow, SaleRow, TenderRow } from '#sales/entities.ts'
import { LevelRow, MovementRow } from '#stock/entities.ts'
import { CashSessionRow } from '#tills/entities.ts'
import { PRICE_CENTI_MINOR, type Good } from './scene.ts'
import { FENCE, HASH, type PeerTill } from './peer-tills.ts'
import { statement } from './statement.ts'
import type { Texts } from './texts.ts'

const id = () => newId(Date.now())
export const AMOUNT = PRICE_CENTI_MINOR / 100
const forUpdate = { lockMode: LockMode.PESSIMISTIC_WRITE }

/** A sale under way: where it is made, and what all its rows say. */
type Sale = {
  readonly till: PeerTill
  readonly id: Id
  readonly at: Date
  readonly totalMinor: number
  readonly texts: Texts
  /** Called after each step: writes it at once, or leaves it to the end. */
  readonly step: () => Promise<void>
}

/**
 * One sale by MikroORM's unit of work: find with locks, change, create. With `stepwise` each step is
 * flushed as it is made, as services do that call each other; without, one flush writes everything.
 */
export async function saleByUnitOfWork(
  kernel: Kernel,
  till: PeerTill,
  goods: readonly Good[],
  texts: Texts,
  { stepwise, lotId = NO_LOT }: { readonly stepwise: boolean; readonly lotId?: Id },
): Promise<void> {
  await kernel.database.orm.em.fork().transactional(async (em) => {
    const step = async () => (stepwise ? em.flush() : undefined)
    const totalMinor = AMOUNT * goods.length
    const sale: Sale = { till, id: id(), at: new Date(), totalMinor, texts, step }
    const head = await continueJournal(em, sale)
    await takeGoods(em, sale, goods, lotId)
    const session = { storeId: till.storeId, id: till.cashSessionId }
    const drawer = await em.findOneOrFail(CashSessionRow, session, forUpdate)
    drawer.expectedMinor += totalMinor
    await step()
    await addSale(em, sale, await addInvoice(em, sale))
    await journal(em, sale, head)
    await addFacts(em, sale)
  })
}

async function continueJournal(em: EntityManager, { till }: Sale) {
  const { terminalId } = till
  const seen = await em.findOne(JournalRow, { terminalId, fence: FENCE, n: till.n + 1 })
  if (seen) throw new Error('it was posted before')
  return em.findOneOrFail(JournalHead, { terminalId, fence: FENCE }, forUpdate)
}

async function takeGoods(em: EntityManager, sale: Sale, goods: readonly Good[], lotId: Id) {
  const { till, at, step } = sale
  const { storeId, floor, customer, terminalId, personId } = till
  const sorted = goods
    .map((good, i) => ({ ...good, lotId: i === 0 ? lotId : NO_LOT }))
    .sort((a, b) => (a.variantId < b.variantId ? -1 : 1))
  for (const [position, { variantId, lotId: taken }] of sorted.entries()) {
    const variant = await em.findOneOrFail(VariantRow, variantId)
    await em.findOneOrFail(ProductRow, variant.productId)
    const [price] = await em.find(PriceRow, { variantId, replicated: true })
    if (price?.unitPriceCentiMinor !== PRICE_CENTI_MINOR) throw new Error('another price')
    const from = { storeId, locationId: floor, variantId, lotId: taken }
    const level = await em.findOneOrFail(LevelRow, from, forUpdate)
    if (level.onHandMilli < 1000) throw new Error('short')
    level.onHandMilli -= 1000
    await step()
    em.create(SaleLineRow, {
      storeId,
      saleId: sale.id,
      position,
      id: id(),
      variantId,
      lotId: null,
      quantityMilli: 1000,
      unitPriceCentiMinor: PRICE_CENTI_MINOR,
      discountMinor: 0,
      amountMinor: AMOUNT,
      netMinor: AMOUNT,
      taxMinor: 0,
      taxId: null,
    })
    await step()
    em.create(MovementRow, {
      storeId,
      id: id(),
      kind: 'sale',
      variantId,
      lotId: null,
      fromLocationId: floor,
      toLocationId: customer,
      quantityMilli: 1000,
      documentKind: 'sale',
      documentId: sale.id,
      reason: null,
      personId,
      terminalId,
      at,
    })
    await step()
  }
}

type Numbered = { readonly invoiceId: Id; readonly invoiceNumber: string }

async function addInvoice(em: EntityManager, sale: Sale): Promise<Numbered> {
  const { till, at, totalMinor, texts, step } = sale
  const { storeId } = till
  const series = await em.findOneOrFail(InvoiceSeriesRow, { storeId, code: 'PEER' }, forUpdate)
  series.lastSerial += 1
  await step()
  const numbered = { invoiceId: id(), invoiceNumber: `PEER-${series.lastSerial}` }
  em.create(InvoiceRow, {
    storeId,
    id: numbered.invoiceId,
    seriesId: series.id,
    serial: series.lastSerial,
    number: numbered.invoiceNumber,
    kind: '380',
    saleId: sale.id,
    issuedAt: at,
    currency: 'GBP',
    netMinor: totalMinor,
    taxMinor: 0,
    totalMinor,
    customerId: null,
    body: texts.invoice,
    hash: HASH,
    previousHash: HASH,
  })
  await step()
  return numbered
}

async function addSale(em: EntityManager, sale: Sale, numbered: Numbered): Promise<void> {
  const { till, at, totalMinor, step } = sale
  const { storeId, terminalId, personId, cashSessionId } = till
  em.create(SaleRow, {
    storeId,
    id: sale.id,
    receipt: `B00-T0-${FENCE}-${till.n + 1}`,
    terminalId,
    personId,
    customerId: null,
    cashSessionId,
    at,
    recordedAt: at,
    businessOn: at.toISOString().slice(0, 10),
    currency: 'GBP',
    netMinor: totalMinor,
    taxMinor: 0,
    roundingMinor: 0,
    totalMinor,
    changeMinor: 0,
    offline: false,
    channel: 'store',
    salesPersonId: null,
    voidOf: null,
    ...numbered,
  })
  await step()
  em.create(TenderRow, {
    storeId,
    saleId: sale.id,
    position: 0,
    kind: 'cash',
    amountMinor: totalMinor,
    reference: null,
  })
  await step()
}

async function journal(em: EntityManager, sale: Sale, head: { lastN: number; lastHash: string }) {
  const { till, at, texts, step } = sale
  till.n += 1
  till.hash = entryHash(till.hash, till.n, texts.body)
  em.create(JournalRow, {
    terminalId: till.terminalId,
    fence: FENCE,
    n: till.n,
    storeId: till.storeId,
    documentId: sale.id,
    kind: 'sale',
    hash: till.hash,
    body: texts.body,
    outcome: 'posted',
    verdict: texts.verdict,
    at,
  })
  await step()
  head.lastN = till.n
  head.lastHash = till.hash
  await step()
}

async function addFacts(em: EntityManager, sale: Sale): Promise<void> {
  const { till, at, texts, step } = sale
  const { storeId, terminalId, personId } = till
  const head = await em.findOneOrFail(StreamHead, { storeId }, forUpdate)
  for (const body of texts.facts) {
    head.seq += 1
    em.create(EventRow, {
      storeId,
      seq: head.seq,
      kind: 'peer.fact',
      body,
      at,
      personId,
      terminalId,
      callId: sale.id,
      hash: HASH,
    })
    await step()
  }
}

/** One sale as one prepared statement, which is its own transaction. */
export async function saleByOneStatement(
  pool: Pool | ClientBase,
  till: PeerTill,
  goods: readonly Good[],
  texts: Texts,
): Promise<void> {
  const { storeId, floor, customer, terminalId, personId, cashSessionId } = till
  till.n += 1
  till.hash = entryHash(till.hash, till.n, texts.body)
  await pool.query({
    name: 'peer-sale',
    text: statement,
    values: [
      storeId,
      floor,
      goods.map(({ variantId }) => variantId).sort(),
      id(),
      customer,
      personId,
      terminalId,
      AMOUNT * goods.length,
      cashSessionId,
      FENCE,
      till.n,
      till.hash,
      texts.body,
      texts.verdict,
      texts.invoice,
      texts.facts,
    ],
  })
}
