// Two stores of one company that each live: they sell, count, seal, park, hold, ask and report, so that
// every table and every stream of a store holds something that is nobody's business in the other.
import pg from 'pg'
import { approvalsRequest } from '#approvals/contract.ts'
import { subjectHash } from '#approvals/rules.ts'
import { basketsHold, basketsPark } from '#baskets/contract.ts'
import { invoicesForSale, invoicesRequestPdf } from '#invoices/contract.ts'
import { nowMs } from '#kernel/clock.ts'
import { clientSql, type Sql } from '#kernel/database.ts'
import { system } from '#kernel/scope.ts'
import { reportsRun } from '#reports/contract.ts'
import { newId, type Id } from '#shared/ids.ts'
import { journalPost } from '#shared/journal.ts'
import { streamOf } from '#shared/streams.ts'
import type { Input, Operation, Output } from '#shared/contract.ts'
import { warehousesSet } from '#stock/contract.ts'
import { cashCount, cashMove } from '#tills/contract.ts'
import { tillsSeal } from '#tills/seal-contract.ts'
import type { Person } from '#users/contract.ts'
import { both } from './catalog.ts'
import { Counter } from './counter.ts'
import type { RunningHub } from './hub.ts'
import { sampleOf } from './samples.ts'
import { CompanyShop, layBread, layMilk, layShop, type Device } from './shop.ts'

const id = () => newId(nowMs())

/** A store with what happened in it; `world` names its things by the fields that would name them. */
export type Side = {
  readonly shop: CompanyShop
  readonly manager: Person
  readonly counter: Counter
  readonly till: Device
  readonly world: Readonly<Record<string, string>>
}

/** Opens both; neither side's people work in the other. */
export async function openSiblings(
  hub: RunningHub,
): Promise<{ readonly own: Side; readonly sibling: Side }> {
  const { store, other, tax, list, ...rest } = await layShop(hub)
  const sibling = Object.assign(new CompanyShop(hub, store, other, tax, list), {
    floor: rest.floor,
    bulk: rest.bulk,
  })
  const own = new CompanyShop(hub, other, store, tax, list)
  await own.ask(warehousesSet, {
    id: id(),
    storeId: other.id,
    name: both('Shop'),
    locations: [
      { id: own.floor, kind: 'shop-floor', name: both('Floor'), sellable: true },
      { id: own.bulk, kind: 'bulk', name: both('Back'), sellable: false },
    ],
  })
  return { own: await liveIn(own, 'own'), sibling: await liveIn(sibling, 'sibling') }
}

async function liveIn(shop: CompanyShop, name: string): Promise<Side> {
  const bread = await layBread(shop)
  const milk = await layMilk(shop)
  const manager = await shop.hires(`${name}-manager`, 'manager')
  const cashier = await shop.hires(`${name}-cashier`, 'cashier')
  const till = await shop.enrols('T9')
  const terminalScope = { ...system, terminalId: till.id, storeIds: [shop.store.id] }
  const asTill = async <O extends Operation>(operation: O, input: Input<O>): Promise<Output<O>> => {
    const scope = { ...terminalScope, personId: cashier.id }
    const { operations, tail } = shop.kernel
    const output = await operations.call(scope, operation.name, id(), input)
    await tail.look()
    return output as never
  }
  const counter = new Counter(shop, till, cashier.id, (fence, entries) =>
    asTill(journalPost, { fence, entries: [...entries] }),
  )
  await counter.open()
  const sealed = counter.cashSessionId
  const moved = { cashSessionId: sealed, kind: 'pay-in', amountMinor: 5_000, reason: name } as const
  await counter.send(counter.write(cashMove, moved))
  const sale = await counter.sell([{ goods: bread }, { goods: milk, lotId: milk.fresh }])
  // An empty drawer is not believed at once.
  const count = { cashSessionId: sealed, denominations: [], countedMinor: 0 }
  for (const attempt of [1, 2]) await counter.send(counter.write(cashCount, { ...count, attempt }))
  const storeId = shop.store.id
  await shop.ask(tillsSeal, { storeId, cashSessionId: sealed })
  await counter.open()
  await counter.sell([{ goods: bread }])
  const { id: invoiceId } = await shop.ask(invoicesForSale, { storeId, saleId: sale.body.id })
  await shop.ask(invoicesRequestPdf, { storeId, invoiceId })
  const parked = sampleOf(basketsPark.input) as Input<typeof basketsPark>
  const parkedId = id()
  await asTill(basketsPark, { ...parked, storeId, id: parkedId, label: name, currency: 'EGP' })
  const basketId = id()
  const held = { variantId: milk.variant.id, lotId: milk.fresh, quantityMilli: 1_000 }
  await asTill(basketsHold, { storeId, basketId, lines: [held] })
  const asked = sampleOf(approvalsRequest.input) as Input<typeof approvalsRequest>
  const subject = { storeId, kind: asked.kind, ...asked.subject }
  const approvalId = id()
  const approval = { ...asked, storeId, id: approvalId, subjectHash: subjectHash(subject) }
  await asTill(approvalsRequest, approval)
  const reportId = id()
  const report = { id: reportId, storeId, kind: 'day-sales', businessOn: '2026-11-23' } as const
  await shop.ask(reportsRun, report)
  const world = {
    storeId,
    stream: streamOf(storeId),
    terminalId: till.id,
    personId: cashier.id,
    login: manager.login,
    saleId: sale.body.id,
    lineId: sale.body.lines[0]?.id ?? '',
    after: sale.body.id,
    receipt: sale.sold.receipt,
    invoiceId,
    cashSessionId: counter.cashSessionId,
    locationId: shop.floor,
    fromLocationId: shop.floor,
    toLocationId: shop.bulk,
    variantId: milk.variant.id,
    productId: milk.product.id,
    lotId: milk.fresh,
    basketId,
    parkedId,
    approvalId,
    reportId,
  }
  return { shop, manager, counter, till, world }
}

// What is hard to guess and means one thing: ids, hashes, and numbers of papers.
const telling = /^[0-9a-f]{8}-[0-9a-f-]{27}$|^[0-9a-f]{64}$|^[A-Z]{3}-/

/** Everything telling that stands in rows of a store and nowhere else. */
export async function secretsOf(hub: RunningHub, storeId: Id, elsewhere: Id): Promise<Set<string>> {
  const { sql } = hub.kernel.database
  const rows = textsOf(await storeRows(sql, storeId))
  const open = textsOf([
    ...(await storeRows(sql, elsewhere)),
    await hub.kernel.memory.read(sql, '00000000-0000-0000-0000-000000000000'),
  ])
  return new Set([...rows].filter((text) => telling.test(text) && !open.has(text)))
}

async function storeRows(sql: Sql, storeId: Id): Promise<unknown[]> {
  const tables = await sql<{ name: string }>(
    `select table_name as name from information_schema.columns
      where table_schema = 'public' and column_name = 'store_id' order by 1`,
  )
  const each = tables.map(({ name }) =>
    sql(`select to_jsonb(r) as row from "${name}" r where store_id = $1`, [storeId]),
  )
  return (await Promise.all(each)).flat()
}

/** Every text in these, and in texts that are JSON themselves. */
function textsOf(of: unknown): Set<string> {
  const found = new Set<string>()
  const look = (value: unknown): void => {
    if (value instanceof Map) return look([...value.values()])
    if (typeof value === 'object' && value !== null) return Object.values(value).forEach(look)
    if (typeof value !== 'string') return
    found.add(value)
    if (/^[[{]/.test(value)) look(JSON.parse(value))
  }
  look(of)
  return found
}

/** The digest of the rows of a store in every table that has any; `besides` are not looked at. */
export async function digestOfStore(url: string, storeId: Id): Promise<Record<string, string>> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const sql = clientSql(client)
    const tables = await sql<{ name: string }>(
      `select table_name as name from information_schema.columns
        where table_schema = 'public' and column_name = 'store_id'
          and table_name <> 'terminal_presence' order by 1`,
    )
    const each = tables.map(
      ({ name }) =>
        `select '${name}' as name, count(*) || ' ' || md5(coalesce(string_agg(r::text, E'\\n' order by r::text), '')) as digest from "${name}" r where store_id = $1`,
    )
    const rows = await sql<{ name: string; digest: string }>(each.join(' union all '), [storeId])
    return Object.fromEntries(rows.map(({ name, digest }) => [name, digest]))
  } finally {
    await client.end()
  }
}
