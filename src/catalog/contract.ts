// What can be sold: products, their variants and barcodes, and the tree of categories.
import Type, { type Static } from 'typebox'
import { Nullable, OneOf, Strict, collection, event, operation } from '#shared/contract.ts'
import { Id } from '#shared/ids.ts'
import { LocalName } from '#shared/names.ts'

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

export const Variant = Strict({
  id: Id,
  productId: Id,
  sku: Type.String({ minLength: 1, maxLength: 64, description: 'Unique, case-sensitive' }),
  name: Nullable(LocalName),
  unit: Type.String({ pattern: '^[A-Z0-9]{2,3}$', description: 'UN/ECE Rec 20' }),
  /** GTINs as 14 digits, and in-store codes as they are. */
  barcodes: Type.Array(Type.String({ minLength: 1, maxLength: 48 }), { maxItems: 50 }),
  archived: Type.Boolean(),
})
export type Variant = Static<typeof Variant>

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
  indexes: { barcode: (r) => r.barcodes, sku: (r) => [r.sku], product: (r) => [r.productId] },
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
  }),
})
