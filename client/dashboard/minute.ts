// The present minute, for what is cut at it: a page draws again once a minute and not once a second.
import { useSyncExternalStore } from 'react'

const MINUTE_MS = 60_000
const read = () => Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS

function subscribe(listener: () => void): () => void {
  const timer = setInterval(listener, 1000)
  return () => clearInterval(timer)
}

/** When the present minute began, in milliseconds. */
export function useMinuteMs(): number {
  return useSyncExternalStore(subscribe, read, read)
}
