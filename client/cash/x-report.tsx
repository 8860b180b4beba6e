// The X report: what a session came to so far, asked again when its drawer changes. It seals nothing.
import { useCallback } from 'react'
import type { Output } from '#shared/contract.ts'
import type { Id } from '#shared/ids.ts'
import { saleVoided } from '#sales/void-contract.ts'
import { cashSessionChanged, drawerChanged } from '#tills/contract.ts'
import { tillsX } from '#tills/seal-contract.ts'
import { people } from '#users/contract.ts'
import { useFactVersion, useLink, useLive, useRecord } from '../link/react.ts'
import { useNumerals } from '../look/look.tsx'
import { askOptions, useAsked } from '../link/asked.ts'
import { xPaper } from '../printing/report-paper.ts'
import { useSay } from '../words/index.ts'
import { Answered } from './answered.tsx'
import css from './cash.module.css'
import { PrintReport } from './print-report.tsx'
import { Totals } from './totals.tsx'

export type X = Output<typeof tillsX>

/** The X of a session as the hub has it now. */
export function useX(storeId: Id, cashSessionId: Id) {
  const { call } = useLink()
  const live = useLive().kind === 'live'
  const ask = useCallback(
    () => call(tillsX, { storeId, cashSessionId }, askOptions),
    [call, storeId, cashSessionId],
  )
  const version =
    useFactVersion(drawerChanged) + useFactVersion(cashSessionChanged) + useFactVersion(saleVoided)
  return useAsked(live ? ask : null, version)
}

export function XReport(props: { storeId: Id; cashSessionId: Id }) {
  const { storeId, cashSessionId } = props
  return (
    <Answered asked={useX(storeId, cashSessionId)} lines={6}>
      {(x) => <WholeX storeId={storeId} x={x} />}
    </Answered>
  )
}

function WholeX({ storeId, x }: { storeId: Id; x: X }) {
  const say = useSay()
  const numerals = useNumerals()
  const { session, drawer, totals, at } = x
  const person = useRecord(people, session.personId)
  return (
    <div className={css.report} data-testid="x-report">
      <p className={css.quiet}>
        {session.closedAt === null
          ? say('cash.xAsOf', {
              number: session.number,
              time: numerals.time(at, { seconds: true }),
            })
          : say('cash.xOver', { number: session.number })}
      </p>
      <Totals
        totals={totals}
        held={{ ...drawer, floatMinor: session.floatMinor }}
        currency={session.currency}
      />
      <PrintReport
        storeId={storeId}
        terminalId={session.terminalId}
        paperOf={(setting) => xPaper(x, person?.name ?? '', setting)}
      />
    </div>
  )
}
