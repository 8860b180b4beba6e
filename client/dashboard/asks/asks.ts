// What a manager is shown of the requests for approval: those that wait, the oldest first, and for a moment those
// that ended, with how. Pure; whether one still holds is asked of the hub's clock.
import type { Approval } from '#approvals/contract.ts'
import { type Decider, objectionToGrant, withinLimits } from '#approvals/rules.ts'
import type { Id } from '#shared/ids.ts'

/** How long a request that ended stays to say so. */
export const LINGER_MS = 30_000
/** From this share on, taking it off is asked for twice. */
const MUCH_PPM = 500_000

/** `gone`: it left while this client was not listening. */
export type End = 'consumed' | 'cancelled' | 'expired' | 'denied' | 'gone'
export type Asked = {
  readonly approval: Approval
  /** Null while the hub lists it. */
  readonly end: { readonly how: End; readonly atMs: number } | null
}

export type AskState =
  | { readonly kind: 'open'; readonly leftMs: number }
  | { readonly kind: 'answered'; readonly by: Id; readonly granted: boolean; readonly atMs: number }
  /** It was taken back and asked for anew, because the basket changed. */
  | { readonly kind: 'stale'; readonly nextId: Id }
  | { readonly kind: 'ended'; readonly how: 'cancelled' | 'expired' }
export type ShownAsk = { readonly approval: Approval; readonly state: AskState }

/** What is on the screen at this instant (milliseconds by the hub's clock). */
export function shownAsks(asked: readonly Asked[], nowMs: number): ShownAsk[] {
  // A drawer is taken over by a PIN at the till; nobody can answer that from here.
  const own = asked.filter(({ approval }) => approval.kind !== 'hand-over')
  const shown = own.flatMap((each): ShownAsk[] => {
    const state = stateOf(each, own, nowMs)
    return state ? [{ approval: each.approval, state }] : []
  })
  return shown.toSorted(
    (a, b) => rank(a) - rank(b) || (a.approval.at < b.approval.at ? -1 : 1) * direction(a),
  )
}

const rank = ({ state }: ShownAsk) => (state.kind === 'open' ? 0 : 1)
/** The longest waiting first, then the newest of those that ended. */
const direction = ({ state }: ShownAsk) => (state.kind === 'open' ? 1 : -1)

function stateOf(asked: Asked, all: readonly Asked[], nowMs: number): AskState | null {
  const { approval, end } = asked
  const { decidedBy, decidedAt, expiresAt } = approval
  if (decidedBy !== null && decidedAt !== null) {
    const atMs = Date.parse(decidedAt)
    const granted = approval.state === 'granted' || approval.state === 'consumed'
    return nowMs - atMs < LINGER_MS ? { kind: 'answered', by: decidedBy, granted, atMs } : null
  }
  const leftMs = Date.parse(expiresAt) - nowMs
  if (end === null && leftMs > 0) return { kind: 'open', leftMs }
  const endedMs = end?.atMs ?? Date.parse(expiresAt)
  if (nowMs - endedMs >= LINGER_MS || end?.how === 'gone') return null
  const next = end?.how === 'cancelled' ? askedAnew(approval, all) : undefined
  if (next) return { kind: 'stale', nextId: next.approval.id }
  return { kind: 'ended', how: end?.how === 'cancelled' ? 'cancelled' : 'expired' }
}

function askedAnew(old: Approval, all: readonly Asked[]): Asked | undefined {
  return all.find(
    ({ approval, end }) =>
      end === null &&
      approval.terminalId === old.terminalId &&
      approval.kind === old.kind &&
      approval.at > old.at,
  )
}

export const waitingOf = (shown: readonly ShownAsk[]): ShownAsk[] =>
  shown.filter(({ state }) => state.kind === 'open')

export type Obstacle = 'permission' | 'limit' | 'four-eyes'

/** Why this person may not grant it, as the hub would say; null if they may. */
export function obstacleTo(
  approval: Approval,
  decider: Decider,
  fourEyes: boolean,
): Obstacle | null {
  if (objectionToGrant(approval, decider, fourEyes) === undefined) return null
  if (!withinLimits(approval.kind, approval.subject, decider.limits)) return 'limit'
  return fourEyes && decider.personId === approval.personId ? 'four-eyes' : 'permission'
}

/** Whether a yes by mistake costs so much that it is asked for twice: half off, or money given back. */
export function isDangerous({ kind, subject }: Approval): boolean {
  if (kind === 'no-receipt-return') return true
  if (kind === 'void') return subject.documentId !== null
  return (subject.askPpm ?? 0) >= MUCH_PPM
}
