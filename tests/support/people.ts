// Builders for places and people: a store, a person of a role, a terminal that has enrolled, and a
// kernel in which they are known as in a hub.
import type { Test as TapTest } from 'tap'
import { Problem } from '#kernel/problems.ts'
import { newId, type Id } from '#shared/ids.ts'
import { nowMs } from '#kernel/clock.ts'
import { APP_ROLE, Database } from '#kernel/database.ts'
import { kernelEntities } from '#kernel/entities.ts'
import { Kernel } from '#kernel/kernel.ts'
import type { Room } from '#kernel/room.ts'
import { anyone, system, type Scope } from '#kernel/scope.ts'
import type { Config } from '#kernel/config.ts'
import { openDirectory } from '#auth/directory.ts'
import { authRoom } from '#auth/index.ts'
import { setPassword, signIn, type SignedIn } from '#auth/contract.ts'
import { storesOpen, type Store } from '#stores/contract.ts'
import { plainPolicies } from '#stores/rules.ts'
import { storesRoom } from '#stores/index.ts'
import { devicesOf } from '#terminals/devices.ts'
import { terminalsEnrol, terminalsInvite, type Terminal } from '#terminals/contract.ts'
import { terminalsRoom } from '#terminals/index.ts'
import { usersAdd, type Person } from '#users/contract.ts'
import { usersRoom } from '#users/index.ts'
import { firstRoles } from '#users/first-roles.ts'
import { setRole } from '#users/service.ts'
import type { Input, Operation, Output } from '#shared/contract.ts'
import { cloneDatabase } from './database.ts'
import { testConfig } from './kernel.ts'

type Test = Pick<TapTest, 'teardown' | 'testdir'>

export const mint = (): Id => newId(nowMs())
/** The slug of the problem a call is refused with. */
export async function refusal(call: Promise<unknown>): Promise<string> {
  try {
    await call
  } catch (error) {
    if (error instanceof Problem) return error.slug
    throw error
  }
  return 'not refused'
}

export const PASSWORD = 'balance of Cairo'

/** A store with every setting; those given replace it. */
export function storeOf(code: string, changes: Partial<Store> = {}): Store {
  return {
    id: mint(),
    code,
    name: { en: `Store ${code}`, ar: `متجر ${code}` },
    currency: 'EGP',
    timeZone: 'Africa/Cairo',
    locale: 'ar',
    digits: 'latn',
    pricesIncludeTax: true,
    taxRounding: 'line',
    cashRoundingMinor: 25,
    priceChange: 'honour-lower',
    invoicePdf: 'on-request',
    receiptHeader: { en: 'Mizan', ar: 'ميزان' },
    address: { en: '1 Tahrir Square', ar: '١ ميدان التحرير' },
    taxNumber: null,
    ...plainPolicies,
    open: true,
    ...changes,
  }
}

/** A person of a role in all stores; settings given replace those. */
export function personOf(login: string, roleId: string, changes: Partial<Person> = {}): Person {
  return {
    id: mint(),
    login,
    name: login,
    roleId,
    storeIds: null,
    locale: 'en',
    digits: 'latn',
    active: true,
    ...changes,
  }
}

/** A hub's kernel with the four rooms of places and people, and what is done with it. */
export class Town {
  readonly kernel: Kernel
  readonly url: string
  readonly config: Config

  constructor(kernel: Kernel, url: string) {
    this.kernel = kernel
    this.url = url
    this.config = kernel.config
  }

  call<O extends Operation>(
    scope: Scope,
    operation: O,
    input: Input<O>,
    callId = mint(),
  ): Promise<Output<O>> {
    return this.kernel.operations.call(scope, operation.name, callId, input) as never
  }

  openStore(code: string, changes: Partial<Store> = {}): Promise<Store> {
    return this.call(system, storesOpen, storeOf(code, changes))
  }

  /** A person with PASSWORD, or without any where `withPassword` is false. */
  async hire(
    login: string,
    roleId: string,
    changes: Partial<Person> = {},
    withPassword = true,
  ): Promise<Person> {
    const person = await this.call(system, usersAdd, personOf(login, roleId, changes))
    if (withPassword) {
      await this.call(system, setPassword, { personId: person.id, password: PASSWORD })
    }
    return person
  }

  signIn(login: string, password = PASSWORD, scope = anyone('10.0.0.1')): Promise<SignedIn> {
    return this.call(scope, signIn, { login, password })
  }

  /** The scope a request with this access token has. */
  scopeOf(token: string): Promise<Scope> {
    return this.kernel.directory.authenticate({ token, address: '10.0.0.1' })
  }

  async arrive(login: string): Promise<Scope> {
    return this.scopeOf((await this.signIn(login)).accessToken)
  }

  invite(storeId: Id, code: string, kind: Terminal['kind'] = 'till', id = mint()) {
    return this.call(system, terminalsInvite, { id, storeId, kind, code, name: `Device ${code}` })
  }

  async enrol(storeId: Id, code: string, kind: Terminal['kind'] = 'till', id = mint()) {
    const invitation = await this.invite(storeId, code, kind, id)
    return this.call(anyone('10.0.0.2'), terminalsEnrol, { code: invitation.code })
  }
}

/** Opens a town; with another's `url` and signing key, a second hub beside it; with `more` rooms. */
export async function openTown(
  t: Test,
  beside?: Town,
  env: Record<string, string> = {},
  more: readonly Room[] = [],
): Promise<Town> {
  const url = beside?.url ?? (await cloneDatabase(t))
  const keyFile = beside?.config.signingKeyFile ?? `${t.testdir({})}/signing-key.pem`
  const config = testConfig(url, { SIGNING_KEY_FILE: keyFile, ...env })
  const rooms = [storesRoom, usersRoom, authRoom, terminalsRoom, ...more]
  const database = await Database.open({
    url,
    role: APP_ROLE,
    connections: 10,
    entities: [...kernelEntities, ...rooms.flatMap((room) => room.entities)],
    limits: config.limits,
  })
  const log = { info: () => {}, warn: () => {}, error: () => {} }
  const directory = await openDirectory(config, database.sql, devicesOf)
  const kernel = new Kernel({ config, log, database, rooms, directory: directory.of })
  await kernel.start()
  await directory.follow(kernel)
  t.teardown(async () => {
    await kernel.stop()
    await database.close()
  })
  if (!beside) {
    await kernel.transact({ scope: system }, async (tx) => {
      for (const role of firstRoles) await setRole(tx, role)
    })
  }
  return new Town(kernel, url)
}
