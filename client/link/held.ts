// What a person holds by this device's own copy of the shop: in the store of its terminal, or anywhere where it is none.
// A copy that has not come yet says nothing.
import type { Id } from '#shared/ids.ts'
import type { Terminal } from '#terminals/contract.ts'
import { type Person, people, roles } from '#users/contract.ts'
import { permissionsOf } from '#users/rules.ts'
import type { Store } from './store.ts'

export type Held = { readonly person: Person; readonly permissions: readonly string[] }

/** Undefined for somebody this copy does not know, or whose role it does not. */
export function heldBy(store: Store, personId: Id, terminal: Terminal | null): Held | undefined {
  const person = store.record(people, personId)
  const role = person && store.record(roles, person.roleId)
  if (!person || !role) return undefined
  const everywhere = person.active ? role.permissions : []
  const permissions = terminal ? permissionsOf(person, role, terminal.storeId) : everywhere
  return { person, permissions }
}
