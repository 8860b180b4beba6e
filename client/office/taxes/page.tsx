// The taxes of the company. A rate that changes holds from then on; what was sold keeps the rate it was sold with.
import { IconReceiptTax } from '@tabler/icons-react'
import { useCallback, useMemo } from 'react'
import { taxes, type Tax, type TaxPart } from '#stores/contract.ts'
import { useRecords } from '../../link/react.ts'
import { nameIn } from '../../look/locale.ts'
import { useLook, useNumerals } from '../../look/look.tsx'
import { useSay } from '../../words/index.ts'
import { nameColumn } from '../parts/columns.tsx'
import { useOnceKnown } from '../parts/known.ts'
import type { ListColumn } from '../parts/listing.tsx'
import { RecordsPage } from '../parts/records-page.tsx'
import { TaxSheet } from './tax-sheet.tsx'

function useColumns() {
  const say = useSay()
  const { locale } = useLook()
  const numerals = useNumerals()
  const percent = useCallback(({ ratePpm }: TaxPart) => numerals.percent(ratePpm), [numerals])
  return useMemo(
    (): readonly ListColumn<Tax>[] => [
      nameColumn(say('officeParts.name'), locale),
      {
        id: 'category',
        head: say('taxesOffice.category'),
        width: 'minmax(180px, 1fr)',
        by: ({ parts: [first] }) => first?.category ?? '',
        cell: ({ parts }) =>
          parts.map(({ category }) => say(`taxesOffice.categories.${category}`)).join(' + '),
      },
      {
        id: 'rate',
        head: say('taxesOffice.rate'),
        width: '110px',
        number: true,
        by: ({ parts }) => parts.reduce((sum, { ratePpm }) => sum + ratePpm, 0),
        cell: ({ parts }) => <bdi>{parts.map(percent).join(' + ')}</bdi>,
      },
    ],
    [say, locale, percent],
  )
}

export default function TaxesPage() {
  const say = useSay()
  const { locale } = useLook()
  return (
    <RecordsPage<Tax>
      title={say('office.taxes')}
      name="taxes"
      icon={<IconReceiptTax size={40} stroke={1.6} aria-hidden />}
      add={say('taxesOffice.add')}
      none={say('taxesOffice.none')}
      columns={useColumns()}
      rows={useOnceKnown(useRecords(taxes))}
      idOf={({ id }) => id}
      nameOf={({ name }) => nameIn(locale, name)}
      sheet={(row, close) => <TaxSheet tax={row} onClose={close} />}
    />
  )
}
