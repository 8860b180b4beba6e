// The roles a new company starts with. They are data like any other role: the company may change all
// but that somebody holds everything.
import type { Role } from './contract.ts'
import { noLimits } from './rules.ts'

const cashier = [
  'sales.complete',
  'sales.return',
  'sales.find',
  'sales.find-elsewhere',
  'sales.get',
  'sales.list',
  'sales.discount',
  'sales.void',
  'approvals.request',
  'approvals.cancel',
  'baskets.*',
  'cash.open',
  'cash.move',
  'cash.no-sale',
  'cash.count',
  'cash.hand-over',
  'stored-value.find',
  'stored-value.open',
  'catalog.look-up',
  'customers.search',
  'customers.get',
  'customers.set',
  'customers.account',
  'invoices.for-sale',
  'invoices.request-pdf',
  'stock.levels',
  'prices.explain',
  'terminals.list',
]

const warehouse = ['stock.*', 'lots.*', 'catalog.look-up']

const manager = [
  ...cashier,
  ...warehouse,
  'sales.*',
  'prices.*',
  'price-lists.*',
  'price-versions.*',
  'approvals.*',
  'products.*',
  'catalog.*',
  'categories.*',
  'barcode-rules.set',
  'customers.*',
  'customer-groups.*',
  'stored-value.*',
  'reports.*',
  'invoices.*',
  'tills.*',
  'terminals.*',
  'users.list',
  'audit.list',
  'stores.change',
  'taxes.*',
  'tax-positions.*',
]

// A cashier's own word goes as far as a small courtesy and a line scanned by mistake.
const cashierLimits: Role['limits'] = { ...noLimits, discountPpm: 100_000, voidMinor: 50_000 }
const managerLimits: Role['limits'] = {
  discountPpm: 500_000,
  overridePpm: 500_000,
  noReceiptMinor: 500_000,
  voidMinor: 10_000_000,
  creditMinor: 1_000_000,
}

/** Lowest number of roles that lets a shop open: who decides, who leads, who sells, who receives. */
export const firstRoles: readonly Role[] = [
  {
    id: 'admin',
    name: { en: 'Administrator', ar: 'مدير النظام' },
    permissions: ['*'],
    limits: noLimits,
    needsMfa: false,
  },
  {
    id: 'manager',
    name: { en: 'Manager', ar: 'مدير' },
    permissions: [...new Set(manager)],
    limits: managerLimits,
    needsMfa: false,
  },
  {
    id: 'cashier',
    name: { en: 'Cashier', ar: 'كاشير' },
    permissions: cashier,
    limits: cashierLimits,
    needsMfa: false,
  },
  {
    id: 'warehouse',
    name: { en: 'Warehouse', ar: 'أمين مخزن' },
    permissions: warehouse,
    limits: noLimits,
    needsMfa: false,
  },
]
