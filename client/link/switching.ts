// Who takes the place of whom at a shared till: by a PIN that the hub checks while it can be asked, and by what this device
// knows of that PIN while it cannot. The journal says whom the device let in alone, and is touched by nothing else here.
import { letInKind, pinMarks } from '#auth/pin-contract.ts'
import { type Id, newId } from '#shared/ids.ts'
import type { Terminal } from '#terminals/contract.ts'
import { people, roles } from '#users/contract.ts'
import { includesPermission, worksIn } from '#users/rules.ts'
import type { Device } from './device.ts'
import type { DeviceDatabase } from './device-database.ts'
import { heldBy } from './held.ts'
import type { Journal } from './journal.ts'
import { type PinProof, PinProofs } from './pin-proofs.ts'
import { CallProblem, refusedHere } from './problem.ts'
import type { Session } from './session.ts'
import { StepUp } from './step-up.ts'
import type { Store } from './store.ts'
import { type Surroundings, instant } from './surroundings.ts'

export type SwitchingOptions = {
  readonly database: DeviceDatabase
  readonly surroundings: Surroundings
  readonly session: Session
  readonly journal: Journal
  readonly store: Store
  readonly device: Device
  /** Whether the hub can be asked. */
  readonly talking: () => boolean
}

const isPassing = ({ answered, slug }: CallProblem) =>
  !answered || slug === 'unavailable' || slug === 'internal'

export class Switching {
  readonly proofs: PinProofs
  /** The question for the PIN, put to somebody the hub does not know to be here. */
  readonly question = new StepUp()
  readonly #options: SwitchingOptions
  #isDeclined = false

  constructor(options: SwitchingOptions) {
    this.#options = options
    this.proofs = new PinProofs(options.database, options.surroundings)
    for (const source of [pinMarks, people, roles]) {
      options.store.watch(source, () => this.reviewSoon())
    }
  }

  /**
   * Puts the person in the place of whoever is here. Throws `pin-refused`, `locked-out`, and `not-signed-in` for somebody
   * whom only the hub could let in.
   */
  async to(personId: Id, login: string, pin: string): Promise<void> {
    if (this.#options.talking()) {
      try {
        return await this.#byHub(login, pin)
      } catch (error) {
        // A hub that was not heard, or cannot answer now: the device decides as it does without a link.
        if (!(error instanceof CallProblem) || !isPassing(error)) throw error
      }
    }
    await this.#byDevice(personId, pin)
  }

  /** For a call the hub refused to this device alone: whether its person has shown now who they are. */
  async again(): Promise<boolean> {
    if (!this.#options.session.isLetIn || this.#isDeclined) return false
    return this.confirmed()
  }

  /** Whether the hub knows who is here, or cannot be asked; else the person is asked for the PIN. */
  async confirmed(): Promise<boolean> {
    if (!this.#options.session.isLetIn || !this.#options.talking()) return true
    const isShown = await this.question.ask()
    this.#isDeclined = !isShown && this.#options.talking()
    return !this.#isDeclined
  }

  /** The link is gone, and with it what nobody wanted to answer. */
  linkLost(): void {
    this.#isDeclined = false
    this.question.settle(false)
  }

  /** Forgets whom the hub no longer knows to be as they were when the PIN was accepted. */
  review(): Promise<void> {
    const { store } = this.#options
    return this.proofs.review((proof) => {
      const mark = store.record(pinMarks, proof.personId)
      return this.#isHere(proof) && !(mark && proof.provedAt <= mark.at)
    })
  }

  /** The same, without waiting for the disk: of one that is closed nobody is let in either. */
  reviewSoon(): void {
    void this.review().catch(() => {})
  }

  /** This device as a till; null for everything else. */
  get #till(): Terminal | null {
    const { terminal } = this.#options.device.state.value
    return terminal?.kind === 'till' ? terminal : null
  }

  #isHere({ personId, terminalId }: PinProof): boolean {
    const till = this.#till
    if (till?.id !== terminalId || till.state !== 'enrolled') return false
    const person = this.#options.store.record(people, personId)
    return !person || worksIn(person, till.storeId)
  }

  async #byHub(login: string, pin: string): Promise<void> {
    const till = this.#till
    let kept: Promise<void> = Promise.resolve()
    await this.#options.session
      .switchTo(login, pin, ({ person, permissions, provedAt }) => {
        if (!till) return
        kept = this.proofs.keep({ person, permissions, terminalId: till.id, provedAt, pin })
      })
      .finally(() => kept)
  }

  async #byDevice(personId: Id, pin: string): Promise<void> {
    const { session, journal, store, surroundings } = this.#options
    await this.review()
    const till = this.#till
    const proof = await this.proofs.check(personId, pin)
    if (!till) throw refusedHere('not-signed-in', {})
    const { value: state } = session.state
    const isBack = state.kind === 'signed-in' && state.person.id === personId
    // Whoever the hub signed in here stays so.
    if (isBack && !state.mustEnrol) return session.lock(false)
    const { person, permissions } = heldBy(store, personId, till) ?? proof
    if (!includesPermission(permissions, letInKind.needs)) {
      await this.proofs.wipe(personId)
      throw refusedHere('not-signed-in', {})
    }
    const at = instant(surroundings)
    const id = newId(surroundings.nowMs())
    const { provedAt } = proof
    await journal.append(letInKind, { id, personId, at, offline: true, provedAt })
    await session.letIn(person, permissions)
  }
}
