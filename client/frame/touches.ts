// When somebody last touched this page: the glass, a key, the wheel, or the scanner, which types. It is kept over a
// reload, so that a till left open in the evening and opened in the morning was not touched since.
import { createContext, use } from 'react'

const KEY = 'mizan.touched'
/** How often it is written down; a page that is opened again may be wrong by that much. */
const KEPT_EVERY_MS = 10_000

export class Touches {
  readonly #storage: Pick<Storage, 'getItem' | 'setItem'>
  readonly #nowMs: () => number
  #lastMs: number
  #keptMs: number
  #askedMs = 0
  /** The longest that nobody was there and nobody asked, though it ended in a touch: while a device slept. */
  #goneMs = 0
  #isInHand = false

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
    const sinceMs = this.#sinceMs()
    this.#lastMs += sinceMs
    this.#goneMs = Math.max(this.#goneMs, Math.min(sinceMs, this.#lastMs - this.#askedMs))
    if (Math.abs(this.#lastMs - this.#keptMs) < KEPT_EVERY_MS) return
    this.#keptMs = this.#lastMs
    this.#storage.setItem(KEY, String(this.#lastMs))
  }

  /** Whether somebody is in the middle of what must not be taken from under their hands: money, or a count. */
  get isInHand(): boolean {
    return this.#isInHand
  }

  hold(isInHand: boolean): void {
    this.#isInHand = isInHand
  }

  /**
   * For how long nobody touched it, milliseconds: until now, or until a touch that came after this was last asked. It is
   * told once: whoever asks and lets it pass begins anew.
   */
  takeAwayMs(): number {
    const awayMs = Math.max(this.#goneMs, this.#sinceMs())
    this.#goneMs = 0
    this.#askedMs = this.#nowMs()
    return awayMs
  }

  /** A clock that was set back begins to count anew. */
  #sinceMs(): number {
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
