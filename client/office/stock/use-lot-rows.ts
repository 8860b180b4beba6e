// The lots of the company as rows with what the store looked at holds, counted anew once a second at most.
import { useMemo } from 'react'
import { products, variants } from '#catalog/contract.ts'
import { fullName } from '#catalog/rules.ts'
import { levels, lots } from '#stock/contract.ts'
import { useLink, useRecords, useSelector } from '../../link/react.ts'
import type { Store } from '../../link/store.ts'
import { useCalm } from '../../link/asked.ts'
import { useChosenStore } from '../followed-stores.ts'
import { type LotFilter, lotsShown, onHandByLot, type LotRow } from './lot-rows.ts'

const stocked = [levels]
const levelVersion = (store: Store) => store.version(levels)

export function useLotRows(filter: LotFilter): { all: number; shown: readonly LotRow[] } {
  const { store } = useLink()
  const every = useRecords(lots)
  const { store: chosen } = useChosenStore()
  const moved = useCalm(useSelector(stocked, levelVersion))
  const rows = useMemo(() => {
    const held = onHandByLot(store.map(levels, chosen?.id).values())
    const list = every.flatMap((lot): LotRow[] => {
      const variant = store.record(variants, lot.variantId)
      const product = variant && store.record(products, variant.productId)
      if (!variant || !product) return []
      const { sku, unit } = variant
      const onHandMilli = held.get(lot.id) ?? 0
      return [{ lot, productName: fullName(product, variant), sku, unit, onHandMilli }]
    })
    return { list, heard: moved }
  }, [store, every, chosen?.id, moved])
  const { text, status, held } = filter
  const shown = useMemo(
    () => lotsShown(rows.list, { text, status, held }),
    [rows, text, status, held],
  )
  return { all: every.length, shown }
}
