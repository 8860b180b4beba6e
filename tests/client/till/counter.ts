// A shelf of a few goods for the till's rules: a shop, a tax, milk by lot, bread without, tomatoes by weight. Each test
// changes what it needs; nothing here decides anything.
import type { CustomerGroup } from '#customers/contract.ts'
import type { RestrictedRule } from '#shared/restricted-codes.ts'
import type { Product, Variant } from '#catalog/contract.ts'
import type { Price, PriceList } from '#prices/contract.ts'
import { type Id, newId } from '#shared/ids.ts'
import type { Level, Lot } from '#stock/contract.ts'
import type { Store, Tax, TaxPosition } from '#stores/contract.ts'
import { plainPolicies } from '#stores/rules.ts'
import { plainList } from '#prices/rules.ts'
import { plainProduct } from '#catalog/rules.ts'
import { type Basket, changeBasket, emptyBasket } from '../../../client/till/basket.ts'
import { pick } from '../../../client/till/scan.ts'
import type { Shelf } from '../../../client/till/shelf.ts'

export const AT = '2026-11-23T10:00:00.000Z'
export const TODAY = '2026-11-23'
export const NOW_MS = Date.parse(AT)
export const newOne = (): Id => newId(NOW_MS)

const both = (name: string) => ({ en: name, ar: name })
const place = newOne()

export class Counter {
  shop: Store = {
    id: newOne(),
    code: 'CAI',
    name: both('Shop'),
    currency: 'EGP',
    timeZone: 'Africa/Cairo',
    locale: 'ar',
    digits: 'latn',
    pricesIncludeTax: true,
    taxRounding: 'line',
    cashRoundingMinor: 25,
    priceChange: 'honour-lower',
    invoicePdf: 'on-request',
    receiptHeader: both('Shop'),
    address: both('Street'),
    taxNumber: null,
    ...plainPolicies,
    open: true,
  }
  readonly list: PriceList = {
    id: newOne(),
    name: both('Shelf'),
    currency: 'EGP',
    ...plainList,
  }
  tax: Tax = {
    id: newOne(),
    name: both('VAT'),
    parts: [{ name: both('VAT'), category: 'S', ratePpm: 140_000 }],
    exemptionReason: null,
  }
  readonly products = new Map<Id, Product>()
  readonly variants = new Map<Id, Variant>()
  readonly lots = new Map<Id, Lot>()
  prices: Price[] = []
  restricted: RestrictedRule[] = []
  levels: Level[] = []
  taxedAt = AT
  moreTaxes: Tax[] = []
  moreLists: PriceList[] = []
  positions: TaxPosition[] = []
  groups: CustomerGroup[] = []

  readonly milk = this.goods('Milk', { tracking: 'lot', barcode: '06221990000014' }, 46_50)
  readonly bread = this.goods('Bread', {}, 10_00)
  readonly tomatoes = this.goods('Tomatoes', { unit: 'KGM' }, 18_00)
  readonly early = this.lot('MLK-1', '2026-11-27', 3000)
  readonly late = this.lot('MLK-2', '2026-12-20', 5000)

  constructor() {
    this.stock(this.bread, null, 20_000)
    this.stock(this.tomatoes, null, 30_000)
  }

  /** Makes goods and sets their price in minor units. */
  goods(
    name: string,
    how: { tracking?: Product['tracking']; unit?: string; barcode?: string },
    priceMinor: number,
  ): Variant {
    const product: Product = {
      ...plainProduct,
      id: newOne(),
      name: both(name),
      taxId: this.tax.id,
      tracking: how.tracking ?? 'none',
    }
    const variant: Variant = {
      id: newOne(),
      productId: product.id,
      sku: name.toUpperCase(),
      name: null,
      unit: how.unit ?? 'C62',
      barcodes: how.barcode === undefined ? [] : [how.barcode],
      packs: [],
      archived: false,
    }
    this.products.set(product.id, product)
    this.variants.set(variant.id, variant)
    this.reprice(variant, priceMinor)
    return variant
  }

  /** A new price, from now on; the one before is over and no longer known, as on a till. */
  reprice(variant: Variant, priceMinor: number, minimumMilli = 0): Price {
    const before = this.prices.filter(
      (price) => price.variantId === variant.id && price.minimumMilli === minimumMilli,
    )
    const price: Price = {
      id: newOne(),
      listId: this.list.id,
      variantId: variant.id,
      unitPriceCentiMinor: priceMinor * 100,
      packMilli: 1000,
      minimumMilli,
      validFrom: '2026-01-01T00:00:00.000Z',
      validTo: null,
      version: before.length + 1,
    }
    this.prices = [...this.prices.filter((each) => !before.includes(each)), price]
    return price
  }

  lot(code: string, expiryOn: string, onHandMilli: number): Lot {
    const lot: Lot = {
      id: newOne(),
      variantId: this.milk.id,
      code,
      expiryOn,
      bestBeforeOn: null,
      status: 'available',
      reason: null,
    }
    this.lots.set(lot.id, lot)
    this.stock(this.milk, lot.id, onHandMilli)
    return lot
  }

  stock(variant: Variant, lotId: Id | null, onHandMilli: number): void {
    const others = this.levels.filter(
      (level) => level.variantId !== variant.id || level.lotId !== lotId,
    )
    this.levels = [...others, { locationId: place, variantId: variant.id, lotId, onHandMilli }]
  }

  setLot(lot: Lot, change: Partial<Lot>): void {
    this.lots.set(lot.id, { ...lot, ...change })
  }

  setProduct(variant: Variant, change: Partial<Product>): void {
    const product = this.products.get(variant.productId)
    if (product) this.products.set(product.id, { ...product, ...change })
  }

  get shelf(): Shelf & {
    variantsBy: (index: 'barcode' | 'sku', term: string) => readonly Variant[]
  } {
    const all = [...this.variants.values()]
    return {
      shop: this.shop,
      variant: (id) => this.variants.get(id),
      product: (id) => this.products.get(id),
      tax: (id) => [this.tax, ...this.moreTaxes].find((tax) => tax.id === id),
      taxes: new Map([this.tax, ...this.moreTaxes].map((tax) => [tax.id, tax])),
      taxedAt: this.taxedAt,
      taxPosition: (id) => this.positions.find((position) => position.id === id),
      group: (id) => this.groups.find((group) => group.id === id),
      lists: new Map([this.list, ...this.moreLists].map((list) => [list.id, list])),
      restricted: () => this.restricted,
      pricesOf: (variantId) => this.prices.filter((price) => price.variantId === variantId),
      lot: (id) => this.lots.get(id),
      lotByCode: (variantId, code) =>
        [...this.lots.values()].find((lot) => lot.variantId === variantId && lot.code === code),
      levelsOf: (variantId) => this.levels.filter((level) => level.variantId === variantId),
      variantsBy: (index, term) =>
        all.filter(({ sku, barcodes, packs }) =>
          index === 'sku'
            ? sku === term
            : [barcodes, ...packs.map((pack) => pack.barcodes)].flat().includes(term),
        ),
    }
  }

  /** Puts goods into a basket, as a touched tile does. */
  put(
    basket: Basket,
    variant: Variant,
    quantityMilli: number | null = null,
    lotId: Id | null = null,
  ): Basket {
    const product = this.products.get(variant.productId)
    if (!product) throw new Error('goods without a product')
    const picked = { variant, product, quantityMilli: null, lotId }
    const moment = { at: AT, onDay: TODAY, newId: newOne }
    const answer = pick(this.shelf, basket, picked, quantityMilli, moment)
    if (answer.kind !== 'done') throw new Error(`nothing was added: ${answer.kind}`)
    return changeBasket(basket, answer.action)
  }

  /** A basket with one of each of these. */
  basket(...goods: readonly Variant[]): Basket {
    return goods.reduce((basket, variant) => this.put(basket, variant), emptyBasket(newOne()))
  }
}

/** The first line of a basket; a test that asks for it has put one there. */
export function firstLine(basket: Basket) {
  const [line] = basket.lines
  if (!line) throw new Error('an empty basket')
  return line
}
