// Sessions that are counted and wait for their Z, the oldest of each till first: they are sealed in their order.
import { useCallback, useState } from 'react'
import type { Output } from '#shared/contract.ts'
import type { Id } from '#shared/ids.ts'
import { terminals } from '#terminals/contract.ts'
import { cashSessionChanged, cashSessionsList } from '#tills/contract.ts'
import type { ZReport } from '#tills/seal-contract.ts'
import { useFactVersion, useLink, useLive, useRecord } from '../link/react.ts'
import { useNumerals } from '../look/look.tsx'
import { askOptions, useAsked } from '../link/asked.ts'
import { Chip } from '../ui/chip.tsx'
import { Sheet } from '../ui/sheet.tsx'
import { useSay } from '../words/index.ts'
import css from './cash.module.css'
import { Seal } from './seal.tsx'
import { ZView } from './z-view.tsx'

type Row = Output<typeof cashSessionsList>['sessions'][number]

/** The closed sessions that have no Z, each till's oldest first. */
function waiting(rows: readonly Row[], terminalId: Id | undefined): Row[] {
  return rows
    .filter(({ session }) => session.state === 'closed')
    .filter(({ session }) => terminalId === undefined || session.terminalId === terminalId)
    .toSorted((a, b) => a.session.number - b.session.number)
}

export function Unsealed({ storeId, terminalId }: { storeId: Id; terminalId?: Id }) {
  const { call } = useLink()
  const say = useSay()
  const live = useLive().kind === 'live'
  const [sealed, setSealed] = useState<ZReport | null>(null)
  const ask = useCallback(() => call(cashSessionsList, { storeId }, askOptions), [call, storeId])
  const { answer, again } = useAsked(live ? ask : null, useFactVersion(cashSessionChanged))
  const rows = waiting(answer?.sessions ?? [], terminalId)
  const first = new Set(
    rows.filter((row, at) => rows.findIndex(isOfTill(row)) === at).map(({ session }) => session.id),
  )
  return (
    <>
      {rows.length > 0 && (
        <section className={css.section} aria-label={say('cash.unsealed')}>
          <h3>{say('cash.unsealed')}</h3>
          <ul className={css.list}>
            {rows.map((row) => (
              <li key={row.session.id}>
                <Waiting
                  row={row}
                  storeId={storeId}
                  isBlocked={!first.has(row.session.id)}
                  onSealed={(report) => {
                    setSealed(report)
                    again()
                  }}
                />
              </li>
            ))}
          </ul>
        </section>
      )}
      <Sheet
        opened={sealed !== null}
        onClose={() => setSealed(null)}
        title={sealed ? say('cash.sealed', { number: sealed.number }) : ''}
      >
        {sealed && <ZView report={sealed} />}
      </Sheet>
    </>
  )
}

const isOfTill = (row: Row) => (other: Row) => other.session.terminalId === row.session.terminalId

type WaitingProps = {
  readonly row: Row
  readonly storeId: Id
  readonly isBlocked: boolean
  onSealed(report: ZReport): void
}

function Waiting({ row: { session, drawer }, storeId, isBlocked, onSealed }: WaitingProps) {
  const say = useSay()
  const numerals = useNumerals()
  const terminal = useRecord(terminals, session.terminalId)
  const { varianceMinor } = drawer
  return (
    <div className={css.row}>
      <span className={css.rowWords}>
        <b>{say('cash.sessionOf', { number: session.number, till: terminal?.name ?? '' })}</b>
        <span className={css.quiet}>
          {isBlocked
            ? say('cash.earlierFirst')
            : session.closedAt !== null &&
              `${say('cash.closed')} ${numerals.date(session.closedAt)} ${numerals.time(session.closedAt)}`}
        </span>
      </span>
      {varianceMinor !== null && (
        <Chip tone={varianceMinor === 0 ? 'live' : 'bad'}>
          <bdi>{numerals.amount(varianceMinor, session.currency, { signed: true })}</bdi>
        </Chip>
      )}
      <Seal storeId={storeId} session={session} isBlocked={isBlocked} onSealed={onSealed} />
    </div>
  )
}
