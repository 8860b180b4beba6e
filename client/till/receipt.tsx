// The receipt of a sale at this till: the paper, made from the sale and what the till knows of its goods.
import { useMemo } from 'react'
import type { Paper } from '../printing/paper.ts'
import type { Setting } from '../printing/press.ts'
import { salePaper } from '../printing/sale-paper.ts'
import { bothLanguages } from '../printing/printer-settings.ts'
import { usePrinter } from '../printing/use-printer.ts'
import type { Made } from './desk.ts'
import { useTill } from './till-state.ts'

/** Where this till prints, for any of its papers. */
export function useSetting(): Setting {
  const { shelf, terminal } = useTill()
  const { settings } = usePrinter(terminal.id)
  const both = bothLanguages(settings, shelf.shop.locale)
  return useMemo(
    () => ({ shop: shelf.shop, terminal: terminal.name, bothLanguages: both }),
    [shelf.shop, terminal.name, both],
  )
}

export function useReceipt(sale: Made | null): Paper | null {
  const { shelf } = useTill()
  const setting = useSetting()
  return useMemo(() => (sale ? salePaper(sale, shelf, setting) : null), [sale, shelf, setting])
}
