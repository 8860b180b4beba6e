// The three ways into a hub behind one face: HTTP, Socket.IO and plain WebSocket. A call goes in as it
// is, however wrong, and what comes back is an output or a problem.
import type { Operation } from '#shared/contract.ts'
import { askHttp, type Answer } from './hub.ts'
import type { CompanyShop, Device } from './shop.ts'
import { CallRefused, type FakeTerminal } from './terminal.ts'
import type { Transport } from './wires.ts'

/** A device, or a person by their access token. */
export type Caller = Device | string

export type Door = {
  readonly name: 'http' | Transport
  ask(who: Caller, operation: Operation, input: Readonly<Record<string, unknown>>): Promise<Answer>
}

export const authorizationOf = (who: Caller) =>
  typeof who === 'string' ? `Bearer ${who}` : `Terminal ${who.id}.${who.token}`

/** What a call on a connection came to. */
export async function askSocket(
  terminal: FakeTerminal,
  op: string,
  input: unknown,
): Promise<Answer> {
  try {
    return { status: 200, output: await terminal.ask(op, input) }
  } catch (error) {
    if (!(error instanceof CallRefused)) throw error
    return { status: error.problem.status, problem: error.problem }
  }
}

type Test = { teardown(handler: () => unknown): unknown }

/** Opens all three; each caller keeps one connection on each socket. */
export function openDoors(t: Test, shop: CompanyShop): Door[] {
  const http: Door = {
    name: 'http',
    ask: (who, operation, input) => askHttp(shop.hub.url, authorizationOf(who), operation, input),
  }
  const socket = (transport: Transport): Door => {
    const connected = new Map<Caller, Promise<FakeTerminal>>()
    return {
      name: transport,
      ask: async (who, { name }, input) => {
        const terminal =
          connected.get(who) ?? shop.connects(t, who, { transport, streams: ['company'] })
        connected.set(who, terminal)
        return askSocket(await terminal, name, input)
      },
    }
  }
  return [http, socket('socket.io'), socket('websocket')]
}
