// The catalogue as it is kept. A barcode is a row of its own whose key is the code,
// so that one code can never belong to two variants.
import { defineEntity, p } from '@mikro-orm/postgresql'
import type { LocalName } from '#shared/names.ts'
import type { BarcodeRule, Pack, Product } from './contract.ts'

export const CategoryRow = defineEntity({
  name: 'CategoryRow',
  tableName: 'category',
  properties: {
    id: p.uuid().primary(),
    name: p.json<LocalName>(),
    parentId: p.uuid().nullable(),
    position: p.integer(),
    picture: p.text().nullable(),
  },
})

export const ProductRow = defineEntity({
  name: 'ProductRow',
  tableName: 'product',
  properties: {
    id: p.uuid().primary(),
    name: p.json<LocalName>(),
    categoryId: () => p.manyToOne(CategoryRow).mapToPk().joinColumn('category_id').nullable(),
    taxId: p.uuid().nullable(),
    tracking: p.text().$type<Product['tracking']>(),
    stockPolicy: p.text().$type<Product['stockPolicy']>(),
    minimumLifeDays: p.integer(),
    reorderMilli: p.bigint('number').nullable(),
    picture: p.text().nullable(),
    favourite: p.boolean(),
    service: p.boolean(),
    archived: p.boolean(),
  },
})

export const VariantRow = defineEntity({
  name: 'VariantRow',
  tableName: 'variant',
  properties: {
    id: p.uuid().primary(),
    productId: () =>
      p.manyToOne(ProductRow).mapToPk().joinColumn('product_id').index('variant_product_id_index'),
    sku: p.text().unique('variant_sku_unique'),
    name: p.json<LocalName>().nullable(),
    unit: p.text(),
    packs: p.json<Pack[]>(),
    archived: p.boolean(),
  },
})

export const BarcodeRow = defineEntity({
  name: 'BarcodeRow',
  tableName: 'barcode',
  properties: {
    code: p.text().primary(),
    variantId: () =>
      p.manyToOne(VariantRow).mapToPk().joinColumn('variant_id').index('barcode_variant_id_index'),
    /** The order in which a variant's barcodes are shown. */
    position: p.integer(),
    /** The size of the pack it is on; null for the variant's own. */
    packMilli: p.bigint('number').nullable(),
  },
})

export const BarcodeRuleRow = defineEntity({
  name: 'BarcodeRuleRow',
  tableName: 'barcode_rule',
  properties: {
    id: p.uuid().primary(),
    prefix: p.text().unique('barcode_rule_prefix_unique'),
    rule: p.json<BarcodeRule['rule']>(),
  },
})

export const catalogEntities = [CategoryRow, ProductRow, VariantRow, BarcodeRow, BarcodeRuleRow]
