// The door plate of customers.
import { reads, writes, type Room } from '#kernel/room.ts'
import { customerChanged, customersGet, customersSearch, customersSet } from './contract.ts'
import { CustomerRow } from './entities.ts'
import { get, search, set } from './service.ts'

export const customersRoom: Room = {
  name: 'customers',
  entities: [CustomerRow],
  operations: [writes(customersSet, set), reads(customersGet, get), reads(customersSearch, search)],
  events: [customerChanged],
}
