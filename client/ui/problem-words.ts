// A problem of the hub in the reader's language. What the hub wrote in English is for its log; here each kind of
// problem has its own sentence, and one this version does not know says so.
import { useCallback } from 'react'
import { type ProblemBody, slugOf } from '#shared/problem.ts'
import { useNumerals } from '../look/look.tsx'
import { useSay } from '../words/index.ts'

/** `answered` false: the hub was not heard, so nobody knows whether it happened. */
export function useProblemWords() {
  const say = useSay()
  const numerals = useNumerals()
  return useCallback(
    (body: ProblemBody, answered = true): string => {
      if (!answered) return say('problem.unheard')
      const slug = slugOf(body)
      if (body.retryAfterMs && (slug === 'locked-out' || slug === 'too-many-requests')) {
        return say('sign.locked', { age: numerals.age(Math.max(1000, body.retryAfterMs)) })
      }
      return say(`problem.${slug}`)
    },
    [say, numerals],
  )
}
