// The present, for what ages on the screen: one shared tick a second, however many notes are counting.
import { useSyncExternalStore } from 'react'

const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined
let nowMs = Date.now()

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  timer ??= setInterval(() => {
    nowMs = Date.now()
    for (const each of listeners) each()
  }, 1000)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

/** Milliseconds since the epoch, renewed every second while the component is on the screen. */
export function useNowMs(): number {
  return useSyncExternalStore(subscribe, () => {
    // The first reader after a quiet time must not see the moment the clock was stopped.
    if (listeners.size === 0 && Date.now() - nowMs > 1000) nowMs = Date.now()
    return nowMs
  })
}
