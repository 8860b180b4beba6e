// Senders and their clients, each in a process of its own, and what is asked of them: so many deltas in
// one turn until all have them, or at a pace. It measures; what is compared is each bench's matter.
import { fork, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { median } from '../result.ts'
import type { FromClients, FromServer, Sender, ToClients, ToServer } from './messages.ts'

export type Measured = Extract<FromServer, { kind: 'measured' }>

const start = (script: string, ...rest: string[]) =>
  fork(fileURLToPath(new URL(`./${script}`, import.meta.url)), rest)

function next<M extends { kind: string }, K extends M['kind']>(child: ChildProcess, kind: K) {
  return new Promise<Extract<M, { kind: K }>>((resolve, reject) => {
    const end = (code: number | null) => reject(new Error(`a part of the bench ended: ${code}`))
    const hear = (message: M) => {
      if (message.kind !== kind) return
      child.off('message', hear)
      child.off('exit', end)
      resolve(message as Extract<M, { kind: K }>)
    }
    child.on('message', hear)
    child.once('exit', end)
  })
}

export class Stage {
  readonly #servers = new Map<Sender, ChildProcess>()
  readonly #clients = start('clients.ts')
  readonly #count: number

  private constructor(count: number) {
    this.#count = count
    this.#clients.on('message', (message: FromClients) => {
      if (message.kind !== 'delivered') return
      const delivered: ToServer = { kind: 'delivered' }
      this.#servers.get(message.sender)?.send(delivered)
    })
  }

  /** Opens a server for each sender and connects `count` clients to each. */
  static async open(senders: readonly Sender[], count: number): Promise<Stage> {
    const stage = new Stage(count)
    try {
      for (const sender of senders) await stage.#add(sender)
    } catch (error) {
      stage.close()
      throw error
    }
    return stage
  }

  async #add(sender: Sender): Promise<void> {
    const server = start('server.ts', sender)
    this.#servers.set(sender, server)
    const { port } = await next<FromServer, 'listening'>(server, 'listening')
    server.on('message', (message: FromServer) => {
      if (message.kind !== 'sent') return
      const { framesEach, each } = message
      this.#tell({ kind: 'expect', sender, framesEach, each })
    })
    const connected = next<FromClients, 'connected'>(this.#clients, 'connected')
    this.#tell({ kind: 'connect', sender, port, count: this.#count })
    await connected
  }

  /** Sends and waits until all have it, `turns` times; gives the processor time of each delivery. */
  async cpuUsEach(sender: Sender, turns: number, each: number): Promise<number> {
    const { cpuUs } = await this.#ask(sender, { kind: 'send', turns, each })
    return cpuUs / (turns * each * this.#count)
  }

  /** Sends at a pace; gives the delays of all clients that read, in microseconds. */
  async delaysUs(
    sender: Sender,
    pace: Omit<Extract<ToServer, { kind: 'pace' }>, 'kind'>,
  ): Promise<{ delaysUs: readonly number[]; measured: Measured }> {
    this.#tell({ kind: 'delays', sender })
    const measured = await this.#ask(sender, { kind: 'pace', ...pace })
    await new Promise((resolve) => setTimeout(resolve, 300))
    const noted = next<FromClients, 'delays'>(this.#clients, 'delays')
    this.#tell({ kind: 'delays', sender })
    return { delaysUs: (await noted).delaysUs, measured }
  }

  stall(sender: Sender): void {
    this.#tell({ kind: 'stall', sender })
  }

  close(): void {
    for (const child of [this.#clients, ...this.#servers.values()]) child.kill()
  }

  async #ask(sender: Sender, message: ToServer): Promise<Measured> {
    const server = this.#servers.get(sender)
    if (!server) throw new Error(`${sender} is not on stage`)
    const measured = next<FromServer, 'measured'>(server, 'measured')
    server.send(message)
    return measured
  }

  #tell(message: ToClients): void {
    this.#clients.send(message)
  }
}

/**
 * The median processor time of one delivery, in microseconds, for each sender; in turns, so that what
 * disturbs the machine disturbs all. `turnsOf` gives enough of them to be measured.
 */
export async function compareCpu(
  stage: Stage,
  rounds: number,
  each: number,
  turnsOf: Readonly<Partial<Record<Sender, number>>>,
): Promise<ReadonlyMap<Sender, number>> {
  const found = new Map<Sender, number[]>()
  for (let round = -1; round < rounds; round += 1) {
    for (const [sender, turns] of Object.entries(turnsOf) as [Sender, number][]) {
      const cpuUs = await stage.cpuUsEach(sender, turns, each)
      // The first round warms up and is not counted.
      if (round >= 0) found.set(sender, [...(found.get(sender) ?? []), cpuUs])
    }
  }
  return new Map([...found].map(([sender, figures]) => [sender, median(figures)]))
}
