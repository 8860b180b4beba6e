// Those who ask: connections that stay open, each with one request under way, written and read by hand, so that
// what asks costs as little as can be.
import { connect } from 'node:net'

export type Asked = { readonly done: number; readonly wallMs: number; readonly latencies: number[] }

const END = '\r\n\r\n'

type Asking = {
  readonly port: number
  readonly callers: number
  readonly seconds: number
  readonly headers: string
  /** Gives the next request's. */
  readonly path: () => string
  /**
   * Whether this process looks for answers without ever sleeping. On one machine whoever answers pays for waking
   * whoever asked: a server that is faster than its callers never does, and one that is slower does each time.
   */
  readonly awake: boolean
}

/** Lets callers ask for some seconds, each the next as soon as it has its answer. Throws unless all are 200. */
export async function ask(asking: Asking): Promise<Asked> {
  const { port, callers, seconds, headers, path, awake } = asking
  const latencies: number[] = []
  const startedMs = performance.now()
  const untilMs = startedMs + seconds * 1000
  const caller = () =>
    new Promise<void>((resolve, reject) => {
      const socket = connect(port, '127.0.0.1').setNoDelay(true)
      let sentMs = 0
      let got = ''
      const send = () => {
        if (performance.now() >= untilMs) return void socket.end(resolve)
        sentMs = performance.now()
        socket.write(`GET ${path()} HTTP/1.1\r\nHost: bench\r\n${headers}\r\n`)
      }
      socket.setEncoding('latin1')
      socket.on('error', reject)
      socket.on('connect', send)
      socket.on('data', (data: string) => {
        got += data
        const end = got.indexOf(END)
        if (end < 0) return
        const length = Number(/content-length: (\d+)/i.exec(got)?.[1] ?? Number.NaN)
        if (got.length < end + END.length + length) return
        if (!got.startsWith('HTTP/1.1 200')) return reject(new Error(got.slice(0, 400)))
        got = ''
        latencies.push(performance.now() - sentMs)
        send()
      })
    })
  let isAsking = awake
  const stayAwake = () => void (isAsking && setImmediate(stayAwake))
  stayAwake()
  await Promise.all(Array.from({ length: callers }, caller))
  isAsking = false
  return { done: latencies.length, wallMs: performance.now() - startedMs, latencies }
}
