// What the person who is signed in may do. The hub decides; a page only leaves out what would be refused.
import type { Id } from '#shared/ids.ts'
import { includesPermission } from '#users/rules.ts'
import { useSession } from './react.ts'

const none: readonly string[] = []

/** All that the person holds, the same list until it changes; nothing while nobody is signed in. */
export function usePermissions(): readonly string[] {
  const session = useSession()
  return session.kind === 'signed-in' ? session.permissions : none
}

/** Whether the person holds a permission. */
export function useMay(needs: string): boolean {
  return includesPermission(usePermissions(), needs)
}

/** Who is signed in; null for nobody. */
export function usePersonId(): Id | null {
  const session = useSession()
  return session.kind === 'signed-in' ? session.person.id : null
}
