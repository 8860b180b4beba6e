// The calls of one connection: a bounded number at once, answered as each is done. What an operation
// refuses is a reply; what breaks inside is logged here and told outside as `internal`.
import type { CallFrame } from '#shared/frames.ts'
import type { ProblemBody } from '#shared/problem.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { CallLimits } from '#kernel/limits.ts'
import { Problem } from '#kernel/problems.ts'
import type { Scope } from '#kernel/scope.ts'

const MOST_AT_ONCE = 32
const TRY_AGAIN_MS = 50

export class Calls {
  readonly #kernel: Pick<Kernel, 'operations' | 'log'>
  readonly #limits: CallLimits
  readonly #send: (text: string) => void
  #running = 0

  constructor(
    kernel: Pick<Kernel, 'operations' | 'log'>,
    limits: CallLimits,
    send: (text: string) => void,
  ) {
    this.#kernel = kernel
    this.#limits = limits
    this.#send = send
  }

  /** Runs a call and sends its reply. Never rejects. */
  async run(scope: Scope, { id, op, input }: CallFrame): Promise<void> {
    const waitMs = this.#running >= MOST_AT_ONCE ? TRY_AGAIN_MS : this.#limits.take(scope)
    if (waitMs > 0) {
      return this.#refuse(id, new Problem('too-many-requests', { retryAfterMs: waitMs }).body(id))
    }
    this.#running += 1
    try {
      const output = await this.#kernel.operations.call(scope, op, id, input)
      this.#send(
        `{"t":"reply","id":"${id}","ok":true,"output":${JSON.stringify(output) ?? 'null'}}`,
      )
    } catch (error) {
      const problem = error instanceof Problem ? error : new Problem('internal')
      if (problem !== error) this.#kernel.log.error({ err: error, op, callId: id }, 'a call failed')
      this.#refuse(id, problem.body(id))
    } finally {
      this.#running -= 1
    }
  }

  #refuse(id: string, problem: ProblemBody): void {
    this.#send(JSON.stringify({ t: 'reply', id, ok: false, problem }))
  }
}
