// What a hub does before its first customer: the seed shop on a machine where somebody is trying
// Mizan out, or one owner with a password shown once on a database of the owner's own. It gives what
// the terminal then shows; a system that is set up is left as it is.
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { COMPANY } from '#shared/streams.ts'
import type { Config } from '#kernel/config.ts'
import type { Kernel } from '#kernel/kernel.ts'
import { setPassword } from '#auth/contract.ts'
import { stores } from '#stores/contract.ts'
import type { Pairing, Person as Shown } from '#supervisor/child.ts'
import { terminals, terminalsInvite } from '#terminals/contract.ts'
import { people as everyone, roles, usersAdd } from '#users/contract.ts'
import { askSystem, id, type AskSystem } from './asking.ts'
import { layFoundation, seed } from './index.ts'
import { passwords, people } from './people.ts'

export type Welcome = { readonly people: Shown[]; readonly pairing: Pairing[] }

/** Sets up what is missing. Only the hub that migrates does this, before others start. */
export async function welcome(kernel: Kernel, config: Config): Promise<Welcome> {
  const ask = askSystem(kernel)
  if (!config.seedAtStart) {
    const empty = kernel.memory.state(COMPANY) === undefined
    const isFirst = config.migrateAtStart && (empty || kernel.memory.records(everyone).size === 0)
    return { people: isFirst ? [await addOwner(kernel, ask)] : [], pairing: [] }
  }
  const file = join(config.dataDir, 'people.json')
  if (kernel.memory.storeIds().length === 0) await seed(kernel, file)
  await kernel.tail.look()
  const words = await passwords(file)
  const shown = people.map(({ login, name, roleId }) => ({
    name,
    login,
    role: kernel.memory.get(roles, roleId)?.name.en ?? roleId,
    password: words[login] ?? '',
  }))
  return { people: shown, pairing: await invitations(kernel, ask) }
}

async function addOwner(kernel: Kernel, ask: AskSystem): Promise<Shown> {
  await layFoundation(kernel)
  await kernel.tail.look()
  const password = randomBytes(12).toString('base64url')
  const owner = await ask(usersAdd, {
    id: id(),
    login: 'owner',
    name: 'Owner',
    roleId: 'admin',
    storeIds: null,
    locale: 'en',
    digits: 'latn',
    active: true,
  })
  await kernel.tail.look()
  await ask(setPassword, { personId: owner.id, password })
  return { name: owner.name, role: 'Admin', login: owner.login, password }
}

/** A fresh one-time code for each device of the seed shop that nobody has become yet. */
async function invitations(kernel: Kernel, ask: AskSystem): Promise<Pairing[]> {
  const pairing: Pairing[] = []
  for (const { id: terminalId, storeId, kind, code, name, state } of kernel.memory
    .records(terminals)
    .values()) {
    if (state !== 'invited') continue
    const invitation = await ask(terminalsInvite, { id: terminalId, storeId, kind, code, name })
    const place = kernel.memory.get(stores, storeId)?.name.en ?? ''
    pairing.push({ place, device: `${kind} ${code}`, code: invitation.code })
  }
  return pairing
}
