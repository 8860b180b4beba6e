// The last sales as they come in, each a way to its document. It begins empty: it is a list of news, not of the day.
import { memo } from 'react'
import { Link } from 'wouter'
import { terminals } from '#terminals/contract.ts'
import { useLink, useRecord, useWatched } from '../link/react.ts'
import { useNumerals } from '../look/look.tsx'
import { Money } from '../ui/money.tsx'
import { useSay } from '../words/index.ts'
import css from './dashboard.module.css'
import { type Heard, heardOf } from './heard.ts'

export const JustNow = memo(function JustNow({ most }: { most: number }) {
  const say = useSay()
  const { store } = useLink()
  const heard = useWatched(heardOf(store))
  return (
    <section className={css.news} aria-label={say('dashboard.justNow')}>
      <h2>{say('dashboard.justNow')}</h2>
      {heard.length === 0 && <p className={css.none}>{say('board.noNews')}</p>}
      <ul aria-live="off">
        {heard.slice(0, most).map((each) => (
          <Row key={each.sale.saleId} heard={each} />
        ))}
      </ul>
    </section>
  )
})

function Row({ heard }: { heard: Heard }) {
  const say = useSay()
  const numerals = useNumerals()
  const { sale, storeId } = heard
  const terminal = useRecord(terminals, sale.terminalId)
  const words = sale.totalMinor < 0 ? 'board.returnOf' : 'board.saleOf'
  return (
    <li>
      <Link href={`/office/sales/${storeId}/${sale.saleId}`} className={css.newsRow}>
        <bdi>{numerals.time(sale.at, { seconds: true })}</bdi>
        <span>{say(words, { receipt: sale.receipt, till: terminal?.name ?? '' })}</span>
        <b>
          <Money amountMinor={sale.totalMinor} currency={sale.currency} />
        </b>
      </Link>
    </li>
  )
}
