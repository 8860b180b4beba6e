// The sockets of the bench, in a process of their own. They follow the company's stream and say when they
// are closed; nothing else is made of what they hear, so that the hubs have the machine to themselves.
import { WebSocket } from 'ws'
import { PROTOCOL, type HubFrame } from '#shared/frames.ts'
import { steadyUs } from '../screen/messages.ts'
import type { FromSockets, Held, ToSockets } from './messages.ts'

/** More at once would only wait for one another. */
const AT_ONCE = 20
/** A hub takes anybody for dead who is silent for twelve seconds. */
const PING_MS = 5_000

const tell = (message: FromSockets) => process.send?.(message)
const open = new Set<WebSocket>()

process.on('message', ({ sockets }: ToSockets) => void hold(sockets))
setInterval(() => open.forEach((ws) => ws.send('{"t":"ping","id":1}')), PING_MS)
tell({ kind: 'ready' })

async function hold(sockets: readonly Held[]): Promise<void> {
  const left = [...sockets]
  const some = async () => {
    for (let next = left.pop(); next; next = left.pop()) await connect(next)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, some))
  tell({ kind: 'held' })
}

/** Resolves when the connection is welcome and has its snapshot. */
function connect({ key, url, token, terminal }: Held): Promise<void> {
  const ws = new WebSocket(`${url.replace(/^http/, 'ws')}/ws`, { perMessageDeflate: false })
  const streams = [{ stream: 'company' }]
  return new Promise((resolve, reject) => {
    ws.on('message', (data: Buffer) => {
      const frame = JSON.parse(data.toString()) as HubFrame
      if (frame.t === 'challenge') {
        const hello = { t: 'hello', protocol: PROTOCOL, token, terminal, streams }
        ws.send(JSON.stringify(hello))
      }
      if (frame.t === 'snapshot' && frame.part === frame.parts) {
        open.add(ws)
        resolve()
      }
    })
    ws.on('close', (code) => {
      const atUs = steadyUs()
      open.delete(ws)
      tell({ kind: 'closed', key, code, atUs })
      reject(new Error(`a socket was closed: ${code}`))
    })
    ws.on('error', reject)
  })
}
