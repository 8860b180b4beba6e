// The columns of the list of price versions.
import { priceLists, type PriceVersion } from '#prices/contract.ts'
import { useRecords } from '../../link/react.ts'
import { nameIn } from '../../look/locale.ts'
import { useLook, useNumerals } from '../../look/look.tsx'
import { useSay } from '../../words/index.ts'
import type { ListColumn } from '../parts/listing.tsx'
import { useNames } from '../parts/named.ts'
import { useVersionStates } from './use-rollout.ts'
import { useInstant, VersionChip } from './version-words.tsx'

const text = (
  id: string,
  head: string,
  width: string,
  by: (version: PriceVersion) => string,
): ListColumn<PriceVersion> => ({
  id,
  head,
  width,
  by,
  cell: (version) => <bdi>{by(version)}</bdi>,
})

export function useVersionColumns(): readonly ListColumn<PriceVersion>[] {
  const say = useSay()
  const numerals = useNumerals()
  const stateOf = useVersionStates()
  const count = (
    id: string,
    head: string,
    by: (version: PriceVersion) => number,
  ): ListColumn<PriceVersion> => ({
    ...{ id, head, by, width: '92px', number: true },
    cell: (version) => <bdi>{numerals.count(by(version))}</bdi>,
  })
  return [
    count('number', say('versions.number'), ({ number }) => number),
    {
      id: 'state',
      head: say('peopleOffice.state'),
      width: '130px',
      by: stateOf,
      plain: (version) => say(`versions.states.${stateOf(version)}`),
      cell: (version) => <VersionChip state={stateOf(version)} />,
    },
    ...useOriginColumns(),
    count('prices', say('products.prices'), ({ priceCount }) => priceCount),
    text('note', say('versions.noteHead'), 'minmax(140px, 1fr)', ({ note }) => note ?? '–'),
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
    text('list', say('products.priceList'), 'minmax(140px, 1fr)', listOf),
    {
      ...text('effective', say('versions.effective'), '160px', ({ effectiveAt }) => effectiveAt),
      cell: ({ effectiveAt }) => <bdi>{instant(effectiveAt)}</bdi>,
    },
    text('person', say('officeParts.who'), '140px', ({ personId }) => person(personId)),
    {
      ...text('created', say('versions.created'), '160px', ({ createdAt }) => createdAt),
      hidden: true,
      cell: ({ createdAt }) => <bdi>{instant(createdAt)}</bdi>,
    },
  ]
}
