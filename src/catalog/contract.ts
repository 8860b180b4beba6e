// What can be sold: products, their variants and barcodes, and the tree of categories.
import Type, { type Static } from 'typebox'
import { Nullable, OneOf, Strict, collection, event, operation } from '#shared/contract.ts'
import { Id } from '#shared/ids.ts'
import { LocalName } from '#shared/names.ts'
import { RestrictedRule } from '#shared/restricted-codes.ts'

export const Category = Strict({
  id: Id,
  name: LocalName,
  parentId: Nullable(Id),
  position: Type.Integer({ minimum: 0 }),
  picture: Nullable(Type.String({ maxLength: 40 })),
})
export type Category = Static<typeof Category>

export const Product = Strict({
  id: Id,
  name: LocalName,
  categoryId: Nullable(Id),
  taxId: Nullable(Id),
  /** `lot`: every unit belongs to a lot; `none`: only a quantity is kept. */
  tracking: OneOf('none', 'lot'),
  /** What an online sale does when stock runs out. */
  stockPolicy: OneOf('block', 'warn', 'allow'),
  /** Days a lot must still have before its expiry to be sold; 0 is up to the day itself. */
  minimumLifeDays: Type.Integer({ minimum: 0, maximum: 3650 }),
  reorderMilli: Nullable(Type.Integer({ minimum: 0 })),
  picture: Nullable(Type.String({ maxLength: 40 })),
  favourite: Type.Boolean(),
  /** Something that is sold but not kept, such as postage or a fee. */
  service: Type.Boolean(),
  archived: Type.Boolean(),
})
export type Product = Static<typeof Product>

const Barcode = Type.String({ minLength: 1, maxLength: 48 })

/** A number of units that is sold as one thing, with codes and perhaps a price of its own. */
export const Pack = Strict({
  unit: Type.String({ pattern: '^[A-Z0-9]{2,3}$', description: 'UN/ECE Rec 20, such as CS or PK' }),
  /** How much of the variant is in it, in thousandths of the variant's unit. */
  quantityMilli: Type.Integer({ minimum: 1, maximum: 1_000_000_000 }),
  barcodes: Type.Array(Barcode, { maxItems: 10 }),
})
export type Pack = Static<typeof Pack>

export const Variant = Strict({
  id: Id,
  productId: Id,
  sku: Type.String({ minLength: 1, maxLength: 64, description: 'Unique, case-sensitive' }),
  name: Nullable(LocalName),
  unit: Type.String({ pattern: '^[A-Z0-9]{2,3}$', description: 'UN/ECE Rec 20' }),
  /** GTINs as 14 digits, and in-store codes as they are. */
  barcodes: Type.Array(Barcode, { maxItems: 50 }),
  /** Each size once. */
  packs: Type.Array(Pack, { maxItems: 10 }),
  archived: Type.Boolean(),
})
export type Variant = Static<typeof Variant>

/** How codes the shops print themselves are read: which digits name the goods, which the weight or price. */
export const BarcodeRule = Strict({
  id: Id,
  /** Among rules for one code the longest prefix wins. */
  rule: RestrictedRule,
})
export type BarcodeRule = Static<typeof BarcodeRule>

const everyone = ['till', 'scanner', 'manager'] as const
export const categoryChanged = event({
  name: 'category.changed',
  summary: 'A category was added or changed',
  stream: 'company',
  audience: everyone,
  body: Category,
})
export const productChanged = event({
  name: 'product.changed',
  summary: 'A product was added, changed or archived',
  stream: 'company',
  audience: everyone,
  body: Product,
})
export const variantChanged = event({
  name: 'variant.changed',
  summary: 'A variant or its barcodes changed',
  stream: 'company',
  audience: everyone,
  body: Variant,
})
export const barcodeRuleChanged = event({
  name: 'barcode-rule.changed',
  summary: 'A rule for codes the shops print themselves was added or changed',
  stream: 'company',
  audience: everyone,
  body: BarcodeRule,
})
export const barcodeRuleRemoved = event({
  name: 'barcode-rule.removed',
  summary: 'A rule for codes the shops print themselves was taken away',
  stream: 'company',
  audience: everyone,
  body: Strict({ key: Id }),
})
export const barcodeRules = collection({
  name: 'barcode-rules',
  record: BarcodeRule,
  changed: barcodeRuleChanged,
  removed: barcodeRuleRemoved,
  key: (r) => r.id,
})
export const categories = collection({
  name: 'categories',
  record: Category,
  changed: categoryChanged,
  key: (r) => r.id,
})
export const products = collection({
  name: 'products',
  record: Product,
  changed: productChanged,
  key: (r) => r.id,
})
export const variants = collection({
  name: 'variants',
  record: Variant,
  changed: variantChanged,
  key: (r) => r.id,
  indexes: {
    barcode: (r) =>
      r.packs.length === 0 ? r.barcodes : [...r.barcodes, ...r.packs.flatMap((p) => p.barcodes)],
    sku: (r) => [r.sku],
    product: (r) => [r.productId],
  },
})

export const categoriesSet = operation({
  name: 'categories.set',
  summary: 'Add a category or change it',
  http: ['PUT', '/categories/:id'],
  needs: 'categories.set',
  effect: 'write',
  input: Category,
  output: Category,
})
export const catalogAdd = operation({
  name: 'catalog.add',
  summary: 'Add a product with its variants',
  http: ['POST', '/products'],
  needs: 'catalog.add',
  effect: 'write',
  input: Strict({
    product: Product,
    variants: Type.Array(Variant, { minItems: 1, maxItems: 200 }),
  }),
  output: Strict({ product: Product, variants: Type.Array(Variant) }),
})
export const catalogChange = operation({
  name: 'catalog.change',
  summary: 'Change or archive a product',
  http: ['PATCH', '/products/:productId'],
  needs: 'catalog.change',
  effect: 'write',
  input: Strict({ productId: Id, ...Type.Partial(Type.Omit(Product, ['id'])).properties }),
  output: Product,
})
export const variantsSet = operation({
  name: 'catalog.set-variant',
  summary: 'Add a variant or change it and its barcodes',
  http: ['PUT', '/variants/:id'],
  needs: 'catalog.set-variant',
  effect: 'write',
  input: Variant,
  output: Variant,
})
export const barcodeRulesSet = operation({
  name: 'barcode-rules.set',
  summary: 'Add a rule for codes the shops print themselves, or change it',
  detail: 'Prefix, item, guard and value must fill twelve digits; one rule for each prefix.',
  http: ['PUT', '/barcode-rules/:id'],
  needs: 'barcode-rules.set',
  effect: 'write',
  input: BarcodeRule,
  output: BarcodeRule,
})
export const barcodeRulesRemove = operation({
  name: 'barcode-rules.remove',
  summary: 'Take a rule for codes the shops print themselves away',
  http: ['DELETE', '/barcode-rules/:id'],
  needs: 'barcode-rules.set',
  effect: 'write',
  input: Strict({ id: Id }),
  output: Strict({}),
})
export const catalogLookUp = operation({
  name: 'catalog.look-up',
  summary: 'What a scanned code means',
  detail: 'Takes GTINs, in-store codes and GS1 element strings; answered from memory.',
  http: ['GET', '/catalog/look-up'],
  needs: 'catalog.look-up',
  effect: 'read',
  input: Strict({ code: Type.String({ minLength: 1, maxLength: 200 }) }),
  output: Strict({
    product: Product,
    variant: Variant,
    lotCode: Nullable(Type.String()),
    expiryOn: Nullable(Type.String()),
    quantityMilli: Nullable(Type.Integer()),
    /** The size of the pack whose code it is; null for the variant's own. */
    packMilli: Nullable(Type.Integer()),
  }),
  records: ['product', 'variant'],
})
