// The key that closes what lies over a face: of several that lie over each other only the topmost, so that what
// somebody was typing below stays.
import { useEffect, useRef } from 'react'

/** Those that are open, the topmost last. */
const opened: object[] = []

/** Closes with Escape while it is open and nothing has been opened over it. */
export function useEscape(isOpened: boolean, onClose: () => void): void {
  const close = useRef(onClose)
  useEffect(() => {
    close.current = onClose
  })
  useEffect(() => {
    if (!isOpened) return undefined
    const self = {}
    opened.push(self)
    const press = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.isComposing || opened.at(-1) !== self) return
      // A list that is open below the field takes the key for itself, and Mantine says so.
      const { target } = event
      const taken =
        target instanceof Element && target.getAttribute('data-mantine-stop-propagation') === 'true'
      if (taken) return
      // What lies below hears the key as well, and would go a step back of its own.
      event.preventDefault()
      close.current()
    }
    window.addEventListener('keydown', press, { capture: true })
    return () => {
      window.removeEventListener('keydown', press, { capture: true })
      opened.splice(opened.indexOf(self), 1)
    }
  }, [isOpened])
}
