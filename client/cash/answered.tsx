// What the hub was asked about drawers: its answer, or that it comes, that it needs the link, or that it went wrong and can be
// asked again.
import type { ReactNode } from 'react'
import type { Asked } from '../link/asked.ts'
import { useLive } from '../link/react.ts'
import { Failure } from '../ui/failure.tsx'
import { useProblemWords } from '../ui/problem-words.ts'
import { Skeletons } from '../ui/skeletons.tsx'
import { useSay } from '../words/index.ts'

export type AnsweredProps<T> = {
  asked: Asked<T>
  /** How many lines the answer is likely to have. */
  lines: number
  children(answer: T): ReactNode
}

export function Answered<T>({ asked, lines, children }: AnsweredProps<T>) {
  const say = useSay()
  const live = useLive().kind === 'live'
  const told = useProblemWords()
  const { answer, problem, again } = asked
  if (answer !== undefined) return children(answer)
  if (!problem) {
    return live ? <Skeletons shape="lines" count={lines} /> : <p>{say('cash.needsLink')}</p>
  }
  return (
    <Failure
      happened={told(problem.body, problem.answered)}
      kept={say('cash.nothingChanged')}
      next={say('cash.askAgain')}
      primary={{ words: say('cash.again'), onAct: again }}
    />
  )
}
