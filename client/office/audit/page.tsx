// The audit trail: the log of the company or of a store, newest first, as who did what, when and from where. It changes nothing.
import { IconHistory } from '@tabler/icons-react'
import { useCallback, useMemo, useState } from 'react'
import { auditList, type AuditRow } from '#audit/contract.ts'
import { useLink } from '../../link/react.ts'
import { useNumerals } from '../../look/look.tsx'
import { Code } from '../../ui/code.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { useSay } from '../../words/index.ts'
import { askOptions, usePages } from '../../link/asked.ts'
import { Fact, Facts } from '../parts/facts.tsx'
import { type ListColumn, Listing } from '../parts/listing.tsx'
import { useNames } from '../parts/named.ts'
import { OfficePage, PageHead } from '../parts/page-head.tsx'
import parts from '../parts/parts.module.css'
import { useFactWords } from './fact-words.ts'
import { useStreamPosition } from './stream-position.ts'
import { TrailFilters } from './trail-filters.tsx'
import { askOf, isNarrowed, wholeTrail } from './trail-question.ts'

export default function AuditPage() {
  const say = useSay()
  const { call } = useLink()
  const [question, setQuestion] = useState(wholeTrail)
  const [open, setOpen] = useState<AuditRow | null>(null)
  const ask = useCallback(
    (page: { after?: string; limit: number }) =>
      call(auditList, { ...askOf(question), ...page }, askOptions),
    [call, question],
  )
  const asked = usePages<AuditRow>(ask, useStreamPosition(question.stream))
  const columns = useColumns()
  const wordsOf = useFactWords()
  return (
    <OfficePage>
      <PageHead title={say('office.audit')} />
      <Listing<AuditRow>
        label={say('office.audit')}
        name="audit"
        ownSearch
        filters={<TrailFilters value={question} onChange={setQuestion} />}
        columns={columns}
        rows={asked.answer}
        problem={asked.problem}
        onAgain={asked.again}
        more={asked.more}
        idOf={({ seq }) => String(seq)}
        nameOf={({ seq, kind: of }) => `${seq} ${of}`}
        onOpen={setOpen}
        empty={{
          icon: <IconHistory size={40} stroke={1.6} aria-hidden />,
          title: say('auditOffice.none'),
          ...(isNarrowed(question)
            ? {
                action: {
                  words: say('auditOffice.everything'),
                  onAct: () => setQuestion({ ...wholeTrail, stream: question.stream }),
                },
              }
            : {}),
        }}
      />
      {open && (
        <Sheet opened onClose={() => setOpen(null)} title={wordsOf(open.kind)}>
          <OneFact fact={open} />
        </Sheet>
      )}
    </OfficePage>
  )
}

function OneFact({ fact }: { fact: AuditRow }) {
  const say = useSay()
  const numerals = useNumerals()
  const names = useNames()
  return (
    <div className={parts.form}>
      <Facts>
        <Fact term={say('auditOffice.kind')}>
          <Code>{fact.kind}</Code>
        </Fact>
        <Fact term={say('officeParts.when')}>
          <bdi>{`${numerals.date(fact.at, 'day-year')} ${numerals.time(fact.at, { seconds: true })}`}</bdi>
        </Fact>
        <Fact term={say('officeParts.who')}>
          <bdi>{names.person(fact.personId)}</bdi>
        </Fact>
        <Fact term={say('officeParts.terminal')}>
          <bdi>{names.terminal(fact.terminalId)}</bdi>
        </Fact>
        <Fact term={say('auditOffice.number')}>
          <Code>{String(fact.seq)}</Code>
        </Fact>
        <Fact term={say('auditOffice.hash')}>
          <Code>{fact.hash.slice(0, 16)}</Code>
        </Fact>
      </Facts>
      <pre className={parts.json} dir="ltr" tabIndex={0} aria-label={say('auditOffice.body')}>
        {JSON.stringify(fact.body, null, 2)}
      </pre>
    </div>
  )
}

function useColumns(): readonly ListColumn<AuditRow>[] {
  const say = useSay()
  const numerals = useNumerals()
  const names = useNames()
  const wordsOf = useFactWords()
  return useMemo(
    () => [
      {
        id: 'at',
        head: say('officeParts.when'),
        width: '170px',
        by: ({ seq }) => seq,
        plain: ({ at }) => at,
        cell: ({ at }) => (
          <bdi>{`${numerals.date(at)} ${numerals.time(at, { seconds: true })}`}</bdi>
        ),
      },
      {
        id: 'what',
        head: say('auditOffice.what'),
        width: 'minmax(200px, 1fr)',
        by: ({ kind }) => kind,
        plain: ({ kind }) => `${wordsOf(kind)} ${kind}`,
        cell: ({ kind }) => (
          <span className={parts.names}>
            <span>{wordsOf(kind)}</span>
            <span className={parts.otherName}>
              <Code>{kind}</Code>
            </span>
          </span>
        ),
      },
      {
        id: 'who',
        head: say('officeParts.who'),
        width: 'minmax(150px, 1fr)',
        by: ({ personId }) => names.person(personId),
        cell: ({ personId }) => <bdi>{names.person(personId)}</bdi>,
      },
      {
        id: 'terminal',
        head: say('officeParts.terminal'),
        width: 'minmax(130px, 1fr)',
        by: ({ terminalId }) => names.terminal(terminalId),
        cell: ({ terminalId }) => <bdi>{names.terminal(terminalId)}</bdi>,
      },
      {
        id: 'seq',
        head: say('auditOffice.number'),
        width: '100px',
        number: true,
        by: ({ seq }) => seq,
        cell: ({ seq }) => <Code>{String(seq)}</Code>,
      },
    ],
    [say, numerals, names, wordsOf],
  )
}
