// What the buttons of a basket line do, and the same by keyboard.
import type { Id } from '#shared/ids.ts'
import type { LineAction } from '../ui/line-state.ts'
import { safeLot } from './lots.ts'
import type { Till } from './till-state.ts'

export function useLineActs(till: Till): (id: Id, action: LineAction) => void {
  const { act, show, basket, shelf, onDay } = till
  const select = (id: Id) => act({ do: 'select', id })
  const open = (id: Id, kind: 'quantity' | 'lot' | 'discount' | 'price') => {
    select(id)
    show({ sheet: { kind } })
  }
  const step = (id: Id, byMilli: number) => {
    const line = basket.lines.find((each) => each.id === id)
    if (!line) return
    const milli = Math.abs(line.quantityMilli) + byMilli * line.packMilli
    if (milli > 0) till.setQuantity(id, milli)
    else show({ sheet: { kind: 'void', lineId: id } })
  }
  return (id, action) => {
    const line = basket.lines.find((each) => each.id === id)
    if (!line) return
    switch (action) {
      case 'select':
        return act({ do: 'select', id: basket.selectedId === id ? null : id })
      case 'quantity':
      case 'lot':
      case 'discount':
      case 'price':
        return open(id, action)
      case 'less':
        return step(id, -1)
      case 'more':
        return step(id, 1)
      case 'remove':
        return show({ sheet: { kind: 'void', lineId: id } })
      case 'safe-lot': {
        const lot = safeLot(shelf, line, onDay, basket.lines)
        return lot && act({ do: 'lot', id, lotId: lot.id })
      }
    }
  }
}
