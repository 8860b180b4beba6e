// The peers: Socket.IO with its own adapter, one emit for each delta, and ws with one array frame for
// each turn, encoded once, both as they come, compression off, which is their default; and a loop of
// writes to bare sockets.
import { createHash } from 'node:crypto'
import { createServer, type Server as HttpServer } from 'node:http'
import type { Duplex } from 'node:stream'
import { Server } from 'socket.io'
import { WebSocketServer } from 'ws'
import { deltas } from './deltas.ts'

/** A server that sends deltas in one turn; `send` gives the frames each client gets. */
export type Sending = {
  readonly http: HttpServer
  readonly send: (from: number, count: number) => number
}

export function stockSocketIo(): Sending {
  const http = createServer()
  const io = new Server(http, { transports: ['websocket'] })
  io.on('connection', (socket) => void socket.join('store'))
  return {
    http,
    send: (from, count) => {
      for (const delta of deltas(from, count)) io.to('store').emit('delta', delta)
      return count
    },
  }
}

export function plainArray(): Sending {
  const http = createServer()
  const wss = new WebSocketServer({ server: http })
  return {
    http,
    send: (from, count) => {
      const frame = Buffer.from(JSON.stringify({ t: 'batch', facts: deltas(from, count) }))
      for (const client of wss.clients) client.send(frame, { binary: false })
      return 1
    },
  }
}

const WEBSOCKET_GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'

/** RFC 6455: a text frame of the server, unmasked. */
function textFrame(text: string): Buffer {
  const payload = Buffer.from(text)
  const header =
    payload.length < 126
      ? Buffer.from([0x81, payload.length])
      : Buffer.from([0x81, 126, payload.length >> 8, payload.length & 0xff])
  return Buffer.concat([header, payload])
}

export function netLoop(): Sending {
  const http = createServer()
  const sockets = new Set<Duplex>()
  http.on('upgrade', ({ headers }, socket) => {
    const key = createHash('sha1').update(`${headers['sec-websocket-key']}${WEBSOCKET_GUID}`)
    socket.write(
      'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
        `Sec-WebSocket-Accept: ${key.digest('base64')}\r\n\r\n`,
    )
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => sockets.delete(socket))
  })
  return {
    http,
    send: (from, count) => {
      const frame = textFrame(JSON.stringify({ t: 'batch', facts: deltas(from, count) }))
      for (const socket of sockets) socket.write(frame)
      return 1
    },
  }
}
