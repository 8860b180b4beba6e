// A room of jobs that can be watched: each effect is one fact on the company's stream. Run as a
// process of its own it is a worker that a test may kill at any moment.
import Type from 'typebox'
import { setTimeout as pause } from 'node:timers/promises'
import { event, Strict } from '#shared/contract.ts'
import { COMPANY } from '#shared/streams.ts'
import { conclude } from '#kernel/job-run.ts'
import { openWorker } from '#kernel/jobs.ts'
import { openRelay } from '#kernel/relay.ts'
import type { Room } from '#kernel/room.ts'
import { job } from '#kernel/tickets.ts'
import { openKernel } from './kernel.ts'

export const effectMade = event({
  name: 'effect.made',
  summary: 'A job of the test had its effect',
  stream: 'company',
  audience: ['manager'],
  body: Strict({ name: Type.String() }),
})

/** Milliseconds the first run waits inside its transaction, and after it. */
type Slow = { name: string; insideMs: number; afterMs: number }

export const slowJob = job<Slow>({
  name: 'toy.slow',
  queue: 'documents',
  timeoutMs: 1_500,
  attempts: 5,
})

export const poisonJob = job<{ name: string }>({
  name: 'toy.poison',
  queue: 'documents',
  timeoutMs: 1_000,
  attempts: 2,
})

export const hangingJob = job<{ name: string; forMs: number }>({
  name: 'toy.hanging',
  queue: 'documents',
  timeoutMs: 300,
  attempts: 1,
})

export const toyRoom: Room = {
  name: 'toy',
  entities: [],
  operations: [],
  events: [effectMade],
  jobs: [
    {
      job: slowJob,
      run: async (kernel, { name, insideMs, afterMs }: Slow, attempt) => {
        await conclude(kernel, attempt, async (tx) => {
          tx.emit(effectMade, COMPANY, { name })
          if (attempt.fence === 1) await pause(insideMs)
        })
        if (attempt.fence === 1) await pause(afterMs)
      },
    },
    {
      job: poisonJob,
      run: async () => {
        throw new TypeError('poison')
      },
      failed: async (tx, { name }: { name: string }) => {
        tx.emit(effectMade, COMPANY, { name: `${name} failed` })
      },
    },
    {
      job: hangingJob,
      run: async (kernel, { name, forMs }: { name: string; forMs: number }, attempt) => {
        await pause(forMs)
        await conclude(kernel, attempt, async (tx) => tx.emit(effectMade, COMPANY, { name }))
      },
    },
  ],
}

if (import.meta.main) {
  const [url = '', redisUrl = ''] = process.argv.slice(2)
  const options = { rooms: [toyRoom], url, env: { REDIS_URL: redisUrl } }
  const { kernel } = await openKernel({ teardown: () => {} }, options)
  openRelay(kernel)
  openWorker(kernel, 'documents', 2)
  process.send?.('ready')
}
