// The whole ledger of a store, or of one product in it.
import { useState } from 'react'
import { ProductPick } from '../parts/product-pick.tsx'
import parts from '../parts/parts.module.css'
import { StorePick } from '../parts/store-pick.tsx'
import { Movements } from './movements.tsx'

export function MovementsTab() {
  const [variantId, setVariantId] = useState<string | null>(null)
  return (
    <Movements
      variantId={variantId}
      filters={
        <>
          <div className={parts.grow}>
            <ProductPick value={variantId} onChange={setVariantId} />
          </div>
          <StorePick />
        </>
      }
    />
  )
}
