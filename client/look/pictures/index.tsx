// One drawing for each `picture` key of a product; an unknown key shows its category's drawing, never a grey box.
import { memo } from 'react'
import { bakery } from './bakery.tsx'
import { dairy } from './dairy.tsx'
import { drinks } from './drinks.tsx'
import { fresh } from './fresh.tsx'
import { home } from './home.tsx'
import { pantry } from './pantry.tsx'
import { pharmacy } from './pharmacy.tsx'
import type { Drawing } from './stage.tsx'

const drawings: Record<string, Drawing> = {
  ...dairy,
  ...fresh,
  ...bakery,
  ...pantry,
  ...drinks,
  ...pharmacy,
  ...home,
}

const byCategory: Record<string, Drawing> = {
  fresh: fresh.tomatoes,
  dairy: dairy.milk,
  bakery: bakery.bread,
  pantry: pantry.can,
  drinks: drinks.water,
  sweets: bakery.chocolate,
  pharmacy: pharmacy.tablets,
  baby: pharmacy.formula,
  home: home.detergent,
  care: home.soap,
}

/** Every key a product record may carry in `picture`. */
export const pictureKeys: readonly string[] = Object.keys(drawings)

/** A product's drawing; `picture` and `category` are keys of the record, both may be unknown. */
export const Picture = memo(function Picture({
  picture,
  category,
}: {
  picture: string
  category?: string
}) {
  const Chosen = drawings[picture] ?? byCategory[category ?? ''] ?? home.parcel
  return <Chosen />
})
