// Socket.IO and plain WebSocket as one thing that sends frames, is heard and is closed. Neither
// reconnects by itself and nothing is kept for later: `live.ts` decides both.
import { io } from 'socket.io-client'
import type { ClientFrame, HubFrame } from '#shared/frames.ts'

export type Wire = {
  send(frame: ClientFrame): void
  /** After this nothing is heard any more. */
  close(): void
}
export type Ear = {
  opened(): void
  heard(frame: HubFrame): void
  /** Once, also where it never opened. The WebSocket close code, where there is one. */
  closed(code: number | null): void
}
export type OpenWire = (ear: Ear) => Wire

const OPEN_WITHIN_MS = 10_000

/** Browsers use this: `/socket.io/`, WebSocket only, one event `m` with the frame as an object. */
export function socketIo(origin: string): OpenWire {
  return (ear) => {
    const socket = io(origin, {
      path: '/socket.io/',
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      timeout: OPEN_WITHIN_MS,
    })
    const closed = () => {
      silence()
      ear.closed(null)
    }
    const silence = () => {
      socket.off()
      socket.disconnect()
    }
    socket.on('connect', () => ear.opened())
    socket.on('m', (frame: HubFrame) => ear.heard(frame))
    socket.on('disconnect', closed)
    socket.on('connect_error', closed)
    return { send: (frame) => void socket.emit('m', frame), close: silence }
  }
}

function parse(text: string): HubFrame | null {
  try {
    return JSON.parse(text) as HubFrame
  } catch {
    return null
  }
}

/** `/ws`, a frame as one text message: what hardware scanners and tests speak. */
export function webSocket(origin: string): OpenWire {
  return (ear) => {
    const socket = new WebSocket(`${origin.replace(/^http/, 'ws')}/ws`)
    const abort = new AbortController()
    const { signal } = abort
    const close = () => {
      clearTimeout(timer)
      abort.abort()
      socket.close()
    }
    const closed = (code: number | null) => {
      close()
      ear.closed(code)
    }
    const timer = setTimeout(() => closed(null), OPEN_WITHIN_MS)
    const opened = () => {
      clearTimeout(timer)
      ear.opened()
    }
    socket.addEventListener('open', opened, { signal })
    const heard = (message: MessageEvent) => {
      const frame = parse(String(message.data))
      if (frame) ear.heard(frame)
      else closed(null)
    }
    socket.addEventListener('message', heard, { signal })
    socket.addEventListener('close', ({ code }) => closed(code), { signal })
    return { send: (frame) => socket.send(JSON.stringify(frame)), close }
  }
}
