// The sale just made: the change, the receipt and what can be done with it. Enter begins the next sale; until the
// hub has answered this says so, because a sale that is kept here is not yet one that is there.
import { Button } from '@mantine/core'
import { IconCheck, IconChecks, IconClock, IconPrinter } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { Code } from '../ui/code.tsx'
import { Kbd } from '../ui/kbd.tsx'
import type { Paper } from '../printing/paper.ts'
import { PaperView, PrintedPaper } from '../printing/paper-view.tsx'
import { PrinterFailed } from '../printing/printer-failure.tsx'
import { printAgain, usePrinter } from '../printing/use-printer.ts'
import { useSay } from '../words/index.ts'
import css from './done.module.css'
import type { Made } from './desk.ts'
import { Back } from './done-back.tsx'
import { Values } from './done-values.tsx'
import { InvoicePdf } from './invoice-pdf.tsx'
import { useReceipt } from './receipt.tsx'
import { useTill } from './till-state.ts'
import { useAnyKey } from './use-any-key.ts'

export function DoneView() {
  const till = useTill()
  const { last } = till.held
  const say = useSay()
  const paper = useReceipt(last)
  const printer = usePrinter(till.terminal.id)
  usePrintOnce(last, paper)
  useAnyKey(() => till.show({ mode: 'sell' }))
  if (!last || !paper) return null
  return (
    <main className={css.done}>
      {/* A long receipt is scrolled by the keyboard as well. */}
      <section className={css.paper} aria-label={say('till.receipt')} tabIndex={0}>
        <PaperView paper={paper} />
      </section>
      <section className={css.said}>
        <Heading last={last} />
        <Back last={last} />
        <Values last={last} />
        <PrinterFailed terminalId={till.terminal.id} />
        <div className={css.acts}>
          <Button
            size="lg"
            justify="space-between"
            rightSection={<Kbd onAccent>Enter</Kbd>}
            onClick={() => till.show({ mode: 'sell' })}
          >
            {say('sell.nextSale')}
          </Button>
          <Button
            variant="default"
            leftSection={<IconPrinter size={20} stroke={1.8} aria-hidden />}
            rightSection={<Kbd>P</Kbd>}
            loading={printer.standing.kind === 'printing'}
            onClick={() => printAgain(till.terminal.id)}
          >
            {say('act.printAgain')}
          </Button>
          <InvoicePdf sale={last} />
        </div>
      </section>
      <PrintedPaper paper={paper} />
    </main>
  )
}

/** Prints a receipt when its sale is made, and opens the drawer for cash; never when it is only looked at again. */
const printed = new Set<string>()
function usePrintOnce(last: Made | null, paper: Paper | null): void {
  const { held, terminal } = useTill()
  const { station, settings } = usePrinter(terminal.id)
  const first = useRef(true)
  useEffect(() => {
    if (paper) station.lay(paper)
  }, [paper, station])
  useEffect(() => {
    if (!first.current || !last || !paper) return
    first.current = false
    const age = Date.now() - Date.parse(last.body.at)
    if (printed.has(last.body.id) || age > 10_000) return
    printed.add(last.body.id)
    const kick = settings.kick && last.body.tenders.some(({ kind }) => kind === 'cash')
    const isWanted = held.receiptBy === 'print'
    if (!station.isDirect) return isWanted ? window.print() : undefined
    if (isWanted) void station.print({ paper, kick })
    else if (kick) void station.kick()
  }, [last, paper, held.receiptBy, settings.kick, station])
}

function headWord({ body }: Made) {
  if (body.voidOf !== null) return 'undoing.done'
  return body.totals.totalMinor < 0 ? 'sell.givenBack' : 'sell.paid'
}

function Heading({ last }: { last: Made }) {
  const say = useSay()
  const exception = last.outcome === 'posted-with-exception'
  const Icon = last.outcome === null ? IconClock : IconChecks
  return (
    <header className={css.heading}>
      <h1>
        <IconCheck size={30} stroke={2} aria-hidden />
        {say(headWord(last))}
      </h1>
      <p role="status">
        <Icon size={20} stroke={1.8} aria-hidden />
        <span>
          {say(
            last.outcome === null
              ? 'sell.keptHere'
              : exception
                ? 'sell.confirmedBut'
                : 'sell.confirmed',
          )}
        </span>
        <Code>{last.receipt}</Code>
      </p>
    </header>
  )
}
