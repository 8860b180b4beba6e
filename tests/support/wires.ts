// The two transports as a terminal uses them: something that sends frames, hands on what it hears and
// ends once. Neither connects again by itself.
import { io } from 'socket.io-client'
import { WebSocket } from 'ws'
import type { HubFrame } from '#shared/frames.ts'

export type Transport = 'websocket' | 'socket.io'

export type Ear = {
  readonly heard: (frame: HubFrame) => void
  /** Once; the WebSocket close code where there is one. */
  readonly ended: (code: number | null) => void
}

export type Wire = {
  readonly send: (frame: unknown) => void
  /** Sends bytes that need not be a frame. */
  readonly sendRaw: (data: string | Buffer) => void
  /** Sends a ping of WebSocket itself. */
  readonly pingBelow: () => void
  /** Stops reading, so that what the hub sends piles up there. */
  readonly pause: () => void
  readonly resume: () => void
  /** Ends without a goodbye. */
  readonly drop: () => void
  readonly close: () => void
}

/** Opens a connection to the hub at `url` (http or https). `headers` are of the upgrade request. */
export function openWire(
  transport: Transport,
  url: string,
  ear: Ear,
  headers: Record<string, string> = {},
): Wire {
  return transport === 'websocket' ? plain(url, ear, headers) : packets(url, ear, headers)
}

function plain(url: string, ear: Ear, headers: Record<string, string>): Wire {
  const ws = new WebSocket(`${url.replace(/^http/, 'ws')}/ws`, {
    perMessageDeflate: false,
    headers,
  })
  ws.on('message', (data: Buffer) => ear.heard(JSON.parse(data.toString()) as HubFrame))
  ws.on('close', (code) => ear.ended(code))
  ws.on('error', () => {})
  return {
    send: (frame) => ws.send(JSON.stringify(frame)),
    sendRaw: (data) => ws.send(data, { binary: typeof data !== 'string' }),
    pingBelow: () => ws.ping(),
    pause: () => ws.pause(),
    resume: () => ws.resume(),
    drop: () => ws.terminate(),
    close: () => ws.close(),
  }
}

// What is below a client of Socket.IO in Node; its types are a browser's.
type Below = { transport: { ws: WebSocket } }

function packets(url: string, ear: Ear, extraHeaders: Record<string, string>): Wire {
  const socket = io(url, {
    path: '/socket.io/',
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    extraHeaders,
  })
  let hasEnded = false
  const ended = () => {
    if (!hasEnded) ear.ended(null)
    hasEnded = true
  }
  socket.on('m', (frame: HubFrame) => ear.heard(frame))
  socket.on('disconnect', ended)
  socket.on('connect_error', ended)
  const below = () => (socket.io.engine as unknown as Below).transport.ws
  return {
    send: (frame) => void socket.emit('m', frame),
    sendRaw: (data) => below().send(data),
    pingBelow: () => below().ping(),
    pause: () => below().pause(),
    resume: () => below().resume(),
    drop: () => below().terminate(),
    close: () => void socket.disconnect(),
  }
}
