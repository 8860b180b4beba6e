// People and roles as they are kept, and as they are shown. Passwords are not here: `auth` keeps them.
import { defineEntity, p, type InferEntity } from '@mikro-orm/postgresql'
import type { Id } from '#shared/ids.ts'
import type { LocalName } from '#shared/names.ts'
import type { Person, Role, RoleLimits } from './contract.ts'

export const RoleRow = defineEntity({
  name: 'RoleRow',
  tableName: 'role',
  properties: {
    id: p.text().primary(),
    name: p.json<LocalName>(),
    permissions: p.json<string[]>(),
    limits: p.json<RoleLimits>(),
    needsMfa: p.boolean(),
  },
})

export const PersonRow = defineEntity({
  name: 'PersonRow',
  tableName: 'person',
  properties: {
    id: p.uuid().primary(),
    login: p.text().unique('person_login_unique'),
    name: p.text(),
    roleId: () => p.manyToOne(RoleRow).mapToPk().fieldName('role_id').index('person_role_id_index'),
    /** Null means every store. */
    storeIds: p.json<Id[]>().nullable(),
    locale: p.text().$type<Person['locale']>(),
    digits: p.text().$type<Person['digits']>(),
    active: p.boolean(),
  },
})

/** The columns of a person under the names of the contract, for raw SQL. */
export const personColumns = `person.id, person.login, person.name, person.role_id as "roleId",
  person.store_ids as "storeIds", person.locale, person.digits, person.active`

/** A person as the outside sees them. */
export function personOutside(row: InferEntity<typeof PersonRow>): Person {
  return {
    id: row.id,
    login: row.login,
    name: row.name,
    roleId: row.roleId,
    storeIds: row.storeIds ?? null,
    locale: row.locale,
    digits: row.digits,
    active: row.active,
  }
}

/** A role as the outside sees it. */
export function roleOutside(row: InferEntity<typeof RoleRow>): Role {
  const { id, name, permissions, limits, needsMfa } = row
  return { id, name, permissions, limits, needsMfa }
}
