// How the seed asks: the operations everyone uses, as Mizan itself. It writes nothing on the side, and
// looks first for what stands already, so that a start that was cut short is simply done again.
import type { Static } from 'typebox'
import type { Collection, Input, Operation, Output } from '#shared/contract.ts'
import { newId, type Id } from '#shared/ids.ts'
import { nowMs } from '#kernel/clock.ts'
import type { Kernel } from '#kernel/kernel.ts'
import { system } from '#kernel/scope.ts'

/** Asks an operation as Mizan itself; when it resolves the memory knows what came of it. */
export type AskSystem = <O extends Operation>(operation: O, input: Input<O>) => Promise<Output<O>>

export function askSystem(kernel: Kernel): AskSystem {
  return async (operation, input) => {
    const output = await kernel.operations.call(system, operation.name, newId(nowMs()), input)
    await kernel.tail.look()
    return output as never
  }
}

/** The first record for which `is` holds, of the company unless a store is named. */
export function standing<R extends Collection>(
  { memory }: Kernel,
  of: R,
  is: (record: Static<R['record']>) => boolean,
  storeId?: Id,
): Static<R['record']> | undefined {
  for (const record of memory.records(of, storeId).values()) if (is(record)) return record
  return undefined
}

export const id = (): Id => newId(nowMs())
