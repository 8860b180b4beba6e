// Why a scan is refused, decided on the device from its own copy before anything is sent, or told by the hub
// afterwards. Pure; the words are the page's.
import { type ProblemBody, type ProblemSlug, slugOf } from '#shared/problem.ts'
import type { Lot } from '#stock/contract.ts'
import { lotFault } from '#stock/rules.ts'
import type { Draft } from './draft.ts'

export const refusalKinds = [
  'recalled',
  'on-hold',
  'quarantined',
  'damaged',
  'expired',
  'expiry-differs',
  'service',
] as const
export type RefusalKind = (typeof refusalKinds)[number]

type Goods = Pick<Draft, 'read' | 'expiryOn'>

/** Why goods may not be taken in for sale on a day, or null. `lot` is the one known under the code, if any. */
export function receiptRefusal(goods: Goods, lot: Lot | undefined, onDay: string) {
  if (goods.read.service) return 'service' satisfies RefusalKind
  const blocked = lot && lotRefusal(lot, onDay)
  if (blocked) return blocked
  if (goods.expiryOn !== null && goods.expiryOn < onDay) return 'expired' satisfies RefusalKind
  const known = lot?.expiryOn ?? null
  const differs = known !== null && goods.expiryOn !== null && known !== goods.expiryOn
  return differs ? ('expiry-differs' satisfies RefusalKind) : null
}

/** Why a lot may not go where it would be sold from. */
export function lotRefusal(lot: Lot, onDay: string): RefusalKind | null {
  if (lotFault(lot, onDay) === undefined) return null
  return lot.status === 'available' ? 'expired' : lot.status
}

/** Whether goods refused for this reason may still be set aside in quarantine. */
export function mayQuarantine(kind: RefusalKind): boolean {
  return kind !== 'service' && kind !== 'expiry-differs'
}

/** What a person should do about a refusal of the hub: each has its own sentence. */
export function nextStep(problem: ProblemBody | null) {
  const slug: ProblemSlug = problem ? slugOf(problem) : 'internal'
  if (slug === 'stock-short') return 'count'
  if (slug === 'forbidden' || slug === 'wrong-store') return 'ask'
  if (slug === 'already-exists') return 'nothing'
  if (slug === 'wrong-state' || slug === 'lot-required') return 'check-label'
  return 'again'
}
