// The log of a request, made when something is first written to it. Most requests write nothing, and making one
// means to look through its fields for secrets.
import type { FastifyBaseLogger } from 'fastify'

type Making = Parameters<FastifyBaseLogger['child']>

export class LateLog implements FastifyBaseLogger {
  readonly #parent: FastifyBaseLogger
  readonly #making: Making
  #made: FastifyBaseLogger | undefined

  constructor(parent: FastifyBaseLogger, ...making: Making) {
    this.#parent = parent
    this.#making = making
  }

  get #log(): FastifyBaseLogger {
    this.#made ??= this.#parent.child(...this.#making)
    return this.#made
  }

  get level() {
    return this.#log.level
  }

  set level(level) {
    this.#log.level = level
  }

  child(...making: Making): FastifyBaseLogger {
    return this.#log.child(...making)
  }

  trace(...said: unknown[]): void {
    this.#log.trace(...(said as [object]))
  }

  debug(...said: unknown[]): void {
    this.#log.debug(...(said as [object]))
  }

  info(...said: unknown[]): void {
    this.#log.info(...(said as [object]))
  }

  warn(...said: unknown[]): void {
    this.#log.warn(...(said as [object]))
  }

  error(...said: unknown[]): void {
    this.#log.error(...(said as [object]))
  }

  fatal(...said: unknown[]): void {
    this.#log.fatal(...(said as [object]))
  }

  silent(): void {}
}
