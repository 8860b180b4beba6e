// The columns of the prices that were considered for a question, with why each holds or does not.
import { priceLists, type Price } from '#prices/contract.ts'
import { useRecords } from '../../link/react.ts'
import { nameIn } from '../../look/locale.ts'
import { useLook, useNumerals } from '../../look/look.tsx'
import { Chip } from '../../ui/chip.tsx'
import { UnitPrice } from '../../ui/money.tsx'
import { useSay } from '../../words/index.ts'
import { figureColumn, textColumn } from '../parts/columns.tsx'
import type { ListColumn } from '../parts/listing.tsx'
import { priceText } from '../products/price-edits.ts'
import { isWhy } from './whys.ts'

type Considered = { price: Price; why: string }

export function useConsideredColumns(unit: string): readonly ListColumn<Considered>[] {
  const say = useSay()
  const numerals = useNumerals()
  const whyOf = ({ why }: Considered) => (isWhy(why) ? say(`explaining.whys.${why}`) : why)
  const instant = (at: string | null) =>
    at === null ? '–' : `${numerals.date(at, 'day-year')} ${numerals.time(at)}`
  const moment = (
    id: string,
    head: string,
    by: (row: Considered) => string | null,
  ): ListColumn<Considered> => ({
    id,
    head,
    width: '170px',
    by,
    cell: (row) => <bdi>{instant(by(row))}</bdi>,
  })
  return [
    {
      id: 'why',
      head: say('explaining.why'),
      width: 'minmax(270px, 2fr)',
      by: whyOf,
      cell: (row) => <Chip tone={row.why === 'holds' ? 'live' : 'plain'}>{whyOf(row)}</Chip>,
    },
    ...usePriceColumns(unit),
    moment('from', say('priceListsOffice.from'), ({ price }) => price.validFrom),
    moment('to', say('priceListsOffice.to'), ({ price }) => price.validTo),
    figureColumn('version', say('versions.number'), ({ price }) => price.version, numerals.count),
  ]
}

function usePriceColumns(unit: string): readonly ListColumn<Considered>[] {
  const say = useSay()
  const { locale } = useLook()
  const numerals = useNumerals()
  const lists = useRecords(priceLists)
  const listOf = ({ price }: Considered) => lists.find(({ id }) => id === price.listId)
  const nameOf = (row: Considered) => {
    const list = listOf(row)
    return list ? nameIn(locale, list.name) : '–'
  }
  const quantity = (milli: number) => {
    const { figure, unit: name } = numerals.quantity(milli, unit, 'short')
    return <bdi>{name ? `${figure}\u00A0${name}` : figure}</bdi>
  }
  return [
    textColumn('list', say('products.priceList'), 'minmax(140px, 1fr)', nameOf),
    {
      id: 'price',
      head: say('explaining.price'),
      width: '140px',
      number: true,
      by: ({ price }) => price.unitPriceCentiMinor,
      plain: (row) => priceText(row.price.unitPriceCentiMinor, listOf(row)?.currency ?? 'XXX'),
      cell: (row) => (
        <UnitPrice
          unitPriceCentiMinor={row.price.unitPriceCentiMinor}
          currency={listOf(row)?.currency ?? 'XXX'}
        />
      ),
    },
    {
      id: 'minimum',
      head: say('breaks.from'),
      width: '110px',
      number: true,
      by: ({ price }) => price.minimumMilli,
      cell: ({ price }) => (price.minimumMilli === 0 ? '–' : quantity(price.minimumMilli)),
    },
    {
      id: 'pack',
      head: say('breaks.per'),
      width: '110px',
      number: true,
      by: ({ price }) => price.packMilli,
      cell: ({ price }) => quantity(price.packMilli),
    },
  ]
}
