// Turns a typst template and data into a PDF, in Arabic and English, with the typefaces of the
// screens. Data reaches the template as JSON and is only ever shown as text, so nothing a customer is
// called can become an instruction. The work is done in a process beside this one, which is replaced
// now and then: the typesetter never gives all its memory back, and it computes without a pause.
import { fork, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Language } from './figures.ts'
import type { Request, Response } from './typesetter-child.ts'

/** What every template needs; see prelude.typ.ts. */
export type Paper = {
  readonly first: Language
  readonly title: string
  readonly date: { readonly year: number; readonly month: number; readonly day: number }
}

type Waiting = {
  readonly resolve: (pdf: Buffer) => void
  readonly reject: (error: Error) => void
}

const DOCUMENTS_A_PROCESS = 300
const LONGEST_MS = 45_000

let present: Press | undefined
let documents = 0

/**
 * The PDF of `template` with `data`, which it finds as `d`. The same template and data give the same
 * bytes. Rejects where the template does not compile, or takes longer than 45 seconds.
 */
export function typeset<P extends Paper>(template: string, data: P): Promise<Buffer> {
  if (!present || present.isWorn) {
    present?.retire()
    present = new Press()
  }
  return present.set(template, JSON.stringify(data))
}

/** The date of a paper, from a calendar day (ISO 8601). */
export function paperDate(on: string): Paper['date'] {
  const [year = 0, month = 0, day = 0] = on.slice(0, 10).split('-').map(Number)
  return { year, month, day }
}

/** One process that sets documents. While it has none it keeps nobody from ending. */
class Press {
  readonly #child: ChildProcess
  readonly #waiting = new Map<number, Waiting>()
  #taken = 0
  #isGone = false
  #isRetired = false

  constructor() {
    const script = fileURLToPath(new URL('./typesetter-child.ts', import.meta.url))
    this.#child = fork(script, [], { serialization: 'advanced', execArgv: [] })
    this.#child.on('message', (response: Response) => this.#answered(response))
    this.#child.on('exit', () => this.#gone())
    this.#child.on('error', () => this.#gone())
    this.#rest()
  }

  /** Whether it is time for another. */
  get isWorn(): boolean {
    return this.#isGone || this.#taken >= DOCUMENTS_A_PROCESS
  }

  set(template: string, data: string): Promise<Buffer> {
    this.#taken += 1
    documents += 1
    const request: Request = { id: documents, template, data }
    this.#child.ref()
    this.#child.channel?.ref()
    return new Promise<Buffer>((resolve, reject) => {
      const late = setTimeout(() => this.#child.kill('SIGKILL'), LONGEST_MS)
      const ended = () => clearTimeout(late)
      this.#waiting.set(request.id, {
        resolve: (pdf) => (ended(), resolve(pdf)),
        reject: (error) => (ended(), reject(error)),
      })
      this.#child.send(request, (error) => error && this.#gone())
    })
  }

  /** Ends the process once it has done what it took. */
  retire(): void {
    this.#isRetired = true
    this.#rest()
  }

  #answered(response: Response): void {
    const waiting = this.#waiting.get(response.id)
    this.#waiting.delete(response.id)
    if ('pdf' in response) waiting?.resolve(Buffer.from(response.pdf))
    else waiting?.reject(new Error(response.failed))
    this.#rest()
  }

  #rest(): void {
    if (this.#waiting.size) return
    if (this.#isRetired && this.#child.connected) this.#child.disconnect()
    this.#child.unref()
    this.#child.channel?.unref()
  }

  #gone(): void {
    this.#isGone = true
    for (const { reject } of this.#waiting.values()) reject(new Error('the typesetter ended'))
    this.#waiting.clear()
  }
}
