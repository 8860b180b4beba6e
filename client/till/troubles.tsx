// Sales that went on without an answer and were then not taken. They stay in sight until a person has seen each.
import { useWatched } from '../link/react.ts'
import { useNumerals } from '../look/look.tsx'
import { useProblemWords } from '../ui/problem-words.ts'
import { Failure } from '../ui/failure.tsx'
import { useSay } from '../words/index.ts'
import css from './page.module.css'
import { useTill } from './till-state.ts'

export function Troubles() {
  const { held, desk, shelf } = useTill()
  const say = useSay()
  const numerals = useNumerals()
  const problemWords = useProblemWords()
  const kept = useWatched(desk.kept)
  if (held.troubles.length === 0 && kept) return null
  return (
    <div className={css.troubles}>
      {!kept && (
        <Failure
          happened={say('sell.notKept')}
          kept={say('sell.notKeptStill')}
          next={say('sell.notKeptNext')}
        />
      )}
      {held.troubles.map((trouble) => (
        <Failure
          key={trouble.id}
          happened={say('sell.lateRefusal', {
            receipt: trouble.receipt,
            amount: numerals.money(trouble.totalMinor, shelf.shop.currency),
          })}
          kept={trouble.problem ? `${problemWords(trouble.problem)}.` : ''}
          next={say('sell.lateRefusalNext')}
          primary={{
            words: say('sell.seen'),
            onAct: () =>
              desk.change({ troubles: held.troubles.filter((each) => each !== trouble) }),
          }}
        />
      ))}
    </div>
  )
}
