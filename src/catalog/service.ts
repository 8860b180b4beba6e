// The verbs of the catalogue. What many rows at once need, an import, goes through the same functions
// as one: they take lists, write them in few statements and announce each record whole.
import type { EntityData, EntityName, RequiredEntityData } from '@mikro-orm/postgresql'
import type { Input, Output } from '#shared/contract.ts'
import type { InputError } from '#shared/problem.ts'
import { cleanLocalName } from '#shared/names.ts'
import { COMPANY } from '#shared/streams.ts'
import type { Sql } from '#kernel/database.ts'
import type { Memory } from '#kernel/memory.ts'
import { Problem } from '#kernel/problems.ts'
import type { Ask } from '#kernel/room.ts'
import type { Tx } from '#kernel/transact.ts'
import { stores, taxes } from '#stores/contract.ts'
import {
  barcodeRules,
  categoryChanged,
  productChanged,
  products,
  variantChanged,
  variants,
  type catalogAdd,
  type catalogChange,
  type catalogLookUp,
  type Category,
  type Product,
  type Variant,
} from './contract.ts'
import { CategoryRow, ProductRow, VariantRow } from './entities.ts'
import {
  type CatalogAccess,
  cleanProduct,
  cleanVariant,
  lookUp,
  productFaults,
  variantFaults,
} from './rules.ts'

/** `add` refuses an id that exists; `set` takes its place. */
export type Way = 'add' | 'set'

const categoryColumns = `id, name, parent_id as "parentId", position, picture`
const productColumns = `id, name, category_id as "categoryId", tax_id as "taxId", tracking,
  stock_policy as "stockPolicy", minimum_life_days as "minimumLifeDays",
  reorder_milli as "reorderMilli", picture, favourite, service, archived`
const variantColumns = `v.id, v.product_id as "productId", v.sku, v.name, v.unit,
  array(select code from barcode b where b.variant_id = v.id and b.pack_milli is null
    order by b.position) as barcodes, v.packs, v.archived`

function refuse(errors: InputError[]): void {
  if (errors.length) throw new Problem('invalid-input', { errors })
}

async function write<E extends object>(
  { em }: Tx,
  entity: EntityName<E>,
  rows: RequiredEntityData<E>[],
  way: Way,
): Promise<void> {
  if (!rows.length) return
  if (way === 'add') await em.insertMany(entity, rows)
  else await em.upsertMany(entity, rows as EntityData<E>[])
}

/** Writes categories and announces them. */
export async function saveCategories(tx: Tx, rows: readonly Category[], way: Way): Promise<void> {
  await write(tx, CategoryRow, [...rows], way)
  for (const row of rows) tx.emit(categoryChanged, COMPANY, row)
}

/** Writes products and announces them. */
export async function saveProducts(tx: Tx, rows: readonly Product[], way: Way): Promise<void> {
  await write(tx, ProductRow, [...rows], way)
  for (const row of rows) tx.emit(productChanged, COMPANY, row)
}

/** Writes variants with their barcodes and announces them. */
export async function saveVariants(tx: Tx, rows: readonly Variant[], way: Way): Promise<void> {
  if (!rows.length) return
  const plain = rows.map(({ id, productId, sku, name, unit, packs, archived }) => {
    return { id, productId, sku, name, unit, packs, archived }
  })
  await write(tx, VariantRow, plain, way)
  const codes = rows.flatMap(({ id, barcodes, packs }) => [
    ...barcodes.map((code, position) => ({ code, id, position, packMilli: null })),
    ...packs.flatMap(({ barcodes: onPack, quantityMilli }) =>
      onPack.map((code, position) => ({ code, id, position, packMilli: quantityMilli })),
    ),
  ])
  await tx.sql(`delete from barcode where variant_id = any($1::uuid[])`, [rows.map((r) => r.id)])
  await tx.sql(
    `insert into barcode (code, variant_id, position, pack_milli)
     select * from unnest($1::text[], $2::uuid[], $3::int[], $4::bigint[])`,
    [
      codes.map((c) => c.code),
      codes.map((c) => c.id),
      codes.map((c) => c.position),
      codes.map((c) => c.packMilli),
    ],
  )
  for (const row of rows) tx.emit(variantChanged, COMPANY, row)
}

/** All categories, kept from changing until the transaction ends, so that names and tree stay checked. */
export async function lockCategories(tx: Tx): Promise<Category[]> {
  await tx.sql(`lock table category in share row exclusive mode`)
  return tx.sql<Category>(`select ${categoryColumns} from category order by position, id`)
}

/** Adds a category or changes it. */
export async function setCategory(tx: Tx, input: Category): Promise<Category> {
  const name = cleanLocalName(input.name)
  if (!name) throw new Problem('invalid-input', { errors: productFaults(input) })
  const known = new Map((await lockCategories(tx)).map((category) => [category.id, category]))
  for (let above = input.parentId; above !== null;) {
    if (above === input.id) throw new Problem('wrong-state', 'A category cannot be inside itself')
    const parent = known.get(above)
    if (!parent) throw new Problem('not-found', 'There is no such parent category')
    above = parent.parentId
  }
  const category = { ...input, name }
  await saveCategories(tx, [category], 'set')
  return category
}

function requireTax(memory: Memory, taxId: string | null | undefined): void {
  if (taxId && !memory.get(taxes, taxId)) throw new Problem('not-found', 'There is no such tax')
}

/** Adds a product with its variants. */
export async function add(
  tx: Tx,
  input: Input<typeof catalogAdd>,
): Promise<Output<typeof catalogAdd>> {
  const strangers = input.variants.flatMap((variant, i) =>
    variant.productId === input.product.id
      ? []
      : [{ path: `/variants/${i}/productId`, message: 'is another product' }],
  )
  refuse([
    ...productFaults(input.product, '/product'),
    ...input.variants.flatMap((variant, i) => variantFaults(variant, `/variants/${i}`)),
    ...strangers,
  ])
  requireTax(tx.memory, input.product.taxId)
  const product = cleanProduct(input.product)
  const added = input.variants.map(cleanVariant)
  await saveProducts(tx, [product], 'add')
  await saveVariants(tx, added, 'add')
  return { product, variants: added }
}

// Quantities were kept by these; changing them would give other meaning to what is in stock.
const fixed = ['tracking', 'service'] as const

/** Changes or archives a product. */
export async function change(tx: Tx, input: Input<typeof catalogChange>): Promise<Product> {
  const { productId, ...changes } = input
  refuse(productFaults(changes))
  requireTax(tx.memory, changes.taxId)
  const [former] = await tx.sql<Product>(
    `select ${productColumns} from product where id = $1 for update`,
    [productId],
  )
  if (!former) throw new Problem('not-found', 'There is no such product')
  const product = { ...former, ...cleanProduct(changes) }
  const altered = fixed.find((field) => product[field] !== former[field])
  if (altered) throw new Problem('wrong-state', `The ${altered} of a product stays as it was added`)
  await saveProducts(tx, [product], 'set')
  return product
}

/** Adds a variant or changes it and its barcodes. */
export async function setVariant(tx: Tx, input: Variant): Promise<Variant> {
  refuse(variantFaults(input))
  const [former] = await variantsWhere(tx.sql, `v.id = $1 for update of v`, [input.id])
  if (former && former.productId !== input.productId) {
    throw new Problem('wrong-state', 'A variant stays with its product')
  }
  if (former && former.unit !== input.unit) {
    throw new Problem('wrong-state', 'The unit of a variant stays as it was added')
  }
  const variant = cleanVariant(input)
  await saveVariants(tx, [variant], 'set')
  return variant
}

/** Variants by a condition on `v`, with their barcodes. */
export function variantsWhere(sql: Sql, condition: string, values: unknown[]): Promise<Variant[]> {
  return sql<Variant>(`select ${variantColumns} from variant v where ${condition}`, values)
}

/** Products by a condition. */
export function productsWhere(sql: Sql, condition: string, values: unknown[]): Promise<Product[]> {
  return sql<Product>(`select ${productColumns} from product where ${condition}`, values)
}

/** The hub's memory as the rules look into it. */
function accessTo(memory: Memory): CatalogAccess {
  return {
    variantsBy: (index, term) => memory.records(variants).find(index, term),
    product: (id) => memory.get(products, id),
  }
}

const restrictedIn = (memory: Memory) =>
  [...memory.records(barcodeRules).values()].map(({ rule }) => rule)

/** What a scanned code means. */
export async function lookUpCode(
  { memory, scope, at }: Ask,
  { code }: Input<typeof catalogLookUp>,
): Promise<Output<typeof catalogLookUp>> {
  const store = memory.get(stores, scope.storeIds?.[0] ?? '')
  const found = lookUp(accessTo(memory), code, {
    referenceYear: Number(at.slice(0, 4)),
    ...(store && { currency: store.currency }),
    get restricted() {
      return restrictedIn(memory)
    },
  })
  if (found.kind === 'refused') {
    throw new Problem('invalid-input', { errors: [{ path: '/code', message: found.reason }] })
  }
  if (found.kind === 'unknown')
    throw new Problem('unknown-barcode', `Nothing carries ${found.code}`)
  const { product, variant, lotCode, expiryOn, quantityMilli, packMilli } = found
  return { product, variant, lotCode, expiryOn, quantityMilli, packMilli }
}

/** The whole catalogue, for the hub's memory. */
export async function load(sql: Sql) {
  return {
    categories: await sql<Category>(`select ${categoryColumns} from category`),
    products: await productsWhere(sql, 'true', []),
    variants: await variantsWhere(sql, 'true', []),
  }
}
