// One delta to 2,000 clients, against a loop of writes of ready bytes to bare sockets: what the feed adds
// to what the operating system asks for each write.
import { compareCpu, Stage } from './fanout/stage.ts'
import { resultOf, type Result } from './result.ts'

const CLIENTS = 2000
const ROUNDS = 7
const TURNS = 30

/** Runs the bench; takes about half a minute. */
export async function run(): Promise<Result> {
  const stage = await Stage.open(['feed-socketio', 'feed-websocket', 'net-loop'], CLIENTS)
  try {
    const turns = { 'feed-socketio': TURNS, 'feed-websocket': TURNS, 'net-loop': TURNS }
    const cpuUs = await compareCpu(stage, ROUNDS, 1, turns)
    return resultOf(
      'fanout-floor',
      'microseconds of processor time for a write, over Socket.IO, 2,000 clients',
      cpuUs.get('feed-socketio') ?? Number.NaN,
      { 'net, a loop of writes': cpuUs.get('net-loop') ?? Number.NaN },
      { 'net, a loop of writes': { be: 'at-most', ratio: 1.5 } },
      {},
      { overPlainWebSocketUs: cpuUs.get('feed-websocket'), rounds: ROUNDS, clients: CLIENTS },
    )
  } finally {
    stage.close()
  }
}
