// Writes ready frames to sockets: one write for each socket, however many streams have something for
// it. A socket with too much unsent gets nothing more and is left behind, so that it costs the others
// nothing; it is resumed from the log.
import type { Due } from './channel.ts'
import type { Delivery, Follows } from './follower.ts'
import { Ready } from './ready.ts'

/** What was done, for the figures of a hub. */
export type Delivered = { writes: number; leftBehind: number }

/** Sends what is due; a socket with more than `mostUnsentBytes` waiting is left behind. */
export function deliver(due: readonly Due[], mostUnsentBytes: number, done: Delivered): void {
  const [only] = due
  if (due.length === 1 && only) {
    const { outlet, ready, before } = only
    for (const follower of outlet.members) {
      const { owner } = follower
      if (owner.socket.bufferedBytes > mostUnsentBytes) {
        leaveBehind({ follower, ready, before }, done)
      } else {
        owner.socket.sendReady(ready)
        done.writes += 1
      }
    }
    return
  }
  deliverTogether(byOwner(due), mostUnsentBytes, done)
}

function byOwner(due: readonly Due[]): Map<Follows, Delivery[]> {
  const all = new Map<Follows, Delivery[]>()
  for (const { outlet, ready, before } of due) {
    for (const follower of outlet.members) {
      const delivery = { follower, ready, before }
      const deliveries = all.get(follower.owner)
      if (deliveries) deliveries.push(delivery)
      else all.set(follower.owner, [delivery])
    }
  }
  return all
}

function deliverTogether(
  all: ReadonlyMap<Follows, readonly Delivery[]>,
  mostUnsentBytes: number,
  done: Delivered,
): void {
  const joins = new Joins()
  for (const [{ socket }, deliveries] of all) {
    if (socket.bufferedBytes > mostUnsentBytes) {
      for (const delivery of deliveries) leaveBehind(delivery, done)
    } else {
      socket.sendReady(joins.of(deliveries))
      done.writes += 1
    }
  }
}

function leaveBehind({ follower, before }: Delivery, done: Delivered): void {
  done.leftBehind += 1
  follower.leave(before)
  follower.owner.leftBehind(follower)
}

/** Frames put together once for all sockets that get the same ones. */
class Joins {
  readonly #names = new Map<Ready, number>()
  readonly #joined = new Map<string, Ready>()

  of(deliveries: readonly Delivery[]): Ready {
    const [first] = deliveries
    if (deliveries.length === 1 && first) return first.ready
    const name = deliveries.map(({ ready }) => this.#name(ready)).join(' ')
    let joined = this.#joined.get(name)
    if (!joined) {
      joined = new Ready(deliveries.flatMap(({ ready }) => ready.texts))
      this.#joined.set(name, joined)
    }
    return joined
  }

  #name(ready: Ready): number {
    let name = this.#names.get(ready)
    if (name === undefined) this.#names.set(ready, (name = this.#names.size))
    return name
  }
}
