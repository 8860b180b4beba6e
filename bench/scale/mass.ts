// A shop that has been at it for years, laid past the hub before it starts: products with codes and prices by the
// million, five hundred of them in stock, and a ledger as long as one likes.
import pg from 'pg'
import { clientSql, type Sql } from '#kernel/database.ts'
import type { Id } from '#shared/ids.ts'
import type { Good, Scene } from '../sale/scene.ts'

export type Mass = { readonly products?: number; readonly movements?: number }

/** So many are in stock and are sold, however large the catalogue, and lie far apart in it. */
const SOLD = 500
const uuidOf = (kind: string) => `md5('${kind}' || i)::uuid`

/** Rows like one that is there, but for some columns. */
const like = (table: string, one: string, changed: string) =>
  `insert into ${table} select made.* from ${table} one,
     generate_series(1, $2::int) i,
     lateral jsonb_populate_record(one, jsonb_build_object(${changed})) made where ${one}`

async function layProducts(sql: Sql, [good]: readonly Good[], count: number): Promise<void> {
  const [variant] = await sql<{ productId: Id }>(
    `select product_id as "productId" from variant where id = $1`,
    [good?.variantId],
  )
  const ids = `'id', ${uuidOf('product')}`
  await sql(like('product', 'one.id = $1', ids), [variant?.productId, count])
  const variants = `'id', ${uuidOf('variant')}, 'product_id', ${uuidOf('product')}, 'sku', 'MASS-' || i`
  await sql(like('variant', 'one.id = $1', variants), [good?.variantId, count])
  await sql(
    `insert into barcode (code, variant_id, position)
     select lpad(i::text, 14, '0'), ${uuidOf('variant')}, 0 from generate_series(1, $1::int) i`,
    [count],
  )
  const prices = `'id', ${uuidOf('price')}, 'variant_id', ${uuidOf('variant')}`
  await sql(like('price', 'one.id = $1', prices), [good?.priceId, count])
  const levels = `'variant_id', md5('variant' || i * ${Math.floor(count / SOLD)})::uuid`
  await sql(like('level', `one.variant_id = $1 and one.on_hand_milli > 0`, levels), [
    good?.variantId,
    SOLD,
  ])
}

async function layMovements(sql: Sql, goods: readonly Good[], count: number): Promise<void> {
  await sql(
    `insert into movement
     select made.* from (select * from movement limit 1) one, generate_series(1, $1::int) i,
       lateral (select one.store_id, ('01900000-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid,
         one.kind, ($2::uuid[])[1 + i % cardinality($2::uuid[])], null::uuid, one.from_location_id,
         one.to_location_id, 1000::bigint, one.document_kind,
         ('01900000-0000-7000-9000-' || lpad(to_hex(i / 3), 12, '0'))::uuid, null::text,
         one.person_id, one.terminal_id, one.at) made`,
    [count, goods.map(({ variantId }) => variantId)],
  )
}

/** Lays it; what is there already counts for nothing. */
export async function layMass(
  { url, goods }: Pick<Scene, 'url' | 'goods'>,
  { products = 0, movements = 0 }: Mass,
): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const sql = clientSql(client)
    if (products > 0) await layProducts(sql, goods, products)
    if (movements > 0) await layMovements(sql, goods, movements)
    // What laying it left to be done is done before anything is measured.
    await client.query('vacuum analyze')
    await client.query('checkpoint')
  } finally {
    await client.end()
  }
}

/** What is sold: goods from all over the catalogue if it was made large, else those of the scene. */
export async function soldFrom(
  { kernel, goods }: Scene,
  { products = 0 }: Mass,
): Promise<readonly Good[]> {
  if (products === 0) return goods
  const [good] = goods
  const every = Math.floor(products / SOLD)
  return kernel.database.sql<Good>(
    `select md5('variant' || i * ${every})::uuid as "variantId", md5('price' || i * ${every})::uuid as "priceId",
       $2::int as version from generate_series(1, $1::int) i`,
    [SOLD, good?.version],
  )
}
