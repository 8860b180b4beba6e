// A person and their role as the hub's memory has them. Who asks again before the company's next fact is
// told from here, since nothing can have changed: it is asked several times for every message.
import type { Memory } from '#kernel/memory.ts'
import type { Id } from '#shared/ids.ts'
import type { StreamState } from '#shared/replica.ts'
import { COMPANY } from '#shared/streams.ts'
import { people, roles, type Person, type Role } from '#users/contract.ts'

export class Standing {
  readonly #memory: Memory
  readonly #personId: Id
  #company: StreamState | undefined
  #seq = -1
  #person: Person | undefined
  #role: Role | undefined

  constructor(memory: Memory, personId: Id) {
    this.#memory = memory
    this.#personId = personId
  }

  /** Undefined for somebody unknown. */
  get person(): Person | undefined {
    this.#look()
    return this.#person
  }

  get role(): Role | undefined {
    this.#look()
    return this.#role
  }

  #look(): void {
    const company = this.#memory.state(COMPANY)
    if (company === this.#company && company?.seq === this.#seq) return
    this.#company = company
    this.#seq = company?.seq ?? -1
    this.#person = this.#memory.get(people, this.#personId)
    this.#role = this.#person && this.#memory.get(roles, this.#person.roleId)
  }
}
