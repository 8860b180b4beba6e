// What a hold is judged by: the store, its goods, and what is known of them, from locked rows where
// there are any and from the hub's memory where nothing needs to be certain.
import { dayIn } from '#shared/days.ts'
import type { Id } from '#shared/ids.ts'
import type { Memory } from '#kernel/memory.ts'
import { Problem } from '#kernel/problems.ts'
import { requireStore, type Scope } from '#kernel/scope.ts'
import { products, variants, type Product } from '#catalog/contract.ts'
import { levels, lots, type Location } from '#stock/contract.ts'
import type { Holding } from '#stock/rules.ts'
import { placesOf } from '#stock/service.ts'
import { stores, type Store } from '#stores/contract.ts'
import { reservations, type Reservation, type Standing } from './contract.ts'
import { isLive, isWorthHolding, judge, poolOf, spareMilli, type Claim } from './rules.ts'

/** Who works at which till. */
export type Holder = { readonly terminalId: Id; readonly personId: Id }

/** Throws `forbidden` for a caller who is not a person at a terminal. */
export function holderOf({ terminalId, personId }: Scope): Holder {
  if (terminalId && personId) return { terminalId, personId }
  throw new Problem('forbidden', 'Baskets belong to people at enrolled terminals')
}

export type Scene = {
  readonly memory: Memory
  readonly store: Store
  readonly basketId: Id
  /** Where the store sells from. */
  readonly selling: Location
  readonly at: string
}

/** Throws a Problem for a store the caller may not touch, or that does not sell. */
export function sceneOf(
  { scope, memory, at }: { scope: Scope; memory: Memory; at: string },
  { storeId, basketId }: { storeId: Id; basketId: Id },
): Scene {
  requireStore(scope, storeId)
  const store = memory.get(stores, storeId)
  if (!store) throw new Problem('not-found', 'There is no such store')
  return { memory, store, basketId, selling: placesOf(memory, storeId).selling, at }
}

/** A line of goods; one for each variant and lot. */
export type Wanted = Claim & { readonly variantId: Id; readonly product: Product }

/** Adds up lines of the same goods. Throws `not-found` for what nobody knows. */
export function wantedOf(
  memory: Memory,
  lines: readonly (Claim & { readonly variantId: Id })[],
): Wanted[] {
  const byGoods = new Map<string, Wanted>()
  for (const { variantId, quantityMilli, ...line } of lines) {
    const product = productOf(memory, variantId)
    if (!product) throw new Problem('not-found', `There is no variant ${variantId}`)
    const lotId = product.tracking === 'lot' ? line.lotId : null
    if (lotId !== null && memory.get(lots, lotId)?.variantId !== variantId) {
      throw new Problem('not-found', 'The variant has no such lot')
    }
    const key = `${variantId}|${lotId ?? ''}`
    const before = byGoods.get(key)?.quantityMilli ?? 0
    byGoods.set(key, { variantId, lotId, product, quantityMilli: before + quantityMilli })
  }
  return [...byGoods.values()]
}

/** The product behind a variant; undefined for a variant nobody knows. */
export function productOf(memory: Memory, variantId: Id): Product | undefined {
  const variant = memory.get(variants, variantId)
  return variant && memory.get(products, variant.productId)
}

/** Where quantities and holds are read. */
export type Sight = {
  readonly holdings: (variantId: Id) => Iterable<Holding>
  readonly holds: (variantId: Id) => readonly Reservation[]
}

/** What the hub was told; a moment behind what other hubs did. */
export function remembered({ memory, store, selling }: Scene): Sight {
  const known = memory.records(lots)
  return {
    holdings: (variantId) =>
      memory
        .records(levels, store.id)
        .find('variant', variantId)
        .filter(({ locationId }) => locationId === selling.id)
        .map((level) => ({ ...level, lot: level.lotId ? known.get(level.lotId) : undefined })),
    holds: (variantId) => memory.records(reservations, store.id).find('variant', variantId),
  }
}

/** Whether a line is to be held: because such goods are, or because it is held already. */
export function isToBeHeld(scene: Scene, sight: Sight, { variantId, product }: Wanted): boolean {
  const holds = sight.holds(variantId).filter((hold) => isLive(hold, scene.at))
  if (holds.some(({ basketId }) => basketId === scene.basketId)) return !product.service
  const onDay = dayIn(scene.store.timeZone, scene.at)
  const pool = poolOf(sight.holdings(variantId), product, onDay)
  return isWorthHolding(product, spareMilli(pool, holds, null), scene.store)
}

/** How each line stands, in their order. */
export function standingsOf(
  scene: Scene,
  sight: Sight,
  wanted: readonly Wanted[],
  held: ReadonlySet<Wanted>,
): Standing[] {
  const byLine = new Map<Claim, Standing>()
  const onDay = dayIn(scene.store.timeZone, scene.at)
  for (const variantId of new Set(wanted.map((line) => line.variantId))) {
    const lines = wanted.filter((line) => line.variantId === variantId)
    const product = lines[0]?.product
    if (!product) continue
    const live = sight.holds(variantId).filter((hold) => isLive(hold, scene.at))
    const isOwn = ({ basketId }: Reservation) => basketId === scene.basketId
    const answers = judge({
      pool: poolOf(sight.holdings(variantId), product, onDay),
      others: live.filter((hold) => !isOwn(hold)),
      own: live.filter(isOwn),
      lines,
    })
    const isFree = product.service || product.stockPolicy === 'allow'
    for (const [i, { line, ahead, availableMilli, allowedMilli }] of answers.entries()) {
      const { lotId, quantityMilli } = line
      byLine.set(line, {
        variantId,
        lotId,
        held: held.has(lines[i] as Wanted),
        availableMilli,
        heldMilli: ahead.reduce((sum, hold) => sum + hold.quantityMilli, 0),
        heldBy: [...new Set(ahead.map(({ terminalId }) => terminalId))],
        yours: (isFree && product.tracking === 'none') || quantityMilli <= allowedMilli,
      })
    }
  }
  return wanted.map((line) => byLine.get(line) as Standing)
}
