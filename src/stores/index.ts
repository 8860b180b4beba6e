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
} from './contract.ts'
import { StoreRow, TaxRow } from './entities.ts'
import { addTax, change, changeTax, list, load, open } from './service.ts'

export const storesRoom: Room = {
  name: 'stores',
  entities: [StoreRow, TaxRow],
  operations: [
    reads(storesList, list),
    writes(storesOpen, open),
    writes(storesChange, change),
    writes(taxesAdd, addTax),
    writes(taxesChange, changeTax),
  ],
  events: [storeChanged, taxChanged],
  collections: [stores, taxes],
  loaders: [{ names: ['stores', 'taxes'], stream: 'company', load }],
}
