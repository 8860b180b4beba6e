// The day's report of each chosen store: asked for here, made by a worker, opened when it is ready. Leaving the page
// does not stop it.
import { Button } from '@mantine/core'
import { IconFileTypeCsv, IconFileTypePdf, IconFileTypeXls } from '@tabler/icons-react'
import { useState } from 'react'
import { newId, type Id } from '#shared/ids.ts'
import { reportRuns, reportsRun, type ReportRun } from '#reports/contract.ts'
import type { Store } from '#stores/contract.ts'
import type { Link } from '../link/link.ts'
import { CallProblem } from '../link/problem.ts'
import { useLink, useRecords } from '../link/react.ts'
import { nameIn } from '../look/locale.ts'
import { useLook } from '../look/look.tsx'
import { Failure } from '../ui/failure.tsx'
import { LongWork } from '../ui/long-work.tsx'
import { Panel } from '../ui/panel.tsx'
import { useProblemWords } from '../ui/problem-words.ts'
import { useSay } from '../words/index.ts'
import { AsOf } from './as-of.tsx'
import css from './dashboard.module.css'
import { useMinuteMs } from './minute.ts'
import { fetchReport, handOver } from './report-file.ts'
import { dayAt } from './wall.ts'

const MOST_SHOWN = 6

export function Reports({ stores }: { stores: readonly Store[] }) {
  return stores.map((store) => <StoreReports key={store.id} store={store} />)
}

function StoreReports({ store }: { store: Store }) {
  const say = useSay()
  const link = useLink()
  const told = useProblemWords()
  const { locale, numerals } = useLook()
  const runs = useRecords(reportRuns, store.id)
  const [problem, setProblem] = useState<string | null>(null)
  const businessOn = dayAt(store.timeZone, useMinuteMs())
  const make = async () => {
    setProblem(null)
    const problem = await askReport(link, store.id, businessOn)
    if (problem) setProblem(told(problem.body, problem.answered))
  }
  const newest = runs.toSorted((a, b) => (a.askedAt < b.askedAt ? 1 : -1)).slice(0, MOST_SHOWN)
  return (
    <Panel title={nameIn(locale, store.name)} aside={<AsOf />}>
      <Button onClick={() => void make()} style={{ alignSelf: 'flex-start' }}>
        {say('board.makeReport', { date: numerals.date(businessOn) })}
      </Button>
      {problem !== null && (
        <Failure happened={problem} kept={say('board.reportKept')} next={say('board.reportNext')} />
      )}
      {newest.map((run) => (
        <Run key={run.id} run={run} onProblem={setProblem} />
      ))}
    </Panel>
  )
}

async function askReport(link: Link, storeId: Id, businessOn: string): Promise<CallProblem | null> {
  try {
    await link.call(reportsRun, { id: newId(Date.now()), storeId, kind: 'day-sales', businessOn })
    return null
  } catch (error) {
    if (error instanceof CallProblem) return error
    throw error
  }
}

const formats = { csv: IconFileTypeCsv, xlsx: IconFileTypeXls, pdf: IconFileTypePdf } as const

function Run({ run, onProblem }: { run: ReportRun; onProblem(problem: string): void }) {
  const say = useSay()
  const link = useLink()
  const { numerals } = useLook()
  const title = say('board.report', { date: numerals.date(run.businessOn, 'weekday') })
  if (run.state === 'failed') {
    return (
      <Failure
        happened={say('board.reportFailed', { date: numerals.date(run.businessOn) })}
        kept={run.problem ?? ''}
        next={say('board.reportNext')}
      />
    )
  }
  if (run.state !== 'ready') return <LongWork title={title} done={run.done} all={run.total} />
  const open = async (format: (typeof run.formats)[number]) => {
    const file = await fetchReport(await link.session.freshToken(), run, format)
    if (file === null) onProblem(say('board.fileMissing'))
    else handOver(file, `${run.kind}-${run.businessOn}.${format}`)
  }
  return (
    <div className={css.run} role="group" aria-label={title}>
      <span>
        <b>{title}</b>
        <small>{say('board.readyAt', { time: numerals.time(run.askedAt) })}</small>
      </span>
      {run.formats.map((format) => {
        const Icon = formats[format]
        return (
          <Button
            key={format}
            variant="default"
            leftSection={<Icon size={20} stroke={1.8} aria-hidden />}
            onClick={() => void open(format)}
          >
            {say(`board.open.${format}`)}
          </Button>
        )
      })}
    </div>
  )
}
