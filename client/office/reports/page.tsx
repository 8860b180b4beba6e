// Reports: one is asked for a store and a day, made by a worker while one goes on, and opened as CSV, XLSX or PDF.
import { Button } from '@mantine/core'
import { IconChartBar } from '@tabler/icons-react'
import { useState } from 'react'
import { dayIn } from '#shared/days.ts'
import { newId } from '#shared/ids.ts'
import { reportRuns, reportsRun, type ReportRun } from '#reports/contract.ts'
import { useLink, useRecords } from '../../link/react.ts'
import { useNumerals } from '../../look/look.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Failure } from '../../ui/failure.tsx'
import { LongWork } from '../../ui/long-work.tsx'
import { useNowMs } from '../../ui/now.ts'
import { Panel } from '../../ui/panel.tsx'
import { Skeletons } from '../../ui/skeletons.tsx'
import { useSay } from '../../words/index.ts'
import { useChosenStore } from '../followed-stores.ts'
import { DayField } from '../parts/fields.tsx'
import { openHubFile } from '../parts/download.ts'
import { useKnown } from '../parts/known.ts'
import { useNames } from '../parts/named.ts'
import { OfficePage, PageHead } from '../parts/page-head.tsx'
import parts from '../parts/parts.module.css'
import { ProblemNote } from '../../forms/problem-note.tsx'
import { StorePick } from '../parts/store-pick.tsx'
import { useWork } from '../../forms/work.ts'

export default function ReportsPage() {
  const say = useSay()
  const { call } = useLink()
  const { store } = useChosenStore()
  const work = useWork()
  const today = dayIn(store?.timeZone ?? 'UTC', new Date(useNowMs()).toISOString())
  const [chosen, setChosen] = useState('')
  const day = chosen || today
  const runs = useRecords(reportRuns, store?.id)
  const known = useKnown(store?.id)
  const run = (businessOn: string) => {
    if (!store) return
    const input = {
      id: newId(Date.now()),
      storeId: store.id,
      kind: 'day-sales',
      businessOn,
    } as const
    void work.run(() => call(reportsRun, input))
  }
  return (
    <OfficePage>
      <PageHead title={say('office.reports')} />
      <div className={parts.filters}>
        <DayField label={say('reportsOffice.day')} value={day} onChange={setChosen} />
        <StorePick />
        <Button
          leftSection={<IconChartBar size={20} stroke={1.8} aria-hidden />}
          loading={work.doing}
          onClick={() => run(day)}
        >
          {say('reportsOffice.run')}
        </Button>
      </div>
      <ProblemNote problem={work.problem} onAgain={() => run(day)} />
      {!known && <Skeletons shape="rows" count={4} />}
      {known && runs.length === 0 && (
        <Empty
          icon={<IconChartBar size={40} stroke={1.6} aria-hidden />}
          title={say('reportsOffice.none')}
          detail={say('reportsOffice.noneDetail')}
        />
      )}
      {runs
        .toSorted((a, b) => (a.askedAt < b.askedAt ? 1 : -1))
        .map((report) => (
          <OneReport key={report.id} report={report} onAgain={() => run(report.businessOn)} />
        ))}
    </OfficePage>
  )
}

function OneReport({ report, onAgain }: { report: ReportRun; onAgain(): void }) {
  const say = useSay()
  const numerals = useNumerals()
  const names = useNames()
  const day = numerals.date(report.businessOn, 'day-year')
  const asked = `${numerals.date(report.askedAt)} ${numerals.time(report.askedAt)}`
  const note = say('reportsOffice.asked', { when: asked, name: names.person(report.personId) })
  return (
    <Panel title={say('reportsOffice.daySales', { day })} note={note}>
      {(report.state === 'queued' || report.state === 'running') && (
        <LongWork
          title={say(`reportsOffice.states.${report.state}`)}
          done={report.done}
          all={report.total}
        />
      )}
      {report.state === 'ready' && <Files report={report} />}
      {report.state === 'failed' && (
        <Failure
          happened={say('reportsOffice.failed', { day })}
          kept={say('reportsOffice.failedKept')}
          next={<bdi>{report.problem ?? ''}</bdi>}
          primary={{ words: say('reportsOffice.again'), onAct: onAgain }}
        />
      )}
    </Panel>
  )
}

function Files({ report }: { report: ReportRun }) {
  const say = useSay()
  const link = useLink()
  const work = useWork()
  const open = (format: string) => {
    const path = `/stores/${report.storeId}/reports/${report.id}/${format}`
    const name = `day-sales-${report.businessOn}.${format}`
    void work.run(() => openHubFile(link, path, format === 'pdf' ? undefined : name))
  }
  return (
    <>
      <ProblemNote problem={work.problem} />
      <div className={parts.filters}>
        {report.formats.map((format) => (
          <Button key={format} variant="default" onClick={() => open(format)}>
            {say('reportsOffice.open', { format: format.toUpperCase() })}
          </Button>
        ))}
      </div>
    </>
  )
}
