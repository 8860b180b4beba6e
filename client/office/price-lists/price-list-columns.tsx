// The columns of the list of price lists: what each is, where and for whom it holds, from when to when, against which others.
import { useMemo } from 'react'
import { customerGroups } from '#customers/contract.ts'
import type { PriceList } from '#prices/contract.ts'
import { stores } from '#stores/contract.ts'
import { useRecords } from '../../link/react.ts'
import { nameIn, type Names } from '../../look/locale.ts'
import { useLook, useNumerals } from '../../look/look.tsx'
import { Chip } from '../../ui/chip.tsx'
import { Code } from '../../ui/code.tsx'
import { useSay } from '../../words/index.ts'
import { nameColumn, textColumn } from '../parts/columns.tsx'
import type { ListColumn } from '../parts/listing.tsx'

export function usePriceListColumns(): readonly ListColumn<PriceList>[] {
  const say = useSay()
  const { locale } = useLook()
  const held = useHeldColumns()
  const fits = useFitColumns()
  return useMemo(
    () => [
      nameColumn<PriceList>(say('officeParts.name'), locale),
      {
        id: 'currency',
        head: say('storesOffice.currency'),
        width: '100px',
        by: ({ currency }) => currency,
        cell: ({ currency }) => <Code>{currency}</Code>,
      },
      ...fits,
      ...held,
    ],
    [say, locale, fits, held],
  )
}

// Where it holds, for whom, and how it is sold.
function useFitColumns(): readonly ListColumn<PriceList>[] {
  const say = useSay()
  const { locale } = useLook()
  const everyStore = useRecords(stores)
  const everyGroup = useRecords(customerGroups)
  return useMemo(() => {
    const comma = locale === 'ar' ? '، ' : ', '
    const named = (ids: readonly string[], among: readonly { id: string; name: Names }[]) =>
      among
        .filter(({ id }) => ids.includes(id))
        .map(({ name }) => nameIn(locale, name))
        .join(comma)
    const text = (id: string, head: string, by: (list: PriceList) => string) =>
      textColumn(id, head, 'minmax(130px, 1fr)', by)
    return [
      text('stores', say('peopleOffice.stores'), ({ storeIds }) =>
        storeIds === null ? say('peopleOffice.everyStore') : named(storeIds, everyStore),
      ),
      text('groups', say('listsOffice.forWhom'), ({ customerGroupIds: ids }) =>
        ids === null ? say('listsOffice.everybody') : named(ids, everyGroup),
      ),
      {
        ...text('channels', say('listsOffice.channels'), ({ channels }) =>
          channels === null
            ? say('listsOffice.everyChannel')
            : channels.map((each) => say(`listsOffice.channel.${each}`)).join(comma),
        ),
        hidden: true,
      },
    ]
  }, [say, locale, everyStore, everyGroup])
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
        plain: ({ active }) =>
          say(active ? 'priceListsOffice.active' : 'priceListsOffice.inactive'),
        cell: ({ active }) => (
          <Chip tone={active ? 'live' : 'plain'}>
            {say(active ? 'priceListsOffice.active' : 'priceListsOffice.inactive')}
          </Chip>
        ),
      },
    ]
  }, [say, numerals])
}
