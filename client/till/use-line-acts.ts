// What the buttons of a basket line do, and the same by keyboard.
import type { Id } from '#shared/ids.ts'
import type { LineAction } from '../ui/line-state.ts'
import { useNews } from './news.tsx'
import { safeLot } from './lots.ts'
import type { Till } from './till-state.ts'

export function useLineActs(till: Till): (id: Id, action: LineAction) => void {
  const news = useNews()
  const { act, show, basket, shelf, onDay } = till
  const select = (id: Id) => act({ do: 'select', id })
  const open = (id: Id, kind: 'quantity' | 'lot' | 'discount') => {
    select(id)
    show({ sheet: { kind } })
  }
  const step = (id: Id, byMilli: number) => {
    const line = basket.lines.find((each) => each.id === id)
    if (line) till.setQuantity(id, Math.max(0, Math.abs(line.quantityMilli) + byMilli))
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
        return open(id, action)
      case 'less':
        return step(id, -1000)
      case 'more':
        return step(id, 1000)
      case 'remove': {
        const view = till.view.lines.find((each) => each.id === id)
        act({ do: 'remove', id })
        return void (view && news.removed(view.names, () => act({ do: 'undo' })))
      }
      case 'safe-lot': {
        const lot = safeLot(shelf, line, onDay, basket.lines)
        return lot && act({ do: 'lot', id, lotId: lot.id })
      }
    }
  }
}
