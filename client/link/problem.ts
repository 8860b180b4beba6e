// A failed call as the pages meet it: the hub's problem, or one made here when no answer came.
import {
  type ProblemBody,
  type ProblemExtras,
  type ProblemSlug,
  problemBody,
  slugOf,
} from '#shared/problem.ts'

export class CallProblem extends Error {
  readonly slug: ProblemSlug
  readonly body: ProblemBody
  /** False where the hub was not heard: whether the call happened is then unknown. */
  readonly answered: boolean

  constructor(body: ProblemBody, answered = true) {
    super(body.detail ?? body.title)
    this.name = 'CallProblem'
    this.slug = slugOf(body)
    this.body = body
    this.answered = answered
  }
}

/**
 * No answer came: the link broke, time ran out, or something between us and the hub spoke instead.
 */
export function unanswered(detail: string): CallProblem {
  return new CallProblem(problemBody('unavailable', { detail }), false)
}

/** A refusal that this device decides by itself. */
export function refusedHere(slug: ProblemSlug, extras: ProblemExtras): CallProblem {
  return new CallProblem(problemBody(slug, extras))
}
