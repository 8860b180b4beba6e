// The door plate of gift cards, store credit and vouchers.
import { reads, writes, type Room } from '#kernel/room.ts'
import {
  storedValueBlock,
  storedValueChanged,
  storedValueEntries,
  storedValueFind,
  storedValueGet,
  storedValueList,
  storedValueMoved,
  storedValueOfCustomer,
  storedValueOpen,
} from './contract.ts'
import { StoredValueEntryRow, StoredValueRow } from './entities.ts'
import { block, entries, find, get, list, ofCustomer, open } from './service.ts'

export const storedValueRoom: Room = {
  name: 'stored-value',
  entities: [StoredValueRow, StoredValueEntryRow],
  readable: ['stored_value', 'stored_value_entry'],
  ledgers: ['stored_value_entry'],
  operations: [
    writes(storedValueOpen, open),
    reads(storedValueFind, find),
    reads(storedValueOfCustomer, ofCustomer),
    reads(storedValueList, list),
    reads(storedValueGet, get),
    reads(storedValueEntries, entries),
    writes(storedValueBlock, block),
  ],
  events: [storedValueMoved, storedValueChanged],
}
