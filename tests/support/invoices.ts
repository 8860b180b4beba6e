// Builders for documents of sales: an invoice that is issued without a sale behind it, in a shop whose
// stores are announced.
import type { Id } from '#shared/ids.ts'
import { system } from '#kernel/scope.ts'
import type { Room } from '#kernel/room.ts'
import { CustomerRow } from '#customers/entities.ts'
import type { InvoiceLine } from '#invoices/contract.ts'
import { invoicesRoom } from '#invoices/index.ts'
import { issue, seriesWant, type Issue, type Issued } from '#invoices/service.ts'
import type { Store } from '#stores/contract.ts'
import type { TestKernel } from './kernel.ts'
import { ground, id } from './stock.ts'

/** Stands where customers are kept. */
const people: Room = { name: 'people', entities: [CustomerRow], operations: [] }

export const invoiceRooms: readonly Room[] = [ground, people, invoicesRoom]

export function aLine(of: Partial<InvoiceLine> = {}): InvoiceLine {
  return {
    name: { en: 'Paracetamol 500 mg, 24 tablets', ar: 'باراسيتامول 500 مجم، 24 قرصًا' },
    sku: 'PARA-500',
    unit: 'C62',
    quantityMilli: 2_000,
    unitPriceCentiMinor: 315_000,
    discountMinor: 0,
    amountMinor: 6_300,
    netMinor: 5_526,
    taxMinor: 774,
    taxes: [{ category: 'S', ratePpm: 140_000 }],
    lots: [],
    ...of,
  }
}

export function aDocument(of: Partial<Issue> = {}): Issue {
  return {
    kind: '380',
    customerId: null,
    saleId: id(),
    receipt: 'CAI1-T1-1-7',
    lines: [aLine()],
    taxes: [{ category: 'S', ratePpm: 140_000, netMinor: 5_526, taxMinor: 774 }],
    netMinor: 5_526,
    taxMinor: 774,
    grossMinor: 6_300,
    roundingMinor: 0,
    payableMinor: 6_300,
    tenders: [{ kind: 'cash', amountMinor: 10_000 }],
    changeMinor: 3_700,
    ...of,
  }
}

/** Issues a document in a transaction of its own. */
export function issues(
  { kernel }: TestKernel,
  store: Store,
  of: Partial<Issue> = {},
): Promise<Issued> {
  return kernel.transact({ scope: system }, async (tx) => {
    await tx.lock([seriesWant(store, tx.at)])
    return issue(tx, store, tx.at, aDocument(of))
  })
}

/** What is kept of a file, without its bytes. */
export const filesOf = ({ kernel }: TestKernel, documentId: Id) =>
  kernel.database.sql<{ format: string; hash: string; size: number }>(
    `select format, hash, size from file where document_id = $1 order by format`,
    [documentId],
  )
