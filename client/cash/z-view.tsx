// One Z report as it was sealed: its figures, the entries it covers, what was missing and why, and its place in the
// chain of its till.
import type { ZReport } from '#tills/seal-contract.ts'
import { people } from '#users/contract.ts'
import { useLink } from '../link/react.ts'
import { zPaper } from '../printing/report-paper.ts'
import { useNumerals } from '../look/look.tsx'
import { Code } from '../ui/code.tsx'
import { Money } from '../ui/money.tsx'
import { useSay } from '../words/index.ts'
import css from './cash.module.css'
import { EntryRanges } from './entry-ranges.tsx'
import { Line, Section } from './lines.tsx'
import { PrintReport } from './print-report.tsx'
import { Totals } from './totals.tsx'

export function ZView({ report }: { report: ZReport }) {
  const say = useSay()
  const { store } = useLink()
  const numerals = useNumerals()
  const { storeId, terminalId, currency } = report
  const name = (id: string | null) => (id ? (store.record(people, id)?.name ?? '–') : '–')
  const moment = (at: string | null) =>
    at === null ? '–' : `${numerals.date(at, 'day-year')} ${numerals.time(at)}`
  return (
    <div className={css.report} data-testid="z-report">
      <Section title={say('cash.session', { number: report.sessionNumber })}>
        <Line words={say('cash.cashier')}>{name(report.personId)}</Line>
        <Line words={say('cash.opened')}>{moment(report.openedAt)}</Line>
        <Line words={say('cash.closed')}>{moment(report.closedAt)}</Line>
        <Line words={say('cash.sealedBy', { name: name(report.sealedBy) })}>
          {moment(report.sealedAt)}
        </Line>
      </Section>
      <Totals totals={report.totals} held={report} currency={currency} />
      <Section title={say('cash.chain')}>
        <Line words={say('cash.grandTotal')} strong>
          <Money amountMinor={report.grandTotalMinor} currency={currency} />
        </Line>
        <Line words={say('cash.mark')}>
          <ChainMark hash={report.hash} />
        </Line>
        <Line words={say('cash.markBefore')}>
          <ChainMark hash={report.previousHash} />
        </Line>
      </Section>
      <section className={css.section}>
        <h3>{say('cash.entries')}</h3>
        <EntryRanges {...{ storeId, terminalId }} ranges={report.ranges} />
      </section>
      {report.missing.length > 0 && (
        <section className={css.section}>
          <h3>{say('cash.missingThen')}</h3>
          <EntryRanges {...{ storeId, terminalId }} ranges={report.missing} />
          <p className={css.warning}>
            <bdi>{report.explanation}</bdi>
          </p>
        </section>
      )}
      <PrintReport
        {...{ storeId, terminalId }}
        paperOf={(setting) => zPaper(report, name(report.personId), setting)}
      />
    </div>
  )
}

const SHOWN = 12

/** The beginning of a fingerprint, enough to compare by eye with the one on paper; the first Z follows none. */
function ChainMark({ hash }: { hash: string }) {
  const isStart = /^0+$/.test(hash)
  return (
    <span title={hash}>
      <Code>{isStart ? '–' : (hash.slice(0, SHOWN).match(/.{4}/g)?.join(' ') ?? '')}</Code>
    </span>
  )
}
