// Price lists and prices as they are kept. A price is never taken away: it gets an end, and `replicated`
// says whether the replicas still hold it.
import { defineEntity, p } from '@mikro-orm/postgresql'
import type { Id } from '#shared/ids.ts'
import type { LocalName } from '#shared/names.ts'
import { VariantRow } from '#catalog/entities.ts'
import type { Channel } from './contract.ts'

/** The columns of a price under the names of the contract, for raw SQL. */
export const priceColumns = `id, list_id as "listId", variant_id as "variantId",
  unit_price_centi_minor as "unitPriceCentiMinor", pack_milli as "packMilli",
  minimum_milli as "minimumMilli", valid_from as "validFrom", valid_to as "validTo", version`

export const PriceListRow = defineEntity({
  name: 'PriceListRow',
  tableName: 'price_list',
  properties: {
    id: p.uuid().primary(),
    name: p.json<LocalName>(),
    currency: p.text(),
    storeIds: p.json<Id[]>().nullable(),
    customerGroupIds: p.json<Id[]>().nullable(),
    channels: p.json<Channel[]>().nullable(),
    priority: p.integer(),
    validFrom: p.datetime(3).nullable(),
    validTo: p.datetime(3).nullable(),
    active: p.boolean(),
  },
})

export const PriceRow = defineEntity({
  name: 'PriceRow',
  tableName: 'price',
  properties: {
    id: p.uuid().primary(),
    listId: () => p.manyToOne(PriceListRow).mapToPk().joinColumn('list_id'),
    variantId: () =>
      p.manyToOne(VariantRow).mapToPk().joinColumn('variant_id').index('price_variant_id_index'),
    unitPriceCentiMinor: p.bigint('number'),
    packMilli: p.bigint('number'),
    minimumMilli: p.bigint('number'),
    validFrom: p.datetime(3),
    validTo: p.datetime(3).nullable(),
    version: p.integer(),
    /** The version that ended it with nothing in its place. */
    endedBy: p.integer().nullable(),
    replicated: p.boolean(),
  },
  indexes: [
    {
      name: 'price_ended_by_index',
      properties: ['endedBy'],
      where: { endedBy: { $ne: null } },
    },
  ],
  uniques: [
    {
      name: 'price_slot_unique',
      properties: ['version', 'listId', 'variantId', 'minimumMilli', 'packMilli'],
    },
  ],
})

/** Written once, one after the other. */
export const PriceVersionRow = defineEntity({
  name: 'PriceVersionRow',
  tableName: 'price_version',
  properties: {
    number: p.integer().primary().autoincrement(false),
    listId: p.uuid(),
    effectiveAt: p.datetime(3),
    createdAt: p.datetime(3),
    personId: p.uuid().nullable(),
    priceCount: p.integer(),
    endedCount: p.integer(),
    note: p.text().nullable(),
    hash: p.text(),
  },
})

export const TerminalPricesRow = defineEntity({
  name: 'TerminalPricesRow',
  tableName: 'terminal_prices',
  properties: {
    terminalId: p.uuid().primary(),
    storeId: p.uuid(),
    number: p.integer(),
    at: p.datetime(3),
  },
})
