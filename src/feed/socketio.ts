// Socket.IO at /socket.io/ as a socket of the feed: WebSocket only, one event `m` with the frame as its
// one argument, in each direction. Recovery, rooms and adapters are left out: the log is all of them.
import { createServer, type IncomingMessage } from 'node:http'
import type { Socket as NetSocket } from 'node:net'
import { Server, type Socket } from 'socket.io'
import type { WebSocket } from 'ws'
import type { Config } from '#kernel/config.ts'
import { socketIoMessage, type Ready } from './ready.ts'
import type { Session } from './session.ts'
import type { FeedSocket } from './socket.ts'
import { BoundServer, closeWithin } from './websocket.ts'

export const SOCKET_IO_PATH = '/socket.io/'

// What is used of an engine.io connection. Its types hide the packets it has yet to write and the ws
// below its one transport.
type Held = { readonly data?: string | Buffer }
type Packet = Held & { readonly type: string }
type Engine = {
  readonly readyState: string
  readonly writeBuffer: readonly Held[]
  readonly transport: { readonly socket: WebSocket }
  readonly send: (packet: string) => void
}

/**
 * A socket of Socket.IO. While engine.io holds nothing back, ready messages go straight to the
 * connection below; otherwise they queue behind what it holds, in order.
 */
class PacketSocket implements FeedSocket {
  readonly #engine: Engine
  readonly #net: NetSocket

  constructor(socket: Socket) {
    this.#engine = socket.conn as unknown as Engine
    this.#net = socket.request.socket
  }

  get isOpen(): boolean {
    return this.#engine.readyState === 'open' && !this.#net.destroyed
  }

  get bufferedBytes(): number {
    const { writeBuffer } = this.#engine
    let bytes = this.#net.writableLength
    if (writeBuffer.length === 0) return bytes
    for (const { data } of writeBuffer) bytes += data?.length ?? 0
    return bytes
  }

  onDrained(act: () => void): () => void {
    this.#net.on('drain', act)
    return () => this.#net.off('drain', act)
  }

  send(text: string): void {
    if (!this.isOpen) return
    if (this.#engine.writeBuffer.length) this.#queue(text)
    else this.#net.write(socketIoMessage(text))
  }

  sendReady(frames: Ready): void {
    if (!this.isOpen) return
    if (this.#engine.writeBuffer.length) frames.texts.forEach((text) => this.#queue(text))
    else this.#net.write(frames.forSocketIo)
  }

  close(code: number, reason: string): void {
    closeWithin(this.#engine.transport.socket, code, reason)
  }

  #queue(text: string): void {
    this.#engine.send(`2["m",${text}]`)
  }
}

// An event `m` of the main namespace without an acknowledgement, or a goodbye. Everything else Socket.IO
// knows (binary parts, namespaces, acknowledgements) is not spoken here.
const PACKETS_TAKEN = /^(2\["m",|1$)/

export type PacketServer = {
  readonly upgrade: (request: IncomingMessage, socket: NetSocket, head: Buffer) => void
  readonly close: () => Promise<void>
}

/** Serves Socket.IO on upgrades it is handed. */
export function openSocketIo(
  config: Config,
  open: (socket: FeedSocket, request: IncomingMessage) => Session,
): PacketServer {
  const { frameInBytes, helloTimeoutMs, deadAfterMs } = config.limits
  const io = new Server({
    path: SOCKET_IO_PATH,
    transports: ['websocket'],
    serveClient: false,
    perMessageDeflate: false,
    wsEngine: BoundServer,
    // Above our own limit, so that what is a little too large is told so and not just cut.
    maxHttpBufferSize: 2 * frameInBytes,
    connectTimeout: helloTimeoutMs,
    pingTimeout: deadAfterMs,
    allowEIO3: false,
  })
  // It never listens: the dispatcher of this room hands over what is for Socket.IO.
  io.attach(createServer())
  io.on('connection', (socket) => serve(socket, frameInBytes, open))
  const engine = io.engine as unknown as {
    handleUpgrade: (request: IncomingMessage, socket: NetSocket, head: Buffer) => void
  }
  return {
    upgrade: (request, socket, head) => engine.handleUpgrade(request, socket, head),
    close: () => io.close(),
  }
}

function serve(
  socket: Socket,
  mostBytes: number,
  open: (socket: FeedSocket, request: IncomingMessage) => Session,
): void {
  const session = open(new PacketSocket(socket), socket.request)
  /** Of packets that are not dispatched yet. */
  const texts: string[] = []
  // Seen before a packet is parsed and dispatched, which happens in a later turn.
  socket.conn.on('packet', ({ type, data }: Packet) => {
    if (type !== 'message') session.hearControl()
    else if (typeof data !== 'string' || !PACKETS_TAKEN.test(data)) {
      session.refuse('malformed', 'A packet is the event `m` with one frame, no acknowledgement')
    } else if (data.length * 3 > mostBytes && Buffer.byteLength(data) > mostBytes) {
      session.refuse('too-large', `At most ${mostBytes} bytes`)
    } else texts.push(data)
  })
  const below = socket.conn as unknown as Engine
  below.transport.socket.on('ping', () => session.hearControl())
  below.transport.socket.on('pong', () => session.hearControl())
  socket.on('m', (...frames: unknown[]) => {
    const text = texts.shift() ?? ''
    if (frames.length === 1) session.hear(frames[0], text)
    else session.refuse('malformed', 'The event `m` has one frame')
  })
  socket.on('disconnect', () => session.gone())
  socket.on('error', () => session.refuse('malformed', 'The packet could not be read'))
}
