// Lays out a small shop with proper names, once, through the same operations everyone uses: two
// stores, four tills, a scanner, forty products, lots about to expire. What stands already is left.
import { openStream } from '#kernel/events.ts'
import type { Kernel } from '#kernel/kernel.ts'
import { setPassword } from '#auth/contract.ts'
import { storesOpen, taxesAdd, type Store } from '#stores/contract.ts'
import { terminalsInvite } from '#terminals/contract.ts'
import { rolesSet, usersAdd } from '#users/contract.ts'
import { firstRoles } from '#users/first-roles.ts'
import { COMPANY } from '#shared/streams.ts'
import { askSystem, id } from './asking.ts'
import { layGoods } from './goods.ts'
import { passwords, people } from './people.ts'
import { storeRows, terminalRows } from './places.ts'

/** The roles everybody starts with, and the company's stream; every installation has them. */
export async function layFoundation(kernel: Kernel): Promise<void> {
  await kernel.database.transaction((_em, sql) => openStream(sql, COMPANY))
  await kernel.tail.look()
  const ask = askSystem(kernel)
  for (const role of firstRoles) await ask(rolesSet, role)
}

/** Lays out the whole seed shop in an empty database. */
export async function seed(kernel: Kernel, passwordFile: string): Promise<void> {
  await layFoundation(kernel)
  const ask = askSystem(kernel)
  const taxes = {
    standard: await ask(taxesAdd, {
      id: id(),
      name: { en: 'VAT 20%', ar: 'ضريبة ٢٠٪' },
      category: 'S',
      ratePpm: 200_000,
    }),
    zero: await ask(taxesAdd, {
      id: id(),
      name: { en: 'Zero rated', ar: 'معفى' },
      category: 'Z',
      ratePpm: 0,
    }),
  }
  const stores: Store[] = []
  for (const row of storeRows) stores.push(await ask(storesOpen, { id: id(), ...row }))
  await kernel.tail.look()
  const idOf = (code: string) => stores.find((store) => store.code === code)?.id ?? ''
  const words = await passwords(passwordFile)
  for (const { stores: codes, ...person } of people) {
    const added = await ask(usersAdd, {
      id: id(),
      ...person,
      storeIds: codes && codes.map(idOf),
      digits: 'latn',
      active: true,
    })
    await ask(setPassword, { personId: added.id, password: words[person.login] ?? '' })
  }
  for (const { store, ...terminal } of terminalRows) {
    await ask(terminalsInvite, { id: id(), storeId: idOf(store), ...terminal })
  }
  await layGoods(ask, kernel, stores, { standard: taxes.standard.id, zero: taxes.zero.id })
}
