// A client that does as little as can be: it opens a WebSocket by hand, greets, and then only counts
// frames that carry deltas. So the clients are never what is measured.
import { connect, type Socket } from 'node:net'
import type { Sender } from './messages.ts'
import { STORE_ID } from './messages.ts'

const KEY = 'dGhlIHNhbXBsZSBub25jZQ=='
const TEXT = 1
const hello = JSON.stringify({
  t: 'hello',
  protocol: 1,
  streams: [{ stream: `store:${STORE_ID}` }],
})

/** A masked text message; a mask of zeros leaves the text as it is. */
function message(text: string): Buffer {
  const payload = Buffer.from(text)
  const header =
    payload.length < 126
      ? Buffer.from([0x81, 0x80 | payload.length, 0, 0, 0, 0])
      : Buffer.from([0x81, 0xfe, payload.length >> 8, payload.length & 0xff, 0, 0, 0, 0])
  return Buffer.concat([header, payload])
}

/** When the first delta of a frame was made. */
function madeUsIn(text: string): number {
  return Number(/"madeUs":(\d+)/.exec(text)?.[1] ?? Number.NaN)
}

export class RawClient {
  readonly #socket: Socket
  readonly #sender: Sender
  readonly #counted: (madeUs: () => number) => void
  readonly #ready: () => void
  readonly #keep: boolean
  #rest: Buffer = Buffer.alloc(0)
  #upgraded = false
  /** Payloads of delta frames, if it was told to keep them. */
  kept: string[] = []

  constructor(
    sender: Sender,
    port: number,
    keep: boolean,
    on: { readonly ready: () => void; readonly counted: (madeUs: () => number) => void },
  ) {
    this.#sender = sender
    this.#keep = keep
    this.#ready = on.ready
    this.#counted = on.counted
    this.#socket = connect(port, '127.0.0.1')
    this.#socket.setNoDelay(true)
    const path = sender.endsWith('socketio') ? '/socket.io/?EIO=4&transport=websocket' : '/ws'
    this.#socket.write(
      `GET ${path} HTTP/1.1\r\nHost: bench\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
        `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${KEY}\r\n\r\n`,
    )
    this.#socket.on('data', (data) => this.#take(data))
    this.#socket.on('error', (error) => {
      throw error
    })
    if (sender === 'ws-array' || sender === 'net-loop')
      this.#socket.once('data', () => this.#ready())
  }

  /** Reads no more, as a screen does whose machine hangs. */
  stall(): void {
    this.#socket.pause()
  }

  #take(data: Buffer): void {
    let buffer = this.#rest.length ? Buffer.concat([this.#rest, data]) : data
    if (!this.#upgraded) {
      const end = buffer.indexOf('\r\n\r\n')
      if (end < 0) return void (this.#rest = buffer)
      if (!buffer.toString('latin1', 0, end).includes(' 101 ')) throw new Error('not upgraded')
      this.#upgraded = true
      buffer = buffer.subarray(end + 4)
    }
    let at = 0
    while (buffer.length - at >= 2) {
      const short = (buffer[at + 1] ?? 0) & 0x7f
      const start = at + (short < 126 ? 2 : short === 126 ? 4 : 10)
      if (buffer.length < start) break
      const length =
        short < 126
          ? short
          : short === 126
            ? buffer.readUInt16BE(at + 2)
            : Number(buffer.readBigUInt64BE(at + 2))
      if (buffer.length < start + length) break
      if (((buffer[at] ?? 0) & 0x0f) === TEXT) this.#frame(buffer, start, start + length)
      at = start + length
    }
    this.#rest = at < buffer.length ? Buffer.from(buffer.subarray(at)) : Buffer.alloc(0)
  }

  // Told apart by their first bytes, which is all a counter needs to look at.
  #frame(buffer: Buffer, start: number, end: number): void {
    const head = buffer.toString('latin1', start, Math.min(end, start + 24))
    if (/^(42\["m",)?\{"t":"batch"|^42\["delta"/.test(head)) {
      if (this.#keep) this.kept.push(buffer.toString('utf8', start, end))
      this.#counted(() => madeUsIn(buffer.toString('latin1', start, end)))
    } else if (head.startsWith('0')) this.#socket.write(message('40'))
    else if (head === '2') this.#socket.write(message('3'))
    else if (head.startsWith('40') && this.#sender === 'stock-socketio') this.#ready()
    else if (head.includes('"challenge"')) {
      const text = this.#sender === 'feed-socketio' ? `42["m",${hello}]` : hello
      this.#socket.write(message(text))
    } else if (head.includes('"snapshot"')) this.#ready()
  }
}
