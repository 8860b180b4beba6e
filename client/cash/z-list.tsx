// The Z reports of a store, newest first: number, till, when, total and grand total, the difference, and a mark where
// one was sealed over entries that were missing. One opens whole.
import { Button, UnstyledButton } from '@mantine/core'
import { IconReport } from '@tabler/icons-react'
import { useCallback, useState } from 'react'
import type { Id } from '#shared/ids.ts'
import { terminals } from '#terminals/contract.ts'
import { zReportGet, zReportsList, zSealed, type ZSummary } from '#tills/seal-contract.ts'
import { useFactVersion, useLink, useLive, useRecord } from '../link/react.ts'
import { useNumerals } from '../look/look.tsx'
import { askOptions, type AskPage, useAsked, usePages } from '../link/asked.ts'
import { Chip } from '../ui/chip.tsx'
import { Empty } from '../ui/empty.tsx'
import { Money } from '../ui/money.tsx'
import { Sheet } from '../ui/sheet.tsx'
import { useSay } from '../words/index.ts'
import { Answered } from './answered.tsx'
import css from './cash.module.css'
import { ZView } from './z-view.tsx'

type Which = Pick<ZSummary, 'terminalId' | 'number'>

export function ZList({ storeId, terminalId }: { storeId: Id; terminalId?: Id }) {
  const { call } = useLink()
  const live = useLive().kind === 'live'
  const ask: AskPage<ZSummary> = useCallback(
    (page) => {
      const of = terminalId === undefined ? {} : { terminalId }
      return call(zReportsList, { storeId, ...of, ...page }, askOptions)
    },
    [call, storeId, terminalId],
  )
  const pages = usePages(live ? ask : null, useFactVersion(zSealed))
  return (
    <Answered asked={pages} lines={4}>
      {(rows) => <Rows rows={rows} more={pages.more} storeId={storeId} />}
    </Answered>
  )
}

type RowsProps = { rows: readonly ZSummary[]; more: (() => void) | undefined; storeId: Id }

function Rows({ rows, more, storeId }: RowsProps) {
  const say = useSay()
  const [open, setOpen] = useState<Which | null>(null)
  if (rows.length === 0) {
    return (
      <Empty
        icon={<IconReport size={40} stroke={1.6} aria-hidden />}
        title={say('cash.noZ')}
        detail={say('cash.noZDetail')}
      />
    )
  }
  return (
    <>
      <ul className={css.list}>
        {rows.map((z) => (
          <li key={z.id}>
            <ZRow z={z} onOpen={() => setOpen(z)} />
          </li>
        ))}
      </ul>
      {more && (
        <Button variant="default" onClick={more}>
          {say('cash.more')}
        </Button>
      )}
      <ZSheet storeId={storeId} which={open} onClose={() => setOpen(null)} />
    </>
  )
}

function ZRow({ z, onOpen }: { z: ZSummary; onOpen(): void }) {
  const say = useSay()
  const numerals = useNumerals()
  const terminal = useRecord(terminals, z.terminalId)
  const { varianceMinor, currency } = z
  return (
    <UnstyledButton className={css.row} onClick={onOpen}>
      <span className={css.rowWords}>
        <b>{say('cash.zOf', { number: z.number, till: terminal?.name ?? '' })}</b>
        <span className={css.quiet}>
          {`${numerals.date(z.sealedAt)} ${numerals.time(z.sealedAt)} · ${say('cash.grandTotalIs', {
            amount: numerals.money(z.grandTotalMinor, currency),
          })}`}
        </span>
      </span>
      {z.explained && <Chip tone="off">{say('cash.explained')}</Chip>}
      {varianceMinor !== null && varianceMinor !== 0 && (
        <Chip tone="bad">
          <bdi>{numerals.amount(varianceMinor, currency, { signed: true })}</bdi>
        </Chip>
      )}
      <b className={css.rowEnd}>
        <Money amountMinor={z.totalMinor} currency={currency} shown="short" />
      </b>
    </UnstyledButton>
  )
}

type ZSheetProps = { storeId: Id; which: Which | null; onClose(): void }

function ZSheet({ storeId, which, onClose }: ZSheetProps) {
  const say = useSay()
  const terminal = useRecord(terminals, which?.terminalId ?? null)
  const title = which ? say('cash.zOf', { number: which.number, till: terminal?.name ?? '' }) : ''
  return (
    <Sheet opened={which !== null} onClose={onClose} title={title}>
      {which && <WholeZ storeId={storeId} {...which} />}
    </Sheet>
  )
}

function WholeZ({ storeId, terminalId, number }: Which & { storeId: Id }) {
  const { call } = useLink()
  const ask = useCallback(
    () => call(zReportGet, { storeId, terminalId, number }, askOptions),
    [call, storeId, terminalId, number],
  )
  return (
    <Answered asked={useAsked(ask)} lines={8}>
      {(report) => <ZView report={report} />}
    </Answered>
  )
}
