// Printing an X or a Z: by the printer of the till it is looked at on, elsewhere by the browser.
import { Button } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { createContext, use } from 'react'
import type { Id } from '#shared/ids.ts'
import { stores } from '#stores/contract.ts'
import { terminals } from '#terminals/contract.ts'
import { useRecord } from '../link/react.ts'
import type { Paper } from '../printing/paper.ts'
import type { Setting } from '../printing/press.ts'
import { useSay } from '../words/index.ts'

/** What prints here; null where only the browser does. */
export const PaperPrinter = createContext<((paper: Paper) => void) | null>(null)

async function byBrowser(paper: Paper): Promise<void> {
  // Drawing codes is heavy, and a manager's screen seldom prints.
  const { printInBrowser } = await import('../printing/paper-view.tsx')
  printInBrowser(paper)
}

type PrintReportProps = {
  readonly storeId: Id
  readonly terminalId: Id
  paperOf(setting: Setting): Paper
}

export function PrintReport({ storeId, terminalId, paperOf }: PrintReportProps) {
  const say = useSay()
  const print = use(PaperPrinter)
  const shop = useRecord(stores, storeId)
  const terminal = useRecord(terminals, terminalId)
  if (!shop || !terminal) return null
  const setting = { shop, terminal: terminal.name, bothLanguages: shop.locale === 'ar' }
  return (
    <Button
      variant="default"
      leftSection={<IconPrinter size={20} stroke={1.8} aria-hidden />}
      onClick={() => {
        const paper = paperOf(setting)
        if (print) print(paper)
        else void byBrowser(paper)
      }}
    >
      {say('act.print')}
    </Button>
  )
}
