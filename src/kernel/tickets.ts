// Promises of work: a ticket is written in the transaction that needs the job, so that neither can
// exist without the other. Only the relay hands tickets to the queue.
import { newId } from '#shared/ids.ts'
import { nowMs } from './clock.ts'

export type Job<P extends Record<string, unknown> = Record<string, unknown>> = {
  readonly name: string
  /** The queue whose worker runs it. */
  readonly queue: 'documents' | 'reports' | 'housekeeping'
  /** Milliseconds it may take before it is tried again. */
  readonly timeoutMs: number
  readonly attempts: number
  /** Milliseconds between runs that nobody asks for; absent for a job that is promised. */
  readonly everyMs?: number
  /** Marks the type of its payload; never set. */
  readonly payload?: P
}

/** Declares a job; the room's jobs.ts binds it to what is done. */
export function job<P extends Record<string, unknown>>(declared: Job<P>): Job<P> {
  return declared
}

export type TicketRow = ReturnType<typeof ticketRow>

/** The row of a ticket, ready to be inserted; a second one of the same job and key is not. */
export function ticketRow<P extends Record<string, unknown>>(
  of: Job<P>,
  key: string,
  payload: P,
  at: string,
) {
  return {
    id: newId(nowMs()),
    job: of.name,
    key,
    payload,
    state: 'waiting',
    fence: 0,
    attempts: 0,
    runAt: at,
    error: null,
    at,
  }
}
