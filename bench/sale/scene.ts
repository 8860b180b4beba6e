// Shops for the sale benches: stores with tills, products with plenty of stock, a kernel in this
// process on a database of its own. Laid out by the hub's own operations.
import type { Input, Operation, Output } from '#shared/contract.ts'
import { newId, type Id } from '#shared/ids.ts'
import { readConfig } from '#kernel/config.ts'
import type { Kernel } from '#kernel/kernel.ts'
import { system } from '#kernel/scope.ts'
import { catalogAdd, variants } from '#catalog/contract.ts'
import { priceListsSet, prices, pricesSet } from '#prices/contract.ts'
import { productsImport } from '#prices/import-contract.ts'
import { stockReceive, warehousesSet } from '#stock/contract.ts'
import { storesOpen } from '#stores/contract.ts'
import { plainPolicies } from '#stores/rules.ts'
import { terminalsEnrol, terminalsInvite } from '#terminals/contract.ts'
import { usersAdd } from '#users/contract.ts'
import { plainList } from '#prices/rules.ts'
import { plainProduct } from '#catalog/rules.ts'
import { openKernel } from '../../src/app.ts'
import { layFoundation } from '../../src/seed/index.ts'
import { ownPlace, type Place } from '../place.ts'
import { quiet } from '../quiet.ts'

export const PRODUCTS = 500
export const PRICE_CENTI_MINOR = 12_500
const PLENTY_MILLI = 1_000_000_000

export type Good = { readonly variantId: Id; readonly priceId: Id; readonly version: number }
export type BenchTill = { readonly terminalId: Id; readonly storeId: Id; readonly fence: number }

export type Scene = {
  readonly kernel: Kernel
  readonly url: string
  readonly storeIds: readonly Id[]
  readonly listId: Id
  readonly goods: readonly Good[]
  /** Kept by lot; in every sale of the hot bench. */
  readonly hot: Good
  readonly cashierId: Id
  readonly tills: readonly BenchTill[]
  ask<O extends Operation>(operation: O, input: Input<O>): Promise<Output<O>>
  close(): Promise<void>
}

const id = () => newId(Date.now())
const both = (name: string) => ({ en: name, ar: name })

/** What is laid past the hub, between two starts of it. */
type Fill = (scene: Pick<Scene, 'url' | 'storeIds' | 'goods'>) => Promise<void>
type Options = { readonly place?: Place | undefined; readonly lay?: Fill }

/** Lays out `stores` stores with `tills` tills spread over them. */
export async function openScene(
  stores: number,
  tills: number,
  { place: given, lay }: Options = {},
): Promise<Scene> {
  const place = given ?? (await ownPlace())
  const config = readConfig({
    DATABASE_URL: place.hubUrl,
    REDIS_URL: place.redisUrl,
    // Thirty-two units of work at once are what the peers are; a hub would send the last of them away.
    LIMIT_CONNECTION_WAIT_MS: '60000',
    DATA_DIR: place.dataDir,
    LIMIT_CALLS_PER_SECOND: '1000000',
    LIMIT_STATEMENT_TIMEOUT_MS: '60000',
  })
  let opened = await openKernel(config, quiet, { connections: 8 })
  const { kernel } = opened
  const ask: Scene['ask'] = async (operation, input) =>
    (await opened.kernel.operations.call(system, operation.name, id(), input)) as never
  await layFoundation(kernel)
  const storeIds: Id[] = []
  for (let i = 0; i < stores; i += 1) storeIds.push(await openStore(ask, kernel, i))
  const cashier = await ask(usersAdd, {
    id: id(),
    login: 'bench',
    name: 'Bench',
    roleId: 'admin',
    storeIds: null,
    locale: 'en',
    digits: 'latn',
    active: true,
  })
  const { listId, goods, hot } = await addGoods(ask, kernel)
  for (const storeId of storeIds) await fill(ask, kernel, storeId, goods, hot)
  const benchTills: BenchTill[] = []
  for (let i = 0; i < tills; i += 1)
    benchTills.push(await enrol(ask, storeIds[i % stores] ?? '', i))
  await kernel.tail.look()
  if (lay) {
    await opened.close()
    await lay({ url: place.url, storeIds, goods })
    opened = await openKernel(config, quiet, { connections: 8 })
  }
  return {
    kernel: opened.kernel,
    url: place.url,
    storeIds,
    listId,
    goods,
    hot,
    cashierId: cashier.id,
    tills: benchTills,
    ask,
    close: async () => {
      await opened.close()
      await place.close()
    },
  }
}

async function openStore(ask: Scene['ask'], kernel: Kernel, place: number): Promise<Id> {
  const storeId = id()
  await ask(storesOpen, {
    id: storeId,
    code: `B${String(place).padStart(2, '0')}`,
    name: both('Bench'),
    currency: 'GBP',
    timeZone: 'UTC',
    locale: 'en',
    digits: 'latn',
    pricesIncludeTax: true,
    taxRounding: 'line',
    cashRoundingMinor: 1,
    priceChange: 'honour-lower',
    invoicePdf: 'on-request',
    receiptHeader: both('Bench'),
    address: both('Bench'),
    taxNumber: null,
    ...plainPolicies,
    open: true,
  })
  await kernel.tail.look()
  return storeId
}

async function addGoods(
  ask: Scene['ask'],
  kernel: Kernel,
): Promise<Pick<Scene, 'listId' | 'goods' | 'hot'>> {
  const listId = id()
  await ask(priceListsSet, {
    id: listId,
    name: both('Bench'),
    currency: 'GBP',
    ...plainList,
  })
  await kernel.tail.look()
  const rows = Array.from(
    { length: PRODUCTS },
    (_, i) => `SKU-${i},Product ${i},منتج ${i},Bench,,C62,none,1.25`,
  )
  const csv = ['sku,name_en,name_ar,category,barcode,unit,tracking,price', ...rows].join('\n')
  await ask(productsImport, { csv, listId, dryRun: false })
  const variantId = await addHotProduct(ask)
  await kernel.tail.look()
  await ask(pricesSet, {
    listId,
    prices: [{ id: id(), variantId, unitPriceCentiMinor: PRICE_CENTI_MINOR }],
  })
  await kernel.tail.look()
  const found = [...kernel.memory.records(variants).values()].map(({ id: variant }) => {
    const price = kernel.memory.records(prices).find('variant', variant)[0]
    return { variantId: variant, priceId: price?.id ?? '', version: price?.version ?? 0 }
  })
  const hot = found.find((good) => good.variantId === variantId)
  if (!hot) throw new Error('there is no hot product')
  return { listId, goods: found.filter((good) => good !== hot), hot }
}

/** Adds the one product every till sells from the same lot; gives its variant. */
async function addHotProduct(ask: Scene['ask']): Promise<Id> {
  const [productId, variantId] = [id(), id()]
  await ask(catalogAdd, {
    product: {
      ...plainProduct,
      id: productId,
      name: both('Hot'),
      tracking: 'lot',
      stockPolicy: 'block',
    },
    variants: [
      {
        id: variantId,
        productId,
        sku: 'HOT',
        name: null,
        unit: 'C62',
        barcodes: [],
        packs: [],
        archived: false,
      },
    ],
  })
  return variantId
}

async function fill(
  ask: Scene['ask'],
  kernel: Kernel,
  storeId: Id,
  goods: readonly Good[],
  hot: Good,
): Promise<void> {
  await ask(warehousesSet, {
    id: id(),
    storeId,
    name: both('Bench'),
    locations: [{ id: id(), kind: 'shop-floor', name: both('Shop floor'), sellable: true }],
  })
  await kernel.tail.look()
  const lines = goods.map(({ variantId }) => ({ variantId, quantityMilli: PLENTY_MILLI }))
  await ask(stockReceive, { id: id(), storeId, opening: true, lines })
  const lot = { code: 'HOT-1', expiryOn: '2099-12-31' }
  await ask(stockReceive, {
    id: id(),
    storeId,
    opening: true,
    lines: [{ variantId: hot.variantId, quantityMilli: PLENTY_MILLI, lot }],
  })
}

async function enrol(ask: Scene['ask'], storeId: Id, place: number): Promise<BenchTill> {
  const invitation = await ask(terminalsInvite, {
    id: id(),
    storeId,
    kind: 'till',
    code: `T${place}`,
    name: `Till ${place}`,
  })
  const { terminal } = await ask(terminalsEnrol, { code: invitation.code })
  return { terminalId: terminal.id, storeId, fence: terminal.fence }
}
