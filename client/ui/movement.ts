// Tells which way a figure has just moved, for as long as its mark is shown.
import { useEffect, useRef, useState } from 'react'

const shownMs = 900

/** `up` or `down` for 900 ms after the value changes, else null. The first value is no movement. */
export function useMovement(value: number): 'up' | 'down' | null {
  const before = useRef(value)
  const [movement, setMovement] = useState<'up' | 'down' | null>(null)
  useEffect(() => {
    if (value === before.current) return
    setMovement(value > before.current ? 'up' : 'down')
    before.current = value
    const timer = setTimeout(() => setMovement(null), shownMs)
    return () => clearTimeout(timer)
  }, [value])
  return movement
}
