// Stock and lots: the lots with what is held of them, the ledger of movements, and the places goods lie in.
import { Tabs } from '@mantine/core'
import { Route, Switch, useLocation } from 'wouter'
import { useSay } from '../../words/index.ts'
import { OfficePage, PageHead } from '../parts/page-head.tsx'
import { AdjustButton } from './adjust.tsx'
import { LotsTab } from './lots-tab.tsx'
import { MovementsTab } from './movements-tab.tsx'
import { WarehousesTab } from './warehouses-tab.tsx'

const tabs = ['lots', 'movements', 'warehouses'] as const

export default function StockPage() {
  const say = useSay()
  const [path, go] = useLocation()
  const tab = tabs.find((each) => path.startsWith(`/office/stock/${each}`)) ?? 'lots'
  return (
    <OfficePage>
      <PageHead title={say('office.stock')}>
        <AdjustButton />
      </PageHead>
      <Tabs value={tab} onChange={(value) => go(`/office/stock/${value ?? 'lots'}`)}>
        <Tabs.List>
          {tabs.map((each) => (
            <Tabs.Tab key={each} value={each}>
              {say(`stockOffice.tabs.${each}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
      </Tabs>
      <Switch>
        <Route path="/office/stock/movements">
          <MovementsTab />
        </Route>
        <Route path="/office/stock/warehouses">
          <WarehousesTab />
        </Route>
        <Route path="/office/stock/lots/:lotId">{({ lotId }) => <LotsTab openId={lotId} />}</Route>
        <Route>
          <LotsTab openId={null} />
        </Route>
      </Switch>
    </OfficePage>
  )
}
