// Whether this hub lives and whether it should be sent work. Living is answering at all; ready means
// that the database answers and the event loop keeps up.
import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { FastifyInstance } from 'fastify'
import type { Kernel } from './kernel.ts'
import { Problem } from './problems.ts'

const NANOSECONDS_PER_MS = 1e6

/** Serves /health and /ready. */
export function serveHealth(app: FastifyInstance, kernel: Kernel): void {
  const { eventLoopLagMs, eventLoopLagForMs } = kernel.config.limits
  const lag = monitorEventLoopDelay({ resolution: 20 })
  lag.enable()
  let laggingSince: number | undefined
  const timer = setInterval(() => {
    const late = lag.percentile(50) / NANOSECONDS_PER_MS > eventLoopLagMs
    laggingSince = late ? (laggingSince ?? performance.now()) : undefined
    lag.reset()
  }, 1000)
  timer.unref()
  app.addHook('onClose', async () => {
    clearInterval(timer)
    lag.disable()
  })
  const hidden = { schema: { hide: true }, logLevel: 'warn' as const }
  app.get('/health', hidden, async () => ({ alive: true }))
  app.get('/ready', hidden, async () => {
    if (laggingSince !== undefined && performance.now() - laggingSince > eventLoopLagForMs) {
      throw new Problem('unavailable', { detail: 'The hub is overloaded', retryAfterMs: 2000 })
    }
    await kernel.requireSight()
    const started = performance.now()
    await kernel.database.sql('select 1')
    return { ready: true, databaseMs: Math.round(performance.now() - started) }
  })
}
