// Gift cards and store credit as a till opens and fills them: the accounts are made empty at the hub, and the sale
// that loads or refunds to them fills them. A code that is made here is shown once, with that sale.
import type { SaleBody, Tender } from '#sales/contract.ts'
import { type Id, newId } from '#shared/ids.ts'
import { storedValueOpen } from '#stored-value/contract.ts'
import { codeOf } from '#stored-value/rules.ts'
import type { Link } from '../link/link.ts'
import type { Issued, ValueNote } from './paying.ts'
import { type Taken, tenderOf } from './tenders-taken.ts'

export type NewValue = {
  readonly storeId: Id
  readonly currency: string
  readonly customerId: Id | null
  readonly kind: 'gift-card' | 'store-credit'
  /** What stands on the card; null makes a code. */
  readonly code: string | null
}

/** Opens an empty account. Rejects with a CallProblem; the same code twice is `already-exists`. */
export async function openValue(link: Pick<Link, 'call'>, value: NewValue): Promise<Issued> {
  const { code, ...of } = value
  const made = code ?? codeOf(crypto.getRandomValues(new Uint8Array(16)))
  const empty = { id: newId(Date.now()), code: made, expiresOn: null, amountMinor: 0 }
  const { id, kind, last4, customerId } = await link.call(storedValueOpen, { ...of, ...empty })
  return { id, kind, last4, customerId, balanceMinor: 0, code: code === null ? made : null }
}

/** Credit that was opened for a sale which then was not made is used for the next one of that customer. */
export function unusedCredit(issued: readonly Issued[], customerId: Id | null): Issued | undefined {
  return issued.find((each) => each.kind === 'store-credit' && each.customerId === customerId)
}

/** The tenders as the sale keeps them, with new credit opened where one was promised. */
export function withCredit(tenders: readonly Taken[], credit: Issued | undefined): Tender[] {
  return tenders.map((tender) =>
    tender.fresh && credit ? { ...tenderOf(tender), reference: credit.id } : tenderOf(tender),
  )
}

/** What the sale leaves on each account it moved, for its receipt; only what this till knows of. */
export function valueNotes(
  { lines, tenders }: Pick<SaleBody, 'lines' | 'tenders'>,
  taken: readonly Taken[],
  issued: readonly Issued[],
): ValueNote[] {
  const found = new Map<Id, ValueNote & { once: boolean }>()
  const known = (note: ValueNote, once = false) => {
    if (!found.has(note.accountId)) found.set(note.accountId, { ...note, once })
  }
  const named = new Set([
    ...lines.map(({ issues }) => issues),
    ...tenders.map(({ reference }) => reference),
  ])
  for (const { id, kind, last4, code, balanceMinor } of issued) {
    if (named.has(id)) known({ accountId: id, kind, last4, code, leftMinor: balanceMinor })
  }
  for (const { account, amountMinor } of taken) {
    if (!account) continue
    const { id, kind, last4, balanceMinor } = account
    const note = { accountId: id, kind, last4, code: null, leftMinor: balanceMinor }
    known(note, kind === 'voucher' && amountMinor > 0)
  }
  const move = (accountId: Id | null, minor: number) => {
    const note = accountId === null ? undefined : found.get(accountId)
    if (note) found.set(note.accountId, { ...note, leftMinor: note.leftMinor + minor })
  }
  for (const { issues, amountMinor } of lines) move(issues, amountMinor)
  for (const { reference, amountMinor } of tenders) move(reference, -amountMinor)
  return [...found.values()].map(({ once, ...note }) => (once ? { ...note, leftMinor: 0 } : note))
}
