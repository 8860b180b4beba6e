// The stores of the company and their settings; what a till obeys is changed here and reaches it at once.
import { Button } from '@mantine/core'
import { IconBuildingStore, IconPlus } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import type { Store } from '#stores/contract.ts'
import { nameIn } from '../../look/locale.ts'
import { useLook } from '../../look/look.tsx'
import { Chip } from '../../ui/chip.tsx'
import { Code } from '../../ui/code.tsx'
import { useMay } from '../../link/rights.ts'
import { useSay } from '../../words/index.ts'
import { useOwnStores } from '../followed-stores.ts'
import { useOnceKnown } from '../parts/known.ts'
import { type ListColumn, Listing } from '../parts/listing.tsx'
import { TwoNames } from '../parts/names.tsx'
import { OfficePage, PageHead } from '../parts/page-head.tsx'
import { StoreSheet } from './store-sheet.tsx'

export default function StoresPage() {
  const say = useSay()
  const { locale } = useLook()
  const own = useOwnStores()
  const mayOpen = useMay('stores.open')
  const [open, setOpen] = useState<Store | 'new' | null>(null)
  const columns = useColumns()
  return (
    <OfficePage>
      <PageHead title={say('office.stores')}>
        {mayOpen && (
          <Button
            leftSection={<IconPlus size={20} stroke={1.8} aria-hidden />}
            onClick={() => setOpen('new')}
          >
            {say('storesOffice.open')}
          </Button>
        )}
      </PageHead>
      <Listing<Store>
        label={say('office.stores')}
        name="stores"
        columns={columns}
        rows={useOnceKnown(own)}
        idOf={({ id }) => id}
        nameOf={({ name }) => nameIn(locale, name)}
        onOpen={setOpen}
        empty={{
          icon: <IconBuildingStore size={40} stroke={1.6} aria-hidden />,
          title: say('storesOffice.none'),
        }}
      />
      {open !== null && (
        <StoreSheet store={open === 'new' ? null : open} onClose={() => setOpen(null)} />
      )}
    </OfficePage>
  )
}

function useColumns(): readonly ListColumn<Store>[] {
  const say = useSay()
  const { locale } = useLook()
  return useMemo(
    () => [
      {
        id: 'name',
        head: say('officeParts.store'),
        width: 'minmax(200px, 2fr)',
        by: ({ name }) => nameIn(locale, name),
        cell: ({ name }) => <TwoNames names={name} />,
      },
      {
        id: 'code',
        head: say('storesOffice.code'),
        width: '110px',
        by: ({ code }) => code,
        cell: ({ code }) => <Code>{code}</Code>,
      },
      {
        id: 'currency',
        head: say('storesOffice.currency'),
        width: '110px',
        by: ({ currency }) => currency,
        cell: ({ currency }) => <Code>{currency}</Code>,
      },
      {
        id: 'zone',
        head: say('storesOffice.timeZone'),
        width: 'minmax(140px, 1fr)',
        by: ({ timeZone }) => timeZone,
        cell: ({ timeZone }) => <Code>{timeZone}</Code>,
      },
      {
        id: 'open',
        head: say('storesOffice.state'),
        width: '120px',
        by: ({ open }) => Number(open),
        plain: ({ open }) => say(open ? 'storesOffice.isOpen' : 'storesOffice.isClosed'),
        cell: ({ open }) => (
          <Chip tone={open ? 'live' : 'plain'}>
            {say(open ? 'storesOffice.isOpen' : 'storesOffice.isClosed')}
          </Chip>
        ),
      },
    ],
    [say, locale],
  )
}
