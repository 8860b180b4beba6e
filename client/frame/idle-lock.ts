// A till that nobody touches locks by itself, on whatever page it stands, after as long as its store says. It never does while
// somebody has money or a count in hand, nor where the person could not open it again without the link.
import { useCallback, useEffect } from 'react'
import type { Id } from '#shared/ids.ts'
import { stores } from '#stores/contract.ts'
import type { Link } from '../link/link.ts'
import { useDevice, useLink, useRecord, useSession } from '../link/react.ts'
import { type Touches, useTouches } from './touches.ts'

const LOOK_EVERY_MS = 1_000

/** Whether nobody was there for as long as the store says; 0 minutes is never. */
export function isLeft(touches: Touches, lockAfterMinutes: number): boolean {
  const awayMs = touches.takeAwayMs()
  return !touches.isInHand && lockAfterMinutes > 0 && awayMs >= lockAfterMinutes * 60_000
}

/** Locks the till of a person who typed their PIN here lately, so that they can open it again whatever the link does. */
async function lock({ session, switching: { proofs } }: Link, personId: Id): Promise<void> {
  const isKnown = () => proofs.known.value.some((each) => each.personId === personId)
  if (!isKnown()) return
  // Whoever is known here is so for some days: it may have been longer since. A disk that refuses is no reason to stay open.
  await proofs.refresh().catch(() => {})
  if (isKnown()) await session.lock(true)
}

export function IdleLock() {
  const link = useLink()
  const touches = useTouches()
  const { terminal } = useDevice()
  const session = useSession()
  const tillOf = terminal?.kind === 'till' ? terminal.storeId : null
  const minutes = useRecord(stores, tillOf)?.lockAfterMinutes
  const isOpen = session.kind === 'signed-in' && !session.locked
  const personId = isOpen ? session.person.id : null
  const look = useCallback(() => {
    if (personId === null || minutes === undefined || !isLeft(touches, minutes)) return
    void lock(link, personId)
  }, [link, touches, personId, minutes])
  useEffect(() => {
    look()
    const timer = setInterval(look, LOOK_EVERY_MS)
    // A device that slept is awake before its timers are.
    document.addEventListener('visibilitychange', look)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', look)
    }
  }, [look])
  useEffect(() => {
    if (isOpen) return undefined
    // Whoever opens it is there: how long nobody was is of no more account.
    return () => void touches.takeAwayMs()
  }, [isOpen, touches])
  return null
}
