// Which drawer is open here: what the hub says, unless this till has journaled something newer itself.
import type { CashSession } from '#tills/contract.ts'
import type { Id } from '#shared/ids.ts'
import type { OwnDrawer } from './desk.ts'

export type OpenDrawer = {
  readonly id: Id
  /** Null until the hub has numbered it. */
  readonly number: number | null
  readonly floatMinor: number | null
  /** How often it was counted so far. */
  readonly counts: number
  /** It waits for a second count, and nothing else may happen to it. */
  readonly counting: boolean
}

/** The newest session of a terminal that the hub has told of. */
export function newestOf(sessions: Iterable<CashSession>, terminalId: Id): CashSession | undefined {
  let newest: CashSession | undefined
  for (const session of sessions) {
    if (session.terminalId !== terminalId) continue
    if (!newest || session.number > newest.number) newest = session
  }
  return newest
}

/** The open drawer of a terminal, or null. */
export function openDrawer(
  sessions: Iterable<CashSession>,
  terminalId: Id,
  own: OwnDrawer | null,
): OpenDrawer | null {
  const all = [...sessions].filter((session) => session.terminalId === terminalId)
  const newest = newestOf(all, terminalId)
  const isKnown = all.some(({ id }) => id === own?.id)
  if (own && !isKnown && own.state === 'open')
    return { id: own.id, number: null, floatMinor: null, counts: 0, counting: false }
  // The count is journaled, so the drawer is closed, whenever the hub hears of it; unless the hub asks
  // for another.
  const isOwn = own?.state === 'closed' && newest?.id === own.id
  if (isOwn && newest?.state !== 'counting') return null
  return newest ? fromHub(newest) : null
}

function fromHub({ id, number, floatMinor, state, counts }: CashSession): OpenDrawer | null {
  if (state !== 'open' && state !== 'counting') return null
  return { id, number, floatMinor, counts, counting: state === 'counting' }
}
