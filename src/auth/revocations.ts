// Which sign-ins are over, in memory, so that asking costs nothing. PostgreSQL is read once at the
// start; from then on the log tells. It forgets a sign-in when none of its tokens could live any more.
import type { Kernel } from '#kernel/kernel.ts'
import { nowMs } from '#kernel/clock.ts'
import type { Body } from '#shared/contract.ts'
import type { Id } from '#shared/ids.ts'
import { COMPANY } from '#shared/streams.ts'
import { sessionRevoked } from './contract.ts'

const SWEEP_AT_LEAST = 1_000

export class Revocations {
  /** Until when each must be remembered, milliseconds since 1970. */
  readonly #over = new Map<Id, number>()
  readonly #rememberMs: number
  #sweepAt = SWEEP_AT_LEAST

  /** `rememberMs` is the longest a sign-in may last. */
  constructor(rememberMs: number) {
    this.#rememberMs = rememberMs
  }

  has(sessionId: Id): boolean {
    return this.#over.has(sessionId)
  }

  add(sessionId: Id, untilMs = nowMs() + this.#rememberMs): void {
    this.#over.set(sessionId, untilMs)
    if (this.#over.size >= this.#sweepAt) this.#sweep()
  }

  /**
   * Follows a started kernel's log and reads what was over before. The log is followed first, so that
   * nothing falls between; complete when this resolves, and only then may anybody be let in.
   */
  async follow(kernel: Kernel): Promise<void> {
    kernel.tail.read(({ storeId, facts }) => {
      if (storeId !== COMPANY) return
      for (const { kind, body } of facts) {
        if (kind !== sessionRevoked.name) continue
        this.add((JSON.parse(body) as Body<typeof sessionRevoked>).sessionId)
      }
    })
    const ended = await kernel.database.sql<{ id: Id; expiresAt: string }>(
      `select id, expires_at as "expiresAt" from session
        where ended_at is not null and expires_at > $1`,
      [kernel.at()],
    )
    for (const { id, expiresAt } of ended) this.add(id, Date.parse(expiresAt))
  }

  #sweep(): void {
    const present = nowMs()
    for (const [id, untilMs] of this.#over) if (untilMs <= present) this.#over.delete(id)
    this.#sweepAt = Math.max(SWEEP_AT_LEAST, this.#over.size * 2)
  }
}
