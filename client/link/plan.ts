// What this client keeps equal to the hub: every collection the rooms declare. A collection that is
// missing here is not replicated to any terminal.
import { cashSessions, drawers } from '#tills/contract.ts'
import { categories, products, variants } from '#catalog/contract.ts'
import { levels, locations, lots, warehouses } from '#stock/contract.ts'
import { people, roles } from '#users/contract.ts'
import { priceLists, prices } from '#prices/contract.ts'
import { reportRuns } from '#reports/contract.ts'
import { stores, taxes } from '#stores/contract.ts'
import { terminals } from '#terminals/contract.ts'
import { type Collection } from '#shared/contract.ts'
import { PROTOCOL } from '#shared/frames.ts'
import { sha256Hex } from '#shared/hash.ts'
import { replicaPlan } from '#shared/replica.ts'

const collections: readonly Collection[] = [
  stores,
  taxes,
  roles,
  people,
  terminals,
  categories,
  products,
  variants,
  priceLists,
  prices,
  warehouses,
  locations,
  lots,
  levels,
  cashSessions,
  drawers,
  reportRuns,
]

export const plan = replicaPlan(collections, [])

/**
 * Changes whenever the shape of anything replicated changes, so that records an older version of
 * the client left on disk are fetched anew instead of being read wrongly.
 */
export const planMark = sha256Hex(
  JSON.stringify([PROTOCOL, collections.map(({ name, record }) => [name, record])]),
).slice(0, 16)
