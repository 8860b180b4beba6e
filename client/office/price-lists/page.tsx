// The price lists: where and when each holds, and which wins where several do.
import { IconListDetails } from '@tabler/icons-react'
import { useMemo } from 'react'
import { priceLists, type PriceList } from '#prices/contract.ts'
import { stores } from '#stores/contract.ts'
import { useRecords } from '../../link/react.ts'
import { nameIn } from '../../look/locale.ts'
import { useLook, useNumerals } from '../../look/look.tsx'
import { Chip } from '../../ui/chip.tsx'
import { Code } from '../../ui/code.tsx'
import { useSay } from '../../words/index.ts'
import { useOnceKnown } from '../parts/known.ts'
import type { ListColumn } from '../parts/listing.tsx'
import { TwoNames } from '../parts/names.tsx'
import { RecordsPage } from '../parts/records-page.tsx'
import { PriceListSheet } from './price-list-sheet.tsx'

export default function PriceListsPage() {
  const say = useSay()
  const { locale } = useLook()
  const all = useRecords(priceLists)
  const rows = useMemo(() => all.toSorted((a, b) => b.priority - a.priority), [all])
  return (
    <RecordsPage<PriceList>
      title={say('office.priceLists')}
      name="price-lists"
      icon={<IconListDetails size={40} stroke={1.6} aria-hidden />}
      add={say('priceListsOffice.add')}
      none={say('priceListsOffice.none')}
      columns={useColumns()}
      rows={useOnceKnown(rows)}
      idOf={({ id }) => id}
      nameOf={({ name }) => nameIn(locale, name)}
      sheet={(row, close) => <PriceListSheet list={row} onClose={close} />}
    />
  )
}

function useColumns(): readonly ListColumn<PriceList>[] {
  const say = useSay()
  const { locale } = useLook()
  const held = useHeldColumns()
  const everyStore = useRecords(stores)
  return useMemo(() => {
    const comma = locale === 'ar' ? '، ' : ', '
    const storesOf = ({ storeIds }: PriceList) => {
      if (storeIds === null) return say('peopleOffice.everyStore')
      const named = everyStore.filter(({ id }) => storeIds.includes(id))
      return named.map(({ name }) => nameIn(locale, name)).join(comma)
    }
    return [
      {
        id: 'name',
        head: say('officeParts.name'),
        width: 'minmax(180px, 2fr)',
        by: ({ name }) => nameIn(locale, name),
        cell: ({ name }) => <TwoNames names={name} />,
      },
      {
        id: 'currency',
        head: say('storesOffice.currency'),
        width: '100px',
        by: ({ currency }) => currency,
        cell: ({ currency }) => <Code>{currency}</Code>,
      },
      {
        id: 'stores',
        head: say('peopleOffice.stores'),
        width: 'minmax(150px, 1fr)',
        cell: (list) => <bdi>{storesOf(list)}</bdi>,
      },
      ...held,
    ]
  }, [say, locale, everyStore, held])
}

// When a list holds, and against which others.
function useHeldColumns(): readonly ListColumn<PriceList>[] {
  const say = useSay()
  const numerals = useNumerals()
  return useMemo(() => {
    const day = (
      id: 'from' | 'to',
      read: (list: PriceList) => string | null,
    ): ListColumn<PriceList> => ({
      id,
      head: say(`priceListsOffice.${id}`),
      width: '130px',
      by: read,
      cell: (list) => {
        const at = read(list)
        return at === null ? '–' : <bdi>{numerals.date(at, 'day-year')}</bdi>
      },
    })
    return [
      {
        id: 'priority',
        head: say('priceListsOffice.priority'),
        width: '110px',
        number: true,
        by: ({ priority }) => priority,
        cell: ({ priority }) => <bdi>{numerals.count(priority)}</bdi>,
      },
      day('from', ({ validFrom }) => validFrom),
      day('to', ({ validTo }) => validTo),
      {
        id: 'active',
        head: say('peopleOffice.state'),
        width: '110px',
        by: ({ active }) => Number(active),
        cell: ({ active }) => (
          <Chip tone={active ? 'live' : 'plain'}>
            {say(active ? 'priceListsOffice.active' : 'priceListsOffice.inactive')}
          </Chip>
        ),
      },
    ]
  }, [say, numerals])
}
