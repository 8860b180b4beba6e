// Where goods lie in a store, and between which places they can be moved. Pure, over the device's own copy.
import type { Id } from '#shared/ids.ts'
import { virtualKinds, type Level, type Location, type Lot } from '#stock/contract.ts'
import { byExpiry, sellingLocation } from '#stock/rules.ts'

/** The places a hand can reach, those that are sold from first. */
export function realPlaces(locations: readonly Location[]): Location[] {
  return locations
    .filter(({ kind }) => !virtualKinds.includes(kind))
    .toSorted((a, b) => Number(b.sellable) - Number(a.sellable) || (a.id < b.id ? -1 : 1))
}

/** The place a scanned text names, by its id or its name in either language. */
export function placeNamed(places: readonly Location[], scanned: string): Location | undefined {
  const text = scanned.trim().toLowerCase()
  return places.find(({ id, name }) =>
    [id, name.en, name.ar].some((known) => known.toLowerCase() === text),
  )
}

export type Lying = { location: Location; lot: Lot | null; onHandMilli: number }

/** What of a variant lies where, by place and within it first expiring first; empty places are left out. */
export function lyingAt(
  places: readonly Location[],
  levels: readonly Level[],
  lotOf: (id: Id) => Lot | undefined,
): Lying[] {
  return places.flatMap((location) =>
    levels
      .filter(({ locationId, onHandMilli }) => locationId === location.id && onHandMilli > 0)
      .map(({ lotId, onHandMilli }) => {
        const lot = (lotId !== null && lotOf(lotId)) || null
        return { location, lot, onHandMilli }
      })
      .toSorted((a, b) => (a.lot && b.lot ? byExpiry(a.lot, b.lot) : 0)),
  )
}

/** From the back of the shop to where it is sold: what is moved most, offered before anything is chosen. */
export function usualMove(places: readonly Location[]): { fromId: Id | null; toId: Id | null } {
  const to = sellingLocation(places)
  const from = places.find(({ kind }) => kind === 'receiving' || kind === 'bulk')
  return { fromId: from?.id ?? null, toId: to && to.id !== from?.id ? to.id : null }
}

/** The lot a move takes: the scanned one, else the only one there; several leave the choice to the person. */
export function lotToMove(
  lying: readonly Lying[],
  fromId: Id,
  lotCode: string | null,
): Lot | 'choose' | 'none' {
  const there = lying.filter(({ location }) => location.id === fromId)
  const lots = there.map(({ lot }) => lot).filter((lot) => lot !== null)
  if (lotCode !== null) return lots.find(({ code }) => code === lotCode) ?? 'none'
  const [only] = lots
  if (!only) return 'none'
  return lots.length === 1 ? only : 'choose'
}
