// A till that nobody touches locks by itself, after as long as its store says. It never does while money is in hand, nor where
// nobody could open it again.
import { useEffect } from 'react'
import { useTouches } from '../frame/touches.ts'
import { useWatched } from '../link/react.ts'
import type { Screen, Till } from './till-state.ts'
import { useLatest } from './use-latest.ts'

const LOOK_EVERY_MS = 1_000

/** What of a till decides whether it locks now. */
export type Untouched = {
  readonly awayMs: number
  /** Of the store; 0 is never. */
  readonly lockAfterMinutes: number
  readonly screen: Pick<Screen, 'busy' | 'mode' | 'payment'>
  readonly live: boolean
  /** How many this till lets in by their PIN without the link. */
  readonly known: number
}

export function locksNow({ awayMs, lockAfterMinutes, screen, live, known }: Untouched): boolean {
  if (lockAfterMinutes === 0 || awayMs < lockAfterMinutes * 60_000) return false
  const moneyInHand = screen.busy || (screen.mode === 'pay' && screen.payment.taken.length > 0)
  return !moneyInHand && (live || known > 0)
}

export function useIdleLock(till: Pick<Till, 'link' | 'shelf' | 'screen' | 'live'>): void {
  const { link, shelf, screen, live } = till
  const touches = useTouches()
  const known = useWatched(link.switching.proofs.known)
  const look = useLatest(() => {
    const { lockAfterMinutes } = shelf.shop
    const untouched = { awayMs: touches.awayMs(), lockAfterMinutes, screen, live }
    if (locksNow({ ...untouched, known: known.length })) void link.session.lock(true)
  })
  useEffect(() => {
    const timer = setInterval(look, LOOK_EVERY_MS)
    // A device that slept is awake before its timers are.
    document.addEventListener('visibilitychange', look)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', look)
    }
  }, [look])
}
