// Twenty deltas in one turn of the event loop to 500 clients: how many are delivered for a second of one
// core of the server. The feed over both transports, Socket.IO and ws as they come, all in one run.
import { PER_BURST } from './fanout/deltas.ts'
import type { Sender } from './fanout/messages.ts'
import { compareCpu, Stage } from './fanout/stage.ts'
import { resultOf, type Result } from './result.ts'

const CLIENTS = 500
const ROUNDS = 5
/** Enough of them to be measured; the stock server needs far fewer for that. */
const turns = { 'feed-socketio': 80, 'feed-websocket': 80, 'stock-socketio': 10, 'ws-array': 80 }

/** Runs the bench; takes about half a minute. */
export async function run(): Promise<Result> {
  const stage = await Stage.open(Object.keys(turns) as Sender[], CLIENTS)
  try {
    const cpuUs = await compareCpu(stage, ROUNDS, PER_BURST, turns)
    const rate = (sender: Sender) => Math.round(1e6 / (cpuUs.get(sender) ?? Number.NaN))
    return resultOf(
      'fanout-burst',
      'deltas delivered per second of one core, over Socket.IO, 500 clients',
      rate('feed-socketio'),
      {
        'Socket.IO to().emit': rate('stock-socketio'),
        'ws, one array frame': rate('ws-array'),
      },
      {
        'Socket.IO to().emit': { be: 'at-least', ratio: 12 },
        'ws, one array frame': { be: 'at-least', ratio: 0.8 },
      },
      {},
      { overPlainWebSocket: rate('feed-websocket'), rounds: ROUNDS, clients: CLIENTS },
    )
  } finally {
    stage.close()
  }
}
