// Plain WebSocket at /ws as a socket of the feed: a frame is one text message. Hardware scanners and
// whatever else has no Socket.IO come this way.
import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import { WebSocketServer, type RawData, type ServerOptions, type WebSocket } from 'ws'
import { webSocketMessage, type Ready } from './ready.ts'
import type { Session } from './session.ts'
import type { FeedSocket } from './socket.ts'

/** How long the other side may take to answer a close before the connection is cut. */
const CLOSE_WITHIN_MS = 2_000

/**
 * Options of ws on both transports: who has been closed and does not take part is cut, and a message of
 * a few bytes may not come in as many pieces. No type knows them yet.
 */
export const bounds = {
  perMessageDeflate: false,
  closeTimeout: CLOSE_WITHIN_MS,
  maxFragments: 1_024,
}

/** The server of ws that engine.io makes for itself, with the same bounds. */
export class BoundServer extends WebSocketServer {
  constructor(options: ServerOptions) {
    super({ ...options, ...bounds })
  }
}

/**
 * A socket of ws. Messages are written whole to the connection below it: nothing is compressed and
 * nothing of ours is fragmented, so ws holds nothing back and its own messages cannot be split by ours.
 */
class PlainSocket implements FeedSocket {
  readonly #ws: WebSocket
  readonly #net: Socket

  constructor(ws: WebSocket, net: Socket) {
    this.#ws = ws
    this.#net = net
  }

  get isOpen(): boolean {
    return this.#ws.readyState === this.#ws.OPEN && !this.#net.destroyed
  }

  get bufferedBytes(): number {
    return this.#net.writableLength
  }

  onDrained(act: () => void): () => void {
    this.#net.on('drain', act)
    return () => this.#net.off('drain', act)
  }

  send(text: string): void {
    if (this.isOpen) this.#net.write(webSocketMessage(text))
  }

  sendReady(frames: Ready): void {
    if (this.isOpen) this.#net.write(frames.forWebSocket)
  }

  close(code: number, reason: string): void {
    closeWithin(this.#ws, code, reason)
  }
}

/** Closes and, if the other side does not take part, cuts. */
export function closeWithin(ws: WebSocket, code: number, reason: string): void {
  if (ws.readyState === ws.CLOSED) return
  ws.close(code, reason)
  const timer = setTimeout(() => ws.terminate(), CLOSE_WITHIN_MS)
  ws.once('close', () => clearTimeout(timer))
}

/** Opens a session on a connection that ws has accepted. */
export function servePlain(
  ws: WebSocket,
  request: IncomingMessage,
  mostBytes: number,
  open: (socket: FeedSocket, request: IncomingMessage) => Session,
): void {
  const session = open(new PlainSocket(ws, request.socket), request)
  ws.on('message', (data: RawData, isBinary: boolean) => {
    const bytes = data as Buffer
    if (isBinary) session.refuse('malformed', 'A frame is a text message')
    else if (bytes.length > mostBytes) session.refuse('too-large', `At most ${mostBytes} bytes`)
    else session.hearText(bytes.toString())
  })
  ws.on('ping', () => session.hearControl())
  ws.on('pong', () => session.hearControl())
  ws.on('close', () => session.gone())
  // What ws objects to, it closes by itself with the right code.
  ws.on('error', () => {})
}
