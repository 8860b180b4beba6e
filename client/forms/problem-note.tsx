// What the hub refused, in the reader's language and in three parts: what happened, what was kept, what to do.
import type { CallProblem } from '../link/problem.ts'
import { Failure } from '../ui/failure.tsx'
import { useProblemWords } from '../ui/problem-words.ts'
import { useFaultWords } from './fault-words.ts'
import { useSay } from '../words/index.ts'

export type ProblemNoteProps = {
  problem: CallProblem | null
  /** What was kept; that nothing changed where left out. */
  kept?: string
  onAgain?(): void
}

export function ProblemNote({ problem, kept, onAgain }: ProblemNoteProps) {
  const say = useSay()
  const wordsOf = useProblemWords()
  const faultOf = useFaultWords()
  if (!problem) return null
  const { slug, body, answered } = problem
  const faults = (body.errors ?? []).map(faultOf)
  const next = faults.length > 0 ? faults.join('; ') : say(`refusalNext.${nextOf(slug)}`)
  return (
    <Failure
      happened={wordsOf(body, answered)}
      kept={kept ?? say(answered ? 'refusalKept.nothingChanged' : 'refusalKept.unknown')}
      next={<bdi>{next}</bdi>}
      {...(onAgain ? { primary: { words: say('refusalNext.button'), onAct: onAgain } } : {})}
    />
  )
}

function nextOf(slug: CallProblem['slug']): 'again' | 'ask' | 'correct' | 'signIn' {
  if (slug === 'forbidden' || slug === 'wrong-store') return 'ask'
  if (slug === 'not-signed-in' || slug === 'revoked') return 'signIn'
  return ['unavailable', 'internal', 'too-many-requests', 'changed-meanwhile'].includes(slug)
    ? 'again'
    : 'correct'
}
