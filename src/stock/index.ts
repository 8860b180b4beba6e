// The door plate of stock.
import { reads, writes, type Room } from '#kernel/room.ts'
import {
  levelChanged,
  levels,
  locationChanged,
  locations,
  lotChanged,
  lots,
  lotsSetStatus,
  stockAdjust,
  stockLevels,
  stockMove,
  stockMovements,
  stockReceive,
  warehouseChanged,
  warehouses,
  warehousesSet,
} from './contract.ts'
import { stockEntities } from './entities.ts'
import { stockJobs } from './jobs.ts'
import * as lists from './lists.ts'
import { setStatus } from './lots.ts'
import { adjust, move, receive } from './service.ts'
import { setWarehouse } from './warehouses.ts'

export const stockRoom: Room = {
  name: 'stock',
  entities: stockEntities,
  ledgers: ['movement'],
  operations: [
    writes(warehousesSet, setWarehouse),
    writes(stockReceive, receive),
    writes(stockMove, move),
    writes(stockAdjust, adjust),
    writes(lotsSetStatus, setStatus),
    reads(stockMovements, lists.movements),
    reads(stockLevels, lists.levels),
  ],
  events: [warehouseChanged, locationChanged, lotChanged, levelChanged],
  collections: [warehouses, locations, lots, levels],
  loaders: [
    { names: ['lots'], stream: 'company', load: lists.loadLots },
    { names: ['warehouses', 'locations', 'levels'], stream: 'store', load: lists.loadStore },
  ],
  jobs: stockJobs,
}
