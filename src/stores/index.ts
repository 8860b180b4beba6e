// The door plate of stores and taxes.
import { reads, writes, type Room } from '#kernel/room.ts'
import {
  storeChanged,
  stores,
  storesChange,
  storesList,
  storesOpen,
  taxChanged,
  taxes,
  taxesAdd,
  taxesChange,
  taxesKeep,
  taxesReplace,
  taxPositionChanged,
  taxPositions,
  taxPositionsSet,
} from './contract.ts'
import { StoreRow, TaxPositionRow, TaxRow } from './entities.ts'
import { change, list, load, open } from './service.ts'
import { addTax, changeTax, keepTax, replaceTax, setTaxPosition } from './taxes.ts'

export const storesRoom: Room = {
  name: 'stores',
  entities: [StoreRow, TaxRow, TaxPositionRow],
  operations: [
    reads(storesList, list),
    writes(storesOpen, open),
    writes(storesChange, change),
    writes(taxesAdd, addTax),
    writes(taxesChange, changeTax),
    writes(taxesReplace, replaceTax),
    writes(taxesKeep, keepTax),
    writes(taxPositionsSet, setTaxPosition),
  ],
  events: [storeChanged, taxChanged, taxPositionChanged],
  collections: [stores, taxes, taxPositions],
  loaders: [{ names: ['stores', 'taxes', 'tax-positions'], stream: 'company', load }],
}
