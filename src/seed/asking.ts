// How the seed asks: the operations everyone uses, as Mizan itself. It writes nothing on the side.
import type { Input, Operation, Output } from '#shared/contract.ts'
import { newId, type Id } from '#shared/ids.ts'
import { nowMs } from '#kernel/clock.ts'
import type { Kernel } from '#kernel/kernel.ts'
import { system } from '#kernel/scope.ts'

/** Asks an operation as Mizan itself. */
export type AskSystem = <O extends Operation>(operation: O, input: Input<O>) => Promise<Output<O>>

export function askSystem(kernel: Kernel): AskSystem {
  return async (operation, input) =>
    (await kernel.operations.call(system, operation.name, newId(nowMs()), input)) as never
}

export const id = (): Id => newId(nowMs())
