// A catalogue of any size for a town: goods with names in two languages and a barcode each, put in by the import that an
// owner would use.
import { catalogLookUp } from '#catalog/contract.ts'
import { pricesExplain } from '#prices/contract.ts'
import { productsImport } from '#prices/import-contract.ts'
import { checkDigitOf } from '#shared/check-digit.ts'
import type { Id } from '#shared/ids.ts'
import { storesList } from '#stores/contract.ts'
import type { Town } from '../../tests/support/town.ts'

const IN_ONE_IMPORT = 3_000
/** Goods every town has, which say in which list a shop's prices are. */
const KNOWN_BARCODE = '6221990000168'
export const columns = 'sku,name_en,name_ar,category,barcode,unit,tracking,price'
const english = ['Olive', 'Honey', 'Rice', 'Beans', 'Syrup', 'Cheese', 'Bread', 'Soap', 'Coffee']
const arabic = ['زيتون', 'عسل', 'أرز', 'فول', 'شراب', 'جبنة', 'خبز', 'صابون', 'قهوة']

/** The barcode of the product with this number, counted from 0. */
export function barcodeOf(number: number): string {
  const digits = `629${String(number).padStart(9, '0')}`
  return `${digits}${checkDigitOf(digits)}`
}

/** Imports `count` products with prices for the shop with this code. */
export async function importGoods(town: Town, shop: string, count: number): Promise<void> {
  const listId = await listOf(town, shop)
  for (let from = 0; from < count; from += IN_ONE_IMPORT) {
    const length = Math.min(IN_ONE_IMPORT, count - from)
    const rows = Array.from({ length }, (_, i) => rowOf(from + i))
    const csv = [columns, ...rows].join('\n')
    const { applied } = await town.ask('karim', productsImport, { csv, listId, dryRun: false })
    if (!applied) throw new Error('the goods were not imported')
  }
}

/** A row of the import. */
export function rowOf(number: number): string {
  const [first, second] = [number % english.length, (number * 7) % english.length]
  return [
    `SCALE-${number}`,
    `${english[first]} ${english[second]} ${number} g`,
    `${arabic[first]} ${arabic[second]} ${number} جم`,
    'Pantry',
    barcodeOf(number),
    'C62',
    'none',
    // Little enough for a cashier to take it out of a basket without asking.
    `${(number % 90) + 1}.50`,
  ].join(',')
}

async function listOf(town: Town, shop: string): Promise<Id> {
  const { stores } = await town.ask('karim', storesList, {})
  const storeId = stores.find(({ code }) => code === shop)?.id ?? ''
  const { variant } = await town.ask('karim', catalogLookUp, { code: KNOWN_BARCODE })
  const { price } = await town.ask('karim', pricesExplain, { storeId, variantId: variant.id })
  if (!price) throw new Error(`${shop} has no price for ${KNOWN_BARCODE}`)
  return price.listId
}
