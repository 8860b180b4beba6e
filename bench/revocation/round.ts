// One kind of revocation, time and again: each takes somebody out who is connected to both hubs, and is
// over when both have closed their connection and refuse them over HTTP.
import type { ChildProcess } from 'node:child_process'
import { signOut, whoAmI } from '#auth/contract.ts'
import type { Operation } from '#shared/contract.ts'
import { byeCodes } from '#shared/frames.ts'
import { terminalsRevoke } from '#terminals/contract.ts'
import { usersChange, usersList } from '#users/contract.ts'
import { askHttp } from '../../tests/support/hub.ts'
import { steadyUs } from '../screen/messages.ts'
import type { Crowd } from './crowd.ts'
import type { FromSockets, Held, ToSockets } from './messages.ts'

/** Nobody who is refused now may be let in later; nothing waits longer than this. */
const GIVE_UP_MS = 5_000
const REVOKED = byeCodes.revoked

type Victim = {
  /** As HTTP is told. */
  readonly authorization: string
  readonly shows: Pick<Held, 'token' | 'terminal'>
  readonly revoke: () => Promise<{ status: number }>
}

export type Kind = {
  readonly name: string
  /** What somebody asks who is still in, and the status they get once they are not. */
  readonly asks: Operation
  readonly refused: number
  readonly victims: (crowd: Crowd, count: number, hub: Hub) => Promise<Victim[]>
}

/** The hub that is asked to revoke, and as whom. */
export type Hub = { readonly url: string; readonly owner: string }

const bearer = (token: string) => `Bearer ${token}`

export const kinds: readonly Kind[] = [
  {
    name: 'session',
    asks: whoAmI,
    refused: 401,
    victims: async (crowd, count, { url }) =>
      (await crowd.people(count)).map(({ token }) => ({
        authorization: bearer(token),
        shows: { token },
        revoke: () => askHttp(url, bearer(token), signOut, {}),
      })),
  },
  {
    name: 'person',
    asks: whoAmI,
    refused: 401,
    victims: async (crowd, count, { url, owner }) =>
      (await crowd.people(count)).map(({ personId, token }) => ({
        authorization: bearer(token),
        shows: { token },
        revoke: () => askHttp(url, bearer(owner), usersChange, { personId, active: false }),
      })),
  },
  {
    name: 'device',
    asks: whoAmI,
    refused: 401,
    victims: async (crowd, count, { url, owner }) =>
      (await crowd.scanners(count)).map((terminal) => ({
        authorization: `Terminal ${terminal.id}.${terminal.token}`,
        shows: { terminal },
        revoke: () =>
          askHttp(url, bearer(owner), terminalsRevoke, {
            terminalId: terminal.id,
            reason: 'Stolen',
          }),
      })),
  },
  {
    name: 'role change',
    asks: usersList,
    refused: 403,
    victims: async (crowd, count, { url, owner }) =>
      (await crowd.people(count)).map(({ personId, token }) => ({
        authorization: bearer(token),
        shows: { token },
        revoke: () => askHttp(url, bearer(owner), usersChange, { personId, roleId: 'cashier' }),
      })),
  },
]

type Closed = { readonly code: number; readonly atUs: number }

/** The process of sockets, as the bench asks it. */
export class Sockets {
  readonly #child: ChildProcess
  readonly closed = new Map<number, Closed>()
  readonly #waiting = new Map<number, (closed: Closed) => void>()
  #nextKey = 0

  constructor(child: ChildProcess) {
    this.#child = child
    child.on('message', (message: FromSockets) => {
      if (message.kind !== 'closed') return
      this.closed.set(message.key, message)
      this.#waiting.get(message.key)?.(message)
    })
  }

  /** Connects each to each hub; gives the keys of their connections, hub by hub. */
  async hold(
    who: readonly Victim['shows'][],
    urls: readonly string[],
  ): Promise<readonly (readonly number[])[]> {
    const keys = who.map(() => urls.map(() => (this.#nextKey += 1)))
    const sockets = who.flatMap((shows, i) =>
      urls.map((url, hub) => ({ ...shows, url, key: keys[i]?.[hub] ?? 0 })),
    )
    const order: ToSockets = { kind: 'hold', sockets }
    const held = new Promise<void>((resolve, reject) => {
      this.#child.once('exit', () => reject(new Error('the sockets are gone')))
      this.#child.on('message', ({ kind }: FromSockets) => {
        if (kind === 'held') resolve()
      })
    })
    this.#child.send(order)
    await held
    return keys
  }

  /** When the connection was closed as revoked, microseconds. */
  async closedAtUs(key: number): Promise<number> {
    const closed = this.closed.get(key) ?? (await this.#closing(key))
    if (closed?.code !== REVOKED) throw new Error(`not closed as revoked: ${closed?.code}`)
    return closed.atUs
  }

  #closing(key: number): Promise<Closed | undefined> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, GIVE_UP_MS)
      this.#waiting.set(key, (closed) => {
        clearTimeout(timer)
        resolve(closed)
      })
    })
  }
}

/** Resolves when every hub has heard of who came last. */
export async function heardOf(urls: readonly string[], authorization: string): Promise<void> {
  for (const url of urls) {
    while ((await askHttp(url, authorization, whoAmI, {})).status !== 200) {
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
}

export type Round = {
  readonly kind: string
  /** From the answer to the revocation until both hubs had closed and refused, milliseconds. */
  readonly ms: readonly number[]
  /** Of those, how long HTTP went on answering at the hub that was not asked. */
  readonly answeredElsewhereMs: readonly number[]
  /** Requests that were answered after the same hub had refused one. */
  readonly acceptedAfter: number
}

/** Revokes `count` of a kind, one after the other. */
export async function revokeMany(
  kind: Kind,
  count: number,
  {
    crowd,
    sockets,
    urls,
    hub,
  }: { crowd: Crowd; sockets: Sockets; urls: readonly string[]; hub: Hub },
): Promise<Round> {
  const victims = await kind.victims(crowd, count, hub)
  await heardOf(urls, victims.at(-1)?.authorization ?? '')
  const keys = await sockets.hold(
    victims.map(({ shows }) => shows),
    urls,
  )
  const asks = (url: string, { authorization }: Victim) =>
    askHttp(url, authorization, kind.asks, {})
  const refusedAtUs = async (url: string, victim: Victim) => {
    const untilUs = steadyUs() + GIVE_UP_MS * 1000
    while (steadyUs() < untilUs) {
      const { status } = await asks(url, victim)
      if (status === kind.refused) return steadyUs()
      if (status !== 200) throw new Error(`${kind.name}: ${status} at ${url}`)
    }
    throw new Error(`${kind.name}: still answered at ${url}`)
  }
  const ms: number[] = []
  const answeredElsewhereMs: number[] = []
  for (const [i, victim] of victims.entries()) {
    const before = await Promise.all(urls.map((url) => asks(url, victim)))
    if (before.some(({ status }) => status !== 200)) throw new Error(`${kind.name}: never let in`)
    const { status } = await victim.revoke()
    const revokedAtUs = steadyUs()
    if (status !== 200) throw new Error(`${kind.name}: not revoked, ${status}`)
    const refused = Promise.all(urls.map((url) => refusedAtUs(url, victim)))
    const closed = Promise.all((keys[i] ?? []).map((key) => sockets.closedAtUs(key)))
    const [http, lines] = await Promise.all([refused, closed])
    ms.push((Math.max(...http, ...lines) - revokedAtUs) / 1000)
    answeredElsewhereMs.push(((http.at(-1) ?? 0) - revokedAtUs) / 1000)
  }
  let acceptedAfter = 0
  for (const victim of victims) {
    for (const url of urls) {
      if ((await asks(url, victim)).status !== kind.refused) acceptedAfter += 1
    }
  }
  return { kind: kind.name, ms, answeredElsewhereMs, acceptedAfter }
}
