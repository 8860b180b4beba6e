// Who buys in the seed shop beside passers-by: a café with trade prices that buys on account, a charity
// that pays no tax, and somebody who only wants an invoice.
import type { Id } from '#shared/ids.ts'
import type { LocalName } from '#shared/names.ts'
import type { Kernel } from '#kernel/kernel.ts'
import {
  customerGroups,
  customerGroupsSet,
  customersSearch,
  customersSet,
  customersSetCredit,
  type Customer,
} from '#customers/contract.ts'
import { taxes, taxesAdd, taxPositions, taxPositionsSet } from '#stores/contract.ts'
import { plainCustomer } from '#customers/rules.ts'
import { id, standing, type AskSystem } from './asking.ts'

const trade: LocalName = { en: 'Trade', ar: 'تجاري' }
const exempt: LocalName = { en: 'Exempt charity', ar: 'جمعية معفاة' }

/** What the café may owe, in the money of each store: 20,000 pounds of Egypt, 500 of Britain. */
const credit = [
  { currency: 'EGP', limitMinor: 2_000_000 },
  { currency: 'GBP', limitMinor: 50_000 },
]

/** Lays out what is missing of the customers; `standardTaxId` is what the charity does not pay. */
export async function layBuyers(kernel: Kernel, ask: AskSystem, standardTaxId: Id): Promise<void> {
  const group =
    standing(kernel, customerGroups, ({ name }) => name.en === trade.en) ??
    (await ask(customerGroupsSet, { id: id(), name: trade }))
  const taxPositionId = await layPosition(kernel, ask, standardTaxId)
  const cafe = await layCustomer(ask, {
    ...plainCustomer,
    name: 'Nile Corner Café',
    phone: '+20 100 555 0142',
    email: 'orders@nilecorner.example',
    taxNumber: '555-000-142',
    address: '14 Road 9, Maadi, Cairo',
    groupId: group.id,
  })
  for (const each of credit) await ask(customersSetCredit, { id: cafe.id, ...each })
  await layCustomer(ask, {
    ...plainCustomer,
    name: 'جمعية الأمل الخيرية',
    phone: '+20 100 555 0177',
    address: '٣ شارع النصر، المعادي، القاهرة',
    taxPositionId,
  })
  await layCustomer(ask, { ...plainCustomer, name: 'Mona Adel', phone: '+44 7700 900321' })
}

async function layPosition(kernel: Kernel, ask: AskSystem, fromTaxId: Id): Promise<Id> {
  const stands = standing(kernel, taxPositions, ({ name }) => name.en === exempt.en)
  if (stands) return stands.id
  const tax =
    standing(kernel, taxes, ({ parts }) => parts[0]?.category === 'E') ??
    (await ask(taxesAdd, {
      id: id(),
      name: exempt,
      parts: [{ name: exempt, category: 'E', ratePpm: 0 }],
      exemptionReason: 'Supply to a registered charity',
    }))
  const map = [{ fromTaxId, toTaxId: tax.id }]
  const position = await ask(taxPositionsSet, { id: id(), name: exempt, map })
  return position.id
}

/** Customers are not in memory: whoever has the name stands already. */
async function layCustomer(ask: AskSystem, row: Omit<Customer, 'id'>): Promise<Customer> {
  const { rows } = await ask(customersSearch, { text: row.name })
  return rows.find(({ name }) => name === row.name) ?? ask(customersSet, { id: id(), ...row })
}
