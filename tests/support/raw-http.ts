// HTTP as bytes, for what no client would send: each connection says what it is given, and is read to
// its end. What is to be answered more than once says `Connection: close` in its last request.
import { connect, type Socket } from 'node:net'

/** One answer as it came. */
export type RawAnswer = {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

const PATIENCE_MS = 20_000

/** A connection to the hub at `url`, which has said nothing yet. */
export function openRaw(url: string): Socket {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  socket.on('error', () => {})
  return socket
}

/** Says it and reads until the hub closes; every answer in order. Rejects if it stays open for 20 s. */
export function sayRaw(url: string, bytes: string | Buffer): Promise<RawAnswer[]> {
  const socket = openRaw(url)
  socket.write(bytes)
  return heardUntilClosed(socket)
}

/** Everything the hub still says on a connection, once it has closed it. Rejects after 20 s. */
export function heardUntilClosed(socket: Socket): Promise<RawAnswer[]> {
  return new Promise((resolve, reject) => {
    let heard = Buffer.alloc(0)
    const timer = setTimeout(() => {
      socket.destroy()
      reject(
        new Error(`still open after ${heard.length} bytes: ${heard.toString('latin1', 0, 200)}`),
      )
    }, PATIENCE_MS)
    socket.on('data', (chunk: Buffer) => (heard = Buffer.concat([heard, chunk])))
    socket.on('close', () => {
      clearTimeout(timer)
      resolve(answersIn(heard))
    })
  })
}

/** A request of this method and path. What is not given is left out; `close` is said in any case. */
export function requestText(
  method: string,
  path: string,
  headers: Readonly<Record<string, string>> = {},
  body = '',
): string {
  const said = {
    host: 'hub.example',
    connection: 'close',
    ...(body ? { 'content-type': 'application/json' } : {}),
    ...(body ? { 'content-length': String(Buffer.byteLength(body)) } : {}),
    ...headers,
  }
  const lines = Object.entries(said).map(([name, value]) => `${name}: ${value}\r\n`)
  return `${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body}`
}

function answersIn(bytes: Buffer): RawAnswer[] {
  const text = bytes.toString('latin1')
  const parts = text.split(/(?=HTTP\/1\.1 \d{3} )/).filter((part) => part.startsWith('HTTP/1.1 '))
  return parts.map((part) => {
    const [head = '', ...rest] = part.split('\r\n\r\n')
    const [first = '', ...lines] = head.split('\r\n')
    const headers = lines.map((line) => {
      const at = line.indexOf(':')
      return [line.slice(0, at).toLowerCase(), line.slice(at + 1).trim()]
    })
    return {
      status: Number(first.split(' ')[1]),
      headers: Object.fromEntries(headers) as Record<string, string>,
      body: rest.join('\r\n\r\n'),
    }
  })
}
