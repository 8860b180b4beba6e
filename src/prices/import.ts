// Imports products with their prices from CSV: all rows or none, in one transaction. Rows are read,
// judged against the catalogue and written in lists, so that thousands take a few statements.
import type { Input, Output } from '#shared/contract.ts'
import { newId } from '#shared/ids.ts'
import { nowMs } from '#kernel/clock.ts'
import type { Tx } from '#kernel/transact.ts'
import {
  lockCategories,
  productsWhere,
  saveCategories,
  saveProducts,
  saveVariants,
  variantsWhere,
} from '#catalog/service.ts'
import type { productsImport } from './import-contract.ts'
import { type ImportPlan, type Known, planImport } from './import-plan.ts'
import { type ImportRow, readImport } from './import-rows.ts'
import { ONE_MILLI } from './rules.ts'
import { lockList, placePrices, standingPrices } from './service.ts'

/** Imports a table; one row that is refused leaves everything as it was. */
export async function importProducts(
  tx: Tx,
  { csv, listId, dryRun }: Input<typeof productsImport>,
): Promise<Output<typeof productsImport>> {
  const { list, at } = await lockList(tx, listId)
  const rows = readImport(csv, list.currency)
  const known = await readKnown(tx, rows, { listId, at })
  const plan = planImport(rows, known, () => newId(nowMs()))
  const applied = !dryRun && plan.fates.every(({ fate }) => fate !== 'refuse')
  if (applied) await apply(tx, plan, { listId, at })
  return { rows: plan.fates, applied }
}

/** The list whose prices are set, and the present instant. */
type Into = { readonly listId: string; readonly at: string }

// Locked in the order of ids, so that two imports and a hand at the same products cannot cross.
async function readKnown(tx: Tx, rows: readonly ImportRow[], { listId, at }: Into): Promise<Known> {
  const categories = await lockCategories(tx)
  const skus = rows.map(({ sku }) => sku)
  const variants = await variantsWhere(
    tx.sql,
    `v.sku = any($1::text[]) order by v.id for update of v`,
    [skus],
  )
  const products = await productsWhere(tx.sql, `id = any($1::uuid[]) order by id for update`, [
    variants.map(({ productId }) => productId),
  ])
  const owners = await tx.sql<{ code: string; variantId: string }>(
    `select code, variant_id as "variantId" from barcode where code = any($1::text[])`,
    [rows.flatMap(({ barcode }) => barcode ?? [])],
  )
  const standing = await standingPrices(
    tx.sql,
    listId,
    variants.map(({ id }) => id),
  )
  const holding = standing.filter(
    ({ minimumMilli, packMilli, validFrom, validTo }) =>
      minimumMilli === 0 &&
      packMilli === ONE_MILLI &&
      validFrom <= at &&
      (validTo === null || validTo > at),
  )
  return {
    categories,
    products: new Map(products.map((product) => [product.id, product])),
    variants: new Map(variants.map((variant) => [variant.sku, variant])),
    owners: new Map(owners.map(({ code, variantId }) => [code, variantId])),
    prices: new Map(holding.map((price) => [price.variantId, price.unitPriceCentiMinor])),
  }
}

async function apply(tx: Tx, plan: ImportPlan, { listId, at }: Into): Promise<void> {
  const { categories, products, variants, prices } = plan
  await saveCategories(tx, categories, 'add')
  await saveProducts(tx, products.added, 'add')
  await saveProducts(tx, products.changed, 'set')
  await saveVariants(tx, variants.added, 'add')
  await saveVariants(tx, variants.changed, 'set')
  if (prices.length) await placePrices(tx, listId, { at, validFrom: at }, prices)
}
