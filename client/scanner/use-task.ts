// One task of the handheld: what is under the thumb, what was booked since it began, and booking through the outbox.
// Nothing is sent from here; the outbox does that when the link allows.
import { useCallback, useEffect, useMemo, useRef } from 'react'
import type { Input } from '#shared/contract.ts'
import { stockMove, stockReceive } from '#stock/contract.ts'
import { useLink, useOutbox } from '../link/react.ts'
import { type Booked, bookedIn, progressOf, type Task } from './calls.ts'
import { type Draft, untakeScan } from './draft.ts'
import { useKept } from './kept.ts'
import { useSounds } from './use-scans.ts'

export type Undone = 'scan' | 'call' | 'too-late' | 'nothing'
export type TaskState = {
  draft: Draft | null
  setDraft(draft: Draft | null): void
  booked: readonly Booked[]
  progress: { confirmed: number; all: number }
  receive(input: Input<typeof stockReceive>): Promise<void>
  move(input: Input<typeof stockMove>): Promise<void>
  undo(): Promise<Undone>
  /** Begins the count of the task anew. */
  finish(): void
}

const instant = () => new Date().toISOString()

export function useTask(task: Task): TaskState {
  const { outbox } = useLink()
  const { recent } = useOutbox()
  const [draft, setDraft] = useKept<Draft | null>(`${task}.draft`, () => null)
  const [sinceAt, setSinceAt] = useKept(`${task}.since`, instant)
  const booked = useMemo(() => bookedIn(recent, task, sinceAt), [recent, task, sinceAt])
  const progress = useMemo(() => progressOf(booked), [booked])
  useConfirmedSound(progress.confirmed)
  const undo = useCallback(async (): Promise<Undone> => {
    if (draft) {
      setDraft(untakeScan(draft))
      return 'scan'
    }
    const [last] = booked
    if (!last) return 'nothing'
    return (await outbox.takeBack(last.id)) ? 'call' : 'too-late'
  }, [draft, setDraft, booked, outbox])
  return {
    draft,
    setDraft,
    booked,
    progress,
    receive: async (input) => void (await outbox.add(stockReceive, input)),
    move: async (input) => void (await outbox.add(stockMove, input)),
    undo,
    finish: () => setSinceAt(instant()),
  }
}

// Felt, not heard: the second tick comes while the hand is already at the next box.
function useConfirmedSound(confirmed: number): void {
  const sound = useSounds()
  const before = useRef(confirmed)
  useEffect(() => {
    if (confirmed > before.current) sound('confirmed')
    before.current = confirmed
  }, [confirmed, sound])
}
