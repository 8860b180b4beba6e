// The slash goes to the search of a page from anywhere but a field.
import { type RefObject, useEffect, useRef } from 'react'

export function useSearchKey(): RefObject<HTMLInputElement | null> {
  const search = useRef<HTMLInputElement>(null)
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const from = event.target as Element
      if (event.key !== '/' || from.closest('input, textarea, select, [role="dialog"]')) return
      event.preventDefault()
      search.current?.focus()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
  return search
}
