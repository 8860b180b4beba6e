// Hands a list out as it is shown: as CSV, or as an Excel workbook that is made on this device.
import { Menu } from '@mantine/core'
import { IconFileExport, IconFileOff } from '@tabler/icons-react'
import { useLook } from '../../look/look.tsx'
import { toast } from '../../ui/toast.tsx'
import { useSay } from '../../words/index.ts'
import { saveFile } from './download.ts'
import { csvOf, type PlainTable } from './list-table.ts'
import { workbookOf, XLSX } from './list-workbook.ts'
import { said } from '../../forms/said.tsx'
import { ToolMenu } from './tool-menu.tsx'

export type ExportMenuProps = { label: string; table(): PlainTable }

export function ExportMenu({ label, table }: ExportMenuProps) {
  const say = useSay()
  const { locale } = useLook()
  const hand = async (kind: 'csv' | 'xlsx') => {
    const shown = table()
    const name = `${label}.${kind}`
    try {
      if (kind === 'csv') saveFile(name, 'text/csv;charset=utf-8', csvOf(shown))
      else saveFile(name, XLSX, await workbookOf(label, shown, locale === 'ar'))
      said(say('lists.exported', { count: shown.rows.length }), name)
    } catch {
      // What writes workbooks is fetched from the hub the first time.
      toast({
        tone: 'bad',
        icon: <IconFileOff size={20} stroke={1.8} />,
        title: say('lists.notExported'),
        detail: say('lists.notExportedDetail'),
      })
    }
  }
  return (
    <ToolMenu
      icon={<IconFileExport size={20} stroke={1.8} aria-hidden />}
      words={say('lists.export')}
    >
      <Menu.Item onClick={() => void hand('csv')}>{say('lists.csv')}</Menu.Item>
      <Menu.Item onClick={() => void hand('xlsx')}>{say('lists.xlsx')}</Menu.Item>
    </ToolMenu>
  )
}
