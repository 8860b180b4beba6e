// Baskets for tests: what a till asks for them, and two hubs over one database for tills to meet at.
import type { Verdict } from '#shared/journal.ts'
import type { Id } from '#shared/ids.ts'
import {
  basketsHold,
  type BasketContent,
  type BasketLine,
  type Standing,
} from '#baskets/contract.ts'
import { openKernel, type TestKernel } from './kernel.ts'
import { checkout, checkoutRooms } from './checkout.ts'
import { id, openShop, type Goods, type Shop, type ShopOptions } from './stock.ts'
import { aTill, people, type Till } from './tills.ts'

type Test = { teardown(handler: () => unknown): unknown }

/** What a basket wants of some goods; one piece of any lot unless it says otherwise. */
export type BasketWish = {
  readonly goods: Goods
  readonly quantityMilli?: number
  readonly lotId?: Id | null
  readonly returnOf?: { readonly disposition: 'restock' | 'scrap' } | null
}

const lineOf = ({ goods, quantityMilli = 1000, lotId = null }: BasketWish) => {
  return { variantId: goods.variant.id, quantityMilli, lotId }
}

/** A shop whose tills hold, park and check out; `hubs` are two kernels over its database. */
export type Basketry = {
  readonly shop: Shop
  readonly hubs: readonly [TestKernel, TestKernel]
  readonly tills: readonly Till[]
  hold(till: Till, basketId: Id, wishes: BasketWish[], k?: TestKernel): Promise<Standing[]>
  pay(till: Till, basketId: Id | null, wishes: BasketWish[], how?: Paying): Promise<Verdict>
}
type Paying = { readonly offline?: boolean; readonly at?: TestKernel }

export async function openBasketry(
  t: Test,
  tillCount = 2,
  options: ShopOptions = {},
): Promise<Basketry> {
  const staff = people()
  const rooms = checkoutRooms
  const shop = await openShop(t, { rooms, directory: staff.directory, ...options })
  const other = await openKernel(t, { rooms, directory: staff.directory, url: shop.url })
  const tills: Till[] = []
  for (let i = 1; i <= tillCount; i += 1) tills.push(await aTill(shop, staff, `T${i}`))
  return {
    shop,
    hubs: [shop, other],
    tills,
    hold: async (till, basketId, wishes, k = shop) => {
      const input = { storeId: shop.store.id, basketId, lines: wishes.map(lineOf) }
      return (await k.call(till.scope, basketsHold, input)).lines
    },
    pay: (till, basketId, wishes, { offline = false, at = shop } = {}) => {
      const lines = wishes.map((wish) => {
        return { id: id(), ...lineOf(wish), returnOf: wish.returnOf ?? null }
      })
      return till.post(checkout, { basketId, lines, offline }, at)
    },
  }
}

/** What a till would park of these goods. */
export function contentOf(wishes: BasketWish[]): BasketContent {
  const lines = wishes.map((wish): BasketLine => {
    return {
      id: id(),
      ...lineOf(wish),
      packMilli: 1000,
      override: null,
      discounts: [],
      returnOf: null,
      issues: null,
    }
  })
  return {
    customerId: null,
    customerGroupId: null,
    taxPositionId: null,
    salesPersonId: null,
    basketDiscount: null,
    lines,
  }
}
