// Which drawer is open here: what the hub says, unless this till has journaled something newer itself.
import type { CashSession } from '#tills/contract.ts'
import type { Id } from '#shared/ids.ts'
import type { OwnDrawer } from './desk.ts'

export type OpenDrawer = {
  readonly id: Id
  /** Null until the hub has numbered it. */
  readonly number: number | null
  readonly floatMinor: number | null
  /** How often it was counted; once means that it waits for a second count. */
  readonly counts: number
}

/** The open drawer of a terminal, or null. */
export function openDrawer(
  sessions: Iterable<CashSession>,
  terminalId: Id,
  own: OwnDrawer | null,
): OpenDrawer | null {
  let newest: CashSession | undefined
  let known = false
  for (const session of sessions) {
    if (session.terminalId !== terminalId) continue
    known ||= session.id === own?.id
    if (!newest || session.number > newest.number) newest = session
  }
  if (own && !known && own.state === 'open')
    return { id: own.id, number: null, floatMinor: null, counts: 0 }
  // The count is journaled, so the drawer is closed, whenever the hub hears of it; unless the hub asks
  // for another.
  const isOwn = own?.state === 'closed' && newest?.id === own.id
  if (isOwn && newest?.state !== 'counting') return null
  return newest ? fromHub(newest) : null
}

function fromHub({ id, number, floatMinor, state, counts }: CashSession): OpenDrawer | null {
  return state === 'open' || state === 'counting' ? { id, number, floatMinor, counts } : null
}
