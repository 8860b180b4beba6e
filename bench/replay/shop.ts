// Makes the shop a file is replayed in: one store, its products and prices, opening stock that covers
// everything the file takes out, a cashier who may override prices, and enrolled devices.
import type { Input, Operation, Output } from '#shared/contract.ts'
import { newId, type Id } from '#shared/ids.ts'
import { nowMs } from '#kernel/clock.ts'
import type { Kernel } from '#kernel/kernel.ts'
import { system } from '#kernel/scope.ts'
import { catalogAdd, variants } from '#catalog/contract.ts'
import { priceListsSet, pricesSet, prices } from '#prices/contract.ts'
import { productsImport } from '#prices/import-contract.ts'
import { stockReceive, warehousesSet } from '#stock/contract.ts'
import { storesOpen } from '#stores/contract.ts'
import { plainPolicies } from '#stores/rules.ts'
import { terminalsEnrol, terminalsInvite } from '#terminals/contract.ts'
import { rolesSet, usersAdd } from '#users/contract.ts'
import { noLimits } from '#users/rules.ts'
import { plainList } from '#prices/rules.ts'
import { layFoundation } from '../../src/seed/index.ts'
import { centiPenceOf } from './arithmetic.ts'
import { isService, type SalesFile } from './file.ts'

export type Device = { readonly id: Id; readonly token: string; readonly fence: number }

/** What a till needs to know to ring up a line of the file. */
export type Good = {
  readonly variantId: Id
  readonly listId: Id
  readonly priceId: Id
  readonly version: number
  readonly unitPriceCentiMinor: number
}

export type Shop = {
  readonly storeId: Id
  readonly cashierId: Id
  readonly tills: readonly Device[]
  readonly scanner: Device
  readonly goods: ReadonlyMap<string, Good>
}

const id = () => newId(nowMs())
type Ask = <O extends Operation>(operation: O, input: Input<O>) => Promise<Output<O>>

/** Lays the shop out through the hub's own operations. */
export async function openShop(kernel: Kernel, file: SalesFile, tills: number): Promise<Shop> {
  await layFoundation(kernel)
  const ask: Ask = async (operation, input) =>
    (await kernel.operations.call(system, operation.name, id(), input)) as never
  const storeId = id()
  await ask(storesOpen, {
    id: storeId,
    code: 'RPL',
    name: both('Replay'),
    currency: 'GBP',
    timeZone: 'Europe/London',
    locale: 'en',
    digits: 'latn',
    pricesIncludeTax: true,
    taxRounding: 'line',
    cashRoundingMinor: 1,
    priceChange: 'honour-lower',
    invoicePdf: 'on-request',
    receiptHeader: both('Replay'),
    address: both('Replay'),
    taxNumber: null,
    ...plainPolicies,
    open: true,
  })
  await kernel.tail.look()
  await ask(rolesSet, {
    id: 'replay-cashier',
    name: both('Replay cashier'),
    permissions: ['sales.*', 'cash.*'],
    // The file charges what it charges; the shop's list knows one price for each product.
    limits: { ...noLimits, overridePpm: 1_000_000, noReceiptMinor: 1_000_000_000 },
  })
  await kernel.tail.look()
  const cashier = await ask(usersAdd, {
    id: id(),
    login: 'replay',
    name: 'Replay',
    roleId: 'replay-cashier',
    storeIds: [storeId],
    locale: 'en',
    digits: 'latn',
    active: true,
  })
  const goods = await addGoods(ask, kernel, storeId, file)
  await receiveStock(ask, kernel, storeId, file, goods)
  const devices: Device[] = []
  for (let i = 0; i < tills; i += 1) devices.push(await enrol(ask, storeId, 'till', `T${i + 1}`))
  const scanner = await enrol(ask, storeId, 'scanner', 'S1')
  return { storeId, cashierId: cashier.id, tills: devices, scanner, goods }
}

const both = (name: string) => ({ en: name, ar: name })

async function enrol(
  ask: Ask,
  storeId: Id,
  kind: 'till' | 'scanner',
  code: string,
): Promise<Device> {
  const invitation = await ask(terminalsInvite, { id: id(), storeId, kind, code, name: code })
  const { terminal, token } = await ask(terminalsEnrol, { code: invitation.code })
  return { id: terminal.id, token: token ?? '', fence: terminal.fence }
}

/** The first price above zero that the file has for each code; zero if there is none. */
function firstPrices(file: SalesFile): Map<string, { price: string; description: string }> {
  const found = new Map<string, { price: string; description: string }>()
  for (const { code, price, description } of file.invoices.flatMap(({ lines }) => lines)) {
    const known = found.get(code)
    if (!known) found.set(code, { price, description })
    else if (centiPenceOf(known.price) === 0)
      found.set(code, { price, description: description || known.description })
  }
  return found
}

async function addGoods(
  ask: Ask,
  kernel: Kernel,
  storeId: Id,
  file: SalesFile,
): Promise<Map<string, Good>> {
  const listId = id()
  await ask(priceListsSet, {
    id: listId,
    name: both('Replay'),
    currency: 'GBP',
    ...plainList,
    storeIds: [storeId],
  })
  await kernel.tail.look()
  const first = firstPrices(file)
  const rows = [...first].filter(([code]) => !isService(code))
  for (let i = 0; i < rows.length; i += 2_000) {
    const lines = rows.slice(i, i + 2_000).map(([code, { price, description }]) => {
      const name = cell(description.trim() || code)
      return `${cell(code)},${name},${name},Replay,,C62,none,${price}`
    })
    const csv = ['sku,name_en,name_ar,category,barcode,unit,tracking,price', ...lines].join('\n')
    const { rows: fates, applied } = await ask(productsImport, { csv, listId, dryRun: false })
    if (!applied)
      throw new Error(
        `the import was refused: ${JSON.stringify(fates.filter(({ fate }) => fate === 'refuse').slice(0, 3))}`,
      )
  }
  for (const [code, { price, description }] of first) {
    if (isService(code)) await addService(ask, kernel, listId, code, description, price)
  }
  await kernel.tail.look()
  return goodsOf(kernel, listId)
}

const cell = (text: string) => `"${text.replaceAll('"', '""')}"`

async function addService(
  ask: Ask,
  kernel: Kernel,
  listId: Id,
  code: string,
  description: string,
  price: string,
): Promise<void> {
  const [productId, variantId] = [id(), id()]
  await ask(catalogAdd, {
    product: {
      id: productId,
      name: both(description.trim() || code),
      categoryId: null,
      taxId: null,
      tracking: 'none',
      stockPolicy: 'allow',
      minimumLifeDays: 0,
      reorderMilli: null,
      picture: null,
      favourite: false,
      service: true,
      archived: false,
    },
    variants: [
      {
        id: variantId,
        productId,
        sku: code,
        name: null,
        unit: 'C62',
        barcodes: [],
        packs: [],
        archived: false,
      },
    ],
  })
  await kernel.tail.look()
  await ask(pricesSet, {
    listId,
    prices: [{ id: id(), variantId, unitPriceCentiMinor: centiPenceOf(price) }],
  })
}

function goodsOf(kernel: Kernel, listId: Id): Map<string, Good> {
  const goods = new Map<string, Good>()
  const skus = new Map(
    [...kernel.memory.records(variants).values()].map(({ id: variantId, sku }) => [variantId, sku]),
  )
  for (const price of kernel.memory.records(prices).values()) {
    const sku = skus.get(price.variantId)
    if (!sku || price.listId !== listId) continue
    goods.set(sku, {
      variantId: price.variantId,
      listId,
      priceId: price.id,
      version: price.version,
      unitPriceCentiMinor: price.unitPriceCentiMinor,
    })
  }
  return goods
}

/** Receives what every code sells or loses over the whole file, so that no line is short. */
async function receiveStock(
  ask: Ask,
  kernel: Kernel,
  storeId: Id,
  file: SalesFile,
  goods: ReadonlyMap<string, Good>,
): Promise<void> {
  const locationId = id()
  await ask(warehousesSet, {
    id: id(),
    storeId,
    name: both('Replay'),
    locations: [{ id: locationId, kind: 'shop-floor', name: both('Shop floor'), sellable: true }],
  })
  await kernel.tail.look()
  const out = new Map<string, number>()
  for (const { kind, lines } of file.invoices) {
    if (kind === 'return') continue
    for (const { code, quantity } of lines) out.set(code, (out.get(code) ?? 0) + Math.abs(quantity))
  }
  const lines = [...out].flatMap(([code, units]) => {
    const good = goods.get(code)
    return good && !isService(code)
      ? [{ variantId: good.variantId, quantityMilli: units * 1000 }]
      : []
  })
  for (let i = 0; i < lines.length; i += 500) {
    await ask(stockReceive, {
      id: id(),
      storeId,
      locationId,
      opening: true,
      lines: lines.slice(i, i + 500),
    })
  }
  await kernel.tail.look()
}
