// The wire of one till in a browser, to be cut without harm to the others, and to be let through but for its journal: a
// hub that answers and still does not get what the till has written.
import type { WebSocketRoute } from 'playwright-core'
import type { CallFrame } from '#shared/frames.ts'
import { linkOf } from './till-face.ts'
import type { Face } from './town.ts'

type State = 'whole' | 'cut' | 'without-entries'

export class TillWire {
  readonly #face: Face
  readonly #open = new Set<WebSocketRoute>()
  /** What was asked over the wire and is not answered yet, by its id. */
  readonly #asked = new Map<string, string>()
  readonly #answered = new Set<string>()
  #state: State = 'whole'

  /** Puts itself between a till and its hub; the page is opened anew for that. */
  static async of(face: Face): Promise<TillWire> {
    const wire = new TillWire(face)
    await face.context.routeWebSocket(/\/socket\.io\//, (route) => wire.#joined(route))
    // From here on the page can be opened without the hub.
    await face.page.evaluate('navigator.serviceWorker.ready.then(() => true)')
    await face.page.reload()
    await wire.#is(face.words.link.live)
    return wire
  }

  constructor(face: Face) {
    this.#face = face
  }

  /** From here on the till is alone. */
  async cut(): Promise<void> {
    this.#state = 'cut'
    await this.#face.context.setOffline(true)
    await this.#hangUp()
    await this.#is(this.#face.words.link.offline)
  }

  /** The till has its hub again, whole or for everything but entries of its journal. */
  async join(state: 'whole' | 'without-entries' = 'whole'): Promise<void> {
    this.#state = state
    this.#answered.clear()
    await this.#face.context.setOffline(false)
    await this.#hangUp()
    await this.#is(this.#face.words.link.live)
  }

  /** Resolves when the hub has answered an operation since the till was joined. */
  async answered(operation: string): Promise<void> {
    while (!this.#answered.has(operation)) await this.#face.page.waitForTimeout(50)
  }

  async #is(said: string): Promise<void> {
    // From its beginning: in Arabic, the word for being connected is the end of the one for not being so.
    const whole = new RegExp(`^\\s*${said}`)
    await linkOf(this.#face).filter({ hasText: whole }).waitFor()
  }

  async #hangUp(): Promise<void> {
    await Promise.all([...this.#open].map((route) => route.close()))
    this.#open.clear()
  }

  async #joined(route: WebSocketRoute): Promise<void> {
    if (this.#state === 'cut') return await route.close()
    this.#open.add(route)
    const hub = route.connectToServer()
    route.onMessage((message) => {
      const frame = frameOf(message)
      if (frame?.t === 'call') this.#asked.set(frame.id, frame.op)
      const isEntry = frame?.t === 'call' && frame.op === 'journal.post'
      if (this.#state !== 'without-entries' || !isEntry) hub.send(message)
    })
    hub.onMessage((message) => {
      const frame = frameOf(message)
      if (frame?.t === 'reply') this.#answered.add(this.#asked.get(frame.id) ?? '')
      route.send(message)
    })
    route.onClose(() => {
      this.#open.delete(route)
      void hub.close()
    })
  }
}

/** The frame in a message of Socket.IO's event `m`; undefined for what it says on its own account. */
function frameOf(message: string | Buffer): CallFrame | { t: 'reply'; id: string } | undefined {
  const text = String(message)
  return text.startsWith('42["m",') ? JSON.parse(text.slice(2))[1] : undefined
}
