// One act of a person: whether it is under way and what the hub had against it. It never repeats an act by itself.
import { useState } from 'react'
import type { CallProblem } from '../link/problem.ts'
import { problemOf } from '../link/asked.ts'

export type Work = {
  doing: boolean
  problem: CallProblem | null
  /** Runs the act; true when the hub agreed. */
  run(act: () => Promise<unknown>): Promise<boolean>
  clear(): void
}

export function useWork(): Work {
  const [state, setState] = useState<Pick<Work, 'doing' | 'problem'>>({
    doing: false,
    problem: null,
  })
  const run = async (act: () => Promise<unknown>) => {
    setState({ doing: true, problem: null })
    try {
      await act()
      setState({ doing: false, problem: null })
      return true
    } catch (error) {
      setState({ doing: false, problem: problemOf(error) })
      return false
    }
  }
  return { ...state, run, clear: () => setState({ doing: false, problem: null }) }
}
