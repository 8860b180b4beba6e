// The printer of a terminal: what it was told to print, one paper after the other, and how it stands. Nothing here is
// waited for by a sale, and nothing rejects: a paper that did not come out is said, kept, and can be printed again.
import type { Id } from '#shared/ids.ts'
import { Watched } from '../link/watched.ts'
import { bytesOf, type Draw, type Job, kickBytes } from './escpos.ts'
import type { Paper } from './paper.ts'
import { failureOf, PrinterFailure, type PrinterTrouble, type Way } from './port.ts'
import {
  chosenProfile,
  keepPrinter,
  type PrinterSettings,
  type PrinterWay,
  readPrinter,
} from './printer-settings.ts'

export type Standing =
  /** The browser prints, or no device was chosen yet. */
  | { readonly kind: 'none' }
  | { readonly kind: 'away' | 'ready' | 'printing'; readonly name: string }
  | { readonly kind: 'failed'; readonly name: string; readonly trouble: PrinterTrouble }
type Parts = {
  readonly terminalId: Id
  readonly storage: Storage
  readonly ways: Readonly<Record<Exclude<PrinterWay, 'browser'>, Way>>
  readonly draw: Draw
}

export class Station {
  readonly settings: Watched<PrinterSettings>
  readonly standing = new Watched<Standing>({ kind: 'none' })
  readonly #parts: Parts
  #turn: Promise<unknown> = Promise.resolve()
  #last: Job | null = null
  #deaf = () => {}

  constructor(parts: Parts) {
    this.#parts = parts
    this.settings = new Watched(readPrinter(parts.terminalId, parts.storage))
    this.#attend()
  }

  /** Whether papers go to a device, not to the browser's own print. */
  get isDirect(): boolean {
    const { way, device } = this.settings.value
    return way !== 'browser' && device !== null
  }

  change(part: Partial<PrinterSettings>): void {
    const before = this.settings.value
    // A device is of one way; another way has another.
    const device = part.way !== undefined && part.way !== before.way ? { device: null } : {}
    this.settings.set({ ...before, ...device, ...part })
    keepPrinter(this.#parts.terminalId, this.settings.value, this.#parts.storage)
    this.#attend()
  }

  /** Asks the person for the device; in answer to a touch or a key. */
  async choose(): Promise<void> {
    const { way } = this.settings.value
    if (way === 'browser') return
    try {
      const { key } = await this.#parts.ways[way].request()
      this.change({ device: key })
    } catch (error) {
      const { trouble } = failureOf(error)
      // Whoever closes the list of devices has changed nothing.
      if (trouble !== 'not-chosen' || !this.isDirect) this.#failed(trouble)
    }
  }

  /** Prints after what is being printed. True when all of it was taken. */
  print(job: Job): Promise<boolean> {
    this.#last = job
    return this.#next(() => bytesOf(job, chosenProfile(this.settings.value), this.#parts.draw))
  }

  /** What was printed last, or is looked at. */
  get paper(): Paper | null {
    return this.#last?.paper ?? null
  }

  /** The paper that is looked at now, which `again` prints. */
  lay(paper: Paper): void {
    this.#last = { paper, kick: false }
  }

  /** The last paper once more; the drawer stays as it is. */
  again(): Promise<boolean> {
    return this.#last ? this.print({ ...this.#last, kick: false }) : Promise.resolve(false)
  }

  kick(): Promise<boolean> {
    return this.#next(async () => kickBytes(chosenProfile(this.settings.value)))
  }

  #next(bytes: () => Promise<Uint8Array>): Promise<boolean> {
    const mine = this.#turn.then(() => this.#send(bytes))
    this.#turn = mine
    return mine
  }

  async #send(bytes: () => Promise<Uint8Array>): Promise<boolean> {
    const { way, device, speed } = this.settings.value
    if (way === 'browser' || !device) return false
    const { name } = device
    this.standing.set({ kind: 'printing', name })
    try {
      const found = await this.#parts.ways[way].find(device)
      if (!found) throw new PrinterFailure('unplugged')
      await found.send(await bytes(), speed)
      this.standing.set({ kind: 'ready', name })
      return true
    } catch (error) {
      this.#failed(failureOf(error).trouble)
      return false
    }
  }

  #failed(trouble: PrinterTrouble): void {
    this.standing.set({ kind: 'failed', name: this.settings.value.device?.name ?? '', trouble })
  }

  /** Looks for the device now, and whenever one comes or goes. */
  #attend(): void {
    this.#deaf()
    const { way } = this.settings.value
    if (way === 'browser') {
      this.#deaf = () => {}
      return this.standing.set({ kind: 'none' })
    }
    this.#deaf = this.#parts.ways[way].listen(() => void this.#look())
    void this.#look()
  }

  async #look(): Promise<void> {
    const { way, device } = this.settings.value
    if (way === 'browser' || !device) return this.standing.set({ kind: 'none' })
    const found = await this.#parts.ways[way].find(device).catch(failureOf)
    if (this.settings.value.device !== device || this.standing.value.kind === 'printing') return
    if (found instanceof PrinterFailure) return this.#failed(found.trouble)
    this.standing.set({ kind: found ? 'ready' : 'away', name: device.name })
  }
}
