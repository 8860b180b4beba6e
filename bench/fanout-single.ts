// One delta to 50, 500 and 2,000 clients, the next when all have it: what a delivery costs the server's
// processor. Nothing can be joined here, so it is the price of a frame itself.
import type { Sender } from './fanout/messages.ts'
import { compareCpu, Stage } from './fanout/stage.ts'
import { resultOf, type Result } from './result.ts'

const ROUNDS = 5
/** Clients, and deltas a round for each sender: enough for its processor time to be seen. */
const crowds = [
  { clients: 50, turns: 300 },
  { clients: 500, turns: 60 },
  { clients: 2000, turns: 20 },
]
const senders: Sender[] = ['feed-socketio', 'feed-websocket', 'stock-socketio', 'ws-array']

/** Runs the bench; takes about a minute. The figures of 500 clients count, the others are beside them. */
export async function run(): Promise<Result> {
  const found = new Map<number, ReadonlyMap<Sender, number>>()
  for (const { clients, turns } of crowds) {
    const stage = await Stage.open(senders, clients)
    try {
      const each = Object.fromEntries(senders.map((sender) => [sender, turns]))
      found.set(clients, await compareCpu(stage, ROUNDS, 1, each))
    } finally {
      stage.close()
    }
  }
  const cpuUs = (clients: number, sender: Sender) => found.get(clients)?.get(sender) ?? Number.NaN
  const ratio = (clients: number, sender: Sender) =>
    Math.round((cpuUs(clients, 'feed-socketio') / cpuUs(clients, sender)) * 1000) / 1000
  const beside = Object.fromEntries(
    crowds.map(({ clients }) => [
      `${clients} clients`,
      { overStock: ratio(clients, 'stock-socketio'), overWs: ratio(clients, 'ws-array') },
    ]),
  )
  return resultOf(
    'fanout-single',
    'microseconds of processor time for a delivery, over Socket.IO, 500 clients',
    cpuUs(500, 'feed-socketio'),
    {
      'Socket.IO to().emit': cpuUs(500, 'stock-socketio'),
      'ws send(buffer)': cpuUs(500, 'ws-array'),
    },
    { 'Socket.IO to().emit': { be: 'at-most', ratio: 0.65 } },
    {},
    { ...beside, overPlainWebSocketUs: cpuUs(500, 'feed-websocket'), rounds: ROUNDS },
  )
}
