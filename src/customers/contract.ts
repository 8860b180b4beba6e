// Customers: who they are for a receipt or an invoice. Searched, not replicated to tills.
import Type, { type Static } from 'typebox'
import { Nullable, Strict, event, operation } from '#shared/contract.ts'
import { Id } from '#shared/ids.ts'
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
})
export type Customer = Static<typeof Customer>

export const customerChanged = event({
  name: 'customer.changed',
  summary: 'A customer was added or changed; lists that show it are out of date',
  stream: 'company',
  audience: ['till', 'manager'],
  body: Strict({ id: Id }),
})
export const customersSet = operation({
  name: 'customers.set',
  summary: 'Add a customer or change one',
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
