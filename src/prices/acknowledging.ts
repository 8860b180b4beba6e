// What terminals say they hold. All tills of a company say so at the same moment, so whatever comes while one
// transaction is under way is written together by the next; each fact still names who said it.
import type { Input } from '#shared/contract.ts'
import type { Id } from '#shared/ids.ts'
import { COMPANY } from '#shared/streams.ts'
import type { Kernel } from '#kernel/kernel.ts'
import { Problem } from '#kernel/problems.ts'
import type { Act } from '#kernel/room.ts'
import { system } from '#kernel/scope.ts'
import type { Tx } from '#kernel/transact.ts'
import { terminalPricesChanged, type pricesAcknowledge, type TerminalPrices } from './contract.ts'

type Said = {
  readonly terminalId: Id
  readonly storeId: Id
  readonly personId: Id | null
  readonly callId: Id
  readonly number: number
  readonly requireStill: Act['requireStill']
  readonly resolve: (held: TerminalPrices) => void
  readonly reject: (error: unknown) => void
}

const columns = `t.terminal_id as "terminalId", t.store_id as "storeId", t.number, t.at`

/** More than this are told to come again: every till of the largest company, several times over. */
const MOST_WAITING = 10_000

class Acknowledgements {
  readonly #kernel: Kernel
  readonly #waiting: Said[] = []
  #isWriting = false

  constructor(kernel: Kernel) {
    this.#kernel = kernel
  }

  add(said: Omit<Said, 'resolve' | 'reject'>): Promise<TerminalPrices> {
    if (this.#waiting.length >= MOST_WAITING) {
      return Promise.reject(new Problem('unavailable', { retryAfterMs: 1000 }))
    }
    const held = new Promise<TerminalPrices>((resolve, reject) => {
      this.#waiting.push({ ...said, resolve, reject })
    })
    if (!this.#isWriting) void this.#write()
    return held
  }

  async #write(): Promise<void> {
    this.#isWriting = true
    while (this.#waiting.length > 0) {
      const said = await stillAllowed(this.#waiting.splice(0))
      if (said.length === 0) continue
      try {
        const held = await this.#kernel.transact({ scope: system }, (tx) => keep(tx, said))
        for (const { terminalId, number, resolve, reject } of said) {
          const now = held.get(terminalId)
          if (now && now.number >= number) resolve(now)
          else reject(new Problem('not-found', 'There is no such price version'))
        }
      } catch (error) {
        for (const { reject } of said) reject(error)
      }
    }
    this.#isWriting = false
  }
}

/** Those whose terminal may still say so; the others are refused. */
async function stillAllowed(waited: readonly Said[]): Promise<Said[]> {
  const said: Said[] = []
  for (const each of waited) {
    try {
      const looking = each.requireStill()
      if (looking) await looking
      said.push(each)
    } catch (error) {
      each.reject(error)
    }
  }
  return said
}

/** Writes what is new of it; gives what each terminal holds afterwards. */
async function keep(tx: Tx, said: readonly Said[]): Promise<ReadonlyMap<Id, TerminalPrices>> {
  const kept = await tx.sql<TerminalPrices>(
    `insert into terminal_prices as t (terminal_id, store_id, number, at)
     select distinct on (s.terminal_id) s.terminal_id, s.store_id, s.number, $4
       from unnest($1::uuid[], $2::uuid[], $3::int[]) s(terminal_id, store_id, number)
       join price_version v on v.number = s.number
      order by s.terminal_id, s.number desc
     on conflict (terminal_id) do update
        set number = excluded.number, at = excluded.at, store_id = excluded.store_id
      where t.number < excluded.number or t.store_id <> excluded.store_id
     returning ${columns}`,
    [
      said.map(({ terminalId }) => terminalId),
      said.map(({ storeId }) => storeId),
      said.map(({ number }) => number),
      tx.at,
    ],
  )
  const held = new Map(kept.map((each) => [each.terminalId, each]))
  for (const { terminalId, personId, callId, number } of said) {
    const now = held.get(terminalId)
    if (!now || now.number !== number || !kept.includes(now)) continue
    tx.cause = { personId, terminalId, callId }
    tx.emit(terminalPricesChanged, COMPANY, now)
    kept.splice(kept.indexOf(now), 1)
  }
  const before = said.map(({ terminalId }) => terminalId).filter((id) => !held.has(id))
  if (before.length === 0) return held
  const rows = await tx.sql<TerminalPrices>(
    `select ${columns} from terminal_prices t where terminal_id = any($1::uuid[])`,
    [before],
  )
  return new Map([...held, ...rows.map((row) => [row.terminalId, row] as const)])
}

const ofKernel = new WeakMap<Kernel, Acknowledgements>()

/** Remembers the newest version a terminal holds. */
export async function acknowledge(
  { kernel, scope, callId, requireStill }: Act,
  { number }: Input<typeof pricesAcknowledge>,
): Promise<TerminalPrices> {
  const { terminalId, personId, storeIds } = scope
  const storeId = storeIds?.[0]
  if (!terminalId || !storeId) throw new Problem('forbidden', 'Only a terminal holds prices')
  const known = ofKernel.get(kernel) ?? new Acknowledgements(kernel)
  ofKernel.set(kernel, known)
  return known.add({ terminalId, storeId, personId, callId, number, requireStill })
}
