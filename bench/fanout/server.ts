// One sender in a process of its own, so that its processor time is its own. It sends a burst, waits
// until every client has it, and sends the next.
import type { AddressInfo } from 'node:net'
import { feedServer } from './feed-server.ts'
import { PER_BURST } from './deltas.ts'
import type { FromServer, Sender, ToServer } from './messages.ts'
import { plainArray, stockSocketIo, type Sending } from './peers.ts'

const sender = process.argv[2] as Sender
const tell = (message: FromServer) => void process.send?.(message)

async function open(): Promise<Sending> {
  if (sender === 'stock-socketio') return stockSocketIo()
  if (sender === 'ws-array') return plainArray()
  return feedServer()
}

const { http, send } = await open()
let next = PER_BURST
let delivered = () => {}

async function measure(bursts: number): Promise<void> {
  const startedAtMs = performance.now()
  const before = process.cpuUsage()
  for (let i = 0; i < bursts; i += 1) {
    const done = new Promise<void>((resolve) => (delivered = resolve))
    tell({ kind: 'sent', framesEach: send(next) })
    next += PER_BURST
    await done
  }
  const { user, system } = process.cpuUsage(before)
  tell({ kind: 'measured', cpuUs: user + system, wallMs: performance.now() - startedAtMs })
}

process.on('message', (message: ToServer) => {
  if (message.kind === 'delivered') delivered()
  else void measure(message.bursts)
})
process.on('disconnect', () => process.exit(0))
http.listen(0, '127.0.0.1', () => {
  tell({ kind: 'listening', port: (http.address() as AddressInfo).port })
})
