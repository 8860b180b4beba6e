// Every right there is, in the order in which the matrix of roles shows them: by what a person works at, then by room.
import type { rights } from '../../words/en/rights.ts'

type Words = (typeof rights)['right']
export type Permission = {
  [Room in keyof Words]: `${Room}.${keyof Words[Room] & string}`
}[keyof Words]
export type SectionName = keyof (typeof rights)['rightSections']
export type Section = { readonly name: SectionName; readonly permissions: readonly string[] }

const sections: Record<Exclude<SectionName, 'other'>, readonly Permission[]> = {
  selling: [
    'sales.complete',
    'sales.return',
    'sales.return-without-receipt',
    'sales.discount',
    'sales.override-price',
    'sales.void',
    'sales.find',
    'sales.find-elsewhere',
    'sales.get',
    'sales.list',
    'baskets.hold',
    'baskets.release',
    'baskets.park',
    'baskets.resume',
    'baskets.discard',
    'approvals.request',
    'approvals.cancel',
    'approvals.decide',
  ],
  drawers: [
    'cash.open',
    'cash.move',
    'cash.no-sale',
    'cash.count',
    'cash.hand-over',
    'tills.sessions',
    'tills.x',
    'tills.seal',
    'tills.seal-over-gap',
    'tills.z-reports',
    'tills.z-report',
  ],
  customers: [
    'customers.search',
    'customers.get',
    'customers.set',
    'customers.set-terms',
    'customers.account',
    'customers.set-credit',
    'customers.exceed-credit',
    'customers.receive',
    'customers.statement',
    'customer-groups.set',
    'stored-value.find',
    'stored-value.open',
    'stored-value.issue',
    'stored-value.list',
    'stored-value.entries',
    'stored-value.block',
    'invoices.for-sale',
    'invoices.request-pdf',
    'invoices.list',
  ],
  goods: [
    'catalog.look-up',
    'catalog.add',
    'catalog.change',
    'catalog.set-variant',
    'products.import',
    'categories.set',
    'barcode-rules.set',
    'prices.explain',
    'prices.set',
    'price-lists.set',
    'price-versions.list',
  ],
  stock: [
    'stock.levels',
    'stock.receive',
    'stock.move',
    'stock.adjust',
    'stock.movements',
    'stock.set-warehouse',
    'lots.set-status',
  ],
  company: [
    'reports.run',
    'stores.open',
    'stores.change',
    'taxes.add',
    'taxes.change',
    'tax-positions.set',
    'terminals.list',
    'terminals.invite',
    'terminals.revoke',
  ],
  people: [
    'users.list',
    'users.add',
    'users.change',
    'users.set-pin',
    'roles.set',
    'auth.sessions',
    'auth.revoke',
    'auth.set-password',
    'auth.offer-reset',
    'auth.end-mfa',
    'auth.rotate-signing-key',
    'audit.list',
  ],
}

export const knownSections = Object.entries(sections).map(
  ([name, permissions]) => ({ name, permissions }) as Section,
)
const known: ReadonlySet<string> = new Set(Object.values(sections).flat())

/** Whether there are words for it. */
export const isKnown = (permission: string): permission is Permission => known.has(permission)

export const roomOf = (permission: string): string => permission.slice(0, permission.indexOf('.'))

/** All that is known of a room. */
export const permissionsOfRoom = (room: string): readonly string[] =>
  [...known].filter((each) => roomOf(each) === room)
