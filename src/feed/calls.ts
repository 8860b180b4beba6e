// The calls of one connection: a bounded number at once, answered as each is done. What an operation
// refuses is a reply; what breaks inside is logged here and told outside as `internal`.
import type { CallFrame } from '#shared/frames.ts'
import type { ProblemBody } from '#shared/problem.ts'
import type { Kernel } from '#kernel/kernel.ts'
import { Problem } from '#kernel/problems.ts'
import type { Scope } from '#kernel/scope.ts'

const MOST_AT_ONCE = 32
const TRY_AGAIN_MS = 50

type CallKernel = Pick<Kernel, 'admit' | 'operations' | 'log'>

export class Calls {
  readonly #kernel: CallKernel
  readonly #send: (text: string) => void
  #running = 0

  constructor(kernel: CallKernel, send: (text: string) => void) {
    this.#kernel = kernel
    this.#send = send
  }

  /** Runs a call and sends its reply. Never rejects. */
  async run(scope: Scope, { id, op, input }: CallFrame): Promise<void> {
    if (this.#running >= MOST_AT_ONCE) {
      const problem = new Problem('too-many-requests', { retryAfterMs: TRY_AGAIN_MS })
      return this.#refuse(id, problem.body(id))
    }
    this.#running += 1
    try {
      await this.#kernel.admit(scope, op)
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
