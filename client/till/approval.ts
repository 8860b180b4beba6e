// What an approval that a till asks for has come to: it fits the basket it was asked for or is void, and who in the
// store could give it. Pure; the hub judges again when the sale is made.
import type { Approval, ApprovalKind, Subject } from '#approvals/contract.ts'
import { objectionToGrant, subjectHash } from '#approvals/rules.ts'
import type { SaleBody } from '#sales/contract.ts'
import { type Ask, subjectOf } from '#sales/rules.ts'
import type { Id } from '#shared/ids.ts'
import type { Store } from '#stores/contract.ts'
import type { Person, Role } from '#users/contract.ts'
import { limitsOfRole, permissionsOf } from '#users/rules.ts'

/** One thing to be approved. `about` names the basket or document, so that what was asked for another is not told. */
export type Asked = {
  readonly about: Id
  readonly kind: ApprovalKind
  readonly subject: Subject
}
/** What this till asked for, as it was last told of it. */
export type Own = {
  readonly about: Id
  readonly approval: Approval
  /** It was among what the hub tells of; once it is not any more, it is over. */
  readonly seen: boolean
}
export type ApprovalState =
  | { readonly kind: 'none' }
  /** On its way to the hub. */
  | { readonly kind: 'asking' }
  | {
      /** `void`: what it was asked for has changed since. */
      readonly kind: 'waiting' | 'granted' | 'denied' | 'void' | 'expired'
      readonly approval: Approval
    }

type Sold = Pick<SaleBody, 'id' | 'lines' | 'totals' | 'currency' | 'customerId' | 'voidOf'>

/** An ask of the rules of sales about a basket or a sale. */
export function askedOf(body: Sold, ask: Ask, about: Id = body.id): Asked {
  return { about, kind: ask.kind, subject: subjectOf(body, ask) }
}

/** Whether an approval is for this very thing; one that was given for more of the same still is. */
export function fits(approval: Approval, { kind, subject }: Asked): boolean {
  const { askMinor, askPpm } = approval.subject
  if (approval.kind !== kind || askMinor < subject.askMinor) return false
  if ((askPpm ?? 0) < (subject.askPpm ?? 0)) return false
  const { storeId } = approval
  return subjectHash({ ...subject, askMinor, askPpm, kind, storeId }) === approval.subjectHash
}

const stands = {
  requested: 'waiting',
  granted: 'granted',
  denied: 'denied',
} as const
const ranks: readonly string[] = ['granted', 'requested', 'denied']

/** What has come of an ask at an instant (ISO 8601, the hub's clock), of all that the till knows. */
export function stateOfAsk(
  asked: Asked,
  known: readonly Approval[],
  own: readonly Own[],
  at: string,
): ApprovalState {
  const mine = own.findLast(
    (each) => each.about === asked.about && each.approval.kind === asked.kind,
  )
  const last = mine && newest(mine, known)
  const all = last && !known.includes(last) ? [...known, last] : known
  const fitting = all
    .filter((each) => each.expiresAt > at && ranks.includes(each.state) && fits(each, asked))
    .sort((a, b) => ranks.indexOf(a.state) - ranks.indexOf(b.state) || (a.at < b.at ? 1 : -1))
  const [best] = fitting
  if (best && best.state in stands) {
    return { kind: stands[best.state as keyof typeof stands], approval: best }
  }
  if (!mine) return { kind: 'none' }
  if (!last) {
    const ranOut = mine.approval.expiresAt <= at
    return ranOut ? { kind: 'expired', approval: mine.approval } : { kind: 'none' }
  }
  if (last.expiresAt <= at || last.state === 'expired') return { kind: 'expired', approval: last }
  if (fits(last, asked)) return { kind: 'none' }
  return last.state === 'denied' ? { kind: 'none' } : { kind: 'void', approval: last }
}

function newest({ approval, seen }: Own, known: readonly Approval[]): Approval | undefined {
  return known.find(({ id }) => id === approval.id) ?? (seen ? undefined : approval)
}

/** Who of the store could grant it, in the order of their names; four eyes leave out who asks. */
export function whoMayDecide(
  asked: Asked,
  staff: { readonly people: readonly Person[]; readonly roles: ReadonlyMap<string, Role> },
  shop: Pick<Store, 'id' | 'fourEyes'>,
  personId: Id,
): Person[] {
  const about = { kind: asked.kind, subject: asked.subject, personId }
  return staff.people
    .filter((person) => {
      const role = staff.roles.get(person.roleId)
      if (!role) return false
      const permissions = permissionsOf(person, role, shop.id)
      const decider = { personId: person.id, permissions, limits: limitsOfRole(role) }
      return objectionToGrant(about, decider, shop.fourEyes) === undefined
    })
    .sort((a, b) => a.name.localeCompare(b.name))
}
