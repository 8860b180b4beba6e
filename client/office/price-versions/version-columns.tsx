// The columns of the list of price versions.
import { priceLists, type PriceVersion } from '#prices/contract.ts'
import { useRecords } from '../../link/react.ts'
import { nameIn } from '../../look/locale.ts'
import { useLook, useNumerals } from '../../look/look.tsx'
import { useSay } from '../../words/index.ts'
import { figureColumn, textColumn } from '../parts/columns.tsx'
import type { ListColumn } from '../parts/listing.tsx'
import { useNames } from '../parts/named.ts'
import { useVersionStates } from './use-rollout.ts'
import { useInstant, VersionChip } from './version-words.tsx'

export function useVersionColumns(): readonly ListColumn<PriceVersion>[] {
  const say = useSay()
  const numerals = useNumerals()
  const stateOf = useVersionStates()
  return [
    figureColumn('number', say('versions.number'), ({ number }) => number, numerals.count),
    {
      id: 'state',
      head: say('peopleOffice.state'),
      width: '130px',
      by: stateOf,
      plain: (version) => say(`versions.states.${stateOf(version)}`),
      cell: (version) => <VersionChip state={stateOf(version)} />,
    },
    ...useOriginColumns(),
    figureColumn('prices', say('products.prices'), ({ priceCount }) => priceCount, numerals.count),
    textColumn('note', say('versions.noteHead'), 'minmax(140px, 1fr)', ({ note }) => note),
  ]
}

// Of which list it is, from when on, and who made it when.
function useOriginColumns(): readonly ListColumn<PriceVersion>[] {
  const say = useSay()
  const { locale } = useLook()
  const lists = useRecords(priceLists)
  const { person } = useNames()
  const instant = useInstant()
  const listOf = ({ listId }: PriceVersion) => {
    const list = lists.find(({ id }) => id === listId)
    return list ? nameIn(locale, list.name) : '–'
  }
  return [
    textColumn('list', say('products.priceList'), 'minmax(140px, 1fr)', listOf),
    {
      ...textColumn(
        'effective',
        say('versions.effective'),
        '160px',
        ({ effectiveAt }) => effectiveAt,
      ),
      cell: ({ effectiveAt }) => <bdi>{instant(effectiveAt)}</bdi>,
    },
    textColumn('person', say('officeParts.who'), '140px', ({ personId }) => person(personId)),
    {
      ...textColumn('created', say('versions.created'), '160px', ({ createdAt }) => createdAt),
      hidden: true,
      cell: ({ createdAt }) => <bdi>{instant(createdAt)}</bdi>,
    },
  ]
}
