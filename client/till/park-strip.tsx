// Over the basket when it is not this till's any more: who took it and where, or that it is gone. It is left here, or
// taken back.
import { Button } from '@mantine/core'
import { IconUsers } from '@tabler/icons-react'
import { useState } from 'react'
import { terminals } from '#terminals/contract.ts'
import { people } from '#users/contract.ts'
import { CallProblem } from '../link/problem.ts'
import { useRecord } from '../link/react.ts'
import { useProblemWords } from '../ui/problem-words.ts'
import { useSay } from '../words/index.ts'
import { useNews } from './news.tsx'
import css from './page.module.css'
import { useResumedNews } from './resume-sheet.tsx'
import { useTill } from './till-state.ts'

export function ParkStrip() {
  const { parking, screen } = useTill()
  const say = useSay()
  const news = useNews()
  const problemWords = useProblemWords()
  const told = useResumedNews()
  const [busy, setBusy] = useState(false)
  const { lost } = parking
  const taken = lost?.kind === 'taken' ? lost : null
  const person = useRecord(people, taken?.personId ?? null)?.name ?? '?'
  const till = useRecord(terminals, taken?.terminalId ?? null)?.name ?? '?'
  if (!lost || screen.busy) return null
  const takeBack = () => {
    setBusy(true)
    parking
      .takeBack()
      .then(told)
      .catch((error: unknown) => {
        if (!(error instanceof CallProblem)) throw error
        news.refused(problemWords(error.body, error.answered))
      })
      .finally(() => setBusy(false))
  }
  return (
    <div className={css.returning} role="alert" data-testid="basket-lost">
      <IconUsers size={20} stroke={1.8} aria-hidden />
      <span>{taken ? say('aside.taken', { person, till }) : say('aside.gone')}</span>
      <div className={css.returningActs}>
        {taken && (
          <Button variant="default" loading={busy} onClick={takeBack}>
            {say('aside.takeBack')}
          </Button>
        )}
        <Button variant="default" onClick={parking.leave}>
          {say('aside.leave')}
        </Button>
      </div>
    </div>
  )
}
