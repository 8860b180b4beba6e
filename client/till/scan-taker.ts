// Who wants the next scan before the basket gets it: a field that waits for a code. The last who asked is asked first.
import { useEffect, useRef } from 'react'

/** Gives whether it took the code. */
type Taker = (code: string) => boolean
const takers: Taker[] = []

/** Offers a scan to whoever waits for one; false: it is the basket's. */
export function offerScan(code: string): boolean {
  return takers.toReversed().some((take) => take(code))
}

export function useScanTaker(take: Taker): void {
  const latest = useRef(take)
  useEffect(() => {
    latest.current = take
  })
  useEffect(() => {
    const asked: Taker = (code) => latest.current(code)
    takers.push(asked)
    return () => void takers.splice(takers.indexOf(asked), 1)
  }, [])
}
