// Fifty clients at a steady pace, with and without one of them that stops reading: what the other
// forty-nine notice of it, and what the hub keeps for it.
import { Stage } from './fanout/stage.ts'
import { median, percentile, resultOf, type Result } from './result.ts'

const CLIENTS = 50
/** Many and short: a p99 of a busy machine jumps by a fifth from one second to the next. */
const ROUNDS = 20
/** 20 deltas, about 6 KB, a hundred times a second: in a few rounds more than any socket holds. */
const pace = { turns: 200, each: 20, everyMs: 10 }
const MOST_KEPT_BYTES = 48 * 1024 * 1024

/** Runs the bench; takes about a minute. */
export async function run(): Promise<Result> {
  const stages = {
    calm: await Stage.open(['feed-socketio'], CLIENTS),
    slow: await Stage.open(['feed-socketio'], CLIENTS),
  }
  try {
    const delays = { calm: [] as number[], slow: [] as number[] }
    const kept: number[] = []
    stages.slow.stall('feed-socketio')
    for (let round = -1; round < ROUNDS; round += 1) {
      // Who goes first changes, because the second finds a warmer machine.
      const order = round % 2 === 0 ? (['calm', 'slow'] as const) : (['slow', 'calm'] as const)
      const rssBytes = { calm: 0, slow: 0 }
      for (const name of order) {
        const { delaysUs, measured } = await stages[name].delaysUs('feed-socketio', pace)
        rssBytes[name] = measured.rssBytes
        if (round >= 0) delays[name].push(percentile(delaysUs, 0.99) / 1000)
      }
      if (round >= 0) kept.push(rssBytes.slow - rssBytes.calm)
    }
    const most = Math.max(...kept)
    return resultOf(
      'fanout-slow-client',
      'p99 milliseconds from a commit to the other forty-nine clients',
      median(delays.slow),
      { 'without the slow one': median(delays.calm) },
      { 'without the slow one': { be: 'at-most', ratio: 1.1 } },
      { 'memory bounded': most < MOST_KEPT_BYTES },
      { moreMemoryBytes: most, rounds: ROUNDS, clients: CLIENTS },
    )
  } finally {
    stages.calm.close()
    stages.slow.close()
  }
}
