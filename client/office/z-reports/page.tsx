// The Z reports of a store and, before them, the counted sessions that wait for theirs. Sealing is for those who may.
import { tillsSeal } from '#tills/seal-contract.ts'
import { cashSessionsList } from '#tills/contract.ts'
import { Unsealed } from '../../cash/unsealed.tsx'
import { ZList } from '../../cash/z-list.tsx'
import { nameIn } from '../../look/locale.ts'
import { useLook } from '../../look/look.tsx'
import { Panel } from '../../ui/panel.tsx'
import { Skeletons } from '../../ui/skeletons.tsx'
import { useMay } from '../../link/rights.ts'
import { useSay } from '../../words/index.ts'
import { useChosenStore } from '../followed-stores.ts'
import { OfficePage, PageHead } from '../parts/page-head.tsx'
import { StorePick } from '../parts/store-pick.tsx'

export default function ZReportsPage() {
  const say = useSay()
  const { locale } = useLook()
  const { store } = useChosenStore()
  const maySeal = useMay(tillsSeal.needs)
  const mayList = useMay(cashSessionsList.needs)
  return (
    <OfficePage>
      <PageHead title={say('office.zReports')} {...(store ? { note: store.currency } : {})}>
        <StorePick />
      </PageHead>
      {store ? (
        <Panel title={nameIn(locale, store.name)}>
          {maySeal && mayList && <Unsealed key={`unsealed ${store.id}`} storeId={store.id} />}
          <ZList key={store.id} storeId={store.id} />
        </Panel>
      ) : (
        <Skeletons shape="lines" count={8} />
      )}
    </OfficePage>
  )
}
