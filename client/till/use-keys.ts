// Listens to the keyboard for the till and does what `keys.ts` says each key means. A burst from the scanner never
// comes this far.
import { notifications } from '@mantine/notifications'
import { useEffect } from 'react'
import { printAgain } from '../printing/use-printer.ts'
import { mainCategories, FAVOURITES } from './tiles.ts'
import { payingBy } from './payment.ts'
import { type Command, commandFor, type Place } from './keys.ts'
import type { Till } from './till-state.ts'
import { useActions } from './use-actions.ts'
import { useLatest } from './use-latest.ts'
import { useLineActs } from './use-line-acts.ts'

export function useKeys(till: Till): void {
  const act = useCommands(till)
  const onKey = useLatest((event: KeyboardEvent) => {
    const { key, code, ctrlKey, metaKey, altKey, shiftKey, target } = event
    if (event.defaultPrevented || event.isComposing) return
    const press = {
      key,
      code,
      ctrl: ctrlKey || metaKey,
      alt: altKey,
      shift: shiftKey,
      inField: isField(target),
    }
    const command = commandFor(press, placeOf(till))
    if (command === null) return
    // Enter on a focused button is that button's own.
    if (command === 'complete' && key === 'Enter' && pressesButton(target)) return
    event.preventDefault()
    act(command)
  })
  useEffect(() => {
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [onKey])
}

function placeOf({ screen }: Till): Place {
  if (screen.sheet) return 'sheet'
  if (screen.mode === 'pay') return screen.payment.choosing ? 'choose' : 'pay'
  return screen.mode
}

function isField(target: EventTarget | null): boolean {
  if (target instanceof HTMLTextAreaElement) return true
  return (
    target instanceof HTMLInputElement && !['radio', 'checkbox', 'button'].includes(target.type)
  )
}

function pressesButton(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('button, a[href]') !== null
}

function useCommands(till: Till): (command: Command) => void {
  const actions = useActions(till)
  const lineAct = useLineActs(till)
  const { basket, screen, show, act } = till
  const onLine = (action: Parameters<typeof lineAct>[1]) => {
    if (basket.selectedId !== null) lineAct(basket.selectedId, action)
  }
  return (command) => {
    switch (command) {
      case 'keys':
      case 'customer':
      case 'discount':
      case 'basket-discount':
      case 'price':
      case 'terms':
      case 'void':
      case 'park':
      case 'resume':
      case 'return':
      case 'more':
        return actions[command]()
      case 'search':
        show({ tab: 'find' })
        return document.querySelector<HTMLInputElement>('search input')?.focus()
      case 'next-category':
        return show({ category: nextCategory(till, 1), search: '', tab: 'find' })
      case 'pay':
        return till.startPay()
      case 'up':
      case 'down':
        return act({ do: 'move', by: command === 'down' ? 1 : -1 })
      case 'plus':
        return onLine('more')
      case 'minus':
        return onLine('less')
      case 'lot':
      case 'remove':
        return onLine(command)
      case 'quantity':
        return basket.selectedId === null ? show({ sheet: { kind: 'times' } }) : onLine('quantity')
      case 'undo':
        notifications.clean()
        return till.desk.putBack(Date.now())
      case 'person':
        return show({ sheet: { kind: 'person' } })
      case 'back':
        return goBack(till)
      case 'complete':
        return screen.mode === 'done' ? show({ mode: 'sell' }) : till.complete()
      case 'print':
        return printAgain(till.terminal.id)
      default:
        return numbered(till, command)
    }
  }
}

function numbered(till: Till, command: `category-${number}` | `tender-${number}`): void {
  const place = Number(command.split('-')[1])
  if (command.startsWith('tender')) {
    const kind = payingBy[place - 1]
    return kind && till.pay({ do: 'choose', kind })
  }
  const all = [FAVOURITES, ...mainCategories(till.link.store).map(({ id }) => id)]
  const category = all[place - 1]
  if (category) till.show({ category, search: '', tab: 'find' })
}

function nextCategory(till: Till, by: number): string {
  const all = [FAVOURITES, ...mainCategories(till.link.store).map(({ id }) => id)]
  const at = all.indexOf(till.screen.category)
  return all[(at + by) % all.length] ?? FAVOURITES
}

/** One step back; nothing that was typed or scanned is lost by it. */
function goBack({ screen, basket, show, act }: Till): void {
  if (document.activeElement instanceof HTMLElement && screen.mode === 'sell') {
    document.activeElement.blur()
  }
  if (screen.mode !== 'sell') return show({ mode: 'sell', failure: null })
  if (screen.timesMilli !== null) return show({ timesMilli: null })
  if (screen.search !== '') return show({ search: '' })
  if (basket.selectedId !== null) act({ do: 'select', id: null })
}
