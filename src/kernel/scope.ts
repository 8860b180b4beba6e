// Who is asking, from which terminal, for which stores, with which permissions. Every verb takes it;
// nothing about the caller is ambient.
import type { Audience } from '#shared/contract.ts'
import type { Id } from '#shared/ids.ts'
import { Problem } from './problems.ts'

export type Scope = {
  readonly personId: Id | null
  readonly sessionId: Id | null
  readonly terminalId: Id | null
  /** The stores the caller may touch; null means every store. */
  readonly storeIds: readonly Id[] | null
  /** Operation names, `room.*`, or `*`. */
  readonly permissions: readonly string[]
  readonly audience: Audience
  /** Their role needs a second step that this sign-in was not made with: first of all they set one up. */
  readonly mustEnrol?: boolean
  /** The caller's network address, for limits and the trail. */
  readonly address: string
}

/** Nobody yet: before signing in. */
export function anyone(address: string): Scope {
  return {
    personId: null,
    sessionId: null,
    terminalId: null,
    storeIds: [],
    permissions: [],
    audience: 'till',
    address,
  }
}

/** Mizan itself: seeding, jobs and schedules. */
export const system: Scope = {
  personId: null,
  sessionId: null,
  terminalId: null,
  storeIds: null,
  permissions: ['*'],
  audience: 'manager',
  address: 'system',
}

// A list of permissions is replaced, never altered, and asked for the same few with every message.
const answered = new WeakMap<readonly string[], Map<string, boolean>>()

/** Whether these permissions include this one, by name, by `room.*` or by `*`. */
export function grants(permissions: readonly string[], permission: string): boolean {
  let answers = answered.get(permissions)
  if (!answers) answered.set(permissions, (answers = new Map()))
  let answer = answers.get(permission)
  if (answer === undefined) {
    const prefix = `${permission.slice(0, permission.indexOf('.'))}.*`
    answer = permissions.some((held) => held === permission || held === prefix || held === '*')
    answers.set(permission, answer)
  }
  return answer
}

/** Whether it is known who asks: a person, a terminal, or Mizan itself. */
export function isKnown(scope: Scope): boolean {
  return scope.personId !== null || scope.terminalId !== null || scope === system
}

/**
 * Throws `forbidden`, `not-signed-in` or `mfa-needed` unless the scope may do what `needs` names. What is
 * `early` waits for no second step.
 */
export function permit(scope: Scope, needs: string, early = false): void {
  if (needs === 'anyone') return
  if (!isKnown(scope)) throw new Problem('not-signed-in')
  if (scope.mustEnrol && !early) throw new Problem('mfa-needed')
  if (needs === 'signed-in') return
  if (needs === 'terminal') {
    if (!scope.terminalId) throw new Problem('forbidden', 'Only an enrolled terminal may do this')
    return
  }
  if (!grants(scope.permissions, needs)) throw new Problem('forbidden', `This needs ${needs}`)
}

/** Throws `wrong-store` unless the scope includes the store; one that names no stores at all has none. */
export function requireStore({ storeIds }: Scope, storeId: Id): void {
  if (storeIds !== null && !storeIds.includes(storeId)) throw new Problem('wrong-store')
}
