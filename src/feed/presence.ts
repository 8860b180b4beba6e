// Who is connected, how far, and how well: what the fleet view of a manager shows. What this hub sees
// is told to the others through the database and the other way round; changes are pushed to managers
// at most once a second. None of it is a fact, and losing it loses nothing.
import type { Presence } from '#shared/frames.ts'
import type { Id } from '#shared/ids.ts'
import type { FeedParts } from './parts.ts'
import { readPresence, tellPresence } from './presence-table.ts'
import type { Session } from './session.ts'

const PUSH_EVERY_MS = 1_000
/** Every second push also tells and asks the database. */
const SHARE_EVERY = 2

export class PresenceBoard {
  readonly #parts: FeedParts
  readonly #timer: NodeJS.Timeout
  readonly #told = new WeakSet<Session>()
  #shown = new Map<Id, Presence>()
  #mine = new Map<Id, Presence>()
  #others: readonly Presence[] = []
  #turn = 0
  #sharing: Promise<void> | undefined
  #failing = false

  constructor(parts: FeedParts) {
    this.#parts = parts
    this.#timer = setInterval(() => this.#tick(), PUSH_EVERY_MS)
  }

  /** What is known of every terminal that was ever connected. */
  get all(): readonly Presence[] {
    return [...this.#shown.values()]
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer)
    await this.#sharing
  }

  #tick(): void {
    this.#turn += 1
    this.#look()
    if (this.#turn % SHARE_EVERY === 0) this.#sharing ??= this.#share()
    this.#push()
  }

  /** Sees who is connected here; a terminal that was and is no more is offline. */
  #look(): void {
    const seen = new Map<Id, Presence>()
    for (const session of this.#parts.sessions) {
      const presence = this.#presenceOf(session)
      if (!presence) continue
      // Of several connections of one terminal the live one counts.
      const other = seen.get(presence.terminalId)
      if (other?.state !== 'live') seen.set(presence.terminalId, presence)
    }
    for (const [id, presence] of this.#mine) {
      if (!seen.has(id)) seen.set(id, { ...presence, state: 'offline', delayMs: null })
    }
    this.#mine = seen
  }

  #presenceOf({ party, at, pulse }: Session): Presence | undefined {
    const { kernel } = this.#parts
    if (!party?.scope.terminalId || (at !== 'live' && at !== 'catching-up')) return undefined
    const { terminalId, personId } = party.scope
    const storeId = kernel.directory.terminal(terminalId)?.storeId
    if (!storeId) return undefined
    return { terminalId, storeId, personId, state: at, ...pulse, at: kernel.at() }
  }

  async #share(): Promise<void> {
    const { kernel, hubName } = this.#parts
    const { sql } = kernel.database
    try {
      const mine = [...this.#mine.values()]
      await tellPresence(sql, hubName, mine)
      for (const { terminalId, state } of mine) {
        // Once told, a terminal that left is the business of the hub it went to.
        if (state === 'offline') this.#mine.delete(terminalId)
      }
      this.#others = await readPresence(sql, kernel.config.limits.deadAfterMs)
      this.#failing = false
    } catch (error) {
      if (!this.#failing) kernel.log.warn({ err: error }, 'presence is not shared at the moment')
      this.#failing = true
    } finally {
      this.#sharing = undefined
    }
  }

  #push(): void {
    const next = new Map(this.#others.map((presence) => [presence.terminalId, presence]))
    for (const [id, presence] of this.#mine) next.set(id, presence)
    const changed = [...next.values()].filter((presence) => {
      const former = this.#shown.get(presence.terminalId)
      return !former || differs(former, presence)
    })
    this.#shown = next
    for (const session of this.#parts.sessions) {
      if (session.at !== 'live' || session.party?.scope.audience !== 'manager') continue
      const terminals = this.#told.has(session) ? changed : [...next.values()]
      this.#told.add(session)
      this.#tell(session, terminals)
    }
  }

  #tell(session: Session, terminals: readonly Presence[]): void {
    const storeIds = session.party?.scope.storeIds
    const visible = storeIds
      ? terminals.filter(({ storeId }) => storeIds.includes(storeId))
      : terminals
    const { backpressureBytes } = this.#parts.kernel.config.limits
    if (!visible.length || session.socket.bufferedBytes > backpressureBytes) return
    session.socket.send(JSON.stringify({ t: 'presence', terminals: visible }))
  }
}

function differs(a: Presence, b: Presence): boolean {
  return (
    a.state !== b.state ||
    a.personId !== b.personId ||
    a.delayMs !== b.delayMs ||
    a.queued !== b.queued ||
    a.storeId !== b.storeId
  )
}
