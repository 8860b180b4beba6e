// Sealing a counted session with its Z, which is for ever: said before it is done, and where the till still holds
// entries the hub does not have, with their numbers and only for a reason.
import { Button, Textarea } from '@mantine/core'
import { IconLockCheck } from '@tabler/icons-react'
import { useState } from 'react'
import type { CashSession } from '#tills/contract.ts'
import { sealOverGapPermission, tillsSeal, type ZReport } from '#tills/seal-contract.ts'
import type { Id } from '#shared/ids.ts'
import { journalReports } from '#shared/journal.ts'
import { CallProblem } from '../link/problem.ts'
import { useLink, useLive, useRecords } from '../link/react.ts'
import { useMay } from '../link/rights.ts'
import { useProblemWords } from '../ui/problem-words.ts'
import { Dialog } from '../ui/sheet.tsx'
import { useSay } from '../words/index.ts'
import css from './cash.module.css'
import { EntryRanges } from './entry-ranges.tsx'
import { outstandingOf } from './report-lines.ts'

const MOST_LETTERS = 500

export type SealProps = {
  readonly storeId: Id
  readonly session: Pick<CashSession, 'id' | 'terminalId' | 'number'>
  /** An earlier session of the same till waits for its seal. */
  readonly isBlocked?: boolean
  onSealed(report: ZReport): void
}

type Asking = 'nothing' | 'sure' | { readonly missing: number }

function useSeal({ storeId, session, onSealed }: SealProps) {
  const { call } = useLink()
  const told = useProblemWords()
  const [asking, setAsking] = useState<Asking>('nothing')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const seal = (explanation: string | null) => {
    setBusy(true)
    setProblem(null)
    const why = explanation === null ? {} : { explanation }
    call(tillsSeal, { storeId, cashSessionId: session.id, ...why }, { attempts: 2 })
      .then((report) => {
        setAsking('nothing')
        onSealed(report)
      })
      .catch((error: unknown) => {
        if (!(error instanceof CallProblem)) throw error
        const { missing } = error.body
        if (error.slug !== 'journal-outstanding' || typeof missing !== 'number')
          return setProblem(told(error.body, error.answered))
        setAsking({ missing })
      })
      .finally(() => setBusy(false))
  }
  return { asking, setAsking, busy, problem, seal }
}

export function Seal(props: SealProps) {
  const say = useSay()
  const live = useLive().kind === 'live'
  const sealing = useSeal(props)
  const { asking, setAsking, busy, problem } = sealing
  const { number } = props.session
  const close = () => setAsking('nothing')
  return (
    <>
      <Button
        leftSection={<IconLockCheck size={20} stroke={1.8} aria-hidden />}
        disabled={!live || props.isBlocked === true}
        onClick={() => setAsking('sure')}
      >
        {say('cash.seal')}
      </Button>
      <Dialog
        opened={asking !== 'nothing'}
        onClose={close}
        title={say('cash.sealTitle', { number })}
      >
        <div className={css.report}>
          {typeof asking === 'object' ? (
            <Explain {...props} sealing={sealing} missing={asking.missing} />
          ) : (
            <>
              <p className={css.quiet}>{say('cash.sealForEver')}</p>
              <Button data-autofocus loading={busy} onClick={() => sealing.seal(null)}>
                {say('cash.sealNow')}
              </Button>
            </>
          )}
          {problem !== null && (
            <p className={css.wrong} role="alert">
              {problem}
            </p>
          )}
        </div>
      </Dialog>
    </>
  )
}

type ExplainProps = SealProps & {
  readonly sealing: ReturnType<typeof useSeal>
  readonly missing: number
}

/** Which entries are missing, and sealing without them for a reason by somebody who may. */
function Explain({ storeId, session, sealing, missing }: ExplainProps) {
  const say = useSay()
  const [reason, setReason] = useState('')
  const reports = useRecords(journalReports, storeId)
  const ranges = outstandingOf(reports, session.terminalId)
  const may = useMay(sealOverGapPermission)
  const ready = reason.trim() !== ''
  return (
    <form
      className={css.report}
      onSubmit={(event) => {
        event.preventDefault()
        if (ready) sealing.seal(reason.trim())
      }}
    >
      <p className={css.warning} role="alert">
        {say('cash.missing', { count: missing })}
      </p>
      <EntryRanges storeId={storeId} terminalId={session.terminalId} ranges={ranges} />
      <p className={css.quiet}>{say('cash.missingWait')}</p>
      {may ? (
        <>
          <Textarea
            label={say('cash.explanation')}
            description={say('cash.explanationHint')}
            value={reason}
            dir="auto"
            // The dialog is open already: what had the focus is gone with what was asked before.
            autoFocus
            data-autofocus
            autosize
            minRows={2}
            onChange={(event) => setReason(event.currentTarget.value.slice(0, MOST_LETTERS))}
          />
          <Button type="submit" data-tone="bad" loading={sealing.busy} aria-disabled={!ready}>
            {say('cash.sealOver')}
          </Button>
        </>
      ) : (
        <p className={css.quiet}>{say('cash.sealOverWho')}</p>
      )}
      <Button variant="default" onClick={() => sealing.setAsking('nothing')}>
        {say('cash.waitForIt')}
      </Button>
    </form>
  )
}
