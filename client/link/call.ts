// Asks an operation by whatever way is open: the socket while it is up, else HTTP. A call that may
// be repeated is, with the same id; one that may not is the caller's to decide.
import type { Static, TObject, TSchema } from 'typebox'
import type { Operation } from '#shared/contract.ts'
import { type Id, newId } from '#shared/ids.ts'
import { type Pace, backoffMs, pause } from './backoff.ts'
import { httpRequest, readAnswer, wireInput } from './http-request.ts'
import { CallProblem, unanswered } from './problem.ts'
import type { Surroundings } from './surroundings.ts'

export type CallOptions = {
  /** Repeats an earlier call; made anew where absent. */
  readonly id?: Id
  /** How often to try in all: 6 for reads and writes, 1 for acts, where absent. */
  readonly attempts?: number
  /** Never over the socket: sign-in and the like, because cookies travel only by HTTP. */
  readonly http?: boolean
  /** By HTTP: given up after so many milliseconds, sooner than others. */
  readonly withinMs?: number
}
/** Resolves with the output; rejects with a CallProblem and nothing else. */
export type Call = <I extends TObject, O extends TSchema>(
  operation: Operation<I, O>,
  input: Static<I>,
  options?: CallOptions,
) => Promise<Static<O>>

export type CallParts = {
  readonly origin: string
  readonly socket: {
    /** Whether it speaks for the person: a terminal’s says nothing of who must set up a second step first. */
    talks(): boolean
    request(op: string, input: unknown, id: Id): Promise<unknown>
  }
  /** The Authorization header for HTTP, or null. */
  readonly authorization: () => string | null
  /** Gets a new token after the present one was refused; false: there is none to be had. */
  readonly renew: () => Promise<boolean>
  /** Has the person show once more who they are; false: they would not. */
  readonly stepUp: () => Promise<boolean>
  /** Has whoever was let in here without the hub sign in now; false: nobody was, or they would not. */
  readonly again: () => Promise<boolean>
  readonly surroundings: Surroundings
  readonly pace: Pace
  readonly timeoutMs: number
}

const REPEATS = 6
/** Larger inputs go by HTTP, whose limit is not that of a frame. */
const FRAME_CHARACTERS = 250_000

function mayRepeat(problem: CallProblem): boolean {
  return !problem.answered || problem.body.status === 503 || problem.body.status === 429
}

/** Whether the hub misses a person, of whom it may know nothing yet. */
function isOfPerson({ needs }: Operation, { slug, answered }: CallProblem): boolean {
  if (needs === 'anyone' || needs === 'terminal' || !answered) return false
  return slug === 'not-signed-in' || slug === 'forbidden'
}

export function makeCall(parts: CallParts): Call {
  const { surroundings, pace } = parts
  return async (operation, input, options = {}) => {
    const id = options.id ?? newId(surroundings.nowMs())
    const attempts = options.attempts ?? (operation.effect === 'act' ? 1 : REPEATS)
    let renewed = false
    let proved = false
    let known = false
    for (let attempt = 1; ; attempt += 1) {
      try {
        return (await tryOnce(parts, operation, input, id, options)) as never
      } catch (error) {
        const problem = error instanceof CallProblem ? error : unanswered(String(error))
        if (problem.slug === 'not-signed-in' && operation.needs !== 'anyone' && !renewed) {
          renewed = true
          if (await parts.renew().catch(() => false)) continue
        }
        // What was refused for want of a proof has not happened: it is the same call that goes on.
        if (problem.slug === 'step-up-needed' && !proved) {
          proved = true
          if (await parts.stepUp()) continue
        }
        if (isOfPerson(operation, problem) && !known) {
          known = true
          if (await parts.again()) continue
        }
        if (attempt >= attempts || !mayRepeat(problem)) throw problem
        const waitMs = backoffMs(attempt - 1, pace, surroundings.random)
        await pause((problem.body.retryAfterMs ?? 0) + waitMs)
      }
    }
  }
}

async function tryOnce(
  parts: CallParts,
  operation: Operation,
  input: Readonly<Record<string, unknown>>,
  id: Id,
  { http = false, withinMs = parts.timeoutMs }: CallOptions,
): Promise<unknown> {
  const bySocket = !http && parts.socket.talks() && JSON.stringify(input).length <= FRAME_CHARACTERS
  // Entries of a journal are bounded by their sender and go nowhere but over the socket.
  if (bySocket || operation.needs === 'terminal') {
    return parts.socket.request(operation.name, wireInput(operation, input), id)
  }
  const authorization = operation.needs === 'anyone' ? null : parts.authorization()
  const { address, init } = httpRequest(parts.origin, operation, input, { id, authorization })
  const signal = AbortSignal.timeout(withinMs)
  const response = await parts.surroundings.fetch(address, { ...init, signal })
  return readAnswer(response)
}
