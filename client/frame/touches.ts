// When somebody last touched this device: the glass, a key, the wheel, or the scanner, which types. It is kept over a
// reload, so that a page left open in the evening and opened in the morning was not touched since.
import { createContext, use } from 'react'

const KEY = 'mizan.touched'
/** How often it is written down; a page that is opened again may be wrong by that much. */
const KEPT_EVERY_MS = 10_000

export class Touches {
  readonly #storage: Pick<Storage, 'getItem' | 'setItem'>
  readonly #nowMs: () => number
  #lastMs: number
  #keptMs: number

  constructor(storage: Pick<Storage, 'getItem' | 'setItem'>, nowMs: () => number) {
    this.#storage = storage
    this.#nowMs = nowMs
    this.#keptMs = Number(storage.getItem(KEY))
    this.#lastMs = this.#keptMs || nowMs()
  }

  listen(window: Window): void {
    const touched = () => this.touch()
    for (const name of ['pointerdown', 'keydown', 'wheel']) {
      window.addEventListener(name, touched, { capture: true, passive: true })
    }
  }

  touch(): void {
    this.#lastMs = this.#nowMs()
    if (Math.abs(this.#lastMs - this.#keptMs) < KEPT_EVERY_MS) return
    this.#keptMs = this.#lastMs
    this.#storage.setItem(KEY, String(this.#lastMs))
  }

  /** Milliseconds since; a clock that was set back begins to count anew. */
  awayMs(): number {
    const nowMs = this.#nowMs()
    if (nowMs < this.#lastMs) this.#lastMs = nowMs
    return nowMs - this.#lastMs
  }
}

/** `<TouchesContext value={touches}>` around the app. */
export const TouchesContext = createContext<Touches | null>(null)

export function useTouches(): Touches {
  const touches = use(TouchesContext)
  if (!touches) throw new Error('nobody looks for touches')
  return touches
}
