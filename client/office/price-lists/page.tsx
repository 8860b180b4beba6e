// The price lists: where and when each holds, and which wins where several do.
import { Button } from '@mantine/core'
import { IconHelpCircle, IconListDetails } from '@tabler/icons-react'
import { useMemo } from 'react'
import { Route, Switch, useLocation } from 'wouter'
import { priceLists, type PriceList } from '#prices/contract.ts'
import { useRecords } from '../../link/react.ts'
import { nameIn } from '../../look/locale.ts'
import { useLook } from '../../look/look.tsx'
import { useSay } from '../../words/index.ts'
import { useOnceKnown } from '../parts/known.ts'
import { RecordsPage } from '../parts/records-page.tsx'
import { ExplainPage } from './explain-page.tsx'
import { usePriceListColumns } from './price-list-columns.tsx'
import { PriceListSheet } from './price-list-sheet.tsx'

export default function PriceListsPage() {
  return (
    <Switch>
      <Route path="/office/price-lists/explain" component={ExplainPage} />
      <Route component={Lists} />
    </Switch>
  )
}

function Lists() {
  const say = useSay()
  const { locale } = useLook()
  const [, go] = useLocation()
  const all = useRecords(priceLists)
  const rows = useMemo(() => all.toSorted((a, b) => b.priority - a.priority), [all])
  return (
    <RecordsPage<PriceList>
      acts={
        <Button
          variant="default"
          leftSection={<IconHelpCircle size={20} stroke={1.8} aria-hidden />}
          onClick={() => go('/office/price-lists/explain')}
        >
          {say('explaining.title')}
        </Button>
      }
      title={say('office.priceLists')}
      name="price-lists"
      icon={<IconListDetails size={40} stroke={1.6} aria-hidden />}
      add={say('priceListsOffice.add')}
      none={say('priceListsOffice.none')}
      columns={usePriceListColumns()}
      rows={useOnceKnown(rows)}
      idOf={({ id }) => id}
      nameOf={({ name }) => nameIn(locale, name)}
      sheet={(row, close) => <PriceListSheet list={row} onClose={close} />}
    />
  )
}
