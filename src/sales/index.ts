// The door plate of sales.
import { reads, type Room } from '#kernel/room.ts'
import {
  saleCompleted,
  saleVoided,
  salesExplain,
  salesFind,
  salesGet,
  salesList,
} from './contract.ts'
import { loadDays } from './day-rows.ts'
import { saleDecider } from './decide.ts'
import { salesEntities } from './entities.ts'
import { explain } from './explain.ts'
import { find, get, list } from './service.ts'
import { dayTotals } from './state.ts'
import { voidDecider } from './voids.ts'

export const salesRoom: Room = {
  name: 'sales',
  entities: salesEntities,
  ledgers: ['sale', 'sale_line', 'tender', 'voided_line', 'voided_sale'],
  operations: [
    reads(salesList, list),
    reads(salesGet, get),
    reads(salesFind, find),
    reads(salesExplain, explain),
  ],
  events: [saleCompleted, saleVoided],
  folds: [dayTotals],
  loaders: [
    { names: ['day-totals', 'day-minutes', 'day-products'], stream: 'store', load: loadDays },
  ],
  deciders: [saleDecider, voidDecider],
}
