// Says that a paper did not come out, why, and what can be done now: the browser prints as well, and the sale stands.
import { Button } from '@mantine/core'
import { IconPrinter, IconPrinterOff } from '@tabler/icons-react'
import type { Id } from '#shared/ids.ts'
import { useSay } from '../words/index.ts'
import { printInBrowser } from './paper-view.tsx'
import css from './printer.module.css'
import { usePrinter } from './use-printer.ts'

export function PrinterFailed({ terminalId }: { terminalId: Id }) {
  const say = useSay()
  const { station, standing } = usePrinter(terminalId)
  if (standing.kind !== 'failed') return null
  return (
    <div className={css.failed} role="alert">
      <p>
        <IconPrinterOff size={20} stroke={1.8} aria-hidden />
        <span>
          <b>{say('print.notPrinted')}</b> {say(`print.${standing.trouble}`)}{' '}
          {say('print.saleStands')}
        </span>
      </p>
      <div className={css.acts}>
        <Button
          variant="default"
          leftSection={<IconPrinter size={20} stroke={1.8} aria-hidden />}
          onClick={() => station.paper && printInBrowser(station.paper)}
        >
          {say('print.inBrowser')}
        </Button>
        <Button variant="default" onClick={() => void station.again()}>
          {say('print.again')}
        </Button>
      </div>
    </div>
  )
}
