// The door plate of sales.
import { reads, type Room } from '#kernel/room.ts'
import { saleCompleted, salesFind, salesGet, salesList } from './contract.ts'
import { loadDays } from './day-rows.ts'
import { saleDecider } from './decide.ts'
import { salesEntities } from './entities.ts'
import { find, get, list } from './service.ts'
import { dayTotals } from './state.ts'

export const salesRoom: Room = {
  name: 'sales',
  entities: salesEntities,
  ledgers: ['sale', 'sale_line', 'tender'],
  operations: [reads(salesList, list), reads(salesGet, get), reads(salesFind, find)],
  events: [saleCompleted],
  folds: [dayTotals],
  loaders: [
    { names: ['day-totals', 'day-minutes', 'day-products'], stream: 'store', load: loadDays },
  ],
  deciders: [saleDecider],
}
