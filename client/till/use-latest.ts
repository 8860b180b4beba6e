// A function that keeps its identity and always does what the newest render would: memoised lines and tiles can hold
// it without being drawn again, and listeners on the window need no re-registration.
import { useCallback, useEffect, useRef } from 'react'

export function useLatest<A extends readonly unknown[]>(act: (...given: A) => void) {
  const latest = useRef(act)
  useEffect(() => {
    latest.current = act
  })
  return useCallback((...given: A) => latest.current(...given), [])
}
