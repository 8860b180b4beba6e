// The taxes of the company, each with what takes its place and when; what was sold keeps the rate it was sold with.
import { Tabs } from '@mantine/core'
import { IconReceiptTax } from '@tabler/icons-react'
import { type ReactNode, useCallback, useMemo } from 'react'
import { useLocation } from 'wouter'
import { taxes, type Tax, type TaxPart } from '#stores/contract.ts'
import { useRecords } from '../../link/react.ts'
import { nameIn } from '../../look/locale.ts'
import { useLook, useNumerals } from '../../look/look.tsx'
import { useSay } from '../../words/index.ts'
import { nameColumn, textColumn } from '../parts/columns.tsx'
import { useOnceKnown } from '../parts/known.ts'
import type { ListColumn } from '../parts/listing.tsx'
import { OfficePage, PageHead } from '../parts/page-head.tsx'
import { RecordsList } from '../parts/records-page.tsx'
import { PositionsTab, type TabProps } from './positions-tab.tsx'
import { TaxSheet } from './tax-sheet.tsx'

const reasonOf = ({ exemptionReason }: Tax) => exemptionReason

function useColumns() {
  const say = useSay()
  const { locale } = useLook()
  const numerals = useNumerals()
  const every = useRecords(taxes)
  const percent = useCallback(({ ratePpm }: TaxPart) => numerals.percent(ratePpm), [numerals])
  const follows = useCallback(
    (tax: Tax) => {
      const next = every.find(({ id }) => id === tax.next?.taxId)
      if (!next || !tax.next) return null
      return `${next.parts.map(percent).join(' + ')} · ${numerals.date(tax.next.from, 'day-year')}`
    },
    [every, percent, numerals],
  )
  return useMemo(
    (): readonly ListColumn<Tax>[] => [
      nameColumn(say('officeParts.name'), locale),
      {
        id: 'category',
        head: say('taxesOffice.category'),
        width: 'minmax(180px, 1fr)',
        by: ({ parts: [first] }) => first?.category ?? '',
        plain: ({ parts }) =>
          parts.map(({ category }) => say(`taxesOffice.categories.${category}`)).join(' + '),
        cell: ({ parts }) =>
          parts.map(({ category }) => say(`taxesOffice.categories.${category}`)).join(' + '),
      },
      {
        ...textColumn('reason', say('taxParts.reason'), 'minmax(160px, 1fr)', reasonOf),
        hidden: true,
      },
      {
        id: 'rate',
        head: say('taxesOffice.rate'),
        width: '110px',
        number: true,
        by: ({ parts }) => parts.reduce((sum, { ratePpm }) => sum + ratePpm, 0),
        plain: ({ parts }) => parts.map(percent).join(' + '),
        cell: ({ parts }) => <bdi>{parts.map(percent).join(' + ')}</bdi>,
      },
      textColumn('follows', say('taxesOffice.next'), 'minmax(140px, 1fr)', follows),
    ],
    [say, locale, percent, follows],
  )
}

const tabs = ['taxes', 'positions'] as const

export default function TaxesPage() {
  const say = useSay()
  const [path, go] = useLocation()
  const tab = path.startsWith('/office/taxes/positions') ? 'positions' : 'taxes'
  const head = (button: ReactNode) => (
    <>
      <PageHead title={say('office.taxes')}>{button}</PageHead>
      <Tabs
        value={tab}
        onChange={(value) =>
          go(value === 'positions' ? '/office/taxes/positions' : '/office/taxes')
        }
      >
        <Tabs.List>
          {tabs.map((each) => (
            <Tabs.Tab key={each} value={each}>
              {say(`taxPositions.tabs.${each}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
      </Tabs>
    </>
  )
  return (
    <OfficePage>
      {tab === 'positions' ? <PositionsTab head={head} /> : <TaxesTab head={head} />}
    </OfficePage>
  )
}

function TaxesTab({ head }: TabProps) {
  const say = useSay()
  const { locale } = useLook()
  return (
    <RecordsList<Tax>
      title={say('office.taxes')}
      name="taxes"
      head={head}
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
