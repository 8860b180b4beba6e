// Ports of this machine: a free one, and whether one can be had.

import { once } from 'node:events'
import { createServer } from 'node:net'

/** A port that was free a moment ago on the loopback address. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address ? address.port : 0
}

/** Undefined if `port` can be listened on, else the reason it cannot, for a person to read. */
export async function whyTaken(port: number, host: string): Promise<string | undefined> {
  const server = createServer()
  try {
    server.listen(port, host)
    await once(server, 'listening')
    return undefined
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'EADDRINUSE') return `Port ${port} is taken by another program.`
    if (code === 'EACCES') return `Port ${port} may not be used by this user.`
    return `Port ${port} on ${host} cannot be used: ${message}`
  } finally {
    server.close()
  }
}
