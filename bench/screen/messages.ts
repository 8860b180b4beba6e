// What the bench of screens and its process of screens tell one another.
import type { Id } from '#shared/ids.ts'
import type { Device } from '../replay/shop.ts'

export type ToScreens = {
  readonly kind: 'show'
  /** A screen on each of these, by hub. */
  readonly screens: readonly {
    readonly hub: number
    readonly url: string
    readonly device: Device
  }[]
  readonly storeId: Id
}

export type FromScreens =
  | { readonly kind: 'ready' }
  | { readonly kind: 'shown' }
  /** When a sale was on a screen of a hub, in microseconds of the machine's steady clock. */
  | { readonly kind: 'seen'; readonly hub: number; readonly saleId: Id; readonly atUs: number }

/** Microseconds of a clock that all processes of this machine share and nobody sets. */
export const steadyUs = (): number => Number(process.hrtime.bigint() / 1000n)
