// Who is calling: from what a connection shows, a scope. What a scope may do is read from the hub's
// memory each time it is asked, so that a right that is taken away is gone with the next message.
// It knows terminals only by the few words below; the room above hands them in.
import type { Limits } from '#kernel/allowances.ts'
import type { Config } from '#kernel/config.ts'
import { nowMs } from '#kernel/clock.ts'
import type { Sql } from '#kernel/database.ts'
import type { Credentials, Directory, KnownTerminal } from '#kernel/directory.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { Memory } from '#kernel/memory.ts'
import { Problem } from '#kernel/problems.ts'
import type { Scope } from '#kernel/scope.ts'
import type { Audience } from '#shared/contract.ts'
import type { Id } from '#shared/ids.ts'
import { people, roles, type Person, type Role } from '#users/contract.ts'
import { audienceOf, coversStores, permissionsOf, worksIn } from '#users/rules.ts'
import { Revocations } from './revocations.ts'
import type { Device, Devices } from './rules.ts'
import { Standing } from './standing.ts'
import { tokensOf, type Bearer, type Tokens } from './tokens.ts'

/** What a scope stood on when it was made. */
type Ground = {
  readonly fence: number | undefined
  readonly standing: Standing | undefined
  readonly untilMs: number
  readonly mustEnrol: boolean
  readonly audience: Audience
  readonly storeIds: readonly Id[] | null
  /** The person and their role as last looked at; memory holds a new object after each change. */
  person: Person | undefined
  role: Role | undefined
}

const MINUTE = 60_000
const HOUR = 3_600_000

class Callers implements Directory {
  readonly #memory: Memory
  readonly #tokens: Tokens
  readonly #revocations: Revocations
  readonly #devices: Devices
  readonly #sql: Sql
  readonly #limits: Limits
  readonly #grounds = new WeakMap<Scope, Ground>()
  /** Of people without a terminal, the scope their token was last given: one of them asks again and again. */
  readonly #scopes = new WeakMap<Bearer, Scope>()

  constructor(
    memory: Memory,
    tokens: Tokens,
    revocations: Revocations,
    devices: Devices,
    sql: Sql,
    limits: Limits,
  ) {
    this.#memory = memory
    this.#tokens = tokens
    this.#revocations = revocations
    this.#devices = devices
    this.#sql = sql
    this.#limits = limits
  }

  authenticate = async (credentials: Credentials): Promise<Scope> => {
    const { terminal, token, nonce, address } = credentials
    const device = terminal && (await this.#devices.prove(terminal, nonce))
    const bearer = token === undefined ? undefined : await this.#tokens.verify(token)
    if (!device && !bearer) throw new Problem('not-signed-in')
    const former = bearer && !device && this.#scopes.get(bearer)
    if (former && former.address === address && this.stillValid(former)) return former
    const person = bearer && this.#present(bearer)
    const at = bearer?.boundTo ?? undefined
    if (at && terminal && terminal.id !== at) throw new Problem('not-signed-in')
    if (person && device && !worksIn(person, device.storeId)) throw new Problem('wrong-store')
    const standing = person && new Standing(this.#memory, person.id)
    const scope = this.#scope(bearer, standing, terminal?.id ?? null, address)
    this.#grounds.set(scope, {
      fence: device?.fence,
      standing,
      untilMs: bearer ? this.#endMs(bearer) : Infinity,
      mustEnrol: scope.mustEnrol ?? false,
      audience: scope.audience,
      storeIds: scope.storeIds,
      person,
      role: standing?.role,
    })
    if (bearer && !device) this.#scopes.set(bearer, scope)
    return scope
  }

  stillValid = (scope: Scope): boolean => {
    const { personId, sessionId, terminalId } = scope
    if (sessionId && this.#revocations.has(sessionId)) return false
    const ground = this.#grounds.get(scope)
    if (ground && nowMs() >= ground.untilMs) return false
    if (terminalId && !this.#stillEnrolled(terminalId, ground)) return false
    // A connection that was greeted before its role needed a second step ends, and comes back to enrol.
    if (scope.mustEnrol && ground && !ground.mustEnrol) return false
    return !personId || this.#stillAtWork(personId, terminalId, ground)
  }

  requireProof = async ({ sessionId }: Scope): Promise<void> => {
    // Nobody signed in: Mizan itself, or a device alone, which its permissions bind.
    if (sessionId === null) return
    const [session] = await this.#sql<{ provedAt: string }>(
      `select proved_at as "provedAt" from session where id = $1 and ended_at is null`,
      [sessionId],
    )
    const sinceMs = nowMs() - this.#limits.stepUpMinutes * MINUTE
    if (!session || Date.parse(session.provedAt) <= sinceMs) throw new Problem('step-up-needed')
  }

  terminal = (id: Id): KnownTerminal | undefined => this.#devices.find(id)

  permissions = (personId: Id, storeId: Id): readonly string[] => {
    const person = this.#memory.get(people, personId)
    return permissionsOf(person, person && this.#memory.get(roles, person.roleId), storeId)
  }

  /** When a sign-in ends by itself: in any case, and where its token is never refreshed. */
  #endMs({ startedAtMs, issuedAtMs }: Bearer): number {
    const { sessionHours, refreshIdleHours } = this.#limits
    return Math.min(startedAtMs + sessionHours * HOUR, issuedAtMs + refreshIdleHours * HOUR)
  }

  #present(bearer: Bearer): Person {
    const { personId, sessionId } = bearer
    if (this.#revocations.has(sessionId)) throw new Problem('revoked')
    if (nowMs() >= this.#endMs(bearer)) throw new Problem('not-signed-in')
    const person = this.#memory.get(people, personId)
    if (!person) throw new Problem('not-signed-in')
    if (!person.active) throw new Problem('revoked')
    return person
  }

  // Its permissions and stores are read when they are asked, never when it was made.
  #scope(
    bearer: Bearer | undefined,
    standing: Standing | undefined,
    terminalId: Id | null,
    address: string,
  ): Scope {
    // What was signed in by PIN holds no further than its till, also where the till does not show itself.
    const placeId = terminalId ?? bearer?.boundTo
    const device = () => (placeId ? this.#devices.find(placeId) : undefined)
    // Whether their role needs a second step and they signed in without one.
    const enrols = () =>
      bearer !== undefined && !bearer.secondStepped && (standing?.role?.needsMfa ?? false)
    const held = () => (enrols() ? [] : heldBy(standing, device()))
    return {
      personId: bearer?.personId ?? null,
      sessionId: bearer?.sessionId ?? null,
      terminalId,
      audience: device()?.audience ?? audienceOf(held()),
      address,
      get mustEnrol() {
        return enrols()
      },
      get permissions() {
        return held()
      },
      get storeIds() {
        const at = device()
        if (at) return [at.storeId]
        const working = standing?.person
        return working?.active ? working.storeIds : []
      },
    }
  }

  #stillEnrolled(terminalId: Id, ground: Ground | undefined): boolean {
    const device = this.#devices.find(terminalId)
    if (!device?.enrolled) return false
    // A higher fence means that another device has become this terminal.
    return !ground || ground.fence === device.fence
  }

  #stillAtWork(personId: Id, terminalId: Id | null, ground: Ground | undefined): boolean {
    const standing = ground?.standing ?? new Standing(this.#memory, personId)
    const { person, role } = standing
    if (!person?.active) return false
    if (!ground || (person === ground.person && role === ground.role)) return true
    if (!coversStores(person.storeIds, ground.storeIds)) return false
    // What is pushed to a connection is chosen when it opens: with less to see it must open anew.
    if (!terminalId && audienceOf(heldBy(standing, undefined)) !== ground.audience) return false
    ground.person = person
    ground.role = role
    return true
  }
}

/** What may be done by a person, by a device, or by a person at a device. */
function heldBy(standing: Standing | undefined, device: Device | undefined): readonly string[] {
  if (!standing) return device?.alone ?? []
  const { person, role } = standing
  if (device) return permissionsOf(person, role, device.storeId)
  return (person?.active && role?.permissions) || []
}

/** Opens what the directory stands on: `of` goes to the kernel, `follow` is awaited once it has started. */
export async function openDirectory(
  config: Config,
  sql: Sql,
  devicesOf: (memory: Memory, sql: Sql) => Devices,
): Promise<{ of: (memory: Memory) => Directory; follow: (kernel: Kernel) => Promise<void> }> {
  const tokens = await tokensOf(config)
  const { limits } = config
  const revocations = new Revocations(limits.sessionHours * HOUR)
  return {
    of: (memory) => new Callers(memory, tokens, revocations, devicesOf(memory, sql), sql, limits),
    follow: (kernel) => revocations.follow(kernel),
  }
}
