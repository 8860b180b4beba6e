// Who may do what, as pure decisions over people and roles. A permission is the name of an operation
// or of a journal kind's need, `room.*` for all of a room, or `*` for everything.
import type { Static } from 'typebox'
import type { Audience, Collection } from '#shared/contract.ts'
import type { Id } from '#shared/ids.ts'
import { people, roles, type Person, type Role, type RoleLimits } from './contract.ts'

/** Permissions as they are written in a role. */
export const EVERYTHING = '*'
const shape = /^(\*|[a-z][a-z-]*\.(\*|[a-z][a-z-]*))$/

/** Whether the text has the form of a permission; that there is such an operation it does not say. */
export function isPermission(text: string): boolean {
  return shape.test(text)
}

/** Whether `held` includes `wanted`; `room.*` is included only by itself and by `*`. */
export function includesPermission(held: readonly string[], wanted: string): boolean {
  const room = `${wanted.slice(0, wanted.indexOf('.') + 1)}*`
  return held.some((each) => each === wanted || each === EVERYTHING || each === room)
}

/** Whether everything in `wanted` is included in `held`. */
export function covers(held: readonly string[], wanted: readonly string[]): boolean {
  return wanted.every((each) => includesPermission(held, each))
}

/** Whether `held` stores (null means all) include all of `wanted`. */
export function coversStores(held: readonly Id[] | null, wanted: readonly Id[] | null): boolean {
  if (held === null) return true
  return wanted !== null && wanted.every((each) => held.includes(each))
}

/** Whether the person is at work in the store at all. */
export function worksIn(person: Pick<Person, 'active' | 'storeIds'>, storeId: Id): boolean {
  return person.active && coversStores(person.storeIds, [storeId])
}

/** What a person may do in a store; empty if unknown, inactive, of another store or without a role. */
export function permissionsOf(
  person: Person | undefined,
  role: Role | undefined,
  storeId: Id,
): readonly string[] {
  if (!person || !role || person.roleId !== role.id) return []
  return worksIn(person, storeId) ? role.permissions : []
}

/** The limits of a role that may do nothing without an approval. */
export const noLimits: RoleLimits = {
  discountPpm: 0,
  overridePpm: 0,
  noReceiptMinor: 0,
  voidMinor: 0,
  creditMinor: 0,
}
/** The limits of who holds everything, whatever their role says. */
export const unlimited: RoleLimits = {
  discountPpm: 1_000_000,
  overridePpm: 1_000_000,
  noReceiptMinor: Number.MAX_SAFE_INTEGER,
  voidMinor: Number.MAX_SAFE_INTEGER,
  creditMinor: Number.MAX_SAFE_INTEGER,
}

/** Where people and roles are looked up: the hub's memory, or the replica of a terminal. */
export type Staff = {
  readonly get: <R extends Collection>(of: R, key: string) => Static<R['record']> | undefined
}

/** How far a role goes; `*` has no limit. */
export function limitsOfRole(role: Pick<Role, 'permissions' | 'limits'>): RoleLimits {
  return role.permissions.includes(EVERYTHING) ? unlimited : role.limits
}

/** How far a person goes without an approval; none for somebody unknown or inactive. */
export function limitsOf(staff: Staff, personId: Id): RoleLimits {
  const person = staff.get(people, personId)
  const role = person?.active ? staff.get(roles, person.roleId) : undefined
  return role ? limitsOfRole(role) : noLimits
}

/** Whether every limit in `held` is at least as high as in `wanted`. */
export function coversLimits(held: RoleLimits, wanted: RoleLimits): boolean {
  const names = Object.keys(noLimits) as (keyof RoleLimits)[]
  return names.every((name) => held[name] >= wanted[name])
}

/** Who grants something: what they hold, how far, and where. */
type Granter = {
  readonly permissions: readonly string[]
  readonly limits: RoleLimits
  readonly storeIds: readonly Id[] | null
}

/**
 * Whether the granter may make someone be this: nobody gives a role, a limit or a store they do not
 * have themselves, and nobody touches a person who has more than they do.
 */
export function mayGrant(
  granter: Granter,
  person: Pick<Person, 'storeIds'>,
  role: Pick<Role, 'permissions' | 'limits'>,
): boolean {
  return (
    covers(granter.permissions, role.permissions) &&
    coversLimits(granter.limits, limitsOfRole(role)) &&
    coversStores(granter.storeIds, person.storeIds)
  )
}

const office = ['reports.run', 'prices.set', 'users.list', 'audit.list']

/**
 * What a person who is at no terminal gets pushed: a manager's view only with a right that belongs in
 * the office, else what the till or the scanner they work at would get.
 */
export function audienceOf(permissions: readonly string[]): Audience {
  if (office.some((each) => includesPermission(permissions, each))) return 'manager'
  if (includesPermission(permissions, 'sales.complete')) return 'till'
  return includesPermission(permissions, 'stock.move') ? 'scanner' : 'till'
}
