// The two ways the lane is measured against, on the same tables with the same rows: a unit of work per
// sale, entity by entity, as one writes it with an ORM; and the raw limit of one transaction per sale,
// a single prepared statement that decides nothing.
import { LockMode, type EntityManager } from '@mikro-orm/postgresql'
import type { Pool } from 'pg'
import { newId, NO_LOT, type Id } from '#shared/ids.ts'
import type { Kernel } from '#kernel/kernel.ts'
import { EventRow, StreamHead } from '#kernel/entities.ts'
import { InvoiceRow, InvoiceSeriesRow } from '#invoices/entities.ts'
import { SaleLineRow, SaleRow, TenderRow } from '#sales/entities.ts'
import { LevelRow, MovementRow } from '#stock/entities.ts'
import { PRICE_CENTI_MINOR, type Good } from './scene.ts'

const id = () => newId(Date.now())
const AMOUNT = PRICE_CENTI_MINOR / 100
const HASH = 'f'.repeat(64)

export type Place = {
  readonly storeId: Id
  readonly floor: Id
  readonly customer: Id
  readonly terminalId: Id
  readonly personId: Id
}

/** Gives the series a store's peer sales take their numbers from. */
export async function openPeerSeries(kernel: Kernel, storeIds: readonly Id[]): Promise<void> {
  for (const storeId of storeIds) {
    await kernel.database.sql(
      `insert into invoice_series (store_id, id, code, last_serial, last_hash, last_issued_at) values ($1, $2, 'PEER', 0, $3, now())`,
      [storeId, id(), HASH],
    )
  }
}

const forUpdate = { lockMode: LockMode.PESSIMISTIC_WRITE }

/** A sale under way: where it is made, and what all its rows say. */
type Sale = Place & { readonly id: Id; readonly at: Date; readonly totalMinor: number }

/** One sale by MikroORM's unit of work: find with locks, change, persist, flush. */
export async function saleByUnitOfWork(
  kernel: Kernel,
  place: Place,
  goods: readonly Good[],
  lotId: Id = NO_LOT,
): Promise<void> {
  const sale = { ...place, id: id(), at: new Date(), totalMinor: AMOUNT * goods.length }
  await kernel.database.orm.em.fork().transactional(async (em) => {
    await takeGoods(em, sale, goods, lotId)
    addSale(em, sale, await addInvoice(em, sale))
    await addEvent(em, sale)
  })
}

async function takeGoods(
  em: EntityManager,
  sale: Sale,
  goods: readonly Good[],
  lotId: Id,
): Promise<void> {
  const { storeId, floor, customer, terminalId, personId, at } = sale
  const sorted = [...goods].sort((a, b) => (a.variantId < b.variantId ? -1 : 1))
  for (const [position, { variantId }] of sorted.entries()) {
    const from = { storeId, locationId: floor, variantId, lotId: position === 0 ? lotId : NO_LOT }
    const level = await em.findOneOrFail(LevelRow, from, forUpdate)
    if (level.onHandMilli < 1000) throw new Error('short')
    level.onHandMilli -= 1000
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
  }
}

type Numbered = { readonly invoiceId: Id; readonly invoiceNumber: string }

async function addInvoice(em: EntityManager, sale: Sale): Promise<Numbered> {
  const { storeId, at, totalMinor } = sale
  const series = await em.findOneOrFail(InvoiceSeriesRow, { storeId, code: 'PEER' }, forUpdate)
  series.lastSerial += 1
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
    body: '{}',
    hash: HASH,
    previousHash: HASH,
  })
  return numbered
}

function addSale(em: EntityManager, sale: Sale, numbered: Numbered): void {
  const { storeId, terminalId, personId, at, totalMinor } = sale
  em.create(SaleRow, {
    storeId,
    id: sale.id,
    receipt: sale.id,
    terminalId,
    personId,
    customerId: null,
    cashSessionId: sale.id,
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
    ...numbered,
  })
  em.create(TenderRow, {
    storeId,
    saleId: sale.id,
    position: 0,
    kind: 'cash',
    amountMinor: totalMinor,
    reference: null,
  })
}

async function addEvent(em: EntityManager, sale: Sale): Promise<void> {
  const { storeId, terminalId, personId, at } = sale
  const head = await em.findOneOrFail(StreamHead, { storeId }, forUpdate)
  head.seq += 1
  em.create(EventRow, {
    storeId,
    seq: head.seq,
    kind: 'peer.sale',
    body: '{}',
    at,
    personId,
    terminalId,
    callId: sale.id,
    hash: HASH,
  })
}

const statement = `
with taken as (
  update level set on_hand_milli = on_hand_milli - 1000
   where store_id = $1 and location_id = $2 and variant_id = any($3::uuid[]) and on_hand_milli >= 1000 returning variant_id),
series as (
  update invoice_series set last_serial = last_serial + 1 where store_id = $1 and code = 'PEER' returning id, last_serial),
head as (update stream_head set seq = seq + 1 where store_id = $1 returning seq),
lines as (
  insert into sale_line (store_id, sale_id, position, id, variant_id, lot_id, quantity_milli, unit_price_centi_minor, discount_minor, amount_minor, net_minor, tax_minor, tax_id)
  select $1, $4, v.n, gen_random_uuid(), v.id, null, 1000, ${PRICE_CENTI_MINOR}, 0, ${AMOUNT}, ${AMOUNT}, 0, null from unnest($3::uuid[]) with ordinality v(id, n)),
movements as (
  insert into movement (store_id, id, kind, variant_id, lot_id, from_location_id, to_location_id, quantity_milli, document_kind, document_id, reason, person_id, terminal_id, at)
  select $1, gen_random_uuid(), 'sale', variant_id, null, $2, $5, 1000, 'sale', $4, null, $6, $7, now() from taken),
invoices as (
  insert into invoice (store_id, id, series_id, serial, number, kind, sale_id, issued_at, currency, net_minor, tax_minor, total_minor, customer_id, body, hash, previous_hash)
  select $1, $4, id, last_serial, 'PEER-' || last_serial, '380', $4, now(), 'GBP', $8, 0, $8, null, '{}', '${HASH}', '${HASH}' from series),
sales as (
  insert into sale (store_id, id, receipt, terminal_id, person_id, customer_id, cash_session_id, at, recorded_at, business_on, currency, net_minor, tax_minor, rounding_minor, total_minor, change_minor, offline, invoice_id, invoice_number, channel)
  select $1, $4, $4::text, $7, $6, null, $4, now(), now(), current_date, 'GBP', $8, 0, 0, $8, 0, false, $4, 'PEER-' || last_serial, 'store' from series),
tenders as (
  insert into tender (store_id, sale_id, position, kind, amount_minor, reference) values ($1, $4, 0, 'cash', $8, null))
insert into event (store_id, seq, kind, body, at, person_id, terminal_id, call_id, hash)
select $1, seq, 'peer.sale', '{}', now(), $6, $7, $4, '${HASH}' from head`

/** One sale as one prepared statement, which is its own transaction. */
export async function saleByOneStatement(
  pool: Pool,
  place: Place,
  goods: readonly Good[],
): Promise<void> {
  const { storeId, floor, customer, terminalId, personId } = place
  const variants = goods.map(({ variantId }) => variantId).sort()
  await pool.query({
    name: 'peer-sale',
    text: statement,
    values: [storeId, floor, variants, id(), customer, personId, terminalId, AMOUNT * goods.length],
  })
}
