// The one listener for `upgrade`: it looks at where a request comes from and where it wants to go, and
// hands it to Socket.IO or to Fastify's WebSocket route. Both libraries would answer everything.
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { Socket } from 'node:net'
import type { Config } from '#kernel/config.ts'
import { comesFromUs } from '#kernel/origins.ts'
import { proxiesOf } from '#kernel/proxies.ts'
import type { Admission } from './admission.ts'
import { SOCKET_IO_PATH, type PacketServer } from './socketio.ts'

export const PLAIN_PATH = '/ws'

/** An emitter of `upgrade` that never listens, for @fastify/websocket. */
export const silentGate = (): Server => createServer()

type Dispatcher = {
  /** The address a connection came from, seen through trusted proxies. */
  readonly addressOf: (request: IncomingMessage) => string
  /** Says that a session has begun on the connection of this request. */
  readonly opened: (request: IncomingMessage) => void
  readonly close: () => void
}

/** Listens for upgrades on `server`. */
export function dispatchUpgrades(
  server: Server,
  config: Config,
  admission: Admission,
  to: { readonly packets: PacketServer; readonly gate: Server },
): Dispatcher {
  const isProxy = proxiesOf(config.trustedProxies)
  const addressOf = (request: IncomingMessage) => addressBehind(request, isProxy)
  // An upgrade that is refused further in would leave a connection with nobody at its end.
  const unopened = new WeakMap<Socket, NodeJS.Timeout>()
  const opened = ({ socket }: IncomingMessage) => clearTimeout(unopened.get(socket))
  const onUpgrade = (request: IncomingMessage, socket: Socket, head: Buffer) => {
    const path = (request.url ?? '').split('?', 1)[0]
    if (path !== SOCKET_IO_PATH && path !== PLAIN_PATH) return answer(socket, '404 Not Found')
    if (request.method !== 'GET') return answer(socket, '405 Method Not Allowed')
    const { origin, host } = request.headers
    const asked = { origin, host, isSecure: cameSecure(request, isProxy) }
    if (!comesFromUs(asked, config.allowedOrigins)) return answer(socket, '403 Forbidden')
    const leave = admission.enter(addressOf(request))
    if (!leave) return answer(socket, '429 Too Many Requests', 'Retry-After: 5\r\n')
    const cut = setTimeout(() => socket.destroy(), config.limits.helloTimeoutMs)
    unopened.set(socket, cut)
    socket.once('close', () => {
      clearTimeout(cut)
      leave()
    })
    socket.setNoDelay(true)
    if (path === PLAIN_PATH) to.gate.emit('upgrade', request, socket, head)
    else to.packets.upgrade(request, socket, head)
  }
  server.on('upgrade', onUpgrade)
  return { addressOf, opened, close: () => void server.off('upgrade', onUpgrade) }
}

/** Whether the browser spoke over TLS, to us or to a proxy that says so. */
function cameSecure({ socket, headers }: IncomingMessage, isProxy: IsProxy): boolean {
  if ('encrypted' in socket) return true
  if (!isProxy(socket.remoteAddress ?? '')) return false
  return String(headers['x-forwarded-proto']).split(',').at(-1)?.trim() === 'https'
}

function answer(socket: Socket, status: string, header = ''): void {
  socket.on('error', () => socket.destroy())
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n${header}\r\n`)
}

type IsProxy = (address: string) => boolean

// Each proxy appends who spoke to it, so the truth is the last address no trusted proxy stands at.
function addressBehind(request: IncomingMessage, isProxy: IsProxy): string {
  const peer = request.socket.remoteAddress ?? ''
  const header = request.headers['x-forwarded-for']
  const named = String(header ?? '').split(',')
  const path = [...named.map((part) => part.trim()).filter(Boolean), peer]
  return path.findLast((address) => !isProxy(address)) ?? peer
}
