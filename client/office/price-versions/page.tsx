// Price versions: prices that were set together, each with its note, its time, and how far it has come on the tills.
import { useMemo, useState } from 'react'
import { IconVersions } from '@tabler/icons-react'
import { Route, Switch, useLocation } from 'wouter'
import { priceVersions, priceVersionsList, type PriceVersion } from '#prices/contract.ts'
import { useLink, useRecords } from '../../link/react.ts'
import { useSay } from '../../words/index.ts'
import { askOptions } from '../../link/asked.ts'
import { useOnceKnown } from '../parts/known.ts'
import { Listing } from '../parts/listing.tsx'
import { OfficePage, PageHead } from '../parts/page-head.tsx'
import { useWork } from '../../forms/work.ts'
import { useVersionColumns } from './version-columns.tsx'
import { VersionPage } from './version-page.tsx'

export default function PriceVersionsPage() {
  return (
    <Switch>
      <Route path="/office/price-versions/:number">
        {({ number }) => <VersionPage key={number} number={Number(number)} />}
      </Route>
      <Route>
        <Versions />
      </Route>
    </Switch>
  )
}

function Versions() {
  const say = useSay()
  const [, go] = useLocation()
  const { rows, more, work } = useVersions()
  return (
    <OfficePage>
      <PageHead title={say('office.priceVersions')} note={say('versions.note')} />
      <Listing<PriceVersion>
        label={say('office.priceVersions')}
        name="price-versions"
        columns={useVersionColumns()}
        rows={useOnceKnown(rows)}
        problem={work.problem}
        more={more}
        idOf={({ number }) => String(number)}
        nameOf={({ number }) => String(number)}
        onOpen={({ number }) => go(`/office/price-versions/${number}`)}
        empty={{
          icon: <IconVersions size={40} stroke={1.6} aria-hidden />,
          title: say('versions.none'),
          detail: say('versions.noneDetail'),
          action: { words: say('versions.toProducts'), onAct: () => go('/office/products') },
        }}
      />
    </OfficePage>
  )
}

// The newest are replicated; older ones are asked for.
function useVersions() {
  const { call } = useLink()
  const work = useWork()
  const newest = useRecords(priceVersions)
  const [older, setOlder] = useState<readonly PriceVersion[]>([])
  const rows = useMemo(() => {
    const byNumber = new Map([...older, ...newest].map((version) => [version.number, version]))
    return [...byNumber.values()].toSorted((a, b) => b.number - a.number)
  }, [newest, older])
  const before = rows.at(-1)?.number ?? 1
  const ask = async () => {
    const { versions } = await call(priceVersionsList, { before }, askOptions)
    setOlder((now) => [...now, ...versions])
  }
  return { rows, work, more: before > 1 ? () => void work.run(ask) : undefined }
}
