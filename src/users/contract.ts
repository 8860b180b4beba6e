// People and roles: who someone is, where they may work, and what they may do.
import Type, { type Static } from 'typebox'
import { Nullable, OneOf, Strict, collection, event, operation } from '#shared/contract.ts'
import { Id } from '#shared/ids.ts'
import { LocalName } from '#shared/names.ts'

const ppm = Type.Integer({ minimum: 0, maximum: 1_000_000 })
const minor = Type.Integer({ minimum: 0, maximum: 9_000_000_000_000 })

/**
 * How far a role's rights go before somebody else must approve, sale by sale; who holds everything is
 * not limited. Shares in parts per million, money in minor units of the store's currency.
 */
export const RoleLimits = Strict({
  /** Discounts given by hand, of what the basket would come to without them. */
  discountPpm: ppm,
  /** What a line's price is lowered by, of the price in force. */
  overridePpm: ppm,
  /** Given back for goods without a receipt. */
  noReceiptMinor: minor,
  /** Taken out of a basket again, or undone after it was sold. */
  voidMinor: minor,
  /** Owed by a customer beyond their credit limit. */
  creditMinor: minor,
})
export type RoleLimits = Static<typeof RoleLimits>

export const Role = Strict({
  id: Type.String({ pattern: '^[a-z][a-z-]{1,30}$' }),
  name: LocalName,
  /** Operation names, `room.*` prefixes, journal permissions such as `sales.override-price`, or `*`. */
  permissions: Type.Array(Type.String({ maxLength: 64 }), { maxItems: 200 }),
  limits: RoleLimits,
  needsMfa: Type.Boolean({
    description:
      'Whoever holds it signs in with a second step; without one they may only set it up',
  }),
})
export type Role = Static<typeof Role>

export const Person = Strict({
  id: Id,
  login: Type.String({ pattern: '^[a-z0-9][a-z0-9._-]{1,63}$' }),
  name: Type.String({ minLength: 1, maxLength: 100 }),
  roleId: Role.properties.id,
  /** The stores this person works in; null means all. */
  storeIds: Nullable(Type.Array(Id, { maxItems: 500 })),
  locale: OneOf('en', 'ar'),
  digits: OneOf('latn', 'arab'),
  active: Type.Boolean(),
})
export type Person = Static<typeof Person>

const everyone = ['till', 'scanner', 'manager'] as const
export const roleChanged = event({
  name: 'role.changed',
  summary: 'A role was added, or its permissions or limits changed',
  stream: 'company',
  audience: everyone,
  body: Role,
})
export const personChanged = event({
  name: 'person.changed',
  summary: 'A person was added, changed or made inactive',
  stream: 'company',
  audience: everyone,
  body: Person,
  about: 'id',
})

export const roles = collection({
  name: 'roles',
  record: Role,
  changed: roleChanged,
  key: (r) => r.id,
})
export const people = collection({
  name: 'people',
  record: Person,
  changed: personChanged,
  key: (r) => r.id,
})

export const usersList = operation({
  name: 'users.list',
  summary: 'People and roles',
  http: ['GET', '/users'],
  needs: 'users.list',
  effect: 'read',
  input: Strict({}),
  output: Strict({ people: Type.Array(Person), roles: Type.Array(Role) }),
})
export const usersAdd = operation({
  name: 'users.add',
  summary: 'Add a person',
  detail: 'Nobody can grant a role with more rights, or higher limits, than their own.',
  http: ['POST', '/users'],
  needs: 'users.add',
  effect: 'write',
  stepUp: true,
  input: Person,
  output: Person,
})
export const usersChange = operation({
  name: 'users.change',
  summary: 'Change a person, or make them inactive',
  http: ['PATCH', '/users/:personId'],
  needs: 'users.change',
  effect: 'write',
  stepUp: true,
  input: Strict({ personId: Id, ...Type.Partial(Type.Omit(Person, ['id', 'login'])).properties }),
  output: Person,
})
export const rolesSet = operation({
  name: 'roles.set',
  summary: 'Add a role or replace its permissions and limits',
  detail:
    'Nobody gives more rights, or higher limits, than their own. What is left out of limits and needsMfa stays as it is; a new role has none.',
  http: ['PUT', '/roles/:id'],
  needs: 'roles.set',
  effect: 'write',
  stepUp: true,
  input: Strict({
    ...Role.properties,
    limits: Type.Optional(RoleLimits),
    needsMfa: Type.Optional(Role.properties.needsMfa),
  }),
  output: Role,
})
