// What makes the settings of a store or of a tax acceptable beyond their schema, and how they are
// written before they are kept. It looks nothing up.
import { isCurrency } from '#shared/currencies.ts'
import type { Id } from '#shared/ids.ts'
import type { InputError } from '#shared/problem.ts'
import { cleanLocalName, cleanLocalText } from '#shared/names.ts'
import type { Store, Tax, TaxPosition } from './contract.ts'

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

/** The policies of a store that wants nothing beyond the ordinary. */
export const plainPolicies = {
  countToleranceMinor: 0,
  holdBelowMilli: 0,
  noReceipt: 'any',
  fourEyes: false,
  lockAfterMinutes: 15,
} as const satisfies Partial<Store>

const unreadable = 'nothing readable is left of it'

/** What is wrong with these settings of a store; empty if nothing is. */
export function storeFaults(store: Partial<Store>): InputError[] {
  const faults: InputError[] = []
  const fault = (path: string, message: string) => faults.push({ path, message })
  if (store.currency !== undefined && !isCurrency(store.currency)) {
    fault('/currency', 'is no active ISO 4217 code')
  }
  if (store.timeZone !== undefined && !isTimeZone(store.timeZone)) {
    fault('/timeZone', 'is no IANA time zone')
  }
  if (store.name && !cleanLocalName(store.name)) fault('/name', unreadable)
  if (store.receiptHeader && !cleanLocalText(store.receiptHeader)) {
    fault('/receiptHeader', unreadable)
  }
  if (store.address && !cleanLocalText(store.address)) fault('/address', unreadable)
  return faults
}

/** The same settings with their names cleaned; call it only where `storeFaults` finds none. */
export function cleanStore<S extends Partial<Store>>(store: S): S {
  return {
    ...store,
    ...(store.name && { name: cleanLocalName(store.name) }),
    ...(store.receiptHeader && { receiptHeader: cleanLocalText(store.receiptHeader) }),
    ...(store.address && { address: cleanLocalText(store.address) }),
  }
}

/** What is wrong with a tax: EN 16931 lets only the standard category carry a rate, and a document sums by both. */
export function taxFaults({ name, parts, exemptionReason }: Omit<Tax, 'id'>): InputError[] {
  const faults: InputError[] = []
  const seen = new Set<string>()
  for (const [i, part] of parts.entries()) {
    const path = `/parts/${i}`
    if (part.category !== 'S' && part.ratePpm !== 0) {
      faults.push({ path: `${path}/ratePpm`, message: `must be 0 in category ${part.category}` })
    }
    const key = `${part.category} ${part.ratePpm}`
    if (seen.has(key)) faults.push({ path, message: 'has the category and rate of another part' })
    seen.add(key)
    if (!cleanLocalName(part.name)) faults.push({ path: `${path}/name`, message: unreadable })
  }
  if (exemptionReason !== null && parts.every(({ category }) => category === 'S')) {
    faults.push({ path: '/exemptionReason', message: 'is for what is not taxed' })
  }
  if (!cleanLocalName(name)) faults.push({ path: '/name', message: unreadable })
  return faults
}

/** The company's taxes by id. */
type Taxes = { get(id: Id): Tax | undefined }

/** A tax and those that took its place by an instant (ISO 8601), in order; itself where none did. */
export function taxesUntil(taxId: Id, taxes: Taxes, at: string): Id[] {
  const chain = [taxId]
  for (let next = taxes.get(taxId)?.next; next && next.from <= at;) {
    chain.push(next.taxId)
    next = taxes.get(next.taxId)?.next
  }
  return chain
}

/** The tax that holds in the place of one at an instant. */
export function taxOn<T extends Id | null>(taxId: T, taxes: Taxes, at: string): T | Id {
  return taxId === null ? taxId : (taxesUntil(taxId, taxes, at).at(-1) ?? taxId)
}

/** The same tax with its names cleaned; call it only where `taxFaults` finds none. */
export function cleanTax<T extends Pick<Tax, 'name' | 'parts'>>(tax: T): T {
  const parts = tax.parts.map((part) => ({ ...part, name: cleanLocalName(part.name) ?? part.name }))
  return { ...tax, name: cleanLocalName(tax.name) ?? tax.name, parts }
}

/** What is wrong with a tax position by itself; whether its taxes exist is for the hub. */
export function taxPositionFaults({ name, map }: TaxPosition): InputError[] {
  const faults: InputError[] = []
  const seen = new Set<string>()
  for (const [i, { fromTaxId, toTaxId }] of map.entries()) {
    if (seen.has(fromTaxId)) faults.push({ path: `/map/${i}`, message: 'maps a tax again' })
    if (fromTaxId === toTaxId) faults.push({ path: `/map/${i}`, message: 'maps a tax to itself' })
    seen.add(fromTaxId)
  }
  if (!cleanLocalName(name)) faults.push({ path: '/name', message: unreadable })
  return faults
}
