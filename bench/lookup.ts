// What a scanned code means, asked of a hub over HTTP by thirty-two callers who are somebody: signed token,
// limits, permissions, headers and all. Compared by the processor time of the server, which is what a busy
// machine cannot change, with the same answer from an ORM and with ready bytes from node:http.
import { fork, type ChildProcess } from 'node:child_process'
import { isDeepStrictEqual } from 'node:util'
import { fileURLToPath } from 'node:url'
import { newId } from '#shared/ids.ts'
import { readConfig } from '#kernel/config.ts'
import { system } from '#kernel/scope.ts'
import { priceListsSet } from '#prices/contract.ts'
import { productsImport } from '#prices/import-contract.ts'
import { usersAdd } from '#users/contract.ts'
import { plainList } from '#prices/rules.ts'
import { tokensOf } from '../src/auth/tokens.ts'
import { openKernel } from '../src/app.ts'
import { layFoundation } from '../src/seed/index.ts'
import { ask, type Asked } from './lookup/callers.ts'
import type { FromServer, Kind, ToServer } from './lookup/messages.ts'
import { ownPlace, type Place } from './place.ts'
import { median, percentile, resultOf, type Result } from './result.ts'
import { barcodeOf, columns, rowOf } from './scale/goods.ts'
import { quiet } from './quiet.ts'

const full = { products: 1_000, callers: 32, rounds: 5, seconds: 2 }
type Size = typeof full
const COMPARED = 20
const kinds: readonly Kind[] = ['hub', 'orm', 'raw']
const pathOf = (code: string) => `/api/catalog/look-up?code=${code}`

const both = (name: string) => ({ en: name, ar: name })

/** Lays out the goods; gives the access token of somebody who may look them up. */
async function lay(env: Readonly<Record<string, string>>, products: number): Promise<string> {
  const config = readConfig(env)
  const { kernel, close } = await openKernel(config, quiet, { connections: 4 })
  await layFoundation(kernel)
  const call = (name: string, input: object) =>
    kernel.operations.call(system, name, newId(Date.now()), input)
  const person = {
    ...{ id: newId(Date.now()), login: 'bench', name: 'Bench', roleId: 'cashier' },
    ...{ storeIds: null, locale: 'en', digits: 'latn', active: true },
  }
  await call(usersAdd.name, person)
  const list = {
    ...plainList,
    ...{ id: newId(Date.now()), name: both('Bench'), currency: 'GBP' },
  }
  await call(priceListsSet.name, list)
  await kernel.tail.look()
  const rows = Array.from({ length: products }, (_, i) => rowOf(i))
  const csv = [columns, ...rows].join('\n')
  await call(productsImport.name, { csv, listId: list.id, dryRun: false })
  await close()
  const bearer = { personId: person.id, sessionId: newId(Date.now()), startedAtMs: Date.now() }
  return (await (await tokensOf(config)).issue(bearer)).token
}

class Server {
  readonly #child: ChildProcess
  port = 0

  constructor(kind: Kind) {
    const script = fileURLToPath(new URL('./lookup/server.ts', import.meta.url))
    // What it logs is written, and read by nobody.
    const stdio = ['ignore', 'ignore', 'inherit', 'ipc'] as const
    this.#child = fork(script, [kind], { stdio: [...stdio] })
  }

  async open(opening: Omit<Extract<ToServer, { kind: 'open' }>, 'kind'>) {
    const message: ToServer = { kind: 'open', ...opening }
    const told = await this.#ask(message)
    if (told.kind === 'listening') this.port = told.port
  }

  async cpuUs(): Promise<number> {
    const told = await this.#ask({ kind: 'use' })
    return told.kind === 'used' ? told.cpuUs : Number.NaN
  }

  close(): void {
    this.#child.kill()
  }

  #ask(message: ToServer): Promise<FromServer> {
    return new Promise((resolve, reject) => {
      const ended = (code: number | null) => reject(new Error(`a server ended: ${code}`))
      this.#child.once('exit', ended)
      this.#child.once('message', (told) => {
        this.#child.off('exit', ended)
        resolve(told as FromServer)
      })
      this.#child.send(message)
    })
  }
}

type Round = Asked & { readonly cpuUsEach: number }

async function measure(
  server: Server,
  { products, callers, seconds }: Size,
  headers: string,
  awake: boolean,
): Promise<Round> {
  const before = await server.cpuUs()
  const asked = await ask({
    ...{ port: server.port, callers, seconds, headers, awake },
    path: () => pathOf(barcodeOf(Math.floor(Math.random() * products))),
  })
  return { ...asked, cpuUsEach: ((await server.cpuUs()) - before) / asked.done }
}

async function compare(env: Record<string, string>, size: Size): Promise<Result> {
  const token = await lay(env, size.products)
  const authorization = `Authorization: Bearer ${token}\r\n`
  const servers = new Map(kinds.map((kind) => [kind, new Server(kind)]))
  const of = (kind: Kind) => servers.get(kind) as Server
  const read = async (kind: Kind, code: string) => {
    const url = `http://127.0.0.1:${of(kind).port}${pathOf(code)}`
    const answer = await fetch(url, { headers: { authorization: `Bearer ${token}` } })
    return { headers: Object.fromEntries(answer.headers), body: await answer.text() }
  }
  try {
    await of('hub').open({ env, bodies: [], headers: {} })
    const codes = Array.from({ length: size.products }, (_, i) => barcodeOf(i))
    const bodies: [string, string][] = []
    for (const code of codes) bodies.push([code, (await read('hub', code)).body])
    const { date: _, ...headers } = (await read('hub', barcodeOf(0))).headers
    for (const kind of ['orm', 'raw'] as const) await of(kind).open({ env, bodies, headers })
    let same = true
    for (const [code, body] of bodies.slice(0, COMPARED))
      for (const kind of ['orm', 'raw'] as const)
        same &&= isDeepStrictEqual(JSON.parse((await read(kind, code)).body), JSON.parse(body))
    const rounds = new Map(kinds.map((kind) => [kind, [] as Round[]]))
    // The first round warms up and is not counted.
    for (let round = -1; round < size.rounds; round += 1) {
      for (const kind of kinds) {
        // The ORM's database needs the core that being awake takes.
        const found = await measure(of(kind), size, authorization, kind !== 'orm')
        if (round >= 0) rounds.get(kind)?.push(found)
      }
    }
    return resultFrom(rounds, same)
  } finally {
    for (const server of servers.values()) server.close()
  }
}

function resultFrom(rounds: ReadonlyMap<Kind, readonly Round[]>, same: boolean): Result {
  const figure = (kind: Kind, of: (round: Round) => number) =>
    Math.round(median((rounds.get(kind) ?? []).map(of)) * 10) / 10
  const perCore = (kind: Kind) => 1e6 / figure(kind, ({ cpuUsEach }) => cpuUsEach)
  const each = (of: (round: Round) => number) =>
    Object.fromEntries(kinds.map((kind) => [kind, figure(kind, of)]))
  return resultOf(
    'lookup',
    'answers per second of processor time of the server',
    perCore('hub'),
    { ORM: perCore('orm'), 'node:http with ready bytes': perCore('raw') },
    {
      ORM: { be: 'at-least', ratio: 20 },
      'node:http with ready bytes': { be: 'at-least', ratio: 0.5 },
    },
    { 'the same answers': same },
    {
      cpuUsEach: each(({ cpuUsEach }) => cpuUsEach),
      perSecond: each(({ done, wallMs }) => (done / wallMs) * 1000),
      p99Ms: each(({ latencies }) => percentile(latencies, 0.99)),
    },
  )
}

export async function run(size = full, given?: Place): Promise<Result> {
  const place = given ?? (await ownPlace({ redis: true }))
  try {
    const env = {
      ...{ DATABASE_URL: place.hubUrl, REDIS_URL: place.redisUrl, DATA_DIR: place.dataDir },
      ...{ HOST: '127.0.0.1', PORT: '0' },
      // The limit is asked each time; it only must not say no.
      LIMIT_CALLS_PER_SECOND: '1000000',
    }
    return await compare(env, size)
  } finally {
    await place.close()
  }
}
