// Puts the seed shop's goods on its shelves: categories, products, prices in both currencies, and
// opening stock with lots, some of which expire within days.
import { checkDigitOf } from '#shared/check-digit.ts'
import type { Id } from '#shared/ids.ts'
import { nowMs } from '#kernel/clock.ts'
import type { Kernel } from '#kernel/kernel.ts'
import { catalogAdd, categories, categoriesSet, variants, type Variant } from '#catalog/contract.ts'
import { priceLists, priceListsSet, prices, pricesSet } from '#prices/contract.ts'
import {
  levels,
  locations,
  lots,
  stockReceive,
  warehouses,
  warehousesSet,
  type Location,
} from '#stock/contract.ts'
import type { Store } from '#stores/contract.ts'
import { plainProduct, plainVariant } from '#catalog/rules.ts'
import { plainList } from '#prices/rules.ts'
import { id, standing, type AskSystem } from './asking.ts'
import { places } from './places.ts'
import { categoryNames, shelf, type SeedProduct } from './shelf.ts'

const DAY_MS = 86_400_000
const dayIn = (days: number) => new Date(nowMs() + days * DAY_MS).toISOString().slice(0, 10)

/** A GTIN-13 of the range the seed keeps to, as the 14 digits it is stored in. */
function gtin(place: number): string {
  const body = `622199${String(place).padStart(6, '0')}`
  return `0${body}${checkDigitOf(body)}`
}

type Taxes = { readonly standard: Id; readonly zero: Id }
type Goods = { readonly seed: SeedProduct; readonly variant: Variant }

export async function layGoods(
  ask: AskSystem,
  kernel: Kernel,
  stores: readonly Store[],
  taxes: Taxes,
): Promise<void> {
  const goods = await addProducts(ask, kernel, taxes)
  for (const store of stores) {
    await setPrices(ask, kernel, store, goods)
    await fillShelves(ask, kernel, store, goods)
  }
}

async function addProducts(ask: AskSystem, kernel: Kernel, taxes: Taxes): Promise<Goods[]> {
  const categoryIds = new Map<string, Id>()
  for (const [position, [key, name]] of Object.entries(categoryNames).entries()) {
    const category =
      standing(kernel, categories, ({ picture }) => picture === key) ??
      (await ask(categoriesSet, { id: id(), name, parentId: null, position, picture: key }))
    categoryIds.set(key, category.id)
  }
  const goods: Goods[] = []
  for (const [place, seed] of shelf.entries()) {
    const [stands] = kernel.memory.records(variants).find('sku', seed.sku)
    if (stands) {
      goods.push({ seed, variant: stands })
      continue
    }
    const productId = id()
    const variant: Variant = {
      ...plainVariant,
      id: id(),
      productId,
      sku: seed.sku,
      unit: seed.unit,
      barcodes: [gtin(place + 1)],
    }
    await ask(catalogAdd, {
      product: {
        ...plainProduct,
        id: productId,
        name: { en: seed.en, ar: seed.ar },
        categoryId: categoryIds.get(seed.category) ?? null,
        taxId: taxes[seed.tax],
        tracking: seed.lotDays.length ? 'lot' : 'none',
        reorderMilli: 10_000,
        picture: seed.picture,
        favourite: seed.favourite ?? false,
      },
      variants: [variant],
    })
    goods.push({ seed, variant })
  }
  return goods
}

async function setPrices(
  ask: AskSystem,
  kernel: Kernel,
  store: Store,
  goods: readonly Goods[],
): Promise<void> {
  const london = store.currency === 'GBP'
  const stands = standing(kernel, priceLists, ({ storeIds }) => storeIds?.[0] === store.id)
  const known = stands && standing(kernel, prices, ({ listId }) => listId === stands.id)
  // All prices of a list are set at once.
  if (known) return
  const list =
    stands ??
    (await ask(priceListsSet, {
      ...plainList,
      id: id(),
      name: london
        ? { en: 'London retail', ar: 'أسعار لندن' }
        : { en: 'Cairo retail', ar: 'أسعار القاهرة' },
      currency: store.currency,
      storeIds: [store.id],
    }))
  await ask(pricesSet, {
    listId: list.id,
    prices: goods.map(({ seed, variant }) => ({
      id: id(),
      variantId: variant.id,
      unitPriceCentiMinor: (london ? seed.pence : seed.piastres) * 100,
    })),
  })
}

async function fillShelves(
  ask: AskSystem,
  kernel: Kernel,
  store: Store,
  goods: readonly Goods[],
): Promise<void> {
  for (const { id: locationId, kind } of await layPlaces(ask, kernel, store)) {
    // Each place is filled in one go.
    if (standing(kernel, levels, (level) => level.locationId === locationId, store.id)) continue
    const share = kind === 'shop-floor' ? 1 : 2
    const lines = goods.flatMap((each) => receiptLines(kernel, each, share))
    await ask(stockReceive, { id: id(), storeId: store.id, locationId, opening: true, lines })
  }
}

/** The places of a store that goods are laid in, shop floor first. */
async function layPlaces(ask: AskSystem, kernel: Kernel, store: Store): Promise<Location[]> {
  if (!standing(kernel, warehouses, () => true, store.id)) {
    await ask(warehousesSet, {
      id: id(),
      storeId: store.id,
      name: { en: 'Shop', ar: 'المحل' },
      locations: places.map((place) => ({ id: id(), ...place })),
    })
  }
  const all = [...kernel.memory.records(locations, store.id).values()]
  return (['shop-floor', 'bulk'] as const).flatMap((use) => all.filter(({ kind }) => kind === use))
}

function receiptLines(kernel: Kernel, { seed, variant }: Goods, share: number) {
  const quantityMilli = seed.onHand * share * 1000
  if (!seed.lotDays.length) return [{ variantId: variant.id, quantityMilli }]
  const each = Math.max(1, Math.floor((seed.onHand * share) / seed.lotDays.length)) * 1000
  return seed.lotDays.map((days, i) => {
    const code = `${seed.sku.slice(0, 3)}-${String(days).padStart(3, '0')}${i + 1}`
    const [stands] = kernel.memory.records(lots).find('code', `${variant.id}|${code}`)
    const expiryOn = stands ? stands.expiryOn : dayIn(days)
    return { variantId: variant.id, quantityMilli: each, lot: { code, expiryOn } }
  })
}
