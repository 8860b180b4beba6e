// Keeps the hub's holds equal to the open basket: one call after another, each with the whole basket, a moment after
// it has come to rest, and again while it stays open. What it cannot tell the hub now it tells when the link is back.
import type { Standing } from '#baskets/contract.ts'
import type { Id } from '#shared/ids.ts'
import type { HoldLine } from './hold.ts'

export type HoldWish = {
  readonly basketId: Id
  readonly lines: readonly HoldLine[]
  /** False: nothing of it matters, and the hub is told only where it holds something. */
  readonly matters: boolean
}
export type HoldPorts = {
  hold(basketId: Id, lines: readonly HoldLine[]): Promise<readonly Standing[]>
  release(basketId: Id): Promise<void>
  /** The hub holds something for this basket. */
  held(basketId: Id): void
  /** A basket that is left: false where it was paid for with its holds, or put aside. */
  letsGo(basketId: Id): boolean
}
export type HoldPace = { readonly restMs: number; readonly renewMs: number }

const usual: HoldPace = { restMs: 150, renewMs: 45_000 }

export class HoldKeeper {
  readonly #ports: HoldPorts
  readonly #pace: HoldPace
  #wish: HoldWish | null = null
  /** What the hub was told last: the basket, and its lines as text. */
  #told: { basketId: Id; text: string } | null = null
  #timer: ReturnType<typeof setTimeout> | undefined
  #busy = false
  #live = false
  #stopped = false

  constructor(ports: HoldPorts, pace = usual) {
    this.#ports = ports
    this.#pace = pace
  }

  /** The basket as it is now. */
  want(wish: HoldWish): void {
    const isSame = this.#wish?.basketId === wish.basketId && textOf(this.#wish) === textOf(wish)
    const mattersNow = wish.matters && !this.#wish?.matters
    this.#wish = wish
    if (!isSame || mattersNow) this.#later(this.#pace.restMs)
  }

  link(live: boolean): void {
    const isBack = live && !this.#live
    this.#live = live
    if (isBack) this.#later(this.#pace.restMs)
  }

  /** Tells nobody anything any more; holds run out by themselves. */
  stop(): void {
    this.#stopped = true
    clearTimeout(this.#timer)
  }

  #later(ms: number): void {
    if (this.#stopped) return
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.#turn(), ms)
  }

  async #turn(): Promise<void> {
    if (this.#busy || !this.#live || this.#stopped) return
    this.#busy = true
    const told = this.#told
    const before = this.#wish && textOf(this.#wish)
    try {
      await this.#tell()
    } catch {
      // The next turn says it again; what was refused is on the lines already.
      this.#told = told
    } finally {
      this.#busy = false
    }
    const isNew = this.#wish && textOf(this.#wish) !== before
    if (isNew || this.#told) this.#later(isNew ? this.#pace.restMs : this.#pace.renewMs)
  }

  async #tell(): Promise<void> {
    const wish = this.#wish
    const told = this.#told
    if (told && told.basketId !== wish?.basketId) {
      this.#told = null
      if (this.#ports.letsGo(told.basketId)) await this.#ports.release(told.basketId)
    }
    if (!wish) return
    const { basketId, lines, matters } = wish
    if (lines.length === 0) {
      if (!this.#told) return
      this.#told = null
      return await this.#ports.release(basketId)
    }
    if (!matters && !this.#told) return
    this.#told = { basketId, text: textOf(wish) }
    const standings = await this.#ports.hold(basketId, lines)
    if (standings.some(({ held }) => held)) this.#ports.held(basketId)
  }
}

function textOf({ basketId, lines }: HoldWish): string {
  const parts = lines.map(({ variantId, lotId, quantityMilli }) => {
    return `${variantId}|${lotId ?? ''}|${quantityMilli}`
  })
  return [basketId, ...parts.sort()].join('\n')
}
