// Price lists and prices as they are kept. A price is never taken away: it gets an end, and `replicated`
// says whether the replicas still hold it.
import { defineEntity, p } from '@mikro-orm/postgresql'
import type { Id } from '#shared/ids.ts'
import type { LocalName } from '#shared/names.ts'
import { VariantRow } from '#catalog/entities.ts'

export const PriceListRow = defineEntity({
  name: 'PriceListRow',
  tableName: 'price_list',
  properties: {
    id: p.uuid().primary(),
    name: p.json<LocalName>(),
    currency: p.text(),
    storeIds: p.json<Id[]>().nullable(),
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
    minimumMilli: p.bigint('number'),
    validFrom: p.datetime(3),
    validTo: p.datetime(3).nullable(),
    version: p.integer(),
    replicated: p.boolean(),
  },
  uniques: [
    {
      name: 'price_list_id_variant_id_version_unique',
      properties: ['listId', 'variantId', 'version'],
    },
  ],
})
