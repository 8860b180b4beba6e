// What is wrong with one field of an input, in the reader's language where it has words for it.
import { useCallback } from 'react'
import type { InputError } from '#shared/problem.ts'
import { useSay } from '../words/index.ts'

const passwordFaults = ['password-short', 'password-common', 'password-name'] as const

export function useFaultWords(): (fault: InputError) => string {
  const say = useSay()
  return useCallback(
    ({ path, message, code }) => {
      const known = passwordFaults.find((each) => each === code)
      return known ? say(`security.passwordFaults.${known}`) : `${path.slice(1)}: ${message}`
    },
    [say],
  )
}
