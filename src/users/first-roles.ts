// The roles a new company starts with. They are data like any other role: the company may change all
// but that somebody holds everything.
import type { Role } from './contract.ts'

const cashier = [
  'sales.complete',
  'sales.return',
  'sales.find',
  'sales.get',
  'sales.list',
  'cash.open',
  'cash.close',
  'cash.move',
  'catalog.look-up',
  'customers.search',
  'customers.get',
  'customers.set',
  'invoices.for-sale',
  'invoices.request-pdf',
  'stock.levels',
  'prices.explain',
  'stores.list',
  'terminals.list',
]

const warehouse = ['stock.*', 'lots.*', 'catalog.look-up', 'stores.list']

const manager = [
  ...cashier,
  ...warehouse,
  'sales.*',
  'prices.*',
  'price-lists.*',
  'products.*',
  'catalog.*',
  'categories.*',
  'customers.*',
  'reports.*',
  'invoices.*',
  'tills.*',
  'terminals.*',
  'users.list',
  'audit.list',
  'stores.change',
  'taxes.*',
]

/** Lowest number of roles that lets a shop open: who decides, who leads, who sells, who receives. */
export const firstRoles: readonly Role[] = [
  { id: 'admin', name: { en: 'Administrator', ar: 'مدير النظام' }, permissions: ['*'] },
  { id: 'manager', name: { en: 'Manager', ar: 'مدير' }, permissions: [...new Set(manager)] },
  { id: 'cashier', name: { en: 'Cashier', ar: 'كاشير' }, permissions: cashier },
  { id: 'warehouse', name: { en: 'Warehouse', ar: 'أمين مخزن' }, permissions: warehouse },
]
