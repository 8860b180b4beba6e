// Five hundred new prices and fifty tills on one hub: from asking for them to be set until a manager sees that
// every till holds them. Beside it what Socket.IO alone needs to bring the same prices to as many clients and to
// hear of each that it has them, with nothing kept anywhere.
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { Server } from 'socket.io'
import { newId, type Id } from '#shared/ids.ts'
import { API_PREFIX } from '#kernel/http.ts'
import { system as mizan } from '#kernel/scope.ts'
import { pricesSet, type Price, type PriceVersion } from '#prices/contract.ts'
import { usersAdd } from '#users/contract.ts'
import { openKernel } from '../src/app.ts'
import { tokensOf } from '../src/auth/tokens.ts'
import type { FromTills, ToTills } from './acks/messages.ts'
import { percentile, resultOf, type Result } from './result.ts'
import { steadyUs } from './screen/messages.ts'
import { openScene, type Scene } from './screen/scene.ts'
import { quiet } from './quiet.ts'

const full = { tills: 50, prices: 500, rounds: 60, warmUp: 5 }
type Size = typeof full
const MOST_MS = 1_000
const PEER = 'Socket.IO, acknowledged, nothing kept'

const id = () => newId(Date.now())

/** The access token of somebody who sets prices. */
async function managerOf({ config }: Scene): Promise<string> {
  const { kernel, close } = await openKernel(config, quiet, { connections: 2 })
  const person = {
    ...{ id: id(), login: 'prices', name: 'Prices', roleId: 'admin', storeIds: null },
    ...{ locale: 'en', digits: 'latn', active: true },
  }
  await kernel.operations.call(mizan, usersAdd.name, id(), person)
  await close()
  const bearer = { personId: person.id, sessionId: id(), startedAtMs: Date.now() }
  return (await (await tokensOf(config)).issue(bearer)).token
}

/** Sets a price for everything; gives the version they have become. */
async function setPrices({ shop, system }: Scene, token: string, round: number) {
  const [{ listId } = { listId: '' as Id }] = shop.goods.values()
  const prices = [...shop.goods.values()].map(({ variantId }) => {
    return { id: id(), variantId, unitPriceCentiMinor: 12_500 + round }
  })
  const address = pricesSet.http[1].replace(':listId', listId)
  const answer = await fetch(`${system.hubUrls[0]}${API_PREFIX}${address}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ prices }),
  })
  if (!answer.ok) throw new Error(await answer.text())
  return (await answer.json()) as { version: PriceVersion; prices: Price[] }
}

class Tills {
  readonly #child: ChildProcess
  readonly #held = new Map<number, number>()
  #look = () => {}

  constructor() {
    this.#child = fork(fileURLToPath(new URL('./acks/tills.ts', import.meta.url)))
  }

  async open(message: ToTills): Promise<void> {
    await once(this.#child, 'message')
    const opened = new Promise<void>((resolve) => {
      this.#child.on('message', (told: FromTills) => {
        if (told.kind === 'opened') resolve()
        if (told.kind !== 'held') return
        this.#held.set(told.number, told.atUs)
        this.#look()
      })
    })
    this.#child.send(message)
    await opened
  }

  /** When it was seen that all hold this version. */
  async heldAtUs(number: number): Promise<number> {
    for (;;) {
      const atUs = this.#held.get(number)
      if (atUs !== undefined) return atUs
      await new Promise<void>((resolve) => (this.#look = resolve))
    }
  }

  close(): void {
    this.#child.kill()
  }
}

async function measure(
  scene: Scene,
  size: Size,
  { tills, peer, token }: { tills: Tills; peer: Server; token: string },
) {
  const times = { mizan: [] as number[], peer: [] as number[], set: [] as number[] }
  for (let round = -size.warmUp; round < size.rounds; round += 1) {
    const startedUs = steadyUs()
    const { version, prices } = await setPrices(scene, token, round)
    const setUs = steadyUs()
    const heldUs = await tills.heldAtUs(version.number)
    const sentUs = steadyUs()
    const counts = (await peer.timeout(30_000).emitWithAck('prices', prices)) as number[]
    if (counts.length !== size.tills) throw new Error(`${counts.length} clients have the prices`)
    if (round < 0) continue
    times.peer.push((steadyUs() - sentUs) / 1000)
    times.mizan.push((heldUs - startedUs) / 1000)
    times.set.push((setUs - startedUs) / 1000)
  }
  return times
}

export async function run(size = full, given?: Scene): Promise<Result> {
  const { tills: count, prices: products } = size
  const scene = given ?? (await openScene(count, { hubs: 1, products }))
  const http = createServer()
  const peer = new Server(http, { transports: ['websocket'], maxHttpBufferSize: 1e7 })
  const tills = new Tills()
  try {
    http.listen(0, '127.0.0.1')
    await once(http, 'listening')
    const peerUrl = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
    const [hubUrl = ''] = scene.system.hubUrls
    const token = await managerOf(scene)
    const devices = scene.shop.tills
    await tills.open({ kind: 'open', hubUrl, devices, token, peerUrl })
    const times = await measure(scene, size, { tills, peer, token })
    const p99Ms = percentile(times.mizan, 0.99)
    return resultOf(
      'price-acks',
      `milliseconds until ${size.tills} tills hold ${size.prices} prices, p99`,
      p99Ms,
      { [PEER]: percentile(times.peer, 0.99) },
      {},
      { [`within ${MOST_MS} ms`]: p99Ms <= MOST_MS },
      {
        p50Ms: percentile(times.mizan, 0.5),
        setP50Ms: percentile(times.set, 0.5),
        peerP50Ms: percentile(times.peer, 0.5),
        rounds: size.rounds,
      },
    )
  } finally {
    tills.close()
    await peer.close()
    await scene.close()
  }
}
