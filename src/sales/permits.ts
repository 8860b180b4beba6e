// Whether the person of a sale, or of what was taken out of a basket, may do what it asks for: by their own
// permission and limit, or by an approval that was given for this very thing, which is used up by it.
import { approvals, type ApprovalKind } from '#approvals/contract.ts'
import { approvalPermissions, withinLimits } from '#approvals/rules.ts'
import { approvalWant, consume } from '#approvals/service.ts'
import type { About, Objection } from '#kernel/decider.ts'
import type { Draft } from '#kernel/draft.ts'
import type { Want } from '#kernel/locks.ts'
import { grants } from '#kernel/scope.ts'
import type { RoleLimits } from '#users/contract.ts'
import type { Store } from '#stores/contract.ts'
import { limitsOf, limitsOfRole } from '#users/rules.ts'
import { askHash, type Ask } from './asks.ts'
import type { SaleBody } from './contract.ts'

/** The approvals an entry names, to be locked. */
export function permitWants(named: SaleBody['approvals'], about: About): Want[] {
  return named.map(({ approvalId }) => approvalWant(about.storeId, approvalId))
}

/** What is to be permitted: the entry with who does it, the approvals it names and what those are bound to. */
export type Claim = Pick<SaleBody, 'id' | 'personId' | 'approvals'> & {
  readonly store: Pick<Store, 'id' | 'fourEyes'>
  /** When it happened, where it could not wait for the hub; null for now. ISO 8601. */
  readonly happenedAt: string | null
  readonly hashOf: (ask: Ask) => string
}

export function claimOf(body: SaleBody, store: Claim['store']): Claim {
  const { id, personId, approvals: named, offline, at } = body
  const hashOf = (ask: Ask) => askHash(body, ask, store.id)
  return { id, personId, approvals: named, store, happenedAt: offline ? at : null, hashOf }
}

export class Permits {
  readonly #draft: Draft
  readonly #claim: Claim
  readonly #about: About
  readonly #object: Objection

  constructor(draft: Draft, claim: Claim, about: About, object: Objection) {
    this.#draft = draft
    this.#claim = claim
    this.#about = about
    this.#object = object
  }

  /** Objects with `approval-required` or `approval-void` where neither the person nor a grant suffices. */
  need(ask: Ask | undefined): void {
    if (!ask || this.isOwn(ask)) return
    const approvalKind = ask.kind
    if (!this.#named(ask.kind)) {
      const detail = `This needs ${approvalPermissions[ask.kind]} and a limit that allows it`
      this.#object('approval-required', detail, { approvalKind })
      return
    }
    const { reason } = this.use(ask)
    if (reason !== undefined) this.#object('approval-void', reason, { approvalKind })
  }

  /** Whether the person may do it alone. */
  isOwn(ask: Ask): boolean {
    const { permissions } = this.#about
    if (!grants(permissions, approvalPermissions[ask.kind])) return false
    return withinLimits(ask.kind, ask, this.#limits())
  }

  /** Uses the approval of this kind up; gives its id, or why it does not hold. */
  use(ask: Ask): { readonly approvalId?: string; readonly reason?: string } {
    const approvalId = this.#named(ask.kind)
    if (approvalId === undefined) return {}
    const { id, personId, store, happenedAt, hashOf } = this.#claim
    const reason = consume(this.#draft, this.#about, {
      approvalId,
      kind: ask.kind,
      subjectHash: hashOf(this.#asked(approvalId, ask)),
      personId,
      fourEyes: store.fourEyes,
      documentId: id,
      ...(happenedAt !== null && { happenedAt }),
    })
    return reason === undefined ? { approvalId } : { reason }
  }

  #limits(): RoleLimits {
    const { permissions, memory } = this.#about
    return limitsOfRole({
      permissions: [...permissions],
      limits: limitsOf(memory, this.#claim.personId),
    })
  }

  #named(kind: ApprovalKind): string | undefined {
    return this.#claim.approvals.find((each) => each.kind === kind)?.approvalId
  }

  // Between the asking and the sale a list price or a balance may have moved. What was approved holds
  // as long as no more is asked for.
  #asked(approvalId: string, ask: Ask): Ask {
    const subject = this.#about.memory.get(approvals, approvalId, this.#claim.store.id)?.subject
    if (!subject || subject.askMinor < ask.askMinor) return ask
    if ((subject.askPpm ?? 0) < (ask.askPpm ?? 0)) return ask
    return { ...ask, askMinor: subject.askMinor, askPpm: subject.askPpm }
  }
}
