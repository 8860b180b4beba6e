// Who is in the shop of this bench: people with a sign-in each, scanners, and an owner who takes it all
// away again. Laid through the hub's own operations; only the passwords of the many are left out, because
// trying a thousand of them would be a bench of its own.
import { setPassword, signIn } from '#auth/contract.ts'
import { openSession } from '#auth/sessions.ts'
import { tokensOf } from '#auth/tokens.ts'
import { nowMs } from '#kernel/clock.ts'
import type { Config } from '#kernel/config.ts'
import type { Kernel } from '#kernel/kernel.ts'
import { system } from '#kernel/scope.ts'
import type { Input, Operation, Output } from '#shared/contract.ts'
import { newId, type Id } from '#shared/ids.ts'
import { storesOpen } from '#stores/contract.ts'
import { terminalsEnrol, terminalsInvite } from '#terminals/contract.ts'
import { usersAdd } from '#users/contract.ts'
import { layFoundation } from '../../src/seed/index.ts'
import { askHttp } from '../../tests/support/hub.ts'
import { PASSWORD, personOf, storeOf } from '../../tests/support/people.ts'

export type Somebody = { readonly personId: Id; readonly token: string }
export type Scanner = { readonly id: Id; readonly token: string }

const OWNER = 'leila'

export class Crowd {
  readonly #kernel: Kernel
  readonly #config: Config
  readonly #storeId: Id
  #count = 0

  private constructor(kernel: Kernel, config: Config, storeId: Id) {
    this.#kernel = kernel
    this.#config = config
    this.#storeId = storeId
  }

  static async gather(kernel: Kernel, config: Config): Promise<Crowd> {
    await layFoundation(kernel)
    const store = storeOf('REV')
    const crowd = new Crowd(kernel, config, store.id)
    await crowd.#ask(storesOpen, store)
    const owner = personOf(OWNER, 'admin', { storeIds: null })
    await crowd.#ask(usersAdd, owner)
    await crowd.#ask(setPassword, { personId: owner.id, password: PASSWORD })
    return crowd
  }

  /** Signs the owner in as anybody does; gives their access token. */
  async owner(url: string): Promise<string> {
    const { output } = await askHttp(url, null, signIn, { login: OWNER, password: PASSWORD })
    if (!output) throw new Error('the owner could not sign in')
    return (output as Output<typeof signIn>).accessToken
  }

  /** Managers with a sign-in each. */
  async people(count: number): Promise<Somebody[]> {
    const found: Somebody[] = []
    const tokens = await tokensOf(this.#config)
    for (let i = 0; i < count; i += 1) {
      this.#count += 1
      const person = personOf(`one-${this.#count}`, 'manager', { storeIds: [this.#storeId] })
      const { id: personId } = await this.#ask(usersAdd, person)
      const going = await this.#kernel.transact({ scope: { ...system, personId } }, (tx) =>
        openSession(tx, { personId, proofs: ['password'], device: '' }, this.#config.limits),
      )
      const { sessionId, startedAt } = going
      const bearer = { personId, sessionId, startedAtMs: Date.parse(startedAt) }
      found.push({ personId, token: (await tokens.issue(bearer)).token })
    }
    return found
  }

  async scanners(count: number): Promise<Scanner[]> {
    const found: Scanner[] = []
    for (let i = 0; i < count; i += 1) {
      this.#count += 1
      const code = `S${this.#count}`
      const about = { id: newId(nowMs()), storeId: this.#storeId, kind: 'scanner', code } as const
      const invited = await this.#ask(terminalsInvite, { ...about, name: code })
      const { terminal, token } = await this.#ask(terminalsEnrol, { code: invited.code })
      found.push({ id: terminal.id, token: token ?? '' })
    }
    return found
  }

  async #ask<O extends Operation>(operation: O, input: Input<O>): Promise<Output<O>> {
    const call = this.#kernel.operations.call(system, operation.name, newId(nowMs()), input)
    return (await call) as never
  }
}
