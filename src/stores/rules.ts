// What makes the settings of a store or of a tax acceptable beyond their schema, and how they are
// written before they are kept. It looks nothing up.
import { isCurrency } from '#shared/currencies.ts'
import type { InputError } from '#shared/problem.ts'
import { cleanLocalName, cleanLocalText } from '#shared/names.ts'
import type { Store, Tax } from './contract.ts'

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

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

/** What is wrong with a tax: EN 16931 lets only the standard category carry a rate. */
export function taxFaults(tax: Pick<Tax, 'name' | 'category' | 'ratePpm'>): InputError[] {
  const faults: InputError[] = []
  if (tax.category !== 'S' && tax.ratePpm !== 0) {
    faults.push({ path: '/ratePpm', message: `must be 0 in category ${tax.category}` })
  }
  if (!cleanLocalName(tax.name)) faults.push({ path: '/name', message: unreadable })
  return faults
}
