// A way to a server that can be frozen: what is under way stays under way and nothing is refused, which is
// how a server that hangs, or a network that swallows packets, looks from outside.
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

type Test = { teardown(handler: () => unknown): unknown }

export type Relayed = {
  /** The same address by way of here. */
  readonly url: string
  /** Lets nothing through any more, in either direction; connections are still taken. */
  readonly freeze: () => void
  readonly thaw: () => void
}

/** Opens a way to the server at `url`. */
export async function relayed(t: Test, url: string): Promise<Relayed> {
  const target = new URL(url)
  const sockets = new Set<Socket>()
  let isFrozen = false
  const keep = (socket: Socket, other: Socket) => {
    sockets.add(socket)
    socket.on('error', () => other.destroy())
    socket.on('close', () => {
      sockets.delete(socket)
      other.destroy()
    })
    socket.on('data', (bytes) => other.write(bytes))
    if (isFrozen) socket.pause()
  }
  const server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname)
    keep(near, far)
    keep(far, near)
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  t.teardown(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const here = new URL(url)
  here.hostname = '127.0.0.1'
  here.port = String((server.address() as AddressInfo).port)
  return {
    url: here.toString(),
    freeze: () => {
      isFrozen = true
      for (const socket of sockets) socket.pause()
    },
    thaw: () => {
      isFrozen = false
      for (const socket of sockets) socket.resume()
    },
  }
}
