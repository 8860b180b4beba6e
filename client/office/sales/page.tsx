// The sales of a store and a day, newest first; each opens whole, with its lines, tenders, lots and what came back of it.
import { Button } from '@mantine/core'
import { IconReceipt } from '@tabler/icons-react'
import { useCallback, useMemo, useState } from 'react'
import { Route, Switch, useLocation } from 'wouter'
import { saleCompleted, salesFind, salesList, type SaleSummary } from '#sales/contract.ts'
import { toDecimal } from '#shared/money.ts'
import { useFactVersion, useLink } from '../../link/react.ts'
import { useNumerals } from '../../look/look.tsx'
import { Chip } from '../../ui/chip.tsx'
import { Code } from '../../ui/code.tsx'
import { SearchField } from '../../ui/fields.tsx'
import { useSay } from '../../words/index.ts'
import { useChosenStore, useOwnStores } from '../followed-stores.ts'
import { askOptions, usePages } from '../../link/asked.ts'
import { DayField } from '../parts/fields.tsx'
import { type ListColumn, Listing } from '../parts/listing.tsx'
import { useNames } from '../parts/named.ts'
import { OfficePage, PageHead } from '../parts/page-head.tsx'
import parts from '../parts/parts.module.css'
import { ProblemNote } from '../../forms/problem-note.tsx'
import { StorePick } from '../parts/store-pick.tsx'
import { useWork } from '../../forms/work.ts'
import { SaleSheet } from './sale-sheet.tsx'

export default function SalesPage() {
  const say = useSay()
  const { call } = useLink()
  const { store } = useChosenStore()
  const storeId = store?.id
  const [, go] = useLocation()
  const [day, setDay] = useState('')
  const ask = useCallback(
    (page: { after?: string; limit: number }) =>
      call(
        salesList,
        { storeId: storeId ?? '', ...(day === '' ? {} : { businessOn: day }), ...page },
        askOptions,
      ),
    [call, storeId, day],
  )
  const asked = usePages<SaleSummary>(storeId ? ask : null, useFactVersion(saleCompleted))
  const columns = useColumns()
  const finding = useFind()
  return (
    <OfficePage>
      <PageHead title={say('office.sales')} {...(store ? { note: store.currency } : {})}>
        <StorePick />
      </PageHead>
      <ProblemNote problem={finding.problem} />
      <Listing<SaleSummary>
        label={say('office.sales')}
        name="sales"
        ownSearch
        filters={<SaleFilters finding={finding} day={day} onDay={setDay} />}
        columns={columns}
        rows={asked.answer}
        problem={asked.problem}
        onAgain={asked.again}
        more={asked.more}
        idOf={({ saleId }) => saleId}
        nameOf={({ receipt }) => receipt}
        onOpen={({ saleId }) => go(`/office/sales/${storeId}/${saleId}`)}
        empty={{
          icon: <IconReceipt size={40} stroke={1.6} aria-hidden />,
          title: say('salesOffice.none'),
          detail: say('salesOffice.noneDetail'),
          ...(day === ''
            ? {}
            : { action: { words: say('salesOffice.everyDay'), onAct: () => setDay('') } }),
        }}
      />
      <Switch>
        <Route path="/office/sales/:storeId/:saleId">
          {(at) => <SaleSheet {...at} onClose={() => go('/office/sales')} />}
        </Route>
      </Switch>
    </OfficePage>
  )
}

/** Opens the sale of a receipt number, which may be of another store of the person's than the one looked at. */
function useFind() {
  const { call } = useLink()
  const [, go] = useLocation()
  const own = useOwnStores()
  const work = useWork()
  const [receipt, setReceipt] = useState('')
  const find = () =>
    void work.run(async () => {
      const sale = await call(salesFind, { receipt: receipt.trim() }, askOptions)
      // A receipt number begins with the code of its store.
      const store = own.find(({ code }) => sale.receipt.startsWith(`${code}-`))
      if (store) go(`/office/sales/${store.id}/${sale.saleId}`)
    })
  return { receipt, setReceipt, find, problem: work.problem }
}

type FiltersProps = {
  finding: ReturnType<typeof useFind>
  day: string
  onDay(day: string): void
}

function SaleFilters({ finding, day, onDay }: FiltersProps) {
  const say = useSay()
  return (
    <>
      <div className={parts.grow}>
        <SearchField
          label={say('salesOffice.findReceipt')}
          value={finding.receipt}
          onChange={finding.setReceipt}
          onEnter={finding.find}
        />
      </div>
      <DayField label={say('salesOffice.day')} value={day} onChange={onDay} />
      {day !== '' && (
        <Button variant="default" onClick={() => onDay('')}>
          {say('salesOffice.everyDay')}
        </Button>
      )}
    </>
  )
}

function useColumns(): readonly ListColumn<SaleSummary>[] {
  const say = useSay()
  const numerals = useNumerals()
  const names = useNames()
  return useMemo(
    () => [
      {
        id: 'at',
        head: say('officeParts.when'),
        width: '150px',
        by: ({ at }) => at,
        cell: ({ at }) => <bdi>{`${numerals.date(at)} ${numerals.time(at)}`}</bdi>,
      },
      {
        id: 'receipt',
        head: say('salesOffice.receipt'),
        width: 'minmax(150px, 1fr)',
        by: ({ receipt }) => receipt,
        cell: ({ receipt, offline }) => (
          <>
            <Code>{receipt}</Code>
            {offline && <Chip tone="off">{say('salesOffice.offline')}</Chip>}
          </>
        ),
      },
      {
        id: 'invoice',
        head: say('salesOffice.invoice'),
        width: 'minmax(130px, 1fr)',
        by: ({ invoiceNumber }) => invoiceNumber,
        cell: ({ invoiceNumber }) => <Code>{invoiceNumber}</Code>,
      },
      {
        id: 'terminal',
        head: say('officeParts.terminal'),
        width: '130px',
        by: ({ terminalId }) => names.terminal(terminalId),
        cell: ({ terminalId }) => <bdi>{names.terminal(terminalId)}</bdi>,
      },
      {
        id: 'person',
        head: say('officeParts.who'),
        width: '150px',
        by: ({ personId }) => names.person(personId),
        cell: ({ personId }) => <bdi>{names.person(personId)}</bdi>,
      },
      {
        id: 'total',
        head: say('salesOffice.total'),
        width: '130px',
        number: true,
        by: ({ totalMinor }) => totalMinor,
        plain: ({ totalMinor, currency }) => Number(toDecimal(totalMinor, currency)),
        cell: ({ totalMinor, currency }) => <bdi>{numerals.amount(totalMinor, currency)}</bdi>,
      },
    ],
    [say, numerals, names],
  )
}
