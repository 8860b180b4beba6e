// Where races are run: one shop, two hubs over its database, and many tills with open drawers, every second
// one at the other hub. All rooms are beneath; only the wire is missing, so that everybody is really there at once.
import { setTimeout as pause } from 'node:timers/promises'
import { Problem } from '#kernel/problems.ts'
import { system, type Scope } from '#kernel/scope.ts'
import type { Input, Operation, Output } from '#shared/contract.ts'
import { journalPost, type JournalEntry, type Verdict } from '#shared/journal.ts'
import { stockReceive } from '#stock/contract.ts'
import type { Person } from '#users/contract.ts'
import { prove } from '../../src/verify.ts'
import { Counter } from './counter.ts'
import { runHub, type RunningHub } from './hub.ts'
import { layShop, type CompanyShop } from './shop.ts'
import { id, type Goods } from './stock.ts'

type Test = { teardown(handler: () => unknown): unknown }

/** How many tills want the same thing. */
export const TILLS = 16
/** A till would go on; a race that gets nowhere has to end. */
const MOST_TRIES = 20
/** So much that no race ever ends it. */
export const PLENTY_MILLI = 1_000_000_000

/** A till of the arena; `hub` is the one it asks. */
export type Racer = { readonly counter: Counter; readonly hub: RunningHub; readonly scope: Scope }

export class Arena {
  readonly shop: CompanyShop
  readonly hubs: readonly [RunningHub, RunningHub]
  readonly racers: Racer[] = []

  constructor(shop: CompanyShop, hubs: readonly [RunningHub, RunningHub]) {
    this.shop = shop
    this.hubs = hubs
  }

  /** Waits until both hubs know what either of them did. */
  async heard(): Promise<void> {
    for (const { kernel } of [...this.hubs, ...this.hubs]) await kernel.tail.look()
  }

  async enters(code: string, person: Person, hub: RunningHub): Promise<Racer> {
    const device = await this.shop.enrols(code)
    await this.heard()
    const { id: storeId } = this.shop.store
    const permissions = hub.kernel.directory.permissions(person.id, storeId)
    const at = { personId: person.id, terminalId: device.id, storeIds: [storeId], permissions }
    const scope: Scope = { ...system, ...at }
    const post: Counter['post'] = (fence, entries) => submit(hub, scope, fence, entries)
    const counter = new Counter(this.shop, device, person.id, post)
    await counter.open()
    const racer = { counter, hub, scope }
    this.racers.push(racer)
    return racer
  }

  /** Asks as the person at a till does, at its hub; told that the hub is too busy, comes again as a till does. */
  async ask<O extends Operation>(
    { hub, scope }: Racer,
    operation: O,
    input: Input<O>,
  ): Promise<Output<O>> {
    const callId = id()
    for (let left = MOST_TRIES; ; left -= 1) {
      try {
        return (await hub.kernel.operations.call(scope, operation.name, callId, input)) as never
      } catch (error) {
        const isBusy = error instanceof Problem && error.slug === 'unavailable'
        if (!isBusy || left === 0) throw error
        await pause(error.extras.retryAfterMs)
      }
    }
  }

  /** Goods with so much of them on the floor, known to both hubs. */
  async goods(of: Parameters<CompanyShop['sells']>[0] = {}, onHandMilli = PLENTY_MILLI) {
    const goods: Goods = await this.shop.sells(of)
    const lines = [{ variantId: goods.variant.id, quantityMilli: onHandMilli }]
    await this.shop.ask(stockReceive, { id: id(), storeId: this.shop.store.id, lines })
    await this.heard()
    return goods
  }

  /** All tills at once. */
  all<T>(act: (racer: Racer, place: number) => Promise<T>): Promise<T[]> {
    return Promise.all(this.racers.map(act))
  }

  /** Asserts that all books hold. */
  async soundBooks(t: { equal(a: unknown, b: unknown, m: string): boolean }): Promise<void> {
    const { broken } = await prove(this.hubs[0].databaseUrl)
    t.equal(broken, null, 'the books are proved')
  }
}

/** Hands entries in at a hub as a terminal does. */
export async function submit(
  { kernel }: RunningHub,
  scope: Scope,
  fence: number,
  entries: readonly JournalEntry[],
): Promise<{ readonly verdicts: readonly Verdict[] }> {
  return (await kernel.operations.call(scope, journalPost.name, id(), { fence, entries })) as never
}

export async function openArena(t: Test, tills = TILLS): Promise<Arena> {
  const hub = await runHub(t)
  const shop = await layShop(hub)
  const hubs = [hub, await runHub(t, {}, hub)] as const
  const arena = new Arena(shop, hubs)
  const cashier = await shop.hires('nour', 'cashier')
  for (let i = 0; i < tills; i += 1) await arena.enters(`T${i}`, cashier, i % 2 ? hubs[1] : hub)
  return arena
}

/** Which of these were posted. */
export function winners(verdicts: readonly Verdict[]): number[] {
  return verdicts.flatMap(({ outcome }, i) => (outcome === 'posted' ? [i] : []))
}

/** Why the others were not, each reason once. */
export function reasons(verdicts: readonly Verdict[]): (string | undefined)[] {
  const refused = verdicts.filter(({ outcome }) => outcome !== 'posted')
  return [...new Set(refused.map(({ problem }) => problem?.type.replace('/problems/', '')))]
}
