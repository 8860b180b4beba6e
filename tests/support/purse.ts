// A dealing for tests of money that is owed: it has no goods, only what a sale does to gift cards,
// vouchers and accounts of customers, journaled by tills and decided in the lane.
import Type from 'typebox'
import { At, Nullable, OneOf, Strict, journalKind } from '#shared/contract.ts'
import { Id, newId } from '#shared/ids.ts'
import { CHAIN_START, journalPost, type Verdict } from '#shared/journal.ts'
import { COMPANY } from '#shared/streams.ts'
import { nowMs } from '#kernel/clock.ts'
import { decides, type Objection } from '#kernel/decider.ts'
import { openStream } from '#kernel/events.ts'
import { openJournal } from '#kernel/journal.ts'
import { Problem } from '#kernel/problems.ts'
import type { Room } from '#kernel/room.ts'
import { system, type Scope } from '#kernel/scope.ts'
import { customersSet, type Customer } from '#customers/contract.ts'
import { customersRoom } from '#customers/index.ts'
import { chargeAccount, creditWant, customerWant, judgeCustomer } from '#customers/service.ts'
import { storedValueKinds, storedValueOpen } from '#stored-value/contract.ts'
import { storedValueRoom } from '#stored-value/index.ts'
import { valueMoves } from '#stored-value/rules.ts'
import { moveValue, valueWant } from '#stored-value/service.ts'
import { storesOpen, type Store } from '#stores/contract.ts'
import { storesRoom } from '#stores/index.ts'
import type { Input } from '#shared/contract.ts'
import { plainCustomer } from '#customers/rules.ts'
import type { Static } from 'typebox'
import { cloneDatabase } from './database.ts'
import { openKernel, type TestKernel } from './kernel.ts'
import { storeOf } from './people.ts'
import { withSql } from './stock.ts'
import { TerminalJournal } from './terminal-journal.ts'

type Test = { teardown(handler: () => unknown): unknown }
export const id = () => newId(nowMs())

const Dealing = Strict({
  id: Id,
  personId: Id,
  at: At,
  offline: Type.Boolean(),
  customerId: Nullable(Id),
  customerGroupId: Nullable(Id),
  taxPositionId: Nullable(Id),
  currency: Type.String(),
  lines: Type.Array(Strict({ issues: Nullable(Id), amountMinor: Type.Integer() })),
  tenders: Type.Array(
    Strict({
      kind: OneOf('cash', 'on-account', ...storedValueKinds),
      amountMinor: Type.Integer(),
      reference: Nullable(Type.String()),
    }),
  ),
  voidOf: Nullable(Id),
  /** What somebody allows to be over a limit. */
  allowedMinor: Type.Integer(),
})
type Dealing = Static<typeof Dealing>

export const dealKind = journalKind({
  name: 'deal',
  summary: 'Money that is owed changes hands',
  needs: 'deals.post',
  body: Dealing,
  result: Strict({ movedMinor: Type.Array(Type.Integer()) }),
})

const owed = ({ tenders }: Dealing) =>
  tenders.reduce((sum, { kind, amountMinor }) => sum + (kind === 'on-account' ? amountMinor : 0), 0)

const dealer = decides(
  dealKind,
  (body) => [
    ...valueMoves(body).map(({ accountId }) => valueWant(accountId)),
    ...(body.customerId ? [customerWant(body.customerId), creditWant(body.customerId)] : []),
  ],
  (body, draft, about) => {
    const object: Objection = (slug, detail, extras) => {
      if (!body.offline) throw new Problem(slug, { detail, ...extras })
      draft.exception(slug, detail)
    }
    judgeCustomer(draft, body, object)
    const { currency, personId, customerId, at, voidOf, offline, id: documentId } = body
    const common = { currency, personId, documentId }
    const movedMinor = valueMoves(body).map((move) =>
      moveValue(draft, about, { ...move, ...common, customerId, at, voidOf }, object),
    )
    if (customerId) {
      const overLimit = (over: number) => (over <= body.allowedMinor ? 'limit-of-role' : undefined)
      const amountMinor = owed(body)
      const charge = { ...common, customerId, amountMinor, reference: null, offline, overLimit }
      chargeAccount(draft, about, charge, object)
    }
    return { movedMinor }
  },
)

const dealRoom: Room = { name: 'deals', entities: [], operations: [], deciders: [dealer] }
export const purseRooms: readonly Room[] = [storesRoom, customersRoom, storedValueRoom, dealRoom]

export type Dealt = Verdict & { readonly documentId: Id }
export type Purse = TestKernel & {
  readonly store: Store
  /** A till that posts dealings, one after the other. */
  till(): Promise<(of: Partial<Dealing>, k?: TestKernel) => Promise<Dealt>>
  opens(of?: Partial<Input<typeof storedValueOpen>>): Promise<Id>
  customer(of?: Partial<Customer>): Promise<Customer>
}

/** A store where cards and accounts are dealt with. */
export async function openPurse(t: Test): Promise<Purse> {
  const url = await cloneDatabase(t)
  const store = storeOf('CAI')
  await withSql(url, (sql) => openStream(sql, COMPANY))
  const directory = () => ({
    authenticate: async () => system,
    stillValid: () => true,
    requireProof: async () => {},
    terminal: () => ({ storeId: store.id, code: 'T1', fence: 1, enrolled: true }),
    permissions: () => ['*'],
  })
  const k = await openKernel(t, { url, rooms: purseRooms, directory })
  await k.call(system, storesOpen, store)
  await k.kernel.tail.look()
  return {
    ...k,
    store,
    till: async () => {
      const terminalId = id()
      const personId = id()
      await withSql(url, (sql) => openJournal(sql, terminalId, 1, CHAIN_START))
      const journal = new TerminalJournal(1)
      const scope: Scope = { ...system, personId, terminalId }
      return async (of, on = k) => {
        const body = { ...aDealing(personId), ...of }
        const entries = [journal.write(dealKind.name, body)]
        const { verdicts } = await on.call(scope, journalPost, { fence: 1, entries })
        const [verdict] = verdicts
        if (!verdict) throw new Error('there is no verdict')
        return { ...verdict, documentId: body.id }
      }
    },
    opens: async (of = {}) => {
      const input = { ...aCard(store), ...of }
      await k.call(system, storedValueOpen, input)
      return input.id
    },
    customer: (of = {}) => k.call(system, customersSet, { ...aCustomer(), ...of }),
  }
}

export function aDealing(personId: Id): Dealing {
  return {
    id: id(),
    personId,
    at: new Date(nowMs()).toISOString(),
    offline: false,
    customerId: null,
    customerGroupId: null,
    taxPositionId: null,
    currency: 'EGP',
    lines: [],
    tenders: [],
    voidOf: null,
    allowedMinor: 0,
  }
}

/** A gift card over 100.00 with a code of its own. */
export function aCard(store: Store): Input<typeof storedValueOpen> {
  const own = id()
  return {
    ...{ id: own, storeId: store.id, kind: 'gift-card', code: own, currency: 'EGP' },
    ...{ customerId: null, expiresOn: null, amountMinor: 10_000 },
  }
}

export function aCustomer(of: Partial<Customer> = {}): Customer {
  return {
    ...plainCustomer,
    id: id(),
    name: 'Mona Adel',
    ...of,
  }
}

/** A tender that spends (positive) or refunds (negative). */
export const tender = (
  kind: Dealing['tenders'][number]['kind'],
  amountMinor: number,
  reference: Id | null = null,
) => ({ kind, amountMinor, reference })
