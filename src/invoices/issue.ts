// Issuing: the document takes the next number of its store's series and the hash of the one before
// it, in the transaction that made it necessary, so that no number is missing and none can be taken
// away. It knows no sale; it numbers what it is handed.
import { hash as digestOf } from 'node:crypto'
import { dayIn } from '#shared/days.ts'
import { newId, type Id } from '#shared/ids.ts'
import { CHAIN_START } from '#shared/journal.ts'
import type { Draft } from '#kernel/draft.ts'
import { want, type LockClass, type Want } from '#kernel/locks.ts'
import type { Store } from '#stores/contract.ts'
import { invoicePdfChanged, type InvoiceBody } from './contract.ts'
import { InvoicePdfRow, InvoiceRow, InvoiceSeriesRow, type SeriesHeld } from './entities.ts'
import { invoicePdfJob } from './jobs.ts'

const groupOf = (storeId: Id, code: string) => `${storeId}|${code}`

/** The series of a store; one that does not exist yet is made by its first document. */
const seriesLocks: LockClass<SeriesHeld> = {
  name: 'invoice-series',
  entity: InvoiceSeriesRow,
  group: (row) => groupOf(row.storeId, row.code),
  changes: ['lastSerial', 'lastHash', 'lastIssuedAt'],
  select: (sql, groups) => {
    const keys = groups.map((group) => group.split('|'))
    return sql<SeriesHeld>(
      `select store_id as "storeId", id, code, last_serial as "lastSerial", last_hash as "lastHash",
              last_issued_at as "lastIssuedAt"
         from invoice_series
        where (store_id, code) in (select * from unnest($1::uuid[], $2::text[]))
        order by store_id, code for update`,
      [keys.map((key) => key[0]), keys.map((key) => key[1])],
    )
  },
}

// A series for each year at the store, so that numbers stay short and a year can be closed.
const codeOf = (store: Store, at: string) =>
  `${store.code}-${dayIn(store.timeZone, at).slice(0, 4)}`

/** The series that a document of this store issued now belongs to, to be locked. */
export function seriesWant(store: Store, at: string): Want {
  return want(seriesLocks, groupOf(store.id, codeOf(store, at)))
}

/** What is to be issued: everything but what issuing adds. */
export type Issue = Omit<
  InvoiceBody,
  'number' | 'issuedAt' | 'issuedOn' | 'currency' | 'seller' | 'pricesIncludeTax'
>
export type Issued = { readonly invoiceId: Id; readonly number: string; readonly hash: string }

/** Issues a document of a store whose series is locked. `pdf` asks for its PDF at once. */
export function issue(
  draft: Draft,
  store: Store,
  at: string,
  document: Issue,
  pdf = false,
): Issued {
  const storeId = store.id
  const code = codeOf(store, at)
  const series =
    draft.rows(seriesLocks, groupOf(storeId, code))[0] ?? open(draft, storeId, code, at)
  const serial = series.lastSerial + 1
  const number = `${code}-${String(serial).padStart(6, '0')}`
  // Another hub that began later may have been faster; no number is older than the one before it.
  const issuedAt =
    series.lastIssuedAt !== null && series.lastIssuedAt > at ? series.lastIssuedAt : at
  const body = JSON.stringify(bodyOf(number, store, issuedAt, document))
  const previousHash = series.lastHash
  const hash = digestOf('sha256', `${previousHash}\n${serial}\n${body}`)
  series.lastSerial = serial
  series.lastHash = hash
  series.lastIssuedAt = issuedAt
  const invoiceId = newId(Date.parse(at))
  draft.insert(InvoiceRow, {
    storeId,
    id: invoiceId,
    seriesId: series.id,
    serial,
    number,
    kind: document.kind,
    saleId: document.saleId,
    issuedAt,
    currency: store.currency,
    netMinor: document.netMinor,
    taxMinor: document.taxMinor,
    totalMinor: document.payableMinor,
    customerId: document.customerId,
    body,
    hash,
    previousHash,
  })
  if (pdf) promisePdf(draft, storeId, { invoiceId, saleId: document.saleId, number })
  return { invoiceId, number, hash }
}

function open(draft: Draft, storeId: Id, code: string, at: string): SeriesHeld {
  const id = newId(Date.parse(at))
  return draft.add(seriesLocks, {
    storeId,
    id,
    code,
    lastSerial: 0,
    lastHash: CHAIN_START,
    lastIssuedAt: null,
  })
}

/** The order of the fields is the order of the text that is hashed. */
function bodyOf(number: string, store: Store, at: string, document: Issue): InvoiceBody {
  const { name, address, taxNumber } = store
  return {
    number,
    kind: document.kind,
    issuedAt: at,
    issuedOn: dayIn(store.timeZone, at),
    currency: store.currency,
    pricesIncludeTax: store.pricesIncludeTax,
    seller: { name, address, taxNumber },
    customerId: document.customerId,
    saleId: document.saleId,
    receipt: document.receipt,
    ...(document.precedingNumbers && { precedingNumbers: document.precedingNumbers }),
    lines: document.lines,
    taxes: document.taxes,
    netMinor: document.netMinor,
    taxMinor: document.taxMinor,
    grossMinor: document.grossMinor,
    roundingMinor: document.roundingMinor,
    payableMinor: document.payableMinor,
    tenders: document.tenders,
    changeMinor: document.changeMinor,
  }
}

type Asked = { readonly invoiceId: Id; readonly saleId: Id; readonly number: string }

function promisePdf(draft: Draft, storeId: Id, asked: Asked): void {
  const { invoiceId } = asked
  draft.insert(InvoicePdfRow, { storeId, invoiceId, state: 'queued', attempt: 1 })
  draft.ticket(invoicePdfJob, `${invoiceId}|1`, { storeId, invoiceId })
  draft.emit(invoicePdfChanged, storeId, { ...asked, pdf: 'queued' })
}
