// The peers: Socket.IO with its own adapter, one emit for each delta, and ws with one array frame for
// each burst, encoded once. Both as they come, compression off, which is their default.
import { createServer, type Server as HttpServer } from 'node:http'
import { Server } from 'socket.io'
import { WebSocketServer } from 'ws'
import { burst, PER_BURST } from './deltas.ts'

/** A server that sends bursts; `send` gives the frames each client gets. */
export type Sending = { readonly http: HttpServer; readonly send: (from: number) => number }

export function stockSocketIo(): Sending {
  const http = createServer()
  const io = new Server(http, { transports: ['websocket'] })
  io.on('connection', (socket) => void socket.join('store'))
  return {
    http,
    send: (from) => {
      for (const delta of burst(from)) io.to('store').emit('delta', delta)
      return PER_BURST
    },
  }
}

export function plainArray(): Sending {
  const http = createServer()
  const wss = new WebSocketServer({ server: http })
  return {
    http,
    send: (from) => {
      const frame = Buffer.from(JSON.stringify({ t: 'batch', facts: burst(from) }))
      for (const client of wss.clients) client.send(frame, { binary: false })
      return 1
    },
  }
}
