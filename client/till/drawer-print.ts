// What is printed at the drawer: the slips of money put in and taken out, which also let the printer open it.
import { useCallback } from 'react'
import type { MoveKind } from '#tills/contract.ts'
import type { Paper } from '../printing/paper.ts'
import { movePaper } from '../printing/slip-paper.ts'
import { usePrinter } from '../printing/use-printer.ts'
import { useSetting } from './receipt.tsx'
import { useTill } from './till-state.ts'

export type Slip = {
  readonly kind: MoveKind | 'no-sale'
  readonly amountMinor: number
  readonly reason: string
  readonly at: string
}

/** Prints a slip and does not wait for it: the journal is what counts. */
export function usePrintSlip(): (slip: Slip) => void {
  const { terminal, person } = useTill()
  const setting = useSetting()
  const { station, settings, print } = usePrinter(terminal.id)
  return useCallback(
    (slip: Slip) => {
      const paper = movePaper({ ...slip, person: person.name }, setting)
      // A browser's print would stop the cashier with a question: only a device prints by itself.
      if (station.isDirect) print({ paper, kick: settings.kick })
    },
    [station, settings.kick, print, person.name, setting],
  )
}

/** Prints an X or a Z that was asked for, by the device or by the browser. */
export function usePrintPaper(): (paper: Paper) => void {
  const { terminal } = useTill()
  const { print } = usePrinter(terminal.id)
  return useCallback((paper: Paper) => print({ paper, kick: false }), [print])
}
