// How many connections there may be: of a hub, an address, a terminal and a person, and how many may
// say hello in a second. It counts; sessions and the dispatcher act on what it answers.
import type { Limits } from '#kernel/allowances.ts'
import { Bucket } from '#kernel/limits.ts'
import type { Scope } from '#kernel/scope.ts'

/** Something that can be told to make room for a newer connection of the same owner. */
type Replaceable = { readonly replace: () => void }

const SPREAD_MS = 3_000

export class Admission {
  readonly #limits: Limits
  readonly #hellos: Bucket
  readonly #addresses = new Map<string, number>()
  readonly #owners = new Map<string, Set<Replaceable>>()
  #sockets = 0

  constructor(limits: Limits) {
    this.#limits = limits
    this.#hellos = new Bucket(limits.hellosPerSecond)
  }

  /** Counts a connection in; gives the function that counts it out, or null if there are too many. */
  enter(address: string): (() => void) | null {
    const here = this.#addresses.get(address) ?? 0
    const { socketsPerHub, socketsPerAddress } = this.#limits
    if (this.#sockets >= socketsPerHub || here >= socketsPerAddress) return null
    this.#sockets += 1
    this.#addresses.set(address, here + 1)
    return () => {
      this.#sockets -= 1
      const left = (this.#addresses.get(address) ?? 1) - 1
      if (left > 0) this.#addresses.set(address, left)
      else this.#addresses.delete(address)
    }
  }

  /** 0 if a hello may go ahead, else when to try again, spread out so that not all come back at once. */
  hello(): number {
    const waitMs = this.#hellos.take()
    return waitMs === 0 ? 0 : waitMs + Math.ceil(Math.random() * SPREAD_MS)
  }

  /** Counts a greeted connection to its terminal and person; the oldest above the limit makes room. */
  greet(scope: Scope, connection: Replaceable): () => void {
    const { socketsPerTerminal, socketsPerUser } = this.#limits
    const leave: (() => void)[] = []
    const count = (owner: string, most: number) => {
      const connections = this.#owners.get(owner) ?? new Set()
      this.#owners.set(owner, connections)
      connections.add(connection)
      leave.push(() => {
        connections.delete(connection)
        if (connections.size === 0) this.#owners.delete(owner)
      })
      const [oldest] = connections
      if (connections.size > most) oldest?.replace()
    }
    if (scope.terminalId) count(`terminal ${scope.terminalId}`, socketsPerTerminal)
    if (scope.personId) count(`person ${scope.personId}`, socketsPerUser)
    return () => leave.forEach((each) => each())
  }
}
