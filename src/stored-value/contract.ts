// Value the company owes to whoever shows a code: gift cards, store credit and vouchers. The code is a
// bearer's secret; nothing here ever tells it again. Kept at the hub alone and never replicated.
import Type, { type Static } from 'typebox'
import { At, Nullable, On, OneOf, Strict, event, operation } from '#shared/contract.ts'
import { Id } from '#shared/ids.ts'
import { Page, pageFields } from '#shared/paging.ts'

const amountMinor = Type.Integer({ minimum: 0, maximum: 9_000_000_000_000 })
const Currency = Type.String({ pattern: '^[A-Z]{3}$', description: 'ISO 4217' })

export const storedValueKinds = ['gift-card', 'store-credit', 'voucher'] as const
export type StoredValueKind = (typeof storedValueKinds)[number]

export const StoredValueAccount = Strict({
  id: Id,
  kind: OneOf(...storedValueKinds),
  currency: Currency,
  /** Whose it is, where that is known; a bearer needs no name. */
  customerId: Nullable(Id),
  /** The end of its code, to tell cards apart; null for one without a code. */
  last4: Nullable(Type.String({ maxLength: 4 })),
  balanceMinor: Type.Integer({ minimum: 0 }),
  /** `used` is a voucher that was redeemed: it is used once, and what was left is forfeited. */
  state: OneOf('active', 'blocked', 'used'),
  /** The last day it may be spent, in the time zone of the store that is asked. */
  expiresOn: Nullable(On),
  at: At,
})
export type StoredValueAccount = Static<typeof StoredValueAccount>

/** As printed or typed; spaces, hyphens and the case of letters do not matter. */
export const StoredValueCode = Type.String({ minLength: 8, maxLength: 80 })

export const StoredValueEntry = Strict({
  /** From 1, without a gap. */
  number: Type.Integer({ minimum: 1 }),
  /** The sale, or for a balance put on by hand the account itself; once for each account. */
  documentId: Id,
  /** Positive is put on the account, negative is taken from it. */
  amountMinor: Type.Integer(),
  /** The part of what was taken that paid for nothing: the rest of a voucher. */
  forfeitedMinor: Type.Integer(),
  balanceMinor: Type.Integer({ minimum: 0 }),
  storeId: Id,
  personId: Nullable(Id),
  at: At,
})
export type StoredValueEntry = Static<typeof StoredValueEntry>

export const storedValueMoved = event({
  name: 'stored-value.moved',
  summary: 'Value was put on a gift card, store credit or voucher, or taken from it',
  stream: 'store',
  audience: ['manager'],
  body: Strict({
    accountId: Id,
    kind: OneOf(...storedValueKinds),
    currency: Currency,
    /** Positive is put on the account. */
    amountMinor: Type.Integer(),
    balanceMinor: Type.Integer({ minimum: 0 }),
    documentId: Id,
  }),
})
export const storedValueChanged = event({
  name: 'stored-value.changed',
  summary: 'A stored-value account was opened, blocked or released',
  stream: 'company',
  audience: ['manager'],
  body: Strict({
    id: Id,
    kind: OneOf(...storedValueKinds),
    state: StoredValueAccount.properties.state,
    reason: Nullable(Type.String({ maxLength: 200 })),
  }),
})

/** Giving value away by hand: a voucher, or a balance nobody paid for at a till. */
export const issuePermission = 'stored-value.issue'

export const storedValueOpen = operation({
  name: 'stored-value.open',
  summary: 'Open a gift card, store credit or voucher',
  detail:
    'Opened empty, it is filled by the sale line that sells it or the tender that refunds to it. An amount needs stored-value.issue. Without a code it can only be spent by its customer. The code is kept as a digest and never told again: make it of many random characters (at least 8 after signs are dropped).',
  http: ['POST', '/stored-value'],
  needs: 'stored-value.open',
  effect: 'write',
  unkept: ['code'],
  input: Strict({
    id: Id,
    /** The store that answers for it; its stream tells of the amount. */
    storeId: Id,
    kind: OneOf(...storedValueKinds),
    code: Nullable(StoredValueCode),
    currency: Currency,
    customerId: Nullable(Id),
    expiresOn: Nullable(On),
    amountMinor,
  }),
  output: StoredValueAccount,
})
export const storedValueFind = operation({
  name: 'stored-value.find',
  summary: 'The account of a code',
  detail: 'Asked with a body, because an address ends up in logs and the code is a secret.',
  http: ['POST', '/stored-value/find'],
  needs: 'stored-value.find',
  effect: 'read',
  unkept: ['code'],
  input: Strict({ code: StoredValueCode }),
  output: StoredValueAccount,
})
export const storedValueOfCustomer = operation({
  name: 'stored-value.of-customer',
  summary: 'The accounts of a customer that can still be spent, newest first (at most 100)',
  http: ['GET', '/customers/:customerId/stored-value'],
  needs: 'stored-value.find',
  effect: 'read',
  input: Strict({ customerId: Id }),
  output: Strict({ accounts: Type.Array(StoredValueAccount) }),
})
export const storedValueGet = operation({
  name: 'stored-value.get',
  summary: 'One account, such as the one a refund goes back to',
  http: ['GET', '/stored-value/:id'],
  needs: 'stored-value.find',
  effect: 'read',
  input: Strict({ id: Id }),
  output: StoredValueAccount,
})
export const storedValueList = operation({
  name: 'stored-value.list',
  summary: 'The accounts of the company, newest first',
  http: ['GET', '/stored-value'],
  needs: 'stored-value.list',
  effect: 'read',
  input: Strict({
    kind: Type.Optional(OneOf(...storedValueKinds)),
    state: Type.Optional(StoredValueAccount.properties.state),
    /** The end of the code. */
    last4: Type.Optional(Type.String({ maxLength: 4 })),
    ...pageFields,
  }),
  output: Page(StoredValueAccount),
})
export const storedValueEntries = operation({
  name: 'stored-value.entries',
  summary: 'What was put on an account and taken from it, newest first',
  http: ['GET', '/stored-value/:id/entries'],
  needs: 'stored-value.entries',
  effect: 'read',
  input: Strict({ id: Id, ...pageFields }),
  output: Page(StoredValueEntry),
})
export const storedValueBlock = operation({
  name: 'stored-value.block',
  summary: 'Block an account, or release it',
  detail: 'Nothing can be taken from a blocked account; refunds to it are still put on it.',
  http: ['POST', '/stored-value/:id/block'],
  needs: 'stored-value.block',
  effect: 'write',
  input: Strict({
    id: Id,
    blocked: Type.Boolean(),
    reason: Type.String({ minLength: 1, maxLength: 200 }),
  }),
  output: StoredValueAccount,
})
