// The one listener for `upgrade`: it looks at where a request comes from and where it wants to go, and
// hands it to Socket.IO or to Fastify's WebSocket route. Both libraries would answer everything.
import { createServer, type IncomingMessage, type Server } from 'node:http'
import { BlockList, isIPv6, type Socket } from 'node:net'
import type { Config } from '#kernel/config.ts'
import type { Admission } from './admission.ts'
import { SOCKET_IO_PATH, type PacketServer } from './socketio.ts'

export const PLAIN_PATH = '/ws'

/** An emitter of `upgrade` that never listens, for @fastify/websocket. */
export const silentGate = (): Server => createServer()

type Dispatcher = {
  /** The address a connection came from, seen through trusted proxies. */
  readonly addressOf: (request: IncomingMessage) => string
  readonly close: () => void
}

/** Listens for upgrades on `server`. */
export function dispatchUpgrades(
  server: Server,
  config: Config,
  admission: Admission,
  to: { readonly packets: PacketServer; readonly gate: Server },
): Dispatcher {
  const trusted = proxies(config.trustedProxies)
  const addressOf = (request: IncomingMessage) => addressBehind(request, trusted)
  const onUpgrade = (request: IncomingMessage, socket: Socket, head: Buffer) => {
    const path = (request.url ?? '').split('?', 1)[0]
    if (path !== SOCKET_IO_PATH && path !== PLAIN_PATH) return answer(socket, '404 Not Found')
    if (!comesFromUs(request, config.allowedOrigins)) return answer(socket, '403 Forbidden')
    const leave = admission.enter(addressOf(request))
    if (!leave) return answer(socket, '429 Too Many Requests', 'Retry-After: 5\r\n')
    socket.once('close', leave)
    socket.setNoDelay(true)
    if (path === PLAIN_PATH) to.gate.emit('upgrade', request, socket, head)
    else to.packets.upgrade(request, socket, head)
  }
  server.on('upgrade', onUpgrade)
  return { addressOf, close: () => void server.off('upgrade', onUpgrade) }
}

/** A browser says which page asks; only our own and those we were told of may. Devices say nothing. */
function comesFromUs({ headers }: IncomingMessage, allowed: readonly string[]): boolean {
  const { origin, host } = headers
  if (origin === undefined || allowed.includes(origin)) return true
  return URL.canParse(origin) && new URL(origin).host === host
}

function answer(socket: Socket, status: string, header = ''): void {
  socket.on('error', () => socket.destroy())
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n${header}\r\n`)
}

const family = (address: string) => (isIPv6(address) ? 'ipv6' : 'ipv4')

function proxies(written: readonly string[]): BlockList {
  const list = new BlockList()
  for (const each of written) {
    const [address = '', prefix] = each.split('/')
    if (prefix === undefined) list.addAddress(address, family(address))
    else list.addSubnet(address, Number(prefix), family(address))
  }
  return list
}

// Each proxy appends who spoke to it, so the truth is the last address no trusted proxy stands at.
function addressBehind(request: IncomingMessage, trusted: BlockList): string {
  const peer = request.socket.remoteAddress ?? ''
  const header = request.headers['x-forwarded-for']
  const named = String(header ?? '').split(',')
  const path = [...named.map((part) => part.trim()).filter(Boolean), peer]
  return path.findLast((address) => !trusted.check(address, family(address))) ?? peer
}
