// A laid-out company on a running hub, made by the hub's own operations: two stores, goods with and
// without lots, prices, people with tokens, enrolled devices. Everything in it is stored for real.
import { nowMs } from '#kernel/clock.ts'
import { system } from '#kernel/scope.ts'
import { signIn, setPassword } from '#auth/contract.ts'
import { catalogAdd, type Product } from '#catalog/contract.ts'
import { priceListsSet, pricesSet, type PriceList } from '#prices/contract.ts'
import type { Input, Operation, Output } from '#shared/contract.ts'
import { newId, type Id } from '#shared/ids.ts'
import { streamOf, type StreamName } from '#shared/streams.ts'
import { lotsSetStatus, stockReceive, warehousesSet } from '#stock/contract.ts'
import { storesOpen, taxesAdd, type Store, type Tax } from '#stores/contract.ts'
import { terminalsEnrol, terminalsInvite, type Terminal } from '#terminals/contract.ts'
import { usersAdd, type Person } from '#users/contract.ts'
import { layFoundation } from '../../src/seed/index.ts'
import { aList, aProduct, aVariant, both } from './catalog.ts'
import { askHttp, type RunningHub } from './hub.ts'
import { PASSWORD, personOf, storeOf } from './people.ts'
import { allRooms } from './replicas.ts'
import type { Goods } from './stock.ts'
import { connectTerminal, type FakeTerminal, type TerminalOptions } from './terminal.ts'

type Test = { teardown(handler: () => unknown): unknown }

export type Device = { readonly id: Id; readonly token: string; readonly fence: number }

const id = () => newId(nowMs())
const FAR_ON = '2099-12-31'
const PAST_ON = '2020-01-31'

/** The price of everything, hundredths of a piastre. */
export const PRICE_CENTI_MINOR = 125_000
/** What there is of each kind of bread and of each lot of milk. */
export const STOCK_MILLI = 500_000

export class CompanyShop {
  readonly hub: RunningHub
  readonly store: Store
  /** A store nobody of the first works in. */
  readonly other: Store
  readonly tax: Tax
  readonly list: PriceList
  /** The sellable location and another one. */
  readonly floor = id()
  readonly bulk = id()

  constructor(hub: RunningHub, store: Store, other: Store, tax: Tax, list: PriceList) {
    this.hub = hub
    this.store = store
    this.other = other
    this.tax = tax
    this.list = list
  }

  get kernel() {
    return this.hub.kernel
  }

  get streams(): StreamName[] {
    return ['company', streamOf(this.store.id)]
  }

  /** Asks as Mizan itself; when it resolves the hub knows what came of it. */
  async ask<O extends Operation>(operation: O, input: Input<O>): Promise<Output<O>> {
    const { operations, tail } = this.kernel
    const output = await operations.call(system, operation.name, id(), input)
    await tail.look()
    return output as never
  }

  /** Adds a product of one variant with its price. */
  async sells(of: Partial<Product> = {}, barcodes: string[] = []): Promise<Goods> {
    const product = aProduct({ taxId: this.tax.id, stockPolicy: 'block', ...of })
    const variant = aVariant(product.id, { barcodes })
    await this.ask(catalogAdd, { product, variants: [variant] })
    const price = { id: id(), variantId: variant.id, unitPriceCentiMinor: PRICE_CENTI_MINOR }
    const { prices } = await this.ask(pricesSet, { listId: this.list.id, prices: [price] })
    const [set] = prices
    if (!set) throw new Error('no price was set')
    return { product, variant, price: set }
  }

  /** Takes goods in on the floor; gives the lot if there is one. */
  async receives(variantId: Id, lotCode?: string, expiryOn = FAR_ON): Promise<Id | null> {
    const lot = lotCode === undefined ? {} : { lot: { code: lotCode, expiryOn } }
    const lines = [{ variantId, quantityMilli: STOCK_MILLI, ...lot }]
    const { levels } = await this.ask(stockReceive, { id: id(), storeId: this.store.id, lines })
    return levels[0]?.lotId ?? null
  }

  /** A person of a role in the first store, who can sign in with PASSWORD. */
  async hires(login: string, roleId: string, changes: Partial<Person> = {}): Promise<Person> {
    const one = personOf(login, roleId, { storeIds: [this.store.id], ...changes })
    const person = await this.ask(usersAdd, one)
    await this.ask(setPassword, { personId: person.id, password: PASSWORD })
    return person
  }

  /** The access token of a person, got as anybody gets one. */
  async tokenOf({ login }: Person): Promise<string> {
    const answer = await askHttp(this.hub.url, null, signIn, { login, password: PASSWORD })
    if (!answer.output) throw new Error(`${login} could not sign in`)
    return (answer.output as Output<typeof signIn>).accessToken
  }

  async enrols(code: string, kind: Terminal['kind'] = 'till'): Promise<Device> {
    const invitation = { id: id(), storeId: this.store.id, kind, code, name: code }
    const { code: once } = await this.ask(terminalsInvite, invitation)
    const { terminal, token } = await this.ask(terminalsEnrol, { code: once })
    return { id: terminal.id, token: token ?? '', fence: terminal.fence }
  }

  /** Connects as a device, or as a person where a token is given; follows both streams. */
  async connects(
    t: Test,
    who: Device | string,
    options: Partial<TerminalOptions> = {},
  ): Promise<FakeTerminal> {
    const shown = typeof who === 'string' ? { token: who } : { terminal: who }
    const { url } = this.hub
    const common = { url, transport: 'websocket', streams: this.streams, plan: allRooms } as const
    const terminal = await connectTerminal({ ...common, ...shown, ...options })
    t.teardown(() => terminal.close())
    return terminal
  }
}

export type Milk = Goods & {
  readonly fresh: Id
  readonly expired: Id
  readonly held: Id
}

/** Lays the company out on a hub whose database is empty. */
export async function layShop(hub: RunningHub): Promise<CompanyShop> {
  await layFoundation(hub.kernel)
  const tax: Tax = {
    id: id(),
    name: both('VAT'),
    parts: [{ name: both('VAT'), category: 'S', ratePpm: 140_000 }],
    exemptionReason: null,
  }
  const store = storeOf('CAI', { cashRoundingMinor: 1 })
  const other = storeOf('ALX')
  const shop = new CompanyShop(hub, store, other, tax, aList())
  await shop.ask(taxesAdd, tax)
  await shop.ask(priceListsSet, shop.list)
  for (const each of [store, other]) await shop.ask(storesOpen, each)
  await shop.ask(warehousesSet, {
    id: id(),
    storeId: store.id,
    name: both('Shop'),
    locations: [
      { id: shop.floor, kind: 'shop-floor', name: both('Floor'), sellable: true },
      { id: shop.bulk, kind: 'bulk', name: both('Back'), sellable: false },
    ],
  })
  return shop
}

/** Bread, of which there is plenty. */
export async function layBread(shop: CompanyShop, barcodes: string[] = []): Promise<Goods> {
  const bread = await shop.sells({}, barcodes)
  await shop.receives(bread.variant.id)
  return bread
}

/** Milk in three lots: one that is good, one past its expiry, one held back. */
export async function layMilk(shop: CompanyShop): Promise<Milk> {
  const milk = await shop.sells({ name: both('Milk'), tracking: 'lot' })
  const lot = async (code: string, expiryOn?: string) =>
    (await shop.receives(milk.variant.id, code, expiryOn)) ?? ''
  const fresh = await lot('FRESH')
  const expired = await lot('OLD', PAST_ON)
  const held = await lot('HELD')
  await shop.ask(lotsSetStatus, { lotId: held, status: 'on-hold', reason: 'Looks odd' })
  return { ...milk, fresh, expired, held }
}
