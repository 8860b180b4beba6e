// What this client keeps equal to the hub: every collection the rooms declare, and what is folded
// from facts. A collection that is missing here is not replicated to any terminal.
import Type from 'typebox'
import { approvals } from '#approvals/contract.ts'
import { pinMarks } from '#auth/pin-contract.ts'
import { parkedSales, reservations } from '#baskets/contract.ts'
import { customerGroups } from '#customers/contract.ts'
import { cashSessions, drawers } from '#tills/contract.ts'
import { barcodeRules, categories, products, variants } from '#catalog/contract.ts'
import { levels, locations, lots, warehouses } from '#stock/contract.ts'
import { people, roles } from '#users/contract.ts'
import { priceLists, prices, priceVersions, terminalPrices } from '#prices/contract.ts'
import { reportRuns } from '#reports/contract.ts'
import { journalReports } from '#shared/journal.ts'
import { stores, taxes, taxPositions } from '#stores/contract.ts'
import { terminals } from '#terminals/contract.ts'
import { type Collection } from '#shared/contract.ts'
import { PROTOCOL } from '#shared/frames.ts'
import { sha256Hex } from '#shared/hash.ts'
import { type Fold, replicaPlan } from '#shared/replica.ts'
import { saleCompleted } from '#sales/contract.ts'
import { type DayMinute, type DayProduct, type DayTotals, dayTotals } from '#sales/state.ts'

const collections: readonly Collection[] = [
  stores,
  taxes,
  taxPositions,
  roles,
  people,
  pinMarks,
  terminals,
  categories,
  products,
  variants,
  barcodeRules,
  priceLists,
  prices,
  priceVersions,
  terminalPrices,
  warehouses,
  locations,
  lots,
  levels,
  customerGroups,
  approvals,
  cashSessions,
  drawers,
  journalReports,
  reservations,
  parkedSales,
  reportRuns,
]

const folds: readonly Fold[] = [dayTotals]
/** Raise it when a fold adds up differently than before. */
const FOLDS = 2

export const plan = replicaPlan(collections, folds)

const folded = <R>(name: string) => ({ name, record: Type.Unsafe<R>({}), changed: saleCompleted })
/** The totals of each of the newest business days of a store, to read like a collection. */
export const days = folded<DayTotals>('day-totals')
export const dayMinutes = folded<DayMinute>('day-minutes')
export const dayProducts = folded<DayProduct>('day-products')

/**
 * Changes whenever the shape of anything replicated changes, so that records an older version of
 * the client left on disk are fetched anew instead of being read wrongly.
 */
export const planMark = sha256Hex(
  JSON.stringify([PROTOCOL, FOLDS, collections.map(({ name, record }) => [name, record])]),
).slice(0, 16)
