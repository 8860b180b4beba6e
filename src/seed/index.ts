// Lays out a small shop with proper names, through the same operations everyone uses: two stores, four
// tills, a scanner, forty products and a gift card, lots about to expire. What stands already is left, so that it may
// be cut short at any moment and done again.
import { openStream } from '#kernel/events.ts'
import type { Kernel } from '#kernel/kernel.ts'
import { setPassword, setPin } from '#auth/contract.ts'
import { stores, storesOpen, taxes, taxesAdd, type Store, type Tax } from '#stores/contract.ts'
import { terminals, terminalsInvite } from '#terminals/contract.ts'
import { people, rolesSet, usersAdd } from '#users/contract.ts'
import { firstRoles } from '#users/first-roles.ts'
import type { Id } from '#shared/ids.ts'
import { COMPANY } from '#shared/streams.ts'
import type { TaxCategory } from '#shared/tax.ts'
import { askSystem, id, standing, type AskSystem } from './asking.ts'
import { layBuyers } from './buyers.ts'
import { layGiftCard } from './gift-card.ts'
import { layGoods } from './goods.ts'
import { people as seedPeople } from './people.ts'
import { storeRows, terminalRows } from './places.ts'

/** The roles everybody starts with, and the company's stream; every installation has them. */
export async function layFoundation(kernel: Kernel): Promise<void> {
  await kernel.database.transaction((_em, sql) => openStream(sql, COMPANY))
  await kernel.tail.look()
  const ask = askSystem(kernel)
  for (const role of firstRoles) await ask(rolesSet, role)
}

/** Lays out what is missing of the seed shop; `words` has the password of each login. */
export async function seed(kernel: Kernel, words: Readonly<Record<string, string>>): Promise<void> {
  await layFoundation(kernel)
  const ask = askSystem(kernel)
  const standard = await layTax(kernel, ask, 'S', 200_000, { en: 'VAT 20%', ar: 'ضريبة ٢٠٪' })
  const zero = await layTax(kernel, ask, 'Z', 0, { en: 'Zero rated', ar: 'معفى' })
  const opened: Store[] = []
  for (const row of storeRows) {
    const stands = standing(kernel, stores, ({ code }) => code === row.code)
    opened.push(stands ?? (await ask(storesOpen, { id: id(), ...row })))
  }
  const idOf = (code: string) => opened.find((store) => store.code === code)?.id ?? ''
  await layPeople(kernel, ask, words, idOf)
  for (const { store, ...row } of terminalRows) {
    const storeId = idOf(store)
    const isRow = (one: { storeId: Id; code: string }) =>
      one.storeId === storeId && one.code === row.code
    if (!standing(kernel, terminals, isRow)) {
      await ask(terminalsInvite, { id: id(), storeId, ...row })
    }
  }
  await layBuyers(kernel, ask, standard.id)
  await layGoods(ask, kernel, opened, { standard: standard.id, zero: zero.id })
  await layGiftCard(kernel, ask)
}

async function layTax(
  kernel: Kernel,
  ask: AskSystem,
  category: TaxCategory,
  ratePpm: number,
  name: Tax['name'],
): Promise<Tax> {
  const stands = standing(kernel, taxes, ({ parts }) => parts[0]?.category === category)
  return (
    stands ??
    (await ask(taxesAdd, {
      id: id(),
      name,
      parts: [{ name, category, ratePpm }],
      exemptionReason: null,
    }))
  )
}

async function layPeople(
  kernel: Kernel,
  ask: AskSystem,
  words: Readonly<Record<string, string>>,
  idOf: (code: string) => Id,
): Promise<void> {
  for (const { stores: codes, ...row } of seedPeople) {
    const storeIds = codes && codes.map(idOf)
    const person =
      standing(kernel, people, ({ login }) => login === row.login) ??
      (await ask(usersAdd, { id: id(), ...row, storeIds, active: true }))
    const [set] = await kernel.database.sql(`select 1 from credential where person_id = $1`, [
      person.id,
    ])
    if (!set) await ask(setPassword, { personId: person.id, password: words[row.login] ?? '' })
  }
}

/** Gives a PIN to whoever of the seed shop has none yet; `pins` has that of each login. */
export async function layPins(
  kernel: Kernel,
  ask: AskSystem,
  pins: Readonly<Record<string, string>>,
): Promise<void> {
  const set = await kernel.database.sql<{ personId: Id }>(`select person_id as "personId" from pin`)
  const given = new Set(set.map(({ personId }) => personId))
  for (const [login, pin] of Object.entries(pins)) {
    const person = standing(kernel, people, (one) => one.login === login)
    if (person && !given.has(person.id)) await ask(setPin, { personId: person.id, pin })
  }
}
