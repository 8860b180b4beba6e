// Data the hub is asked for, because it is not replicated: one answer, or pages of a list. What was answered stays on the
// screen while it is asked again, and a burst of facts asks once a second at most.
import { useCallback, useEffect, useState } from 'react'
import { CallProblem, unanswered } from './problem.ts'

export type Asked<T> = {
  answer: T | undefined
  problem: CallProblem | null
  /** Nothing to show yet. */
  asking: boolean
  again(): void
}

type Held<Ask, T> = { ask: Ask | null; answer: T | undefined; problem: CallProblem | null }
const nothing = { ask: null, answer: undefined, problem: null }

/** Reads try again by themselves for a while; a page that waits longer says so instead. */
export const askOptions = { attempts: 3 } as const

export const problemOf = (error: unknown): CallProblem =>
  error instanceof CallProblem ? error : unanswered(String(error))

/** `ask` keeps its identity while the question is the same; null asks nothing. */
export function useAsked<T>(ask: (() => Promise<T>) | null, version = 0): Asked<T> {
  const calm = useCalm(version)
  const [round, setRound] = useState(0)
  const [held, setHeld] = useState<Held<() => Promise<T>, T>>(nothing)
  useEffect(() => {
    if (!ask) return
    let here = true
    const take = (answer: T | undefined, problem: CallProblem | null) => {
      if (!here) return
      setHeld((before) => ({
        ask,
        answer: answer ?? (before.ask === ask ? before.answer : undefined),
        problem,
      }))
    }
    ask().then(
      (answer) => take(answer, null),
      (error: unknown) => take(undefined, problemOf(error)),
    )
    return () => {
      here = false
    }
  }, [ask, calm, round])
  const { answer, problem } = held.ask === ask ? held : nothing
  const again = useCallback(() => setRound((now) => now + 1), [])
  return { answer, problem, asking: ask !== null && answer === undefined && !problem, again }
}

export type PageOf<Row> = { rows: Row[]; next: string | null }
export type AskPage<Row> = (page: { after?: string; limit: number }) => Promise<PageOf<Row>>
export type Paged<Row> = Asked<readonly Row[]> & {
  /** Asks the next page; undefined on the last. */
  more: (() => void) | undefined
}

const PAGE = 50
const MOST = 200

/** A list in pages, newest first; a new version asks for as many rows as were shown. */
export function usePages<Row>(ask: AskPage<Row> | null, version = 0): Paged<Row> {
  const [after, setAfter] = useState<{
    ask: AskPage<Row>
    rows: Row[]
    next: string | null
  } | null>(null)
  const beyond = after && after.ask === ask ? after : null
  const first = useCallback(() => (ask ? ask({ limit: PAGE }) : Promise.reject()), [ask])
  const head = useAsked(ask ? first : null, version)
  const rows = head.answer && joined(head.answer.rows, beyond?.rows ?? [])
  const next = beyond ? beyond.next : (head.answer?.next ?? null)
  const more = () => {
    if (!ask || next === null) return
    void ask({ after: next, limit: MOST }).then(
      (page) => setAfter({ ask, rows: [...(beyond?.rows ?? []), ...page.rows], next: page.next }),
      () => head.again(),
    )
  }
  return { ...head, answer: rows, more: next === null ? undefined : more }
}

// Rows that came to the head of the list meanwhile push others down, where they are met again.
function joined<Row>(head: readonly Row[], tail: readonly Row[]): Row[] {
  const seen = new Set(head.map((row) => JSON.stringify(row)))
  return [...head, ...tail.filter((row) => !seen.has(JSON.stringify(row)))]
}

const CALM_MS = 1000

/** Follows a number that may jump often, at most once a second. */
export function useCalm(version: number): number {
  const [calm, setCalm] = useState(version)
  useEffect(() => {
    if (calm === version) return
    const timer = setTimeout(() => setCalm(version), CALM_MS)
    return () => clearTimeout(timer)
  }, [calm, version])
  return calm
}
