// What the person of this page may do. The hub decides; a page only leaves out what would be refused.
import { includesPermission } from '#users/rules.ts'
import { useSession } from '../../link/react.ts'

/** Whether the person holds a permission. */
export function useMay(needs: string): boolean {
  const session = useSession()
  return session.kind === 'signed-in' && includesPermission(session.permissions, needs)
}
