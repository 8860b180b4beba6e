// Everybody who may knock at a hub: each role of the seed company, with and without a till, devices by
// themselves, and nobody. What each may do is written out from the roles, not asked of the hub.
import type { Operation } from '#shared/contract.ts'
import { aloneMay } from '#terminals/rules.ts'
import { firstRoles } from '#users/first-roles.ts'
import type { Person } from '#users/contract.ts'
import { askSocket } from './doors.ts'
import { askHttp, type Answer } from './hub.ts'
import type { CompanyShop, Device } from './shop.ts'
import type { FakeTerminal } from './terminal.ts'
import type { Transport } from './wires.ts'

export type Caller = {
  readonly name: string
  readonly person: Person | null
  readonly device: Device | null
  readonly permissions: readonly string[]
  token: string | null
}

export const doors = ['http', 'websocket', 'socket.io'] as const
export type DoorName = (typeof doors)[number]

type Test = { teardown(handler: () => unknown): unknown }

/** Hires and enrols them in a store. */
export async function callersOf(shop: CompanyShop): Promise<Caller[]> {
  const callers: Caller[] = []
  for (const { id, permissions } of firstRoles) {
    const person = await shop.hires(`any-${id}`, id)
    callers.push({ name: id, person, device: null, permissions, token: null })
  }
  for (const role of firstRoles.filter(({ id }) => id === 'cashier' || id === 'manager')) {
    const { id, permissions } = role
    const person = await shop.hires(`till-${id}`, id)
    const device = await shop.enrols(id === 'cashier' ? 'T1' : 'T2')
    callers.push({ name: `${id} at a till`, person, device, permissions, token: null })
  }
  const alone = { person: null, token: null }
  const till = await shop.enrols('T3')
  const scanner = await shop.enrols('S1', 'scanner')
  callers.push({ name: 'a till', device: till, permissions: aloneMay.till, ...alone })
  callers.push({ name: 'a scanner', device: scanner, permissions: aloneMay.scanner, ...alone })
  callers.push({ name: 'nobody', device: null, permissions: [], ...alone })
  for (const caller of callers) {
    if (caller.person) caller.token = await shop.tokenOf(caller.person)
  }
  return callers
}

/** Whether the caller gets past the door of an operation, whatever it answers then. */
export function isLetIn({ person, device, permissions }: Caller, { needs }: Operation): boolean {
  if (needs === 'anyone') return true
  if (!person && !device) return false
  if (needs === 'signed-in') return true
  if (needs === 'terminal') return device !== null
  const room = `${needs.split('.')[0]}.*`
  return permissions.some((held) => held === '*' || held === needs || held === room)
}

/** Opens all three ways in; each caller keeps one connection on each socket. */
export class Gates {
  readonly #t: Test
  readonly #shop: CompanyShop
  readonly #lines = new Map<string, Promise<FakeTerminal>>()
  /** Every frame that came over any socket, by the caller's name. */
  readonly heard = new Map<string, string[]>()

  constructor(t: Test, shop: CompanyShop) {
    this.#t = t
    this.#shop = shop
  }

  async ask(
    door: DoorName,
    caller: Caller,
    operation: Operation,
    input: Readonly<Record<string, unknown>>,
  ): Promise<Answer> {
    if (door === 'http') {
      return askHttp(this.#shop.hub.url, authorizationOf(caller), operation, input)
    }
    return askSocket(await this.line(door, caller), operation.name, input)
  }

  /** The caller's connection, which follows the company and the caller's store. */
  line(transport: Transport, caller: Caller): Promise<FakeTerminal> {
    const key = `${transport} ${caller.name}`
    const heard = this.heard.get(key) ?? []
    this.heard.set(key, heard)
    const known = this.#lines.get(key)
    if (known) return known
    const { token, device } = caller
    const line = this.#shop.connects(this.#t, token ?? (device as Device), {
      transport,
      ...(token && device ? { terminal: device } : {}),
      onFrame: (frame) => void (frame.t !== 'reply' && heard.push(JSON.stringify(frame))),
    })
    this.#lines.set(key, line)
    return line
  }
}

/** What a caller shows over HTTP; null for nobody. */
export function authorizationOf({ token, device }: Caller): string | null {
  const shown = [
    ...(token ? [`Bearer ${token}`] : []),
    ...(device ? [`Terminal ${device.id}.${device.token}`] : []),
  ]
  return shown.length ? shown.join(', ') : null
}
