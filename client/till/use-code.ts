// The code of a gift card, store credit or voucher, looked up at the hub while the customer waits. The code itself is
// a secret of its bearer: it is sent, and kept nowhere.
import { useCallback, useState } from 'react'
import { storedValueFind } from '#stored-value/contract.ts'
import { tidyCode } from '#stored-value/rules.ts'
import { CallProblem } from '../link/problem.ts'
import { useProblemWords } from '../ui/problem-words.ts'
import { useSay } from '../words/index.ts'
import type { Paying } from './paying.ts'
import type { Bill, TenderFault } from './tenders-taken.ts'
import type { Till } from './till-state.ts'

type Parts = Pick<Till, 'link' | 'live' | 'show'> & {
  readonly bill: Bill
  readonly pay: Paying['pay']
  readonly refused: (fault: TenderFault) => void
}

export function useCode({ link, live, show, pay, refused }: Parts) {
  const say = useSay()
  const problemWords = useProblemWords()
  const [finding, setFinding] = useState(false)
  const takeCode = useCallback(
    (text: string): void => {
      const code = tidyCode(text)
      if (!live) return refused('needs-link')
      const unknown = {
        happened: say('paying.unknownCode'),
        next: say('paying.unknownCodeNext'),
      }
      if (code === undefined) return show({ failure: unknown })
      setFinding(true)
      link
        .call(storedValueFind, { code }, { attempts: 2 })
        .then((account) => pay({ do: 'account', account }))
        .catch((error: unknown) => {
          if (!(error instanceof CallProblem)) throw error
          const happened = problemWords(error.body, error.answered)
          const failure = { happened, next: say('paying.unknownCodeNext') }
          show({ failure: error.slug === 'not-found' ? unknown : failure })
        })
        .finally(() => setFinding(false))
    },
    [link, live, show, pay, refused, say, problemWords],
  )
  return { finding, takeCode }
}
