// The cash sessions of a store, newest first, each with what its drawer should hold and what was counted. A row opens
// its X, as far as the person may see it.
import { IconCashRegister } from '@tabler/icons-react'
import { useCallback, useMemo, useState } from 'react'
import type { Output } from '#shared/contract.ts'
import { toDecimal } from '#shared/money.ts'
import { cashSessionChanged, cashSessionsList, drawerChanged } from '#tills/contract.ts'
import { tillsX } from '#tills/seal-contract.ts'
import { XReport } from '../../cash/x-report.tsx'
import { useFactVersion, useLink } from '../../link/react.ts'
import { useMay } from '../../link/rights.ts'
import { useNumerals } from '../../look/look.tsx'
import type { Numerals } from '../../look/numerals.ts'
import { Chip } from '../../ui/chip.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { useSay } from '../../words/index.ts'
import { useChosenStore } from '../followed-stores.ts'
import { askOptions, useAsked } from '../../link/asked.ts'
import { type ListColumn, Listing } from '../parts/listing.tsx'
import { type NamesOf, useNames } from '../parts/named.ts'
import { OfficePage, PageHead } from '../parts/page-head.tsx'
import parts from '../parts/parts.module.css'
import { StorePick } from '../parts/store-pick.tsx'

type Row = Output<typeof cashSessionsList>['sessions'][number]

export default function CashPage() {
  const say = useSay()
  const { call } = useLink()
  const { store } = useChosenStore()
  const storeId = store?.id
  const ask = useCallback(
    () => call(cashSessionsList, { storeId: storeId ?? '' }, askOptions),
    [call, storeId],
  )
  const version = useFactVersion(cashSessionChanged) + useFactVersion(drawerChanged)
  const { answer, problem, again } = useAsked(storeId ? ask : null, version)
  const columns = useColumns()
  const mayOpen = useMay(tillsX.needs)
  const [open, setOpen] = useState<Row | null>(null)
  return (
    <OfficePage>
      <PageHead title={say('office.cash')} {...(store ? { note: store.currency } : {})}>
        <StorePick />
      </PageHead>
      <Listing<Row>
        label={say('office.cash')}
        name="cash-sessions"
        columns={columns}
        rows={answer?.sessions}
        problem={problem}
        onAgain={again}
        idOf={({ session }) => session.id}
        nameOf={({ session }) => say('link.session', { number: session.number })}
        {...(mayOpen ? { onOpen: setOpen } : {})}
        empty={{
          icon: <IconCashRegister size={40} stroke={1.6} aria-hidden />,
          title: say('cashOffice.none'),
          detail: say('cashOffice.noneDetail'),
        }}
      />
      <Sheet opened={open !== null} onClose={() => setOpen(null)} title={say('cash.xReport')}>
        {open && storeId && <XReport storeId={storeId} cashSessionId={open.session.id} />}
      </Sheet>
    </OfficePage>
  )
}

type MakeColumns = {
  say: ReturnType<typeof useSay>
  numerals: Numerals
  names: NamesOf
}

function useColumns(): readonly ListColumn<Row>[] {
  const say = useSay()
  const numerals = useNumerals()
  const names = useNames()
  return useMemo(() => {
    const make = { say, numerals, names }
    return [...sessionColumns(make), ...moneyColumns(make)]
  }, [say, numerals, names])
}

function sessionColumns({ say, numerals, names }: MakeColumns): ListColumn<Row>[] {
  const moment = (id: 'opened' | 'closed', read: (row: Row) => string | null): ListColumn<Row> => ({
    id,
    head: say(`cashOffice.${id}`),
    width: '130px',
    by: read,
    cell: (row) => {
      const at = read(row)
      return at === null ? '–' : <bdi>{`${numerals.date(at)} ${numerals.time(at)}`}</bdi>
    },
  })
  return [
    {
      id: 'till',
      head: say('officeParts.terminal'),
      width: 'minmax(130px, 1fr)',
      by: ({ session }) => names.terminal(session.terminalId),
      plain: ({ session }) =>
        `${names.terminal(session.terminalId)} ${say('link.session', { number: session.number })}`,
      cell: ({ session }) => (
        <span className={parts.names}>
          <bdi>{names.terminal(session.terminalId)}</bdi>
          <span className={parts.otherName}>{say('link.session', { number: session.number })}</span>
        </span>
      ),
    },
    {
      id: 'state',
      head: say('cashOffice.state'),
      width: '110px',
      by: ({ session }) => session.state,
      plain: ({ session }) => say(`cashOffice.states.${session.state}`),
      cell: ({ session }) => (
        <Chip tone={session.state === 'open' ? 'live' : 'plain'}>
          {say(`cashOffice.states.${session.state}`)}
        </Chip>
      ),
    },
    moment('opened', ({ session }) => session.openedAt),
    moment('closed', ({ session }) => session.closedAt),
  ]
}

/** Whole units with decimals, as a file holds them. */
const inUnits = (minor: number | null, { session }: Row) =>
  minor === null ? null : Number(toDecimal(minor, session.currency))

function moneyColumns({ say, numerals }: MakeColumns): ListColumn<Row>[] {
  const money = (
    id: 'float' | 'expected' | 'counted',
    read: (row: Row) => number | null,
  ): ListColumn<Row> => ({
    id,
    head: say(`cashOffice.${id}`),
    width: '116px',
    number: true,
    by: read,
    plain: (row) => inUnits(read(row), row),
    cell: (row) => {
      const minor = read(row)
      return minor === null ? '–' : <bdi>{numerals.amount(minor, row.session.currency)}</bdi>
    },
  })
  const variance: ListColumn<Row> = {
    id: 'variance',
    head: say('cashOffice.variance'),
    width: '124px',
    number: true,
    by: ({ drawer }) => drawer.varianceMinor,
    plain: (row) => inUnits(row.drawer.varianceMinor, row),
    cell: ({ session, drawer: { varianceMinor } }) => {
      if (varianceMinor === null) return '–'
      const figure = numerals.amount(varianceMinor, session.currency, { signed: true })
      return (
        <Chip tone={varianceMinor === 0 ? 'live' : 'bad'}>
          <bdi>{figure}</bdi>
        </Chip>
      )
    },
  }
  return [
    money('float', ({ session }) => session.floatMinor),
    money('expected', ({ drawer }) => drawer.expectedMinor),
    money('counted', ({ drawer }) => drawer.countedMinor),
    variance,
  ]
}
