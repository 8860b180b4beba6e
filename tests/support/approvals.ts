// A shop for tests of approvals: a cashier at a till, managers who may decide, and a small room whose
// only journal entry uses approvals up, as a sale does.
import type { Test as TapTest } from 'tap'
import Type, { type Static } from 'typebox'
import { approvalsRequest, approvalKinds, Subject, type Approval } from '#approvals/contract.ts'
import { approvalsRoom } from '#approvals/index.ts'
import { subjectHash } from '#approvals/rules.ts'
import { approvalWant, consume } from '#approvals/service.ts'
import { setPin } from '#auth/contract.ts'
import { decides } from '#kernel/decider.ts'
import { Problem } from '#kernel/problems.ts'
import type { Room } from '#kernel/room.ts'
import { system, type Scope } from '#kernel/scope.ts'
import { Nullable, OneOf, Strict, journalKind } from '#shared/contract.ts'
import { Id } from '#shared/ids.ts'
import { journalPost, type Verdict } from '#shared/journal.ts'
import { stores, type Store } from '#stores/contract.ts'
import type { Person } from '#users/contract.ts'
import { mint, openTown, type Town } from './people.ts'
import { TerminalJournal } from './terminal-journal.ts'

type Test = Pick<TapTest, 'teardown' | 'testdir'>

const bargain = journalKind({
  name: 'bargain',
  summary: 'Something is done that needs an approval',
  needs: 'sales.complete',
  body: Strict({
    id: Id,
    personId: Id,
    offline: Type.Boolean(),
    happenedAt: Nullable(Type.String()),
    kind: OneOf(...approvalKinds),
    approvalId: Id,
    basket: Subject,
  }),
  result: Strict({ used: Id }),
})

/** Its entry uses the approval up for its basket, or is refused with the reason why not. */
export const bargainRoom: Room = {
  name: 'bargains',
  entities: [],
  operations: [],
  deciders: [
    decides(
      bargain,
      (body, about) => [approvalWant(about.storeId, body.approvalId)],
      (body, draft, about) => {
        const { id, personId, kind, approvalId, basket, offline, happenedAt } = body
        const { storeId } = about
        const reason = consume(draft, about, {
          approvalId,
          kind,
          subjectHash: subjectHash({ kind, storeId, ...basket }),
          personId,
          fourEyes: about.memory.get(stores, storeId)?.fourEyes ?? false,
          documentId: id,
          ...(happenedAt === null ? {} : { happenedAt }),
        })
        if (reason !== undefined && !offline) throw new Problem('approval-void', reason)
        if (reason !== undefined) draft.exception('approval-void', reason)
        return { used: approvalId }
      },
    ),
  ],
}

/** Ten units at 10.00 less a tenth. */
export function basketOf(changes: Partial<Subject> = {}): Subject {
  return {
    lines: [
      {
        variantId: '01890000-0000-7000-8000-000000000001',
        lotId: null,
        quantityMilli: 10_000,
        packMilli: 1000,
        unitPriceCentiMinor: 100_000,
        amountMinor: 9000,
        discounts: [{ by: 'line', amountMinor: 1000 }],
        returnOf: null,
      },
    ],
    totalMinor: 9000,
    currency: 'EGP',
    askMinor: 1000,
    askPpm: 100_000,
    customerId: null,
    documentId: null,
    ...changes,
  }
}

export type Till = { readonly id: Id; readonly journal: TerminalJournal }

/** A town with a store, two managers with PINs, a cashier and tills. */
export class ApprovalShop {
  readonly town: Town
  readonly store: Store
  readonly tills: readonly Till[]
  readonly cashier: Person
  readonly dalia: Person
  readonly omar: Person

  constructor(
    town: Town,
    store: Store,
    tills: readonly Till[],
    { cashier, dalia, omar }: { cashier: Person; dalia: Person; omar: Person },
  ) {
    this.town = town
    this.store = store
    this.tills = tills
    this.cashier = cashier
    this.dalia = dalia
    this.omar = omar
  }

  /** Somebody at a till, or at none. */
  at(person: Person, till?: Till): Scope {
    const { directory } = this.town.kernel
    const storeId = directory.terminal(till?.id ?? '')?.storeId ?? this.store.id
    return {
      ...system,
      personId: person.id,
      terminalId: till?.id ?? null,
      storeIds: till ? [storeId] : person.storeIds,
      permissions: directory.permissions(person.id, storeId),
    }
  }

  get till(): Till {
    const [till] = this.tills
    if (!till) throw new Error('the shop has no till')
    return till
  }

  /** Asks at the first till, as the cashier. */
  async asks(
    kind: Approval['kind'] = 'discount',
    basket = basketOf(),
    scope = this.at(this.cashier, this.till),
    id = mint(),
  ): Promise<Approval> {
    const { id: storeId } = this.store
    const hash = subjectHash({ kind, storeId, ...basket })
    const asked = { storeId, id, kind, subjectHash: hash, subject: basket, reason: 'Regular' }
    return this.town.call(scope, approvalsRequest, asked)
  }

  /** Posts the entry that uses an approval, from a till, on this hub or another. */
  async uses(
    approval: Approval,
    changes: Partial<Static<typeof bargain.body>> = {},
    till = this.till,
    { kernel } = this.town,
  ): Promise<Verdict> {
    const { id: approvalId, kind, subject: basket } = approval
    const personId = this.cashier.id
    const common = { id: mint(), personId, offline: false, happenedAt: null }
    const entry = till.journal.write('bargain', { ...common, kind, approvalId, basket, ...changes })
    const { fence } = till.journal
    const scope = this.at(this.cashier, till)
    const answer = await kernel.operations.call(scope, journalPost.name, mint(), {
      fence,
      entries: [entry],
    })
    const [verdict] = (answer as { verdicts: Verdict[] }).verdicts
    if (!verdict) throw new Error('there is no verdict')
    return verdict
  }
}

export const PINS = { dalia: '480271', omar: '9153' }

export async function openApprovalShop(
  t: Test,
  changes: Partial<Store> = {},
  tills = 1,
): Promise<ApprovalShop> {
  const town = await openTown(t, undefined, {}, [approvalsRoom, bargainRoom])
  const store = await town.openStore('CAI', changes)
  await town.kernel.tail.look()
  const storeIds = [store.id]
  const cashier = await town.hire('mona', 'cashier', { storeIds }, false)
  const dalia = await town.hire('dalia', 'manager', {}, false)
  const omar = await town.hire('omar', 'manager', { storeIds }, false)
  await town.call(system, setPin, { personId: dalia.id, pin: PINS.dalia })
  await town.call(system, setPin, { personId: omar.id, pin: PINS.omar })
  const enrolled: Till[] = []
  for (let n = 1; n <= tills; n += 1) {
    const { terminal } = await town.enrol(store.id, `T${n}`)
    enrolled.push({ id: terminal.id, journal: new TerminalJournal(terminal.fence) })
  }
  await town.kernel.tail.look()
  return new ApprovalShop(town, store, enrolled, { cashier, dalia, omar })
}
