// What a hub does before its first customer: the seed shop on a machine where somebody is trying
// Mizan out, or one owner with a password shown once on a database of the owner's own. It gives what
// the terminal then shows; a system that is set up is left as it is, one that was cut short is finished.
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Config } from '#kernel/config.ts'
import type { Kernel } from '#kernel/kernel.ts'
import { setPassword } from '#auth/contract.ts'
import { stores } from '#stores/contract.ts'
import type { Pairing, Person as Shown } from '#supervisor/child.ts'
import { terminals, terminalsInvite } from '#terminals/contract.ts'
import { people as everyone, roles, usersAdd } from '#users/contract.ts'
import { askSystem, id, standing, type AskSystem } from './asking.ts'
import { layFoundation, layPins, seed } from './index.ts'
import { passwords, pins } from './passwords.ts'
import { people, typesPin } from './people.ts'

export type Welcome = { readonly people: Shown[]; readonly pairing: Pairing[] }

/** Sets up what is missing. Only the hub that migrates does this, before others start. */
export async function welcome(kernel: Kernel, config: Config): Promise<Welcome> {
  const ask = askSystem(kernel)
  if (!config.seedAtStart) {
    const isFirst = config.migrateAtStart && !(await canSignIn(kernel))
    return { people: isFirst ? [await giveOwner(kernel, ask)] : [], pairing: [] }
  }
  const logins = people.map(({ login }) => login)
  const words = await passwords(join(config.dataDir, 'people.json'), logins)
  await seedOnce(kernel, config.dataDir, words)
  const typists = people.filter(typesPin).map(({ login }) => login)
  const digits = await pins(join(config.dataDir, 'pins.json'), typists)
  await layPins(kernel, ask, digits)
  const shown = people.map(({ login, name, roleId }) => ({
    name,
    login,
    role: kernel.memory.get(roles, roleId)?.name.en ?? roleId,
    password: words[login] ?? '',
    pin: digits[login] ?? '',
  }))
  return { people: shown, pairing: await invitations(kernel, ask) }
}

/** Lays the seed shop in an empty database, or what a start that was cut short left out. */
async function seedOnce(
  kernel: Kernel,
  dataDir: string,
  words: Readonly<Record<string, string>>,
): Promise<void> {
  const unfinished = join(dataDir, 'seeding')
  if (kernel.memory.storeIds().length > 0 && !existsSync(unfinished)) return
  await mkdir(dataDir, { recursive: true })
  await writeFile(unfinished, '', { flush: true })
  await seed(kernel, words)
  await rm(unfinished)
}

/** Whether anybody has a password: until somebody does, the database is nobody's. */
async function canSignIn({ database }: Kernel): Promise<boolean> {
  return (await database.sql(`select 1 from credential limit 1`)).length > 0
}

async function giveOwner(kernel: Kernel, ask: AskSystem): Promise<Shown> {
  await layFoundation(kernel)
  const login = 'owner'
  const owner =
    standing(kernel, everyone, (person) => person.login === login) ??
    (await ask(usersAdd, {
      id: id(),
      login,
      name: 'Owner',
      roleId: 'admin',
      storeIds: null,
      locale: 'en',
      digits: 'latn',
      active: true,
    }))
  const password = randomBytes(12).toString('base64url')
  await ask(setPassword, { personId: owner.id, password })
  return { name: owner.name, role: 'Admin', login: owner.login, password, pin: '' }
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
