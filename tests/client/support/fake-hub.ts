// A hub in a few lines: it speaks the frames over plain WebSocket and Socket.IO from logs held in
// memory, and can be told to misbehave. It checks no permissions and keeps nothing.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server as SocketIoServer } from 'socket.io'
import { WebSocketServer } from 'ws'
import type { CallFrame, ClientFrame, Fact, Hello, HubFrame, Welcome } from '#shared/frames.ts'
import { newId } from '#shared/ids.ts'
import { problemBody, type ProblemBody } from '#shared/problem.ts'
import { StreamState } from '#shared/replica.ts'
import type { StreamName } from '#shared/streams.ts'
import { plan } from '../../../client/link/plan.ts'

type Log = { epoch: string; facts: Fact[]; state: StreamState }
type Far = { send(frame: HubFrame): void; cut(): void; hello: Hello | null }
/** Answers a call: an output, a problem, or nothing at all. */
export type Answering = (frame: CallFrame) => unknown
export class Refusal {
  readonly body: ProblemBody
  constructor(body: ProblemBody) {
    this.body = body
  }
}
export const SILENCE = Symbol('no answer')
export type HttpCall = {
  method: string
  path: string
  headers: IncomingMessage['headers']
  body: string
}
export type HttpAnswer = { status: number; body: unknown; headers?: Record<string, string> }

export class FakeHub {
  readonly frames: ClientFrame[] = []
  readonly requests: HttpCall[] = []
  readonly far = new Set<Far>()
  readonly logs = new Map<StreamName, Log>()
  audience: Welcome['audience'] = 'till'
  answer: Answering = () => new Refusal(problemBody('unknown-operation'))
  /** Null hangs up instead of answering. Whether it lives is always answered. */
  http: (call: HttpCall) => HttpAnswer | null | Promise<HttpAnswer | null> = () => null
  /** Replaces what follows a hello. */
  greet: ((far: Far, hello: Hello) => void) | null = null
  partRows = 2
  readonly #server: Server
  readonly #io: SocketIoServer
  readonly #sockets: WebSocketServer

  constructor() {
    this.#server = createServer((request, response) => void this.#request(request, response))
    this.#io = new SocketIoServer({ transports: ['websocket'], serveClient: false })
    this.#io.attach(this.#server, { path: '/socket.io/', destroyUpgrade: false })
    this.#sockets = new WebSocketServer({ noServer: true })
    this.#server.on('upgrade', (request, socket, head) => {
      if (request.url !== '/ws') return
      this.#sockets.handleUpgrade(request, socket, head, (ws) => {
        const far = this.#meet({
          send: (frame) => ws.send(JSON.stringify(frame)),
          cut: () => ws.terminate(),
          hello: null,
        })
        ws.on('message', (data: Buffer) => {
          this.#heard(far, JSON.parse(data.toString()) as ClientFrame)
        })
        ws.on('close', () => this.far.delete(far))
      })
    })
    this.#io.on('connection', (socket) => {
      const far = this.#meet({
        send: (frame) => void socket.emit('m', frame),
        cut: () => void socket.disconnect(true),
        hello: null,
      })
      socket.on('m', (frame: ClientFrame) => this.#heard(far, frame))
      socket.on('disconnect', () => void this.far.delete(far))
    })
  }

  async open(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  async close(): Promise<void> {
    this.cut()
    this.#server.closeAllConnections()
    await this.#io.close()
    this.#sockets.close()
  }

  get hellos(): Hello[] {
    return this.frames.filter((frame) => frame.t === 'hello')
  }

  get calls(): CallFrame[] {
    return this.frames.filter((frame) => frame.t === 'call')
  }

  log(stream: StreamName): Log {
    let log = this.logs.get(stream)
    if (!log) {
      const epoch = newId(Date.now())
      log = { epoch, facts: [], state: new StreamState(plan, stream, epoch, 0) }
      this.logs.set(stream, log)
    }
    return log
  }

  /** A fact happens; `tell` says whether those who listen hear of it. */
  append(stream: StreamName, kind: string, body: unknown, tell = true): void {
    const log = this.log(stream)
    const seq = log.facts.length + 1
    log.facts.push([seq, kind, body])
    log.state.apply(seq, kind, body)
    if (tell) this.tell({ t: 'batch', stream, from: seq, to: seq, facts: [[seq, kind, body]] })
  }

  tell(frame: HubFrame): void {
    for (const far of this.far) if (far.hello) far.send(frame)
  }

  beat(): void {
    const heads = [...this.logs].map(([stream, { facts }]) => [stream, facts.length])
    this.tell({ t: 'beat', at: new Date().toISOString(), heads: heads as [string, number][] })
  }

  cut(): void {
    for (const far of [...this.far]) far.cut()
    this.far.clear()
  }

  welcome(far: Far, hello: Hello): void {
    const streams = hello.streams.map(({ stream, epoch, seq }) => {
      const log = this.log(stream as StreamName)
      const head = log.facts.length
      const resume = epoch === log.epoch && seq !== undefined && seq <= head
      const mode = resume ? ('resume' as const) : ('reset' as const)
      return { stream, epoch: log.epoch, head, mode, from: seq ?? 0 }
    })
    far.send({
      t: 'welcome',
      protocol: 1,
      audience: this.audience,
      hub: 'fake',
      at: new Date().toISOString(),
      terminalId: hello.terminal?.id ?? null,
      personId: null,
      streams: streams.map(({ stream, epoch, head, mode }) => ({ stream, epoch, head, mode })),
      heartbeatMs: 5000,
    })
    for (const { stream, mode, from, head } of streams) {
      if (mode === 'reset') this.snapshot(far, stream as StreamName)
      else if (from < head) {
        const facts = this.log(stream as StreamName).facts.slice(from)
        far.send({ t: 'batch', stream, from: from + 1, to: head, facts })
      }
    }
  }

  snapshot(far: Far, stream: StreamName): void {
    for (const part of this.parts(stream)) far.send(part)
  }

  parts(stream: StreamName): Extract<HubFrame, { t: 'snapshot' }>[] {
    const { epoch, facts, state } = this.log(stream)
    const rows = [...state.collections].flatMap(([name, records]) =>
      [...records.values()].map((row) => [name, row] as const),
    )
    const parts = Math.max(1, Math.ceil(rows.length / this.partRows))
    return Array.from({ length: parts }, (_, index) => {
      const collections: Record<string, unknown[]> = {}
      const slice = rows.slice(index * this.partRows, (index + 1) * this.partRows)
      for (const [name, row] of slice) (collections[name] ??= []).push(row)
      const seq = facts.length
      return { t: 'snapshot', stream, epoch, seq, part: index + 1, parts, collections } as const
    })
  }

  #meet(far: Far): Far {
    this.far.add(far)
    far.send({ t: 'challenge', nonce: 'a nonce' })
    return far
  }

  #heard(far: Far, frame: ClientFrame): void {
    this.frames.push(frame)
    if (frame.t === 'hello') {
      far.hello = frame
      if (this.greet) this.greet(far, frame)
      else this.welcome(far, frame)
    } else if (frame.t === 'ping') {
      far.send({ t: 'pong', id: frame.id, at: new Date().toISOString() })
    } else if (frame.t === 'call') {
      const output = this.answer(frame)
      if (output === SILENCE) return
      const { id } = frame
      if (output instanceof Refusal) far.send({ t: 'reply', id, ok: false, problem: output.body })
      else far.send({ t: 'reply', id, ok: true, output })
    }
  }

  async #request(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = ''
    for await (const chunk of request) body += String(chunk)
    const { method = '', url = '', headers } = request
    const call = { method, path: url, headers, body }
    if (url === '/health') return void response.end('{"alive":true}')
    this.requests.push(call)
    const answer = await this.http(call)
    if (!answer) return void request.socket.destroy()
    const type = answer.status < 400 ? 'application/json' : 'application/problem+json'
    response.writeHead(answer.status, { 'content-type': type, ...answer.headers })
    response.end(JSON.stringify(answer.body))
  }
}
