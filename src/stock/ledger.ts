// The ledger of stock as decisions write it, in the lane and in ordinary calls alike: every movement
// has two ends, and each end that is a real place has a level that moves with it. It refuses to take
// what is not there; what to do about the missing part is for the caller.
import { newId, NO_LOT, type Id } from '#shared/ids.ts'
import type { Draft } from '#kernel/draft.ts'
import { want, type LockClass, type Want } from '#kernel/locks.ts'
import type { Memory } from '#kernel/memory.ts'
import { Problem } from '#kernel/problems.ts'
import {
  levelChanged,
  levelKey,
  locations,
  lots,
  virtualKinds,
  type Level,
  type Location,
  type Movement,
} from './contract.ts'
import { LevelRow, levelOutside, MovementRow, type LevelHeld } from './entities.ts'
import {
  allocate,
  locationOfKind,
  sellingLocation,
  type Allocation,
  type Holding,
  type Sparing,
  type Take,
} from './rules.ts'

const groupOf = (storeId: Id, locationId: Id, variantId: Id) =>
  `${storeId}|${locationId}|${variantId}`

/** All lots of a variant at a location are one group: first expired, first out decides over them. */
const levelLocks: LockClass<LevelHeld> = {
  name: 'levels',
  entity: LevelRow,
  group: (row) => groupOf(row.storeId, row.locationId, row.variantId),
  changes: ['onHandMilli'],
  select: (sql, groups) => {
    const keys = groups.map((group) => group.split('|'))
    return sql<LevelHeld>(
      `select store_id as "storeId", location_id as "locationId", variant_id as "variantId",
              lot_id as "lotId", on_hand_milli as "onHandMilli"
         from level
        where (store_id, location_id, variant_id) in
              (select * from unnest($1::uuid[], $2::uuid[], $3::uuid[]))
        order by store_id, location_id, variant_id, lot_id for update`,
      [0, 1, 2].map((part) => keys.map((key) => key[part])),
    )
  },
}

/** The levels of a variant at a place, to be locked; a virtual place has none. */
export function levelWants(place: Location, variantId: Id): Want[] {
  return isVirtual(place) ? [] : [want(levelLocks, groupOf(place.storeId, place.id, variantId))]
}

export function isVirtual(place: Location): boolean {
  return virtualKinds.includes(place.kind)
}

/** The places a store's stock comes from and goes to by itself. */
export type Places = {
  readonly selling: Location
  readonly quarantine: Location
  readonly customer: Location
  readonly supplier: Location
  readonly adjustment: Location
  readonly shortage: Location
}

/** Throws `wrong-state` for a store without a warehouse. */
export function placesOf(memory: Memory, storeId: Id): Places {
  const all = memory.records(locations, storeId)
  const kind = (name: Location['kind']) =>
    locationOfKind(all.find('use', name), name) ?? noWarehouse(name)
  return {
    selling: sellingLocation(all.find('use', 'sellable')) ?? noWarehouse('sellable'),
    quarantine: kind('quarantine'),
    customer: kind('customer'),
    supplier: kind('supplier'),
    adjustment: kind('adjustment'),
    shortage: kind('shortage'),
  }
}

function noWarehouse(use: string): never {
  throw new Problem('wrong-state', `The store has no ${use} location yet`)
}

/** The document that causes movements, and who stands behind it. */
export type Posting = {
  readonly storeId: Id
  readonly document: Movement['document']
  readonly personId: Id | null
  readonly terminalId: Id | null
  readonly at: string
  readonly reason?: string
}

type Transfer = {
  readonly kind: Movement['kind']
  readonly variantId: Id
  readonly lotId: Id | null
  readonly from: Location
  readonly to: Location
  readonly quantityMilli: number
}

/** Writes one movement and moves the levels at its ends. Throws `stock-short` if it is not there. */
export function post(draft: Draft, posting: Posting, transfer: Transfer): Movement {
  const { kind, variantId, lotId, from, to, quantityMilli } = transfer
  if (!isVirtual(from)) changeLevel(draft, from, variantId, lotId, -quantityMilli)
  if (!isVirtual(to)) changeLevel(draft, to, variantId, lotId, quantityMilli)
  const { storeId, document, personId, terminalId, at } = posting
  const movement = {
    id: newId(Date.parse(at)),
    storeId,
    kind,
    variantId,
    lotId,
    fromLocationId: from.id,
    toLocationId: to.id,
    quantityMilli,
    reason: posting.reason ?? null,
    personId,
    terminalId,
    at,
  }
  draft.insert(MovementRow, { ...movement, documentKind: document.kind, documentId: document.id })
  return { ...movement, document }
}

function changeLevel(
  draft: Draft,
  place: Location,
  variantId: Id,
  lotId: Id | null,
  byMilli: number,
): void {
  const key = lotId ?? NO_LOT
  const held = draft.rows(levelLocks, groupOf(place.storeId, place.id, variantId))
  let row = held.find((each) => each.lotId === key)
  const availableMilli = row?.onHandMilli ?? 0
  if (availableMilli + byMilli < 0) throw new Problem('stock-short', { availableMilli })
  row ??= draft.add(levelLocks, {
    storeId: place.storeId,
    locationId: place.id,
    variantId,
    lotId: key,
    onHandMilli: 0,
  })
  row.onHandMilli += byMilli
  const level = levelOutside(row)
  draft.emitLast(levelChanged, place.storeId, levelKey(level), level)
}

/** The level of a lot at a place as changed so far; undefined where none was ever kept. */
export function levelAt(
  draft: Draft,
  place: Location,
  variantId: Id,
  lotId: Id | null,
): Level | undefined {
  if (isVirtual(place)) return undefined
  const rows = draft.rows(levelLocks, groupOf(place.storeId, place.id, variantId))
  const row = rows.find((each) => each.lotId === (lotId ?? NO_LOT))
  return row && levelOutside(row)
}

/** What lies at a place of a variant, lot by lot, as changed so far. Its levels must be locked. */
export function holdingsOf(
  draft: Draft,
  memory: Memory,
  place: Location,
  variantId: Id,
): Holding[] {
  const known = memory.records(lots)
  const rows = draft.rows(levelLocks, groupOf(place.storeId, place.id, variantId))
  return rows.map((row) => ({ ...row, lot: known.get(row.lotId) }))
}

export type Demand = {
  readonly kind: Movement['kind']
  readonly variantId: Id
  /** Takes from this lot only; null lets the first that expires go first. */
  readonly lotId: Id | null
  /** Whether every unit belongs to a lot. */
  readonly tracked: boolean
  readonly from: Location
  readonly to: Location
  readonly quantityMilli: number
  readonly onDay: string
  readonly minimumLifeDays: number
  /** What first expired, first out should leave; it is taken where the rest does not suffice. */
  readonly sparing?: Sparing
}

/** Takes what is there, lot by lot, and says what was missing. */
export function take(draft: Draft, memory: Memory, posting: Posting, demand: Demand): Allocation {
  const { kind, variantId, from, to } = demand
  const found = find(draft, memory, demand)
  for (const { lotId, quantityMilli } of found.takes) {
    post(draft, posting, { kind, variantId, lotId, from, to, quantityMilli })
  }
  return found
}

function find(draft: Draft, memory: Memory, demand: Demand): Allocation {
  const { variantId, lotId, tracked, from, quantityMilli, onDay, minimumLifeDays } = demand
  const rows = draft.rows(levelLocks, groupOf(from.storeId, from.id, variantId))
  if (tracked && lotId === null) {
    const holdings = holdingsOf(draft, memory, from, variantId)
    return allocate(holdings, quantityMilli, onDay, minimumLifeDays, demand.sparing)
  }
  const only = tracked ? lotId : null
  const takes: Take[] = []
  let shortMilli = quantityMilli
  for (const row of rows) {
    if (only !== null && row.lotId !== only) continue
    const taken = Math.min(row.onHandMilli, shortMilli)
    if (taken === 0) continue
    takes.push({ lotId: row.lotId === NO_LOT ? null : row.lotId, quantityMilli: taken })
    shortMilli -= taken
  }
  return { takes, shortMilli }
}
