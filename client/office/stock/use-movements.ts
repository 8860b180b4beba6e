// The ledger of the store looked at, asked for in pages and asked again when a level changes.
import { useCallback } from 'react'
import { levelChanged, type Movement, stockMovements } from '#stock/contract.ts'
import { useFactVersion, useLink } from '../../link/react.ts'
import { useChosenStore } from '../followed-stores.ts'
import { askOptions, type Paged, usePages } from '../../link/asked.ts'

export type MovementsOf = { variantId: string | null; lotId: string | null }

export function useMovements({ variantId, lotId }: MovementsOf): Paged<Movement> {
  const { call } = useLink()
  const { store } = useChosenStore()
  const storeId = store?.id
  const ask = useCallback(
    (page: { after?: string; limit: number }) => {
      const which = { ...(variantId ? { variantId } : {}), ...(lotId ? { lotId } : {}) }
      return call(stockMovements, { storeId: storeId ?? '', ...which, ...page }, askOptions)
    },
    [call, storeId, variantId, lotId],
  )
  return usePages<Movement>(storeId ? ask : null, useFactVersion(levelChanged))
}
