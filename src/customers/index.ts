// The door plate of customers, their groups and what they owe.
import { reads, writes, type Room } from '#kernel/room.ts'
import {
  customerAccountChanged,
  customerChanged,
  customerGroupChanged,
  customerGroups,
  customerGroupsList,
  customerGroupsSet,
  customersAccount,
  customersGet,
  customersReceive,
  customersSearch,
  customersSet,
  customersSetCredit,
  customersStatement,
} from './contract.ts'
import { account, receive, setCredit, statement } from './accounts.ts'
import { CustomerAccountRow, CustomerEntryRow, CustomerGroupRow, CustomerRow } from './entities.ts'
import { listGroups, loadGroups, setGroup } from './groups.ts'
import { get, search, set } from './service.ts'

export const customersRoom: Room = {
  name: 'customers',
  entities: [CustomerGroupRow, CustomerRow, CustomerAccountRow, CustomerEntryRow],
  readable: ['customer', 'customer_account', 'customer_entry'],
  ledgers: ['customer_entry'],
  operations: [
    writes(customersSet, set),
    reads(customersGet, get),
    reads(customersSearch, search),
    writes(customerGroupsSet, setGroup),
    reads(customerGroupsList, listGroups),
    reads(customersAccount, account),
    writes(customersSetCredit, setCredit),
    writes(customersReceive, receive),
    reads(customersStatement, statement),
  ],
  events: [customerChanged, customerGroupChanged, customerAccountChanged],
  collections: [customerGroups],
  loaders: [{ names: ['customer-groups'], stream: 'company', load: loadGroups }],
}
