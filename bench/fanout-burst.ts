// Twenty deltas in one turn of the event loop to 500 clients: how many are delivered for a second of one
// core of the server. The feed over both transports, Socket.IO and ws as they come, all in one run, in
// turns; the median of the rounds counts.
import { fork, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { PER_BURST } from './fanout/deltas.ts'
import {
  senders,
  type FromClients,
  type FromServer,
  type Sender,
  type ToClients,
  type ToServer,
} from './fanout/messages.ts'
import { median, resultOf, type Result } from './result.ts'

const CLIENTS = 500
const ROUNDS = 5
/** Enough of them to be measured; the stock server needs far fewer for that. */
const burstsOf = (sender: Sender) => (sender === 'stock-socketio' ? 10 : 80)

const start = (script: string, ...rest: string[]) =>
  fork(fileURLToPath(new URL(`./fanout/${script}`, import.meta.url)), rest)

function next<M extends { kind: string }, K extends M['kind']>(child: ChildProcess, kind: K) {
  return new Promise<Extract<M, { kind: K }>>((resolve, reject) => {
    const end = (code: number | null) => reject(new Error(`a part of the bench ended: ${code}`))
    const hear = (message: M) => {
      if (message.kind !== kind) return
      child.off('message', hear)
      child.off('exit', end)
      resolve(message as Extract<M, { kind: K }>)
    }
    child.on('message', hear)
    child.once('exit', end)
  })
}

/** Gives the deltas delivered for each second of processor time of the server. */
async function measure(server: ChildProcess, bursts: number): Promise<number> {
  const ask: ToServer = { kind: 'burst', bursts }
  const measured = next<FromServer, 'measured'>(server, 'measured')
  server.send(ask)
  const { cpuUs } = await measured
  return (bursts * PER_BURST * CLIENTS) / (cpuUs / 1e6)
}

async function connectAll(servers: ReadonlyMap<Sender, ChildProcess>, clients: ChildProcess) {
  const listening = [...servers].map(async ([sender, server]) => {
    const { port } = await next<FromServer, 'listening'>(server, 'listening')
    return { sender, server, port }
  })
  for (const { sender, server, port } of await Promise.all(listening)) {
    server.on('message', (message: FromServer) => {
      if (message.kind !== 'sent') return
      const expect: ToClients = { kind: 'expect', sender, framesEach: message.framesEach }
      clients.send(expect)
    })
    const connect: ToClients = { kind: 'connect', sender, port, count: CLIENTS }
    const connected = next<FromClients, 'connected'>(clients, 'connected')
    clients.send(connect)
    await connected
  }
  clients.on('message', (message: FromClients) => {
    if (message.kind !== 'delivered') return
    const delivered: ToServer = { kind: 'delivered' }
    servers.get(message.sender)?.send(delivered)
  })
}

/** Runs the bench; takes about half a minute. */
export async function run(): Promise<Result> {
  const servers = new Map<Sender, ChildProcess>()
  const clients = start('clients.ts')
  try {
    for (const sender of senders) {
      servers.set(sender, start('server.ts', sender))
    }
    await connectAll(servers, clients)
    const rates = new Map<Sender, number[]>(senders.map((sender) => [sender, []]))
    for (let round = -1; round < ROUNDS; round += 1) {
      for (const [sender, server] of servers) {
        const rate = await measure(server, burstsOf(sender))
        // The first round warms up and is not counted.
        if (round >= 0) rates.get(sender)?.push(rate)
      }
    }
    const rate = (sender: Sender) => Math.round(median(rates.get(sender) ?? []))
    const peers = {
      'Socket.IO to().emit': rate('stock-socketio'),
      'ws, one array frame': rate('ws-array'),
    }
    return resultOf(
      'fanout-burst',
      'deltas delivered per second of one core, over Socket.IO, 500 clients',
      rate('feed-socketio'),
      peers,
      { 'Socket.IO to().emit': { be: 'at-least', ratio: 10 } },
      {},
      { overPlainWebSocket: rate('feed-websocket'), rounds: ROUNDS, clients: CLIENTS },
    )
  } finally {
    for (const child of [clients, ...servers.values()]) child.kill()
  }
}

if (import.meta.main) console.log(JSON.stringify(await run()))
