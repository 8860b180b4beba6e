// WebSocket as bytes, for frames no client would send. It masks with zeros, answers no ping, and reads
// until the hub closes the connection; when the hub says goodbye it goes, unless it is deaf to that.
import type { Socket } from 'node:net'
import { openRaw, requestText } from './raw-http.ts'

export const SOCKET_PATHS = {
  websocket: '/ws',
  'socket.io': '/socket.io/?EIO=4&transport=websocket',
}

export type RawSocket = {
  /** 101, or the status the upgrade was refused with. */
  readonly status: number
  /** The headers of that answer. */
  readonly head: string
  readonly write: (bytes: Buffer) => void
  /** Texts heard so far. */
  readonly texts: readonly string[]
  /** Resolves to the close code when the hub has closed; 1006 where it gave none. Rejects after 20 s. */
  readonly closed: Promise<number>
  readonly socket: Socket
}

const PATIENCE_MS = 20_000
const asked = {
  connection: 'Upgrade',
  upgrade: 'websocket',
  'sec-websocket-version': '13',
  'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
}

type Test = { teardown(handler: () => unknown): unknown }

/** Asks for an upgrade; resolves when that was answered. */
export async function openRawSocket(
  t: Test,
  url: string,
  path: string,
  headers: Readonly<Record<string, string>> = {},
  isDeaf = false,
): Promise<RawSocket> {
  const socket = openRaw(url)
  t.teardown(() => socket.destroy())
  socket.write(requestText('GET', path, { host: new URL(url).host, ...asked, ...headers }))
  let heard: Buffer = Buffer.alloc(0)
  const texts: string[] = []
  let code = 1006
  let answered: (head: string) => void = () => {}
  const answer = new Promise<string>((resolve) => (answered = resolve))
  let isOpen = false
  socket.on('data', (chunk: Buffer) => {
    heard = Buffer.concat([heard, chunk])
    if (!isOpen) {
      const end = heard.indexOf('\r\n\r\n')
      if (end < 0) return
      isOpen = true
      answered(heard.toString('latin1', 0, end))
      heard = heard.subarray(end + 4)
    }
    for (let frame = frameIn(heard); frame; frame = frameIn(heard)) {
      if (frame.opcode === 1) texts.push(frame.payload.toString())
      if (frame.opcode === 8) {
        if (frame.payload.length > 1) code = frame.payload.readUInt16BE(0)
        if (!isDeaf) socket.end()
      }
      heard = heard.subarray(frame.length)
    }
  })
  const closed = new Promise<number>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`still open: ${texts.at(-1)}`)), PATIENCE_MS)
    socket.on('close', () => {
      clearTimeout(timer)
      answered('HTTP/1.1 000')
      resolve(code)
    })
  })
  closed.catch(() => {})
  const head = await answer
  const write = (bytes: Buffer) => void (socket.destroyed || socket.write(bytes))
  return { status: Number(head.split(' ')[1]), head, write, texts, closed, socket }
}

export type FrameAbout = {
  readonly opcode?: number
  readonly fin?: boolean
  readonly rsv1?: boolean
  /** What the frame says of its length, where that is not the truth. */
  readonly declared?: number
}

/** A masked frame; a text that is whole unless said otherwise. */
export function frameOf(payload: string | Buffer, about: FrameAbout = {}): Buffer {
  const { opcode = 1, fin = true, rsv1 = false, declared } = about
  const bytes = Buffer.from(payload)
  const length = declared ?? bytes.length
  const long = length > 0xffff ? 8 : length > 125 ? 2 : 0
  const head = Buffer.alloc(2 + long + 4)
  head[0] = (fin ? 0x80 : 0) | (rsv1 ? 0x40 : 0) | opcode
  head[1] = 0x80 | (long === 8 ? 127 : long === 2 ? 126 : length)
  if (long === 2) head.writeUInt16BE(length, 2)
  if (long === 8) head.writeBigUInt64BE(BigInt(length), 2)
  return Buffer.concat([head, bytes])
}

function frameIn(bytes: Buffer): { opcode: number; payload: Buffer; length: number } | undefined {
  if (bytes.length < 2) return undefined
  const [first = 0, second = 0] = bytes
  const short = second & 0x7f
  const start = short === 127 ? 10 : short === 126 ? 4 : 2
  if (bytes.length < start) return undefined
  const size =
    short === 127 ? Number(bytes.readBigUInt64BE(2)) : short === 126 ? bytes.readUInt16BE(2) : short
  if (bytes.length < start + size) return undefined
  return {
    opcode: first & 0x0f,
    payload: bytes.subarray(start, start + size),
    length: start + size,
  }
}
