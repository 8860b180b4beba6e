// The door plate of the tills' drawers.
import { journalReport, journalReported, journalReports } from '#shared/journal.ts'
import { reads, writes, type Room } from '#kernel/room.ts'
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
import { handOverDecider } from './hand-over.ts'
import { loadReports, report } from './reports.ts'
import { tillsSeal, tillsX, zReportGet, zReportsList, zSealed } from './seal-contract.ts'
import { readX, seal } from './seal.ts'
import { list, load, moveDecider, noSaleDecider, openDecider } from './service.ts'
import { getZ, listZ } from './z-reports.ts'

export const tillsRoom: Room = {
  name: 'tills',
  entities: tillsEntities,
  ledgers: ['cash_movement', 'cash_count', 'z_report'],
  operations: [
    reads(cashSessionsList, list),
    reads(tillsX, readX),
    writes(tillsSeal, seal),
    reads(zReportsList, listZ),
    reads(zReportGet, getZ),
    writes(journalReport, report),
  ],
  events: [
    cashSessionChanged,
    cashSessionRemoved,
    drawerChanged,
    drawerRemoved,
    zSealed,
    journalReported,
  ],
  collections: [cashSessions, drawers, journalReports],
  loaders: [
    { names: ['cash-sessions', 'drawers'], stream: 'store', load },
    { names: ['journal-reports'], stream: 'store', load: loadReports },
  ],
  deciders: [openDecider, moveDecider, noSaleDecider, countDecider, handOverDecider],
}
