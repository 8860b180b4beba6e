// The door plate of the tills' drawers.
import { reads, type Room } from '#kernel/room.ts'
import {
  cashSessionChanged,
  cashSessionRemoved,
  cashSessions,
  cashSessionsList,
  drawerChanged,
  drawerRemoved,
  drawers,
} from './contract.ts'
import { countDecider } from './counting.ts'
import { tillsEntities } from './entities.ts'
import { list, load, moveDecider, noSaleDecider, openDecider } from './service.ts'

export const tillsRoom: Room = {
  name: 'tills',
  entities: tillsEntities,
  ledgers: ['cash_movement', 'cash_count', 'z_report'],
  operations: [reads(cashSessionsList, list)],
  events: [cashSessionChanged, cashSessionRemoved, drawerChanged, drawerRemoved],
  collections: [cashSessions, drawers],
  loaders: [{ names: ['cash-sessions', 'drawers'], stream: 'store', load }],
  deciders: [openDecider, moveDecider, noSaleDecider, countDecider],
}
