// What a customer is found by, and what makes one acceptable beyond the schema. Pure.
import { fold, foldedWords } from '#shared/folding.ts'
import type { InputError } from '#shared/problem.ts'
import { cleanName } from '#shared/text.ts'
import type { Customer, CustomerAccount } from './contract.ts'

/** A customer of whom no more is known than a name, and who has the terms of everybody. */
export const plainCustomer: Omit<Customer, 'id' | 'name'> = {
  phone: null,
  email: null,
  taxNumber: null,
  address: null,
  archived: false,
  groupId: null,
  taxPositionId: null,
}

const LONGEST_SORT_NAME = 120
const longest = { name: 120, phone: 32, email: 254, taxNumber: 32, address: 300 } as const
type Field = keyof typeof longest

/** The customer as it is kept: cleaned, empty fields null; or what is wrong with it. */
export function tidyCustomer(input: Customer): Customer | readonly InputError[] {
  const faults: InputError[] = []
  const tidy = (field: Field): string | null => {
    const text = input[field]
    if (text === null || (field !== 'name' && text.trim() === '')) return null
    const cleaned = cleanName(text, longest[field])
    if (cleaned !== undefined && cleaned.length <= longest[field]) return cleaned
    faults.push({ path: `/${field}`, message: 'is unreadable or too long' })
    return null
  }
  const customer: Customer = {
    id: input.id,
    name: tidy('name') ?? '',
    phone: tidy('phone'),
    email: tidy('email'),
    taxNumber: tidy('taxNumber'),
    address: tidy('address'),
    archived: input.archived,
    groupId: input.groupId,
    taxPositionId: input.taxPositionId,
  }
  if (customer.email !== null && !/^[^\s@]+@[^\s@]+$/.test(customer.email)) {
    faults.push({ path: '/email', message: 'is no e-mail address' })
  }
  return faults.length ? faults : customer
}

const closed = (text: string) => foldedWords(text).join('')
// A name of signs alone, such as a heart, is found by its signs.
const wordsOrSigns = (text: string) => {
  const words = foldedWords(text)
  return words.length > 0 ? words : [fold(text)]
}

/** What a customer is sorted and found by. */
export function searchTexts({ name, phone, email, taxNumber }: Customer): {
  sortName: string
  search: string
} {
  const numbers = [closed(phone ?? ''), closed(taxNumber ?? '')]
  const words = wordsOrSigns(name).join(' ')
  const search = [words, foldedWords(email ?? '').join(' '), ...numbers]
  return {
    sortName: words.slice(0, LONGEST_SORT_NAME),
    search: search.filter((text) => text !== '').join('\n'),
  }
}

/** The words of a query, which must all occur in a customer's search text. */
export function searchWords(text: string): string[] {
  return text.trim() === '' ? [] : wordsOrSigns(text.trim())
}

/** The digits of a query that is a number, which people type with gaps and signs; else null. */
export function searchNumber(text: string): string | null {
  const folded = fold(text)
  return /^[\s()+./-]*\d[\d\s()+./-]*$/.test(folded) ? closed(folded) : null
}

/** The part as a LIKE pattern that finds it anywhere, its own wildcards meaning themselves. */
export function likeAnywhere(part: string): string {
  return `%${part.replace(/[\\%_]/g, '\\$&')}%`
}

/** What may still be charged to an account; negative where the limit is exceeded already. */
export function availableCredit(
  account: Pick<CustomerAccount, 'limitMinor' | 'balanceMinor'>,
): number {
  return account.limitMinor - account.balanceMinor
}
