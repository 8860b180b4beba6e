// Decides the fate of each row of an import against the catalogue as it is, and what would be written.
// Pure: a dry run and the real one decide by the same code.
import type { Id } from '#shared/ids.ts'
import type { Category, Product, Variant } from '#catalog/contract.ts'
import { plainProduct, plainVariant } from '#catalog/rules.ts'
import type { ImportFault, RowFate } from './import-contract.ts'
import type { ImportRow } from './import-rows.ts'
import { ONE_MILLI } from './rules.ts'
import type { NewPrice } from './service.ts'
import type { Static } from 'typebox'

/** What the rows of an import meet. */
export type Known = {
  readonly categories: readonly Category[]
  readonly products: ReadonlyMap<Id, Product>
  readonly variants: ReadonlyMap<string, Variant>
  /** Whose each barcode named in the import is. */
  readonly owners: ReadonlyMap<string, Id>
  /** The price that holds for one unit in the list, by variant. */
  readonly prices: ReadonlyMap<Id, number>
}

export type Fate = Static<typeof RowFate>
type Changed<T> = { readonly added: T[]; readonly changed: T[] }
export type ImportPlan = {
  readonly fates: Fate[]
  readonly categories: Category[]
  readonly products: Changed<Product>
  readonly variants: Changed<Variant>
  readonly prices: NewPrice[]
}

/** Plans an import; `makeId` makes the ids of what is added. */
export function planImport(rows: readonly ImportRow[], known: Known, makeId: () => Id): ImportPlan {
  const planner = new Planner(known, makeId)
  for (const row of rows) planner.take(row)
  return planner.plan
}

const nameKey = (name: string) => name.toLowerCase()

type Fault = (path: string, code: ImportFault, message: string) => void

class Planner {
  readonly plan: ImportPlan = {
    fates: [],
    categories: [],
    products: { added: [], changed: [] },
    variants: { added: [], changed: [] },
    prices: [],
  }
  readonly #known: Known
  readonly #makeId: () => Id
  readonly #categories: Map<string, Id>
  readonly #rowOfSku = new Map<string, number>()
  readonly #owners: Map<string, Id>
  /** What an earlier row makes of a product, since several SKUs may share one. */
  readonly #claimed = new Map<Id, { product: Product; row: number }>()

  constructor(known: Known, makeId: () => Id) {
    this.#known = known
    this.#makeId = makeId
    this.#categories = new Map(known.categories.map(({ name, id }) => [nameKey(name.en), id]))
    this.#owners = new Map(known.owners)
  }

  take(row: ImportRow): void {
    const errors = [...row.errors]
    const fault: Fault = (path, code, message) =>
      void errors.push({ path, code, message, row: row.row })
    const twin = this.#rowOfSku.get(row.sku)
    if (twin !== undefined) fault('/sku', 'sku-twice', `stands in row ${twin} already`)
    else this.#rowOfSku.set(row.sku, row.row)
    const former = this.#known.variants.get(row.sku)
    const fate = former ? this.#change(row, former, fault) : this.#add(row, fault)
    this.plan.fates.push({
      row: row.row,
      sku: row.sku,
      fate: errors.length ? 'refuse' : fate,
      errors,
    })
  }

  #add(row: ImportRow, fault: Fault): 'add' {
    const en = row.nameEn ?? row.nameAr
    const ar = row.nameAr ?? row.nameEn
    const id = this.#makeId()
    this.#takeBarcode(row, id, fault)
    if (en === null || ar === null) {
      if (!row.errors.some(({ path }) => path.startsWith('/name'))) {
        fault('/name_en', 'name-missing', 'a new product needs a name')
      }
      return 'add'
    }
    const product: Product = {
      ...plainProduct,
      id: this.#makeId(),
      name: { en, ar },
      categoryId: this.#categoryOf(row.category),
      tracking: row.tracking ?? plainProduct.tracking,
    }
    const barcodes = row.barcode === null ? [] : [row.barcode]
    this.plan.products.added.push(product)
    this.plan.variants.added.push({
      ...plainVariant,
      id,
      productId: product.id,
      sku: row.sku,
      unit: row.unit ?? plainVariant.unit,
      barcodes,
    })
    this.#setPrice(row, id)
    return 'add'
  }

  #change(row: ImportRow, variant: Variant, fault: Fault): 'change' | 'same' {
    const former = this.#known.products.get(variant.productId)
    if (!former) throw new Error(`variant ${variant.id} has no product`)
    if (row.unit !== null && row.unit !== variant.unit)
      fault('/unit', 'unit-other', `is ${variant.unit} already`)
    if (row.tracking !== null && row.tracking !== former.tracking) {
      fault('/tracking', 'tracking-other', `is ${former.tracking} already`)
    }
    const changes = [
      this.#changeProduct(row, former, fault),
      this.#changeBarcodes(row, variant, fault),
      this.#setPrice(row, variant.id),
    ]
    return changes.includes(true) ? 'change' : 'same'
  }

  #changeProduct(row: ImportRow, former: Product, fault: Fault): boolean {
    const en = row.nameEn ?? former.name.en
    // A name that stood for both languages goes on doing so.
    const mirrored = former.name.ar === former.name.en ? en : former.name.ar
    const name = { en, ar: row.nameAr ?? mirrored }
    const categoryId = this.#categoryOf(row.category) ?? former.categoryId
    const product = { ...former, name, categoryId }
    const claimed = this.#claimed.get(former.id)
    if (claimed && !isSame(claimed.product, product)) {
      const what = `row ${claimed.row} makes something else of the same product`
      fault('/name_en', 'rows-disagree', what)
    }
    if (isSame(product, former)) {
      if (!claimed) this.#claimed.set(former.id, { product, row: row.row })
      return false
    }
    if (!claimed) {
      this.#claimed.set(former.id, { product, row: row.row })
      this.plan.products.changed.push(product)
    }
    return true
  }

  #changeBarcodes(row: ImportRow, variant: Variant, fault: Fault): boolean {
    if (row.barcode === null || variant.barcodes.includes(row.barcode)) return false
    this.#takeBarcode(row, variant.id, fault)
    this.plan.variants.changed.push({ ...variant, barcodes: [...variant.barcodes, row.barcode] })
    return true
  }

  #takeBarcode({ barcode }: ImportRow, variantId: Id, fault: Fault): void {
    if (barcode === null) return
    const owner = this.#owners.get(barcode)
    if (owner === undefined) this.#owners.set(barcode, variantId)
    else fault('/barcode', 'barcode-taken', 'belongs to another SKU')
  }

  #setPrice({ unitPriceCentiMinor }: ImportRow, variantId: Id): boolean {
    if (unitPriceCentiMinor === null) return false
    if (this.#known.prices.get(variantId) === unitPriceCentiMinor) return false
    const id = this.#makeId()
    this.plan.prices.push({
      id,
      variantId,
      unitPriceCentiMinor,
      minimumMilli: 0,
      packMilli: ONE_MILLI,
    })
    return true
  }

  #categoryOf(name: string | null): Id | null {
    if (name === null) return null
    const found = this.#categories.get(nameKey(name))
    if (found !== undefined) return found
    const last = Math.max(-1, ...this.#known.categories.map(({ position }) => position))
    const position = last + 1 + this.plan.categories.length
    const made = { id: this.#makeId(), name: { en: name, ar: name }, parentId: null }
    this.plan.categories.push({ ...made, position, picture: null })
    this.#categories.set(nameKey(name), made.id)
    return made.id
  }
}

function isSame(a: Product, b: Product): boolean {
  return a.name.en === b.name.en && a.name.ar === b.name.ar && a.categoryId === b.categoryId
}
