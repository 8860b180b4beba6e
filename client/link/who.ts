// Who speaks from this browser: the terminal it is, the person signed in here, or both. A terminal does not wait for its
// person; it only says what is so, and changes neither.
import type { Identity } from './conversation.ts'
import type { Device } from './device.ts'
import type { Session } from './session.ts'

export class Who {
  readonly #device: Device
  readonly #session: Session
  readonly #personMs: number

  /** `personMs`: how long a terminal waits for its person before it greets alone; they are named to the hub when they come. */
  constructor(device: Device, session: Session, personMs: number) {
    this.#device = device
    this.#session = session
    this.#personMs = personMs
  }

  get isTerminal(): boolean {
    return this.#device.state.value.terminal !== null
  }

  get isAnybody(): boolean {
    return this.isTerminal || this.#session.state.value.kind === 'signed-in'
  }

  /** How to greet; null: nobody is here. Rejects where only the hub could say who, and was not heard. */
  async identity(): Promise<Identity | null> {
    const terminal = this.#device.identity()
    const coming = this.#session.workingToken()
    if (!terminal) {
      const token = await coming
      return token === null ? null : { token, terminal }
    }
    // Also where it was not heard: a terminal may greet without a person, a browser is nobody without one.
    let timer: ReturnType<typeof setTimeout> | undefined
    const alone = new Promise<null>((resolve) => {
      timer = setTimeout(() => resolve(null), this.#personMs)
    })
    const token = await Promise.race([coming.catch(() => null), alone])
    clearTimeout(timer)
    return { token, terminal }
  }

  /** The Authorization header of HTTP, or null. */
  authorization(): string | null {
    const { token } = this.#session
    const terminal = this.#device.authorization()
    const given = [token === null ? null : `Bearer ${token}`, terminal].filter(
      (each) => each !== null,
    )
    return given.length ? given.join(', ') : null
  }

  /** Gets another token. A terminal goes on without the person the hub no longer knows; a browser needs one. */
  async renew(): Promise<boolean> {
    if (this.#session.state.value.kind !== 'signed-in') return this.isTerminal
    return (await this.#session.refresh()) || this.isTerminal
  }
}
