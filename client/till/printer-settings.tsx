// The printer of this till, as a sheet of it.
import { PrinterSheet } from '../printing/printer-sheet.tsx'
import { useSetting } from './receipt.tsx'
import { useTill } from './till-state.ts'

export function TillPrinter() {
  const { terminal, link } = useTill()
  const setting = useSetting()
  const at = () => link.clock.nowAt()
  return <PrinterSheet terminalId={terminal.id} setting={setting} at={at} />
}
