// The verbs of people and roles. Nobody grants more than they hold, and somebody always holds
// everything: the last such person can be neither demoted nor made inactive.
import { LockMode } from '@mikro-orm/postgresql'
import type { Input, Output } from '#shared/contract.ts'
import { cleanLocalName } from '#shared/names.ts'
import { COMPANY } from '#shared/streams.ts'
import { cleanName } from '#shared/text.ts'
import type { Sql } from '#kernel/database.ts'
import { Problem } from '#kernel/problems.ts'
import type { Memory } from '#kernel/memory.ts'
import type { Ask } from '#kernel/room.ts'
import { system, type Scope } from '#kernel/scope.ts'
import type { Tx } from '#kernel/transact.ts'
import {
  people,
  personChanged,
  roleChanged,
  roles,
  type Person,
  type Role,
  type rolesSet,
  type usersChange,
  type usersList,
} from './contract.ts'
import { personColumns, personOutside, PersonRow, roleOutside, RoleRow } from './entities.ts'
import { EVERYTHING, isPermission, limitsOf, mayGrant, noLimits, unlimited } from './rules.ts'

const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1)

/** People and roles; someone bound to stores sees those who work in one of them. */
export async function list({ scope, memory }: Ask): Promise<Output<typeof usersList>> {
  const { storeIds } = scope
  const seen = [...memory.records(people).values()].filter(
    (person) =>
      !storeIds || !person.storeIds || person.storeIds.some((id) => storeIds.includes(id)),
  )
  return {
    people: seen.toSorted((a, b) => (a.login < b.login ? -1 : 1)),
    roles: [...memory.records(roles).values()].toSorted(byId),
  }
}

async function roleOf(tx: Tx, roleId: string): Promise<Role> {
  // A shared lock: the role cannot gain rights between this look and the commit.
  const lockMode = LockMode.PESSIMISTIC_READ
  const row = await tx.em.findOne(RoleRow, { id: roleId }, { lockMode })
  if (!row) throw new Problem('not-found', 'There is no such role')
  return roleOutside(row)
}

/** What the caller holds and how far it goes, for granting it to others. */
export function granterOf(scope: Scope, memory: Memory): Parameters<typeof mayGrant>[0] {
  const { permissions, storeIds, personId } = scope
  const limits = permissions.includes(EVERYTHING) ? unlimited : limitsOf(memory, personId ?? '')
  return { permissions, storeIds, limits }
}

function requireGrant(tx: Tx, person: Person, role: Role): void {
  if (mayGrant(granterOf(tx.scope, tx.memory), person, role)) return
  throw new Problem('forbidden', 'Nobody grants, or takes from, more than they hold')
}

async function requireStores(tx: Tx, person: Person): Promise<void> {
  if (!person.storeIds?.length) return
  const known = await tx.sql(`select id from store where id = any($1::uuid[])`, [person.storeIds])
  if (known.length !== new Set(person.storeIds).size) {
    throw new Problem('not-found', 'One of the stores does not exist')
  }
}

function cleaned(person: Person): Person {
  const name = cleanName(person.name, 100)
  if (name === undefined) {
    const errors = [{ path: '/name', message: 'nothing readable is left of it' }]
    throw new Problem('invalid-input', { errors })
  }
  const storeIds = person.storeIds && [...new Set(person.storeIds)].toSorted()
  return { ...person, name, storeIds }
}

export async function add(tx: Tx, input: Person): Promise<Person> {
  const person = cleaned(input)
  requireGrant(tx, person, await roleOf(tx, person.roleId))
  await requireStores(tx, person)
  tx.em.create(PersonRow, person)
  tx.emit(personChanged, COMPANY, person)
  return person
}

/** Changes a person; the caller must be allowed both what the person was and what they become. */
export async function change(tx: Tx, input: Input<typeof usersChange>): Promise<Person> {
  const { personId, ...changes } = input
  await holdOwners(tx)
  const row = await tx.em.findOne(
    PersonRow,
    { id: personId },
    { lockMode: LockMode.PESSIMISTIC_WRITE },
  )
  if (!row) throw new Problem('not-found', 'There is no such person')
  const former = personOutside(row)
  requireGrant(tx, former, await roleOf(tx, former.roleId))
  const person = cleaned({ ...former, ...changes })
  requireGrant(tx, person, await roleOf(tx, person.roleId))
  await requireStores(tx, person)
  tx.em.assign(row, person, { mergeObjectProperties: false })
  await requireOwner(tx)
  tx.emit(personChanged, COMPANY, person)
  return person
}

/** Adds a role or replaces it; the caller must hold all of the former and all of the new rights. */
export async function setRole(tx: Tx, input: Input<typeof rolesSet>): Promise<Role> {
  const name = cleanLocalName(input.name)
  const wrong = input.permissions.findIndex((permission) => !isPermission(permission))
  if (!name || wrong >= 0) {
    const path = name ? `/permissions/${wrong}` : '/name'
    throw new Problem('invalid-input', { errors: [{ path, message: 'cannot be read' }] })
  }
  await holdOwners(tx)
  const lockMode = LockMode.PESSIMISTIC_WRITE
  const row = await tx.em.findOne(RoleRow, { id: input.id }, { lockMode })
  const permissions = [...new Set(input.permissions)]
  const role = {
    ...input,
    name,
    permissions,
    limits: input.limits ?? row?.limits ?? noLimits,
    needsMfa: input.needsMfa ?? row?.needsMfa ?? false,
  }
  const granter = granterOf(tx.scope, tx.memory)
  const everywhere = { storeIds: null }
  for (const each of row ? [role, row] : [role]) {
    if (mayGrant({ ...granter, ...everywhere }, everywhere, each)) continue
    throw new Problem('forbidden', 'Nobody grants, or takes away, more than they hold')
  }
  if (tx.scope.storeIds) throw new Problem('forbidden', 'Roles hold in every store')
  if (row) tx.em.assign(row, role, { mergeObjectProperties: false })
  else tx.em.create(RoleRow, role)
  await requireOwner(tx)
  tx.emit(roleChanged, COMPANY, role)
  return role
}

/** Two changes that would each leave one owner must not pass each other: the roles of owners are locked. */
async function holdOwners(tx: Tx): Promise<void> {
  await tx.sql(`select id from role where permissions ? $1 order by id for update`, [EVERYTHING])
}

/** Somebody active, in every store, holds everything; seeding begins without anybody. */
async function requireOwner(tx: Tx): Promise<void> {
  if (tx.scope === system) return
  await tx.em.flush()
  const [owner] = await tx.sql(
    `select 1 from person join role on role.id = person.role_id
      where person.active and person.store_ids is null and role.permissions ? $1 limit 1`,
    [EVERYTHING],
  )
  if (!owner) throw new Problem('wrong-state', 'Somebody must hold every permission')
}

/** Every person and role, for the hub's memory. */
export async function load(sql: Sql): Promise<{ people: Person[]; roles: Role[] }> {
  return {
    people: await sql<Person>(`select ${personColumns} from person order by id`),
    roles: await sql<Role>(`select id, name, permissions, limits, needs_mfa as "needsMfa"
                              from role order by id`),
  }
}
