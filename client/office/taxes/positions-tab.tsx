// The tax positions: for which customers which taxes take the place of which.
import { IconArrowsExchange } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { taxes, taxPositions, type TaxPosition } from '#stores/contract.ts'
import { useRecords } from '../../link/react.ts'
import { nameIn } from '../../look/locale.ts'
import { useLook, useNumerals } from '../../look/look.tsx'
import { useSay } from '../../words/index.ts'
import { figureColumn, nameColumn, textColumn } from '../parts/columns.tsx'
import { useOnceKnown } from '../parts/known.ts'
import { RecordsList } from '../parts/records-page.tsx'
import { PositionSheet } from './position-sheet.tsx'

export type TabProps = {
  /** Draws the head of the page with the button that adds. */
  head(button: ReactNode): ReactNode
}

export function PositionsTab({ head }: TabProps) {
  const say = useSay()
  const { locale } = useLook()
  const numerals = useNumerals()
  const every = useRecords(taxes)
  const nameOf = (taxId: string) => {
    const tax = every.find(({ id }) => id === taxId)
    return tax ? nameIn(locale, tax.name) : '–'
  }
  const mapped = ({ map }: TaxPosition) =>
    map
      .map(({ fromTaxId, toTaxId }) =>
        say('taxPositions.becomes', { from: nameOf(fromTaxId), to: nameOf(toTaxId) }),
      )
      .join(locale === 'ar' ? '، ' : ', ')
  return (
    <RecordsList<TaxPosition>
      title={say('taxPositions.title')}
      name="tax-positions"
      head={head}
      icon={<IconArrowsExchange size={40} stroke={1.6} aria-hidden />}
      add={say('taxPositions.add')}
      none={say('taxPositions.none')}
      noneDetail={say('taxPositions.noneDetail')}
      columns={[
        nameColumn(say('officeParts.name'), locale),
        textColumn('map', say('taxPositions.map'), 'minmax(260px, 2fr)', mapped),
        figureColumn('count', say('taxPositions.count'), ({ map }) => map.length, numerals.count),
      ]}
      rows={useOnceKnown(useRecords(taxPositions))}
      idOf={({ id }) => id}
      nameOf={({ name }) => nameIn(locale, name)}
      sheet={(row, close) => <PositionSheet position={row} onClose={close} />}
    />
  )
}
