// Every migration in the order it is applied. A migration is never edited once it has been shared.
import { Migration0001 } from './0001_kernel.ts'
import { Migration0002 } from './0002_stores_users.ts'
import { Migration0003 } from './0003_auth_terminals.ts'
import { Migration0004 } from './0004_catalog_prices.ts'
import { Migration0005 } from './0005_stock.ts'
import { Migration0006 } from './0006_customers.ts'
import { Migration0007 } from './0007_tills.ts'
import { Migration0008 } from './0008_invoices_sales.ts'
import { Migration0009 } from './0009_reports.ts'
import { Migration0010 } from './0010_presence.ts'
import { Migration0011 } from './0011_selling.ts'
import { Migration0012 } from './0012_stored_value_credit.ts'
import { Migration0013 } from './0013_approvals.ts'
import { Migration0014 } from './0014_drawers.ts'
import { Migration0015 } from './0015_baskets.ts'
import { Migration0016 } from './0016_price_versions.ts'
import { Migration0017 } from './0017_sign_in.ts'
import { Migration0018 } from './0018_journal_clock.ts'
import { Migration0022 } from './0022_prices_ended.ts'
import { Migration0023 } from './0023_tax_succession.ts'
import { Migration0025 } from './0025_pin_marks.ts'
import { Migration0026 } from './0026_trail_of_a_person.ts'

export const migrations = [
  { name: '0001_kernel', class: Migration0001 },
  { name: '0002_stores_users', class: Migration0002 },
  { name: '0003_auth_terminals', class: Migration0003 },
  { name: '0004_catalog_prices', class: Migration0004 },
  { name: '0005_stock', class: Migration0005 },
  { name: '0006_customers', class: Migration0006 },
  { name: '0007_tills', class: Migration0007 },
  { name: '0008_invoices_sales', class: Migration0008 },
  { name: '0009_reports', class: Migration0009 },
  { name: '0010_presence', class: Migration0010 },
  { name: '0011_selling', class: Migration0011 },
  { name: '0012_stored_value_credit', class: Migration0012 },
  { name: '0013_approvals', class: Migration0013 },
  { name: '0014_drawers', class: Migration0014 },
  { name: '0015_baskets', class: Migration0015 },
  { name: '0016_price_versions', class: Migration0016 },
  { name: '0017_sign_in', class: Migration0017 },
  { name: '0018_journal_clock', class: Migration0018 },
  { name: '0022_prices_ended', class: Migration0022 },
  { name: '0023_tax_succession', class: Migration0023 },
  { name: '0025_pin_marks', class: Migration0025 },
  { name: '0026_trail_of_a_person', class: Migration0026 },
]
