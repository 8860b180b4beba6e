// One sender in a process of its own, so that its processor time is its own. It sends some deltas in one
// turn of the event loop, waits until every client has them, and sends the next; or keeps a pace.
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { feedServer } from './feed-server.ts'
import type { FromServer, Sender, ToServer } from './messages.ts'
import { netLoop, plainArray, stockSocketIo, type Sending } from './peers.ts'

const sender = process.argv[2] as Sender
const tell = (message: FromServer) => void process.send?.(message)

async function open(): Promise<Sending> {
  if (sender === 'stock-socketio') return stockSocketIo()
  if (sender === 'ws-array') return plainArray()
  return sender === 'net-loop' ? netLoop() : feedServer()
}

const { http, send } = await open()
let next = 1
let delivered = () => {}

async function measured(work: () => Promise<void>): Promise<void> {
  const startedAtMs = performance.now()
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  const wallMs = performance.now() - startedAtMs
  tell({ kind: 'measured', cpuUs: user + system, wallMs, rssBytes: process.memoryUsage.rss() })
}

async function sendAll({ turns, each }: Extract<ToServer, { kind: 'send' }>): Promise<void> {
  for (let i = 0; i < turns; i += 1) {
    const done = new Promise<void>((resolve) => (delivered = resolve))
    tell({ kind: 'sent', framesEach: send(next, each), each })
    next += each
    await done
  }
}

async function keepPace(ask: Extract<ToServer, { kind: 'pace' }>): Promise<void> {
  const startedAtMs = performance.now()
  for (let i = 0; i < ask.turns; i += 1) {
    send(next, ask.each)
    next += ask.each
    await sleep(Math.max(0, startedAtMs + (i + 1) * ask.everyMs - performance.now()))
  }
}

process.on('message', (message: ToServer) => {
  if (message.kind === 'delivered') delivered()
  else if (message.kind === 'send') void measured(() => sendAll(message))
  else void measured(() => keepPace(message))
})
process.on('disconnect', () => process.exit(0))
http.listen(0, '127.0.0.1', () => {
  tell({ kind: 'listening', port: (http.address() as AddressInfo).port })
})
