// The scans already booked, as the outbox keeps them: what each was, and what became of it. Pure.
import type { Input } from '#shared/contract.ts'
import type { Id } from '#shared/ids.ts'
import type { ProblemBody } from '#shared/problem.ts'
import { stockMove, stockReceive } from '#stock/contract.ts'
import type { StoredCall } from '../link/device-database.ts'

export type Task = 'receive' | 'move'

export type Booked = {
  id: Id
  task: Task
  variantId: Id
  /** A receipt names its lot by code, a move by id. */
  lotCode: string | null
  lotId: Id | null
  expiryOn: string | null
  quantityMilli: number
  at: string
  state: StoredCall['state']
  problem: ProblemBody | null
}

/** The scan behind a kept call; null for a call that is none of a scanner. */
export function bookedOf({ id, op, input, at, state, problem }: StoredCall): Booked | null {
  const common = { id, at, state, problem }
  if (op === stockReceive.name) {
    const [line] = (input as Input<typeof stockReceive>).lines
    if (!line) return null
    const lotCode = line.lot?.code ?? null
    const expiryOn = line.lot?.expiryOn ?? null
    const { variantId, quantityMilli } = line
    return { ...common, task: 'receive', variantId, quantityMilli, lotCode, expiryOn, lotId: null }
  }
  if (op === stockMove.name) {
    const { variantId, quantityMilli, lotId = null } = input as Input<typeof stockMove>
    const none = { lotCode: null, expiryOn: null }
    return { ...common, task: 'move', variantId, quantityMilli, lotId, ...none }
  }
  return null
}

/** The scans of a task since it was begun, newest first. */
export function bookedIn(calls: readonly StoredCall[], task: Task, sinceAt: string): Booked[] {
  return calls
    .map(bookedOf)
    .filter((booked) => booked !== null)
    .filter((booked) => booked.task === task && booked.at >= sinceAt)
}

/** How many of the scans of a task the hub has confirmed. */
export function progressOf(booked: readonly Booked[]): { confirmed: number; all: number } {
  const counted = booked.filter(({ state }) => state !== 'refused')
  return {
    confirmed: counted.filter(({ state }) => state === 'confirmed').length,
    all: counted.length,
  }
}

/** The oldest refusal nobody has seen yet. */
export function unseenRefusal(
  calls: readonly StoredCall[],
  seen: readonly Id[],
): Booked | undefined {
  const refused = calls.filter(({ id, state }) => state === 'refused' && !seen.includes(id))
  return refused.map(bookedOf).findLast((booked) => booked !== null) ?? undefined
}
