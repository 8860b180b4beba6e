// What stands in the database after a replay, against the file and against what every till holds.
import type { Sql } from '#kernel/database.ts'
import type { Id } from '#shared/ids.ts'
import type { StreamState } from '#shared/replica.ts'
import { totalsOf } from './arithmetic.ts'
import { isService, type FileInvoice } from './file.ts'
import type { Shop } from './shop.ts'

export type Acknowledged = ReadonlyMap<Id, FileInvoice>

export type Counted = { readonly lost: number; readonly duplicated: number }

/** Acknowledged documents without their rows, and rows that nobody asked for or that are there twice. */
export async function countDocuments(sql: Sql, acknowledged: Acknowledged): Promise<Counted> {
  const rows = await sql<{ id: Id; times: number }>(
    `select id, count(*) as times from sale group by id`,
  )
  const journaled = await sql<{ id: Id; times: number }>(
    `select document_id as id, count(*) as times from journal where kind = 'sale' and outcome like 'posted%' group by document_id`,
  )
  const stored = new Map(rows.map(({ id, times }) => [id, times]))
  const entries = new Map(journaled.map(({ id, times }) => [id, times]))
  let lost = 0
  for (const id of acknowledged.keys()) if (!stored.has(id) || !entries.has(id)) lost += 1
  let duplicated = 0
  for (const [id, times] of stored) duplicated += acknowledged.has(id) ? times - 1 : times
  return { lost, duplicated }
}

/** Whether money and goods in the database are what the file says of the acknowledged invoices. */
export async function totalsMatch(
  sql: Sql,
  shop: Shop,
  acknowledged: Acknowledged,
  adjusted: readonly FileInvoice[],
  say: (line: string) => void,
): Promise<boolean> {
  const wanted = totalsOf([...acknowledged.values(), ...adjusted], isService)
  const [money] = await sql<{ sales: string; returns: string }>(
    `select coalesce(sum(amount_minor) filter (where quantity_milli > 0), 0)::text as sales,
            coalesce(sum(amount_minor) filter (where quantity_milli < 0), 0)::text as returns from sale_line`,
  )
  const [documents] = await sql<{ total: string }>(
    `select coalesce(sum(total_minor), 0)::text as total from sale`,
  )
  const faults: string[] = []
  const compare = (what: string, found: string | undefined, expected: bigint) => {
    if (found !== String(expected))
      faults.push(`${what}: the file says ${expected}, the hub ${found}`)
  }
  compare('sales', money?.sales, wanted.salesPence)
  compare('returns', money?.returns, wanted.returnsPence)
  compare('documents', documents?.total, wanted.salesPence + wanted.returnsPence)
  faults.push(...(await unitFaults(sql, shop, wanted.unitsOut)))
  faults.slice(0, 5).forEach(say)
  return faults.length === 0
}

async function unitFaults(
  sql: Sql,
  shop: Shop,
  wanted: ReadonlyMap<string, number>,
): Promise<string[]> {
  const rows = await sql<{ variantId: Id; milli: string }>(
    `select m.variant_id as "variantId",
            sum(case when f.kind = 'shop-floor' then m.quantity_milli else -m.quantity_milli end)::text as milli
       from movement m join location f on f.id = m.from_location_id
      where m.kind in ('sale', 'return', 'adjustment') group by 1`,
  )
  const found = new Map(rows.map(({ variantId, milli }) => [variantId, milli]))
  return [...wanted].flatMap(([code, units]) => {
    const milli = found.get(shop.goods.get(code)?.variantId ?? '') ?? '0'
    return milli === String(units * 1000)
      ? []
      : [`${code}: the file says ${units} went out, the ledger ${milli} thousandths`]
  })
}

/** The first difference between two states of one stream, in words, or undefined if they are equal. */
export function difference(
  held: StreamState,
  wanted: StreamState,
  seen: ReadonlySet<string>,
): string | undefined {
  if (held.seq !== wanted.seq) return `at ${held.seq} instead of ${wanted.seq}`
  for (const name of seen) {
    const [here, there] = [held.records(name), wanted.records(name)]
    if (here.size !== there.size) return `${name}: ${here.size} records instead of ${there.size}`
    for (const [key, record] of there) {
      if (stable(here.get(key)) !== stable(record)) return `${name} ${key}`
    }
  }
  return undefined
}

function stable(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )
}
