// Baskets for tests: lines of goods of a shop, turned into the body that a till would journal.
import { dayIn } from '#shared/days.ts'
import type { JournalEntry, Verdict } from '#shared/journal.ts'
import type { Room } from '#kernel/room.ts'
import { invoicesRoom } from '#invoices/index.ts'
import { saleKind, type Discount, type SaleBody, type SaleResult } from '#sales/contract.ts'
import { salesRoom } from '#sales/index.ts'
import { buildLine, buildSale, dueInCash, type NewLine, type NewSale } from '#sales/rules.ts'
import { stockRoom } from '#stock/index.ts'
import { taxes } from '#stores/contract.ts'
import { tillsRoom } from '#tills/index.ts'
import { ground, id, openShop, type Goods, type Shop, type ShopOptions } from './stock.ts'
import { aTill, people, type People, type Till } from './tills.ts'

export const sellingRooms: readonly Room[] = [ground, stockRoom, tillsRoom, invoicesRoom, salesRoom]

export type Wish = Partial<Omit<NewLine, 'variantId'>> & { readonly goods: Goods }
export type SaleWish = Partial<Omit<NewSale, 'lines'>>

/** A discount of a line, with its sign. */
export const off = (amountMinor: number): Discount[] => [
  { by: 'line', amountMinor, reason: null, ruleId: null },
]

/** A line as the till writes it: one piece at the price in force unless the wish says otherwise. */
export function lineOf({ goods, ...wish }: Wish): NewLine {
  const { price, product, variant } = goods
  return {
    id: id(),
    variantId: variant.id,
    quantityMilli: 1000,
    lotId: null,
    unitPriceCentiMinor: price.unitPriceCentiMinor,
    decision: { priceId: price.id, listId: price.listId, version: price.version, by: 'list' },
    taxId: product.taxId,
    returnOf: null,
    ...wish,
  }
}

/** The whole body; paid in cash to the last piastre unless tenders are given. */
export function saleOf(
  shop: Pick<Shop, 'kernel' | 'store'>,
  till: Pick<Till, 'personId' | 'cashSessionId'>,
  wishes: Wish[],
  sale: SaleWish = {},
): SaleBody {
  const lines = wishes.map(lineOf)
  const rates = shop.kernel.memory.records(taxes)
  const amounts = lines.map((line) => buildLine(line, shop.store, rates))
  const amountMinor = dueInCash(amounts, shop.store, rates, [])
  const at = shop.kernel.at()
  const whole: NewSale = {
    id: id(),
    at,
    businessOn: dayIn(shop.store.timeZone, at),
    personId: till.personId,
    cashSessionId: till.cashSessionId,
    customerId: null,
    offline: false,
    tenders: [{ kind: 'cash', amountMinor, reference: null }],
    ...sale,
    lines,
  }
  return buildSale(whole, shop.store, rates)
}

export function writeSale(till: Till, body: SaleBody): JournalEntry {
  return till.write(saleKind, body)
}

/** Sells and gives the verdict. */
export async function sell(
  shop: Shop,
  till: Till,
  wishes: Wish[],
  sale: SaleWish = {},
): Promise<Verdict & { readonly body: SaleBody; readonly sold: SaleResult }> {
  const body = saleOf(shop, till, wishes, sale)
  const [verdict] = await till.send([writeSale(till, body)])
  if (!verdict) throw new Error('there is no verdict')
  return { ...verdict, body, sold: verdict.result as SaleResult }
}

/** A shop that sells, with one open till. */
export async function openSelling(
  t: { teardown(handler: () => unknown): unknown },
  options: ShopOptions = {},
): Promise<{ shop: Shop; staff: People; till: Till }> {
  const staff = people()
  const shop = await openShop(t, { rooms: sellingRooms, directory: staff.directory, ...options })
  const till = await aTill(shop, staff)
  await till.open()
  return { shop, staff, till }
}
