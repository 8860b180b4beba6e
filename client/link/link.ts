// The link put together: one object the pages get, with everything that knows there is a network
// behind it. It opens from what is on disk, so that it is of use before the first answer.
import type { Operation } from '#shared/contract.ts'
import type { Id } from '#shared/ids.ts'
import { type StreamName, storeOf, streamOf } from '#shared/streams.ts'
import { stockMove, stockReceive } from '#stock/contract.ts'
import { type Terminal, terminals } from '#terminals/contract.ts'
import { people, roles } from '#users/contract.ts'
import { type Call, makeCall } from './call.ts'
import { type Paces, paces } from './conversation.ts'
import { Device } from './device.ts'
import { openDeviceDatabase } from './device-database.ts'
import { Doubt } from './doubt.ts'
import { heldBy } from './held.ts'
import { HubClock } from './hub-clock.ts'
import { Journal } from './journal.ts'
import { knockAt } from './knock.ts'
import { Live, type Queue } from './live.ts'
import { Outbox } from './outbox.ts'
import { plan, planMark } from './plan.ts'
import { ReplicaDisk } from './replica-disk.ts'
import type { Position } from './replica-pages.ts'
import { Session } from './session.ts'
import { StepUp } from './step-up.ts'
import { Store } from './store.ts'
import { Switching } from './switching.ts'
import { type Surroundings, browserSurroundings } from './surroundings.ts'
import { type OpenWire, socketIo } from './transport.ts'
import { Who } from './who.ts'
import { WordGiven } from './word-given.ts'

export type LinkOptions = {
  /** Of the hub, such as `location.origin`, without a slash at the end. */
  readonly origin: string
  /** Socket.IO where absent. */
  readonly open?: OpenWire
  /** The two databases are named after it; `mizan` where absent. */
  readonly name?: string
  readonly surroundings?: Surroundings
  readonly paces?: Paces
}

/** A page is not drawn before the disk is read, but no longer than nobody minds. */
const DRAWN_AFTER_MS = 150

/** What may wait in the outbox of a scanner. */
const queued: readonly Operation[] = [stockReceive, stockMove]

export class Link {
  readonly store = new Store(plan)
  readonly clock: HubClock
  readonly stepUp = new StepUp()
  readonly call: Call
  readonly live: Live
  readonly session: Session
  readonly device: Device
  readonly journal: Journal
  readonly outbox: Outbox
  readonly switching: Switching
  readonly #who: Who
  readonly #word: WordGiven
  readonly #doubt: Doubt
  readonly #disk: ReplicaDisk
  readonly #closeDatabase: () => void
  #followed: readonly Id[] | null = null
  #closed = false
  #filled: Promise<void> = Promise.resolve()

  constructor(options: LinkOptions) {
    const { origin, name = 'mizan', surroundings = browserSurroundings() } = options
    const pacing = options.paces ?? paces
    const database = openDeviceDatabase(`${name}-device`)
    const live = (): boolean => this.live.state.value.kind === 'live'
    this.#closeDatabase = () => database.db.close()
    this.#disk = new ReplicaDisk(`${name}-replica`, this.store, planMark, surroundings)
    this.clock = new HubClock(surroundings)
    this.device = new Device(database, surroundings)
    this.live = new Live({
      open: options.open ?? socketIo(origin),
      store: this.store,
      knock: knockAt(origin, surroundings),
      isAnybody: () => this.#who.isAnybody,
      identity: () => this.#who.identity(),
      renew: () => this.#who.renew(),
      streams: () => this.#streams(),
      queue: () => this.#queue(),
      ...{ surroundings, clock: this.clock, paces: pacing },
    })
    const request: Live['request'] = (...frame) => this.live.request(...frame)
    this.call = makeCall({
      origin,
      socket: { talks: () => this.live.talking && !this.session.mustEnrol, request },
      authorization: () => this.#who.authorization(),
      renew: () => this.session.refresh(),
      stepUp: () => this.stepUp.ask(),
      again: () => this.switching.again(),
      ...{ surroundings, pace: pacing.reconnect, timeoutMs: pacing.callMs },
    })
    this.#doubt = new Doubt({
      renew: () => this.#who.renew(),
      retry: () => this.live.retry(),
      shutOut: () => void this.switching.proofs.wipeAll().catch(() => {}),
    })
    const parts = { database, call: this.call, live, surroundings }
    this.journal = new Journal(parts)
    this.#word = new WordGiven({
      store: this.store,
      call: this.call,
      live,
      outstanding: () => this.journal.outstanding(),
      random: surroundings.random,
    })
    this.outbox = new Outbox({ ...parts, operations: queued })
    this.session = new Session({
      ...parts,
      unsent: () => this.#queue().queued,
      changed: (token, cause) => this.#personChanged(token, cause),
    })
    this.#who = new Who(this.device, this.session, pacing.personMs)
    this.switching = new Switching({
      ...{ database, surroundings, store: this.store, session: this.session },
      ...{ journal: this.journal, device: this.device },
      talking: () => this.live.talking,
    })
  }

  /**
   * Reads what this device alone knows, then its copy of the streams, and connects. Resolves when a
   * page can be drawn; `filled` when the whole copy is there. Neither waits for the network.
   */
  async open(): Promise<void> {
    const terminal = await this.device.load()
    await this.session.load()
    const kept = await this.#disk.kept().catch(() => [])
    if (terminal) await this.#serve(terminal, false)
    await this.switching.proofs.refresh()
    await this.outbox.open()
    this.store.home.set(this.#stores(kept.map(({ stream }) => stream))[0] ?? null)
    this.live.state.subscribe(() => this.#liveChanged())
    for (const source of [people, roles]) {
      this.store.watch(source, () => this.#rightsChanged())
    }
    this.journal.state.subscribe(() => {
      if (this.journal.state.value.waiting === 0) this.#word.journalSent()
      this.live.refresh()
    })
    this.outbox.state.subscribe(() => this.live.refresh())
    this.#filled = this.#fill(kept)
    // A small shop is there before anybody could see that it comes.
    const patience = new Promise((resolve) => setTimeout(resolve, DRAWN_AFTER_MS))
    await Promise.race([this.#filled, patience])
  }

  /** Resolves when all that was on disk is in the store, and the link begins to connect. */
  get filled(): Promise<void> {
    return this.#filled
  }

  async #fill(kept: readonly Position[]): Promise<void> {
    await this.#disk.load(kept)
    this.store.keeper = this.#disk
    if (!this.#closed) this.live.start()
  }

  /** Makes this browser the terminal the code was made for, and connects as such. */
  async enrol(code: string): Promise<Terminal> {
    const terminal = await this.device.enrol(code, this.call)
    await this.switching.proofs.wipeAll()
    await this.#serve(terminal, true)
    this.live.restart()
    return terminal
  }

  /** Chooses the stores a manager watches (at most 199); a terminal always watches its own. */
  follow(storeIds: readonly Id[]): void {
    if (this.device.state.value.terminal) return
    this.#followed = storeIds
    this.store.home.set(storeIds[0] ?? null)
    this.live.restart()
  }

  /** Writes what is not on disk yet and lets go of everything. */
  async close(): Promise<void> {
    this.#closed = true
    this.session.close()
    this.live.stop()
    await this.#word.close()
    await this.journal.close()
    await this.outbox.close()
    await this.#disk.close()
    this.#closeDatabase()
  }

  async #serve(terminal: Terminal, fresh: boolean): Promise<void> {
    this.store.home.set(terminal.storeId)
    if (terminal.kind === 'till') {
      await this.journal.open(terminal, fresh)
      this.#word.open()
    }
    this.store.watch(terminals, () => this.#terminalChanged(terminal.id), undefined, terminal.id)
  }

  #terminalChanged(id: Id): void {
    const record = this.store.record(terminals, id)
    const known = this.device.state.value.terminal
    if (!record || JSON.stringify(record) === JSON.stringify(known)) return
    void this.device.changed(record).then(() => this.switching.reviewSoon())
  }

  #stores(streams = this.store.streams): readonly Id[] {
    const { terminal } = this.device.state.value
    if (terminal) return [terminal.storeId]
    if (this.#followed) return this.#followed
    const kept = streams.filter((stream) => stream !== 'company').map(storeOf)
    if (kept.length) return kept
    const session = this.session.state.value
    return (session.kind === 'signed-in' && session.person.storeIds?.slice(0, 199)) || []
  }

  #streams(): readonly StreamName[] {
    const streams: StreamName[] = ['company', ...this.#stores().map(streamOf)]
    for (const stream of this.store.streams) {
      if (!streams.includes(stream)) this.store.forget(stream)
    }
    return streams
  }

  #queue(): Queue {
    const journal = this.journal?.state.value
    const outbox = this.outbox?.state.value
    const [oldestAt = null] = [journal?.oldestAt, outbox?.oldestAt]
      .filter((at) => typeof at === 'string')
      .toSorted()
    return { queued: (journal?.waiting ?? 0) + (outbox?.waiting ?? 0), oldestAt }
  }

  #personChanged(token: string | null, cause: 'signed-in' | 'refreshed' | 'left'): void {
    const terminal = this.#who.isTerminal
    if (cause === 'left') {
      this.stepUp.settle(false)
      this.switching.question.settle(false)
    }
    if (!terminal && cause === 'left') this.store.forgetAll()
    if (!terminal && cause !== 'refreshed') return this.live.restart()
    if (this.live.person(token)) return
    // With another token the hub is no nearer than before, unless a token was all that was missing.
    if (cause === 'refreshed') this.live.known()
    else this.live.retry()
  }

  #liveChanged(): void {
    const { kind, reason } = this.live.state.value
    if (kind !== 'live') this.switching.linkLost()
    else {
      this.#doubt.settled()
      this.#rightsChanged()
      if (this.device.state.value.terminal?.kind === 'till') this.#word.kick()
      this.journal.kick()
      this.outbox.kick()
    }
    const isShut = reason === 'revoked' || reason === 'forbidden'
    if (kind === 'refused' && isShut) void this.#doubt.refused(reason, this.live.wasAlone)
  }

  // What a role may do from now on holds here as it does at the hub, without a new token. A copy that is not up to date
  // knows less than the token says.
  #rightsChanged(): void {
    const { value: state } = this.session.state
    if (state.kind !== 'signed-in' || this.live.state.value.kind !== 'live') return
    const held = heldBy(this.store, state.person.id, this.device.state.value.terminal)
    if (held) this.session.learn(held.person, held.permissions)
  }
}

/** A link opened from disk, already trying to connect. */
export async function openLink(options: LinkOptions): Promise<Link> {
  const link = new Link(options)
  await link.open()
  return link
}
