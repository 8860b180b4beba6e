// Why goods came back: the reasons a till offers are kept as their names, and said in the language of whoever reads them.
import { useCallback } from 'react'
import { useSay } from '../words/index.ts'

export const returnReasons = [
  'changed-mind',
  'damaged',
  'wrong',
  'quality',
  'expired',
  'other',
] as const

/** A reason that is none of the names is in somebody's own words already. */
export function useReasonSaid(): (reason: string) => string {
  const say = useSay()
  return useCallback(
    (reason: string) => {
      const known = returnReasons.find((each) => each === reason)
      return known ? say(`reason.${known}`) : reason
    },
    [say],
  )
}
