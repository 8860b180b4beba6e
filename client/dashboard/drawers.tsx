// The drawers of the stores a manager looks at, live: what each should hold, what was moved by hand, how often it was
// opened or emptied for nothing, and once it is counted the difference. Its X and its Z are one touch away.
import { UnstyledButton } from '@mantine/core'
import { IconCashRegister } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import type { Id } from '#shared/ids.ts'
import type { Store } from '#stores/contract.ts'
import { type Terminal, terminals } from '#terminals/contract.ts'
import {
  type CashSession,
  cashSessions,
  cashSessionsList,
  type Drawer,
  drawers,
} from '#tills/contract.ts'
import { tillsSeal, tillsX, zReportsList } from '#tills/seal-contract.ts'
import { people } from '#users/contract.ts'
import { Line, Lines } from '../cash/lines.tsx'
import { moveLines, voidLines } from '../cash/report-lines.ts'
import { Unsealed } from '../cash/unsealed.tsx'
import { useX, XReport } from '../cash/x-report.tsx'
import { ZList } from '../cash/z-list.tsx'
import { useLink, useRecord, useRecords } from '../link/react.ts'
import { useMay } from '../link/rights.ts'
import { nameIn } from '../look/locale.ts'
import { useLook } from '../look/look.tsx'
import { Chip } from '../ui/chip.tsx'
import { Empty } from '../ui/empty.tsx'
import { Money } from '../ui/money.tsx'
import { Panel } from '../ui/panel.tsx'
import { Sheet } from '../ui/sheet.tsx'
import { useSay } from '../words/index.ts'
import { AsOf } from './as-of.tsx'
import css from './drawers.module.css'

export function Drawers({ stores }: { stores: readonly Store[] }) {
  return stores.map((store) => <StoreDrawers key={store.id} store={store} />)
}

function StoreDrawers({ store }: { store: Store }) {
  const say = useSay()
  const may = {
    read: useMay(tillsX.needs),
    seal: useMay(tillsSeal.needs),
    list: useMay(cashSessionsList.needs),
    look: useMay(zReportsList.needs),
  }
  const { locale } = useLook()
  const tills = useTills(store.id)
  const sessions = useRecords(cashSessions, store.id)
  const [open, setOpen] = useState<CashSession | null>(null)
  const name = nameIn(locale, store.name)
  return (
    <>
      <Panel title={say('cash.of', { store: name })} aside={<AsOf />}>
        {tills.length === 0 && (
          <Empty
            icon={<IconCashRegister size={40} stroke={1.6} aria-hidden />}
            title={say('cash.none')}
            detail={say('cash.noneDetail')}
          />
        )}
        <div className={css.cards}>
          {tills.map((till) => (
            <TillDrawer
              key={till.id}
              till={till}
              session={sessions.find(({ terminalId }) => terminalId === till.id)}
              storeId={store.id}
              {...(may.read ? { onOpen: setOpen } : {})}
            />
          ))}
        </div>
        {may.seal && may.list && <Unsealed storeId={store.id} />}
      </Panel>
      {may.look && (
        <Panel title={say('cash.zReports')} note={name}>
          <ZList storeId={store.id} />
        </Panel>
      )}
      <Sheet opened={open !== null} onClose={() => setOpen(null)} title={say('cash.xReport')}>
        {open && <XReport storeId={store.id} cashSessionId={open.id} />}
      </Sheet>
    </>
  )
}

function useTills(storeId: Id): readonly Terminal[] {
  const all = useRecords(terminals)
  return useMemo(
    () =>
      all
        .filter((each) => each.storeId === storeId && each.kind === 'till')
        .filter(({ state }) => state === 'enrolled')
        .toSorted((a, b) => (a.code < b.code ? -1 : 1)),
    [all, storeId],
  )
}

const tones = { open: 'live', counting: 'off', closed: 'plain', sealed: 'plain' } as const

type TillDrawerProps = {
  readonly till: Terminal
  readonly session: CashSession | undefined
  readonly storeId: Id
  onOpen?(session: CashSession): void
}

function TillDrawer({ till, session, storeId, onOpen }: TillDrawerProps) {
  const say = useSay()
  const drawer = useRecord(drawers, session?.id ?? null, storeId)
  const head = (
    <span className={css.head}>
      <bdi>{till.name}</bdi>
      {session && <Chip tone={tones[session.state]}>{say(`cash.state.${session.state}`)}</Chip>}
    </span>
  )
  if (!session) {
    return (
      <div className={css.card}>
        {head}
        <span className={css.quiet}>{say('cash.never')}</span>
      </div>
    )
  }
  const content = (
    <>
      {head}
      <Who session={session} />
      {drawer && <Figures {...{ session, drawer, storeId }} asks={onOpen !== undefined} />}
    </>
  )
  if (!onOpen) return <div className={css.card}>{content}</div>
  return (
    <UnstyledButton className={css.card} onClick={() => onOpen(session)} data-testid="drawer">
      {content}
    </UnstyledButton>
  )
}

function Who({ session }: { session: CashSession }) {
  const say = useSay()
  const { store } = useLink()
  const { numerals } = useLook()
  const name = store.record(people, session.personId)?.name ?? '–'
  const time = `${numerals.date(session.openedAt)} ${numerals.time(session.openedAt)}`
  return (
    <span className={css.quiet}>
      {say('cash.sessionIs', { number: session.number })} · {say('cash.since', { name, time })}
    </span>
  )
}

type FiguresProps = {
  readonly session: CashSession
  readonly drawer: Drawer
  readonly storeId: Id
  /** Whether voids, which only the hub counts, may be asked for. */
  readonly asks: boolean
}

function Figures({ session, drawer, storeId, asks }: FiguresProps) {
  const say = useSay()
  const { currency } = session
  const { expectedMinor, countedMinor, varianceMinor } = drawer
  const moves = moveLines(drawer.moves)
  const amount = (amountMinor: number, signed = false) => (
    <Money amountMinor={amountMinor} currency={currency} shown="short" signed={signed} />
  )
  return (
    <>
      <span className={css.expected}>
        <span>{say('cash.line.expected')}</span>
        <b>{amount(expectedMinor)}</b>
      </span>
      <dl className={css.lines}>
        <Lines lines={moves} currency={currency} />
        {asks && session.state !== 'sealed' && <Voids {...{ storeId, currency }} id={session.id} />}
        {countedMinor !== null && (
          <Line words={say('cash.line.counted')}>{amount(countedMinor)}</Line>
        )}
      </dl>
      {moves.length === 0 && <span className={css.quiet}>{say('cash.quiet')}</span>}
      {varianceMinor !== null && (
        <span className={varianceMinor === 0 ? css.even : css.off}>
          <span>{say('cash.line.variance')}</span>
          <b>{amount(varianceMinor, true)}</b>
        </span>
      )}
    </>
  )
}

function Voids({ storeId, id, currency }: { storeId: Id; id: Id; currency: string }) {
  const { answer } = useX(storeId, id)
  return answer ? <Lines lines={voidLines(answer.totals)} currency={currency} /> : null
}
