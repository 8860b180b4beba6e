// Stores and taxes as they are kept, and as they are shown. One row each; what grows with selling is
// kept elsewhere, by store.
import { defineEntity, p, type InferEntity } from '@mikro-orm/postgresql'
import type { LocalName } from '#shared/names.ts'
import type { Store, Tax, TaxPosition } from './contract.ts'

export const StoreRow = defineEntity({
  name: 'StoreRow',
  tableName: 'store',
  properties: {
    id: p.uuid().primary(),
    code: p.text().unique('store_code_unique'),
    name: p.json<LocalName>(),
    currency: p.text(),
    timeZone: p.text(),
    locale: p.text().$type<Store['locale']>(),
    digits: p.text().$type<Store['digits']>(),
    pricesIncludeTax: p.boolean(),
    taxRounding: p.text().$type<Store['taxRounding']>(),
    cashRoundingMinor: p.integer(),
    priceChange: p.text().$type<Store['priceChange']>(),
    invoicePdf: p.text().$type<Store['invoicePdf']>(),
    receiptHeader: p.json<LocalName>(),
    address: p.json<LocalName>(),
    taxNumber: p.text().nullable(),
    countToleranceMinor: p.bigint('number'),
    holdBelowMilli: p.bigint('number'),
    noReceipt: p.text().$type<Store['noReceipt']>(),
    fourEyes: p.boolean(),
    lockAfterMinutes: p.integer(),
    open: p.boolean(),
  },
})

export const TaxRow = defineEntity({
  name: 'TaxRow',
  tableName: 'tax',
  properties: {
    id: p.uuid().primary(),
    name: p.json<LocalName>(),
    parts: p.json<Tax['parts']>(),
    exemptionReason: p.text().nullable(),
    nextTaxId: p.uuid().nullable(),
    nextFrom: p.datetime(3).nullable(),
  },
})

export const TaxPositionRow = defineEntity({
  name: 'TaxPositionRow',
  tableName: 'tax_position',
  properties: {
    id: p.uuid().primary(),
    name: p.json<LocalName>(),
    map: p.json<TaxPosition['map']>(),
  },
})

/** A store as the outside sees it; the fields stand in the order of the contract. */
export function storeOutside(row: InferEntity<typeof StoreRow>): Store {
  return {
    id: row.id,
    code: row.code,
    name: row.name,
    currency: row.currency,
    timeZone: row.timeZone,
    locale: row.locale,
    digits: row.digits,
    pricesIncludeTax: row.pricesIncludeTax,
    taxRounding: row.taxRounding,
    cashRoundingMinor: row.cashRoundingMinor,
    priceChange: row.priceChange,
    invoicePdf: row.invoicePdf,
    receiptHeader: row.receiptHeader,
    address: row.address,
    taxNumber: row.taxNumber ?? null,
    countToleranceMinor: row.countToleranceMinor,
    holdBelowMilli: row.holdBelowMilli,
    noReceipt: row.noReceipt,
    fourEyes: row.fourEyes,
    lockAfterMinutes: row.lockAfterMinutes,
    open: row.open,
  }
}

/** A tax as the outside sees it. */
export function taxOutside(row: InferEntity<typeof TaxRow>): Tax {
  const { id, name, parts, nextTaxId, nextFrom } = row
  const tax = { id, name, parts, exemptionReason: row.exemptionReason ?? null }
  if (!nextTaxId || !nextFrom) return tax
  return { ...tax, next: { taxId: nextTaxId, from: nextFrom.toISOString() } }
}
