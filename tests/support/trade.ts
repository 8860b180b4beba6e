// A shop that trades, for whole flows: two tills of a cashier, a manager who decides, bread and milk, and
// all rooms of the hub beneath.
import { newId, type Id } from '#shared/ids.ts'
import type { Verdict } from '#shared/journal.ts'
import { approvalsDecide, approvalsRequest, type Approval } from '#approvals/contract.ts'
import { nowMs } from '#kernel/clock.ts'
import { system } from '#kernel/scope.ts'
import {
  askHash,
  subjectOf,
  takenAsk,
  takenHash,
  takenSubject,
  voidOf,
  type Ask,
} from '#sales/rules.ts'
import type { SaleBody, Tender, VoidBody } from '#sales/contract.ts'
import { storesChange, type Store } from '#stores/contract.ts'
import type { Person } from '#users/contract.ts'
import { Counter } from './counter.ts'
import { askHttp, runHub, type RunningHub } from './hub.ts'
import { layBread, layMilk, layShop, PRICE_CENTI_MINOR } from './shop.ts'
import type { CompanyShop, Milk } from './shop.ts'
import type { Goods } from './stock.ts'

type Test = { teardown(handler: () => unknown): unknown }
export const PRICE_MINOR = PRICE_CENTI_MINOR / 100
export const id = (): Id => newId(nowMs())
export const pays = (
  kind: Tender['kind'],
  amountMinor: number,
  reference: Id | null = null,
): Tender => ({ kind, amountMinor, reference })

/** A line of goods that come back, with their receipt where one is named. */
export function backOf(
  goods: Goods,
  sale: SaleBody | null,
  quantityMilli = 1000,
  disposition: 'restock' | 'quarantine' | 'scrap' = 'restock',
) {
  const sold = sale?.lines.find(({ variantId }) => variantId === goods.variant.id)
  const from = { saleId: sold && sale ? sale.id : null, lineId: sold?.id ?? null }
  const price = sold && { unitPriceCentiMinor: sold.unitPriceCentiMinor, taxId: sold.taxId }
  return {
    goods,
    ...price,
    quantityMilli: -quantityMilli,
    returnOf: { ...from, reason: 'Changed their mind', disposition },
  }
}

type Shop = {
  readonly hub: RunningHub
  readonly shop: CompanyShop
  readonly bread: Goods
  readonly milk: Milk
  readonly cashier: Person
  readonly manager: Person
  readonly first: Counter
  readonly second: Counter
}

/** Opens the shop and both drawers. */
export async function openTrade(t: Test): Promise<Shop & ReturnType<typeof dealings>> {
  const hub = await runHub(t)
  const shop = await layShop(hub)
  const bread = await layBread(shop)
  const milk = await layMilk(shop)
  const cashier = await shop.hires('nour', 'cashier')
  const manager = await shop.hires('mona', 'manager')
  const counters: Counter[] = []
  for (const [code, transport] of [
    ['T1', 'socket.io'],
    ['T2', 'websocket'],
  ] as const) {
    const device = await shop.enrols(code)
    const line = await shop.connects(t, device, { transport })
    const post: Counter['post'] = (fence, entries) => line.post(fence, entries)
    const counter = new Counter(shop, device, cashier.id, post)
    await counter.open()
    counters.push(counter)
  }
  const [first, second] = counters as [Counter, Counter]
  const opened = { hub, shop, bread, milk, cashier, manager, first, second }
  return { ...opened, ...dealings(opened, await shop.tokenOf(manager)) }
}

function dealings({ hub, shop, first }: Shop, token: string) {
  const storeId = shop.store.id
  const { operations, tail } = hub.kernel
  const request = async (
    personId: Id,
    asked: Pick<Approval, 'kind' | 'subject' | 'subjectHash'>,
  ): Promise<Approval> => {
    const input = { storeId, id: id(), ...asked, reason: 'A regular' }
    const scope = { ...system, personId, terminalId: first.device.id }
    const made = await operations.call(scope, approvalsRequest.name, id(), input)
    await tail.look()
    return made as Approval
  }
  return {
    /** Changes what the store allows. */
    lets: async (settings: Partial<Pick<Store, 'noReceipt' | 'fourEyes'>>) => {
      await shop.ask(storesChange, { storeId, ...settings })
    },
    /** Asks at the first till for an approval of this basket. */
    asks: (body: SaleBody, ask: Ask): Promise<Approval> => {
      const bound = { subjectHash: askHash(body, ask, storeId), subject: subjectOf(body, ask) }
      return request(body.personId, { kind: ask.kind, ...bound })
    },
    /** Asks at the first till whether these lines may be taken out of a basket. */
    asksToTakeOut: (lines: VoidBody['lines'], ask = takenAsk(lines)): Promise<Approval> => {
      const { currency } = shop.store
      const subject = takenSubject(lines, currency, ask)
      const bound = { subjectHash: takenHash(lines, currency, ask, storeId), subject }
      return request(first.personId, { kind: ask.kind, ...bound })
    },
    /** The manager decides, over HTTP. */
    decides: async ({ id: approvalId }: Approval, grant = true): Promise<void> => {
      const input = { storeId, id: approvalId, grant, note: null }
      const { problem } = await askHttp(hub.url, `Bearer ${token}`, approvalsDecide, input)
      if (problem) throw new Error(problem.detail ?? problem.title)
      await tail.look()
    },
    /** What the hub says of a body that a till writes. */
    send: (till: Counter, body: SaleBody): Promise<Verdict> => till.send(till.writeSale(body)),
    /** The reversal of a sale. */
    reverses: (till: Counter, sale: SaleBody, of: Partial<SaleBody> = {}): SaleBody => {
      const { personId } = till
      const occasion = { id: id(), at: hub.kernel.at(), personId, offline: false, approvals: [] }
      return { ...voidOf(sale, { ...occasion, reason: 'Rung up twice', newId: id }), ...of }
    },
  }
}
