// Why a line of a sale came to its amount, asked of the hub when somebody wants to know: it computes it again from what was
// kept, and says so where that is not what was charged.
import { useCallback } from 'react'
import { salesExplain } from '#sales/contract.ts'
import { useLink, useLive } from '../../link/react.ts'
import { PriceChain } from '../../ui/price-chain.tsx'
import { Skeletons } from '../../ui/skeletons.tsx'
import { useSay } from '../../words/index.ts'
import { askOptions, useAsked } from '../../link/asked.ts'
import { ProblemNote } from '../../forms/problem-note.tsx'
import css from './sales.module.css'

export type WhyPriceProps = { storeId: string; saleId: string; lineId: string }

export function WhyPrice({ storeId, saleId, lineId }: WhyPriceProps) {
  const say = useSay()
  const { call } = useLink()
  const live = useLive().kind === 'live'
  const ask = useCallback(
    () => call(salesExplain, { storeId, saleId, lineId }, askOptions),
    [call, storeId, saleId, lineId],
  )
  const { answer, problem, asking, again } = useAsked(live ? ask : null)
  return (
    <div className={css.why}>
      {asking && <Skeletons shape="lines" count={3} />}
      {!live && !answer && <p>{say('versions.needsLink')}</p>}
      <ProblemNote problem={problem} onAgain={again} />
      {answer && <PriceChain {...answer} />}
      {answer && !answer.agrees && (
        <p className={css.note} role="alert">
          {say('salesOffice.disagrees')}
        </p>
      )}
    </div>
  )
}
