// The audit trail: the log of the company or of a store, newest first, as who did what, when and from where. It changes nothing.
import { Select } from '@mantine/core'
import { IconHistory } from '@tabler/icons-react'
import { useCallback, useMemo, useState } from 'react'
import { auditList, type AuditRow } from '#audit/contract.ts'
import { streamOf } from '#shared/streams.ts'
import { useLink } from '../../link/react.ts'
import { nameIn } from '../../look/locale.ts'
import { useLook, useNumerals } from '../../look/look.tsx'
import { Code } from '../../ui/code.tsx'
import { SearchField } from '../../ui/fields.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { useSay } from '../../words/index.ts'
import { useOwnStores } from '../followed-stores.ts'
import { askOptions, usePages } from '../../link/asked.ts'
import { Fact, Facts } from '../parts/facts.tsx'
import { type ListColumn, Listing } from '../parts/listing.tsx'
import { useNames } from '../parts/named.ts'
import { OfficePage, PageHead } from '../parts/page-head.tsx'
import parts from '../parts/parts.module.css'
import { factGroup } from './fact-words.ts'
import { useStreamPosition } from './stream-position.ts'

export default function AuditPage() {
  const say = useSay()
  const { call } = useLink()
  const [stream, setStream] = useState<string>('company')
  const [kind, setKind] = useState('')
  const [open, setOpen] = useState<AuditRow | null>(null)
  const ask = useCallback(
    (page: { after?: string; limit: number }) => {
      const only = kind.trim() === '' ? {} : { kind: kind.trim() }
      return call(auditList, { stream, ...only, ...page }, askOptions)
    },
    [call, stream, kind],
  )
  const asked = usePages<AuditRow>(ask, useStreamPosition(stream))
  const columns = useColumns()
  return (
    <OfficePage>
      <PageHead title={say('office.audit')} />
      <Listing<AuditRow>
        label={say('office.audit')}
        name="audit"
        ownSearch
        filters={<Filters kind={kind} onKind={setKind} stream={stream} onStream={setStream} />}
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
          ...(kind === ''
            ? {}
            : { action: { words: say('auditOffice.everyKind'), onAct: () => setKind('') } }),
        }}
      />
      {open && (
        <Sheet opened onClose={() => setOpen(null)} title={say('auditOffice.fact')}>
          <OneFact fact={open} />
        </Sheet>
      )}
    </OfficePage>
  )
}

type FiltersProps = {
  kind: string
  onKind(kind: string): void
  stream: string
  onStream(stream: string): void
}

function Filters({ kind, onKind, stream, onStream }: FiltersProps) {
  const say = useSay()
  return (
    <>
      <div className={parts.grow}>
        <SearchField label={say('auditOffice.kindLabel')} value={kind} onChange={onKind} />
      </div>
      <StreamPick value={stream} onChange={onStream} />
    </>
  )
}

function StreamPick({ value, onChange }: { value: string; onChange(stream: string): void }) {
  const say = useSay()
  const { locale } = useLook()
  const own = useOwnStores()
  const data = [
    { value: 'company', label: say('auditOffice.company') },
    ...own.map(({ id, name }) => ({ value: streamOf(id), label: nameIn(locale, name) })),
  ]
  return (
    <Select
      aria-label={say('auditOffice.stream')}
      value={value}
      data={data}
      allowDeselect={false}
      onChange={(stream) => stream !== null && onChange(stream)}
    />
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
        plain: ({ kind }) => `${say(`auditOffice.groups.${factGroup(kind)}`)} ${kind}`,
        cell: ({ kind }) => (
          <span className={parts.names}>
            <span>{say(`auditOffice.groups.${factGroup(kind)}`)}</span>
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
    [say, numerals, names],
  )
}
