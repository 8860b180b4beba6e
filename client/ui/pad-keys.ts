// Lets the keyboard type on a keypad that is on the screen, wherever the focus is, unless a field has it.
import { useEffect, useRef } from 'react'
import { type KeypadKey, keyOf } from './entry.ts'

function takesText(target: EventTarget | null): boolean {
  if (target instanceof HTMLTextAreaElement) return true
  return target instanceof HTMLInputElement && !['radio', 'checkbox'].includes(target.type)
}

export function usePadKeys(onKey: (key: KeypadKey) => void): void {
  const latest = useRef(onKey)
  useEffect(() => {
    latest.current = onKey
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const { target, ctrlKey, metaKey, altKey } = event
      // A key that something else has taken, such as a short cut, is not typed as well.
      if (event.defaultPrevented || ctrlKey || metaKey || altKey) return
      if (takesText(target)) return
      const key = keyOf(event.key)
      if (key === null) return
      event.preventDefault()
      latest.current(key)
    }
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [])
}
