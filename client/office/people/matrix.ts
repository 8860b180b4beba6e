// The roles as a matrix of rights, and what is being changed in it. A change is kept as what was pressed, not as what came of
// it, so that two people at work on one role do not undo each other. Pure.
import type { Role } from '#users/contract.ts'
import { EVERYTHING } from '#users/rules.ts'
import { isKnown, knownSections, permissionsOfRoom, roomOf, type Section } from './permissions.ts'

/** A permission, or `room.*`, to be given (true) or taken. */
export type Toggles = ReadonlyMap<string, boolean>
/** What is changed, by role. */
export type Draft = ReadonlyMap<string, Toggles>
export type Holding = 'all' | 'some' | 'none'

const wholeRoom = (room: string) => `${room}.*`
const isWholeRoom = (permission: string) => permission.endsWith('.*') && permission !== EVERYTHING

/** How a list of rights includes one. */
export function holds(permissions: readonly string[], permission: string): boolean {
  return [EVERYTHING, permission, wholeRoom(roomOf(permission))].some((each) =>
    permissions.includes(each),
  )
}

/** How much of a section a list of rights includes. */
export function holdsOf(permissions: readonly string[], section: Section): Holding {
  const held = section.permissions.filter((each) => holds(permissions, each)).length
  return held === 0 ? 'none' : held === section.permissions.length ? 'all' : 'some'
}

/** The rights after one was given or taken. Taking one of a whole room leaves the others of it that are known. */
function toggled(permissions: readonly string[], permission: string, on: boolean): string[] {
  const room = roomOf(permission)
  if (isWholeRoom(permission)) {
    const others = permissions.filter((each) => roomOf(each) !== room)
    return on ? [...others, permission] : others
  }
  if (on) return holds(permissions, permission) ? [...permissions] : [...permissions, permission]
  const opened = permissions.flatMap((each) =>
    each === wholeRoom(room) ? permissionsOfRoom(room) : [each],
  )
  return [...new Set(opened)].filter((each) => each !== permission)
}

/** The rights of a role with what was pressed. */
export function withToggles(role: Pick<Role, 'permissions'>, toggles: Toggles = new Map()) {
  return [...toggles].reduce<string[]>(
    (permissions, [permission, on]) => toggled(permissions, permission, on),
    [...role.permissions],
  )
}

/** Whether something was pressed that makes a difference. */
export function isChanged(role: Pick<Role, 'permissions'>, toggles: Toggles | undefined): boolean {
  const after = withToggles(role, toggles)
  return after.toSorted().join(' ') !== role.permissions.toSorted().join(' ')
}

/** The draft after a press; a role that is as it was leaves it. The last press counts. */
export function press(
  draft: Draft,
  role: Role,
  pressed: Iterable<readonly [string, boolean]>,
): Draft {
  const toggles = new Map(draft.get(role.id))
  for (const [permission, on] of pressed) {
    toggles.delete(permission)
    toggles.set(permission, on)
  }
  const next = new Map(draft)
  if (isChanged(role, toggles)) next.set(role.id, toggles)
  else next.delete(role.id)
  return next
}

/** What pressing a section's own box presses: all of its rooms, or none. */
export function pressesOf(section: Section, on: boolean): (readonly [string, boolean])[] {
  if (section.name === 'other') return section.permissions.map((each) => [each, on] as const)
  const rooms = [...new Set(section.permissions.map(roomOf))]
  return rooms.map((room) => [wholeRoom(room), on] as const)
}

/** The sections as the roles need them: rights that a role names and nobody knows stand at the end. */
export function sectionsOf(roles: readonly Pick<Role, 'permissions'>[]): readonly Section[] {
  const named = roles.flatMap(({ permissions }) => permissions)
  const strange = [...new Set(named)].filter(
    (each) => each !== EVERYTHING && !isKnown(each) && !isKnownRoom(each),
  )
  if (strange.length === 0) return knownSections
  return [...knownSections, { name: 'other', permissions: strange.toSorted() }]
}

const isKnownRoom = (permission: string) =>
  isWholeRoom(permission) && permissionsOfRoom(roomOf(permission)).length > 0
