// After a sale any key that means nothing else begins the next one, so that nobody has to look for it.
import { useEffect } from 'react'
import { useLatest } from './use-latest.ts'

/** Keys that a page or a browser has its own use for. */
const own =
  /^(?:Tab|Escape|Enter|Shift|Control|Alt|AltGraph|Meta|CapsLock|F\d+|Page\w+|Home|End|Arrow\w+)$/

/** Calls for a key alone, with the focus in no field and on no button; `P` prints. */
export function useAnyKey(act: () => void): void {
  const onKey = useLatest((event: KeyboardEvent) => {
    const { key, code, ctrlKey, metaKey, altKey, target, defaultPrevented } = event
    if (defaultPrevented || ctrlKey || metaKey || altKey || own.test(key) || code === 'KeyP') return
    const isBusy = target instanceof HTMLElement && target.closest('button, a, input, [role]')
    if (isBusy) return
    event.preventDefault()
    act()
  })
  useEffect(() => {
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [onKey])
}
