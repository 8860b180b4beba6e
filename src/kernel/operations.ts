// The table of everything that may be asked, and the one way to ask it: the input is checked, the
// caller is permitted, the verb runs. HTTP and both sockets come through here alike.
import type { Operation } from '#shared/contract.ts'
import type { Id } from '#shared/ids.ts'
import { check, compile, type TypeCheck } from './check.ts'
import type { Kernel } from './kernel.ts'
import { asProblem, Problem } from './problems.ts'
import type { Stores } from './readers.ts'
import { callKey } from './replies.ts'
import type { Act, Handler } from './room.ts'
import { permit, requireStore, type Scope } from './scope.ts'

type Entry = { readonly handler: Handler; readonly input: TypeCheck }

export class Operations {
  readonly #kernel: Kernel
  readonly #table: ReadonlyMap<string, Entry>

  constructor(handlers: readonly Handler[], kernel: Kernel) {
    this.#kernel = kernel
    const table = new Map<string, Entry>()
    for (const handler of handlers) {
      const { name, effect } = handler.operation
      if (table.has(name)) throw new Error(`${name} is declared twice`)
      if (effect !== handler.effect) throw new Error(`${name} is declared to ${effect}`)
      table.set(name, { handler, input: compile(handler.operation.input) })
    }
    this.#table = table
  }

  /** Undefined for a name that no operation has. */
  find(name: string): Operation | undefined {
    return this.#table.get(name)?.handler.operation
  }

  list(): Operation[] {
    return [...this.#table.values()].map(({ handler }) => handler.operation)
  }

  /**
   * Asks an operation. `callId` makes a repeated write answer the same. Throws a Problem for
   * anything the caller did; whatever else is thrown is a mistake of ours.
   */
  async call(scope: Scope, name: string, callId: Id, input: unknown): Promise<unknown> {
    const entry = this.#table.get(name)
    if (!entry) throw new Problem('unknown-operation', `There is no operation ${name.slice(0, 64)}`)
    const { needs, unkept, early, stepUp, effect } = entry.handler.operation
    permit(scope, needs, early)
    check(entry.input, input, unkept, effect === 'read')
    requireNamedStore(scope, input as Readonly<Record<string, unknown>>)
    if (stepUp) await this.#kernel.directory.requireProof(scope)
    try {
      return await this.#run(entry.handler, scope, callId, input as never)
    } catch (error) {
      throw asProblem(error) ?? error
    }
  }

  #run(handler: Handler, scope: Scope, callId: Id, input: never): Promise<unknown> {
    const kernel = this.#kernel
    const { memory, database, config } = kernel
    const sqlOf = (stores: Stores) => database.reads(stores)
    const sql = handler.effect === 'read' ? sqlOf(scope.storeIds) : database.sql
    const ask = { scope, memory, sql, sqlOf, limits: config.limits, at: kernel.at() }
    if (handler.effect === 'read') return handler.run(ask, input)
    const requireStill = this.#requireStill(scope, handler.operation, input)
    const transact: Act['transact'] = (verb, { needs, by = scope } = {}) =>
      kernel.transact({ scope: by }, async (tx) => {
        const output = await verb(tx)
        await requireStill(needs)
        return output
      })
    if (handler.effect === 'act') {
      return handler.run({ ...ask, kernel, callId, transact, requireStill }, input)
    }
    const call = callKey(callId, handler.operation.name, input)
    return kernel.transact({ scope, call }, async (tx) => {
      const output = await handler.run(tx, input)
      await requireStill()
      return output
    })
  }

  // It may have waited for locks, and what the caller held be taken away meanwhile: whoever has not heard
  // of it for too long looks first, and only then judges.
  #requireStill(scope: Scope, operation: Operation, input: never): Act['requireStill'] {
    const kernel = this.#kernel
    const wasValid = kernel.directory.stillValid(scope)
    const judge = (besides?: string) => {
      permit(scope, operation.needs, operation.early)
      requireNamedStore(scope, input)
      if (besides !== undefined) permit(scope, besides)
      if (wasValid && !kernel.directory.stillValid(scope)) throw new Problem('revoked')
    }
    return (besides) => {
      if (kernel.isBlind) return kernel.requireSight().then(() => judge(besides))
      judge(besides)
      return undefined
    }
  }
}

// Here as well as in the rooms: an answer that is remembered is given without asking them again.
function requireNamedStore(scope: Scope, { storeId }: Readonly<Record<string, unknown>>): void {
  if (typeof storeId === 'string') requireStore(scope, storeId)
}
