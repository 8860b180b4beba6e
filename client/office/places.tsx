// The pages of the back office: where each is, what it needs, and how it stands in the menu. A page is listed here when it
// works, and never before.
import {
  IconBarcode,
  IconBox,
  IconBuildingStore,
  IconCashRegister,
  IconCategory,
  IconChartBar,
  IconDevices,
  IconFileInvoice,
  IconGift,
  IconHistory,
  IconListDetails,
  IconReceipt,
  IconReceiptTax,
  IconReport,
  IconTag,
  IconUserShield,
  IconUsers,
  IconVersions,
} from '@tabler/icons-react'
import type { ComponentType, ReactNode } from 'react'

export type OfficePlace = {
  to: string
  /** Its word in the group `office`. */
  name:
    | 'products'
    | 'priceLists'
    | 'priceVersions'
    | 'barcodeRules'
    | 'categories'
    | 'stock'
    | 'sales'
    | 'invoices'
    | 'customers'
    | 'storedValue'
    | 'reports'
    | 'cash'
    | 'zReports'
    | 'people'
    | 'terminals'
    | 'stores'
    | 'taxes'
    | 'audit'
  /** Without this right the page is of no use and not shown. */
  needs: string
  group: 1 | 2
  icon: ReactNode
  load(): Promise<{ default: ComponentType }>
}

const drawn = { size: 20, stroke: 1.8, 'aria-hidden': true }
const place = (
  name: OfficePlace['name'],
  needs: string,
  group: 1 | 2,
  icon: ReactNode,
  load: OfficePlace['load'],
): OfficePlace => {
  const address = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
  return { to: `/office/${address}`, name, needs, group, icon, load }
}

export const officePlaces: readonly OfficePlace[] = [
  place('products', 'prices.set', 1, <IconTag {...drawn} />, () => import('./products/page.tsx')),
  place(
    'priceLists',
    'price-lists.set',
    1,
    <IconListDetails {...drawn} />,
    () => import('./price-lists/page.tsx'),
  ),
  place(
    'priceVersions',
    'price-versions.list',
    1,
    <IconVersions {...drawn} />,
    () => import('./price-versions/page.tsx'),
  ),
  place(
    'categories',
    'categories.set',
    1,
    <IconCategory {...drawn} />,
    () => import('./categories/page.tsx'),
  ),
  place('stock', 'stock.movements', 1, <IconBox {...drawn} />, () => import('./stock/page.tsx')),
  place('sales', 'sales.list', 1, <IconReceipt {...drawn} />, () => import('./sales/page.tsx')),
  place(
    'invoices',
    'invoices.list',
    1,
    <IconFileInvoice {...drawn} />,
    () => import('./invoices/page.tsx'),
  ),
  place(
    'customers',
    'customers.search',
    1,
    <IconUsers {...drawn} />,
    () => import('./customers/page.tsx'),
  ),
  place(
    'storedValue',
    'stored-value.list',
    1,
    <IconGift {...drawn} />,
    () => import('./stored-value/page.tsx'),
  ),
  place(
    'reports',
    'reports.run',
    2,
    <IconChartBar {...drawn} />,
    () => import('./reports/page.tsx'),
  ),
  place(
    'cash',
    'tills.sessions',
    2,
    <IconCashRegister {...drawn} />,
    () => import('./cash/page.tsx'),
  ),
  place(
    'zReports',
    'tills.z-reports',
    2,
    <IconReport {...drawn} />,
    () => import('./z-reports/page.tsx'),
  ),
  place(
    'people',
    'users.list',
    2,
    <IconUserShield {...drawn} />,
    () => import('./people/page.tsx'),
  ),
  place(
    'terminals',
    'terminals.invite',
    2,
    <IconDevices {...drawn} />,
    () => import('./terminals/page.tsx'),
  ),
  place(
    'stores',
    'stores.change',
    2,
    <IconBuildingStore {...drawn} />,
    () => import('./stores/page.tsx'),
  ),
  place('taxes', 'taxes.add', 2, <IconReceiptTax {...drawn} />, () => import('./taxes/page.tsx')),
  place(
    'barcodeRules',
    'barcode-rules.set',
    2,
    <IconBarcode {...drawn} />,
    () => import('./barcode-rules/page.tsx'),
  ),
  place('audit', 'audit.list', 2, <IconHistory {...drawn} />, () => import('./audit/page.tsx')),
]
