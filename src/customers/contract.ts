// Customers: who they are for a receipt or an invoice, the group whose prices they have, and what they
// owe. Customers are searched, not replicated to tills; their groups, which are few, are.
import Type, { type Static } from 'typebox'
import { At, Nullable, OneOf, Strict, collection, event, operation } from '#shared/contract.ts'
import { Id } from '#shared/ids.ts'
import { LocalName } from '#shared/names.ts'
import { Page, pageFields } from '#shared/paging.ts'

export const Customer = Strict({
  id: Id,
  name: Type.String({ minLength: 1, maxLength: 120 }),
  phone: Nullable(Type.String({ maxLength: 32 })),
  email: Nullable(Type.String({ maxLength: 254 })),
  /** With a tax number every sale to the customer gets its invoice as PDF. */
  taxNumber: Nullable(Type.String({ maxLength: 32 })),
  address: Nullable(Type.String({ maxLength: 300 })),
  archived: Type.Boolean(),
  /** Whose prices the customer has; null for everybody's. */
  groupId: Nullable(Id),
  /** How taxes are mapped for the customer; null for those of the goods. */
  taxPositionId: Nullable(Id),
})
export type Customer = Static<typeof Customer>

export const customerChanged = event({
  name: 'customer.changed',
  summary: 'A customer was added or changed; lists that show it are out of date',
  stream: 'company',
  audience: ['till', 'manager'],
  body: Strict({ id: Id }),
})

/** Deciding which prices and taxes a customer has, beyond `customers.set`. */
export const termsPermission = 'customers.set-terms'

export const customersSet = operation({
  name: 'customers.set',
  summary: 'Add a customer or change one',
  detail: 'Group and tax position are terms: to set or change them needs customers.set-terms.',
  http: ['PUT', '/customers/:id'],
  needs: 'customers.set',
  effect: 'write',
  input: Customer,
  output: Customer,
})
export const customersSearch = operation({
  name: 'customers.search',
  summary: 'Find customers by name, phone, e-mail or tax number',
  http: ['GET', '/customers'],
  needs: 'customers.search',
  effect: 'read',
  input: Strict({ text: Type.Optional(Type.String({ maxLength: 100 })), ...pageFields }),
  output: Page(Customer),
})
export const customersGet = operation({
  name: 'customers.get',
  summary: 'One customer',
  http: ['GET', '/customers/:id'],
  needs: 'customers.get',
  effect: 'read',
  input: Strict({ id: Id }),
  output: Customer,
})

/** Customers who have prices of their own in common. */
export const CustomerGroup = Strict({ id: Id, name: LocalName })
export type CustomerGroup = Static<typeof CustomerGroup>
export const customerGroupChanged = event({
  name: 'customer-group.changed',
  summary: 'A customer group was added or renamed',
  stream: 'company',
  audience: ['till', 'scanner', 'manager'],
  body: CustomerGroup,
})
export const customerGroups = collection({
  name: 'customer-groups',
  record: CustomerGroup,
  changed: customerGroupChanged,
  key: (r) => r.id,
})
export const customerGroupsList = operation({
  name: 'customer-groups.list',
  summary: 'The customer groups, by English name',
  http: ['GET', '/customer-groups'],
  needs: 'signed-in',
  effect: 'read',
  input: Strict({}),
  output: Strict({ groups: Type.Array(CustomerGroup) }),
})
export const customerGroupsSet = operation({
  name: 'customer-groups.set',
  summary: 'Add a customer group or rename one',
  http: ['PUT', '/customer-groups/:id'],
  needs: 'customer-groups.set',
  effect: 'write',
  input: CustomerGroup,
  output: CustomerGroup,
})

const signedMinor = Type.Integer({
  minimum: -9_000_000_000_000_000,
  maximum: 9_000_000_000_000_000,
})
const Currency = Type.String({ pattern: '^[A-Z]{3}$', description: 'ISO 4217' })

/** What a customer owes in one currency, and how much that may be. */
export const CustomerAccount = Strict({
  customerId: Id,
  currency: Currency,
  /** 0 for a customer who buys nothing on account. */
  limitMinor: Type.Integer({ minimum: 0, maximum: 9_000_000_000_000 }),
  /** What the customer owes; negative is what we owe the customer. */
  balanceMinor: signedMinor,
})
export type CustomerAccount = Static<typeof CustomerAccount>

export const paymentKinds = ['cash', 'card', 'bank-transfer'] as const
export const CustomerEntry = Strict({
  /** From 1 for each customer and currency, without a gap. */
  number: Type.Integer({ minimum: 1 }),
  kind: OneOf('sale', 'payment'),
  /** The sale or the payment; once for each customer and currency. */
  documentId: Id,
  /** Positive is owed in addition, negative is paid or given back. */
  amountMinor: signedMinor,
  balanceMinor: signedMinor,
  /** The limit of that moment. */
  limitMinor: Type.Integer({ minimum: 0 }),
  /** Why the balance may be over the limit: `offline`, `limit-of-role`, or the approval's id. */
  allowedBy: Nullable(Type.String({ maxLength: 36 })),
  /** How a payment came in. */
  paidBy: Nullable(OneOf(...paymentKinds)),
  reference: Nullable(Type.String({ maxLength: 64 })),
  storeId: Id,
  personId: Nullable(Id),
  at: At,
})
export type CustomerEntry = Static<typeof CustomerEntry>

export const customerAccountChanged = event({
  name: 'customer-account.changed',
  summary: 'What a customer owes changed',
  stream: 'store',
  audience: ['till', 'manager'],
  body: CustomerAccount,
})
export const customersAccount = operation({
  name: 'customers.account',
  summary: 'What a customer owes in a currency, and how much that may be',
  detail: 'A customer who never bought on account has a limit and a balance of 0.',
  http: ['GET', '/customers/:id/account'],
  needs: 'customers.account',
  effect: 'read',
  input: Strict({ id: Id, currency: Currency }),
  output: CustomerAccount,
})
export const customersSetCredit = operation({
  name: 'customers.set-credit',
  summary: 'Set how much a customer may owe',
  detail: 'A limit below what is owed already takes nothing back; it stops further charges.',
  http: ['PUT', '/customers/:id/credit'],
  needs: 'customers.set-credit',
  effect: 'write',
  input: Strict({ id: Id, currency: Currency, limitMinor: CustomerAccount.properties.limitMinor }),
  output: CustomerAccount,
})
export const customersReceive = operation({
  name: 'customers.receive',
  summary: 'Take a payment of what a customer owes',
  detail: 'The money is not put into a drawer by this; cash taken at a till is also paid in there.',
  http: ['POST', '/customers/:id/payments'],
  needs: 'customers.receive',
  effect: 'write',
  input: Strict({
    id: Id,
    /** Minted by the caller; the same payment is taken once. */
    paymentId: Id,
    storeId: Id,
    currency: Currency,
    amountMinor: Type.Integer({ minimum: 1, maximum: 9_000_000_000_000 }),
    kind: OneOf(...paymentKinds),
    reference: CustomerEntry.properties.reference,
  }),
  output: CustomerAccount,
})
export const customersStatement = operation({
  name: 'customers.statement',
  summary: 'What a customer was charged and paid, newest first',
  http: ['GET', '/customers/:id/statement'],
  needs: 'customers.statement',
  effect: 'read',
  input: Strict({ id: Id, currency: Currency, ...pageFields }),
  output: Page(CustomerEntry),
})
