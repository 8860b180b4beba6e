// A mistake that nobody catches, in any process of the system: the process ends and another takes its
// place, those beside it notice nothing, and who was connected there comes back to the same truth.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import t from 'tap'
import { signIn } from '#auth/contract.ts'
import type { Output } from '#shared/contract.ts'
import { storesList } from '#stores/contract.ts'
import { startSystem } from '#supervisor/system.ts'
import { prove } from '../../src/verify.ts'
import { askHttp } from '../support/hub.ts'
import { allRooms } from '../support/replicas.ts'
import { connectTerminal } from '../support/terminal.ts'

t.setTimeout(180_000)
const dataDir = mkdtempSync(join(tmpdir(), 'mizan-crash-'))
t.teardown(() => rmSync(dataDir, { recursive: true, force: true }))

// Signals stand for mistakes: one in a promise nobody waits for, one in a timer.
const plant = join(dataDir, 'plant.mjs')
writeFileSync(
  plant,
  `process.on('SIGUSR2', () => void Promise.reject(new Error('planted rejection')))
   process.on('SIGWINCH', () => void setTimeout(() => { throw new Error('planted throw') }, 1))`,
)
const env = { DATABASE_URL: '', REDIS_URL: '', NODE_OPTIONS: `--import=file://${plant}` }
const system = await startSystem({ dataDir, env, hubs: 2 })
t.teardown(() => system.stop())
const [near = '', far = ''] = system.hubUrls
const boss = system.people.find(({ role }) => /admin/i.test(role)) ?? system.people[0]
if (!boss) throw new Error('the seed shop has people')
const { login, password } = boss
const { output } = await askHttp(far, null, signIn, { login, password })
const { accessToken: token } = output as Output<typeof signIn>

/** Waits until another process bears the name, and its hub, if it is one, answers. */
async function replaced(name: string, former: number | undefined, url?: string): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    await pause(50)
    const pid = system.pids()[name]
    if (pid === undefined || pid === former) continue
    if (url === undefined) return
    const ready = await fetch(`${url}/ready`).catch(() => null)
    if (ready?.ok) return
  }
  throw new Error(`${name} did not come back`)
}

const signals = ['SIGUSR2', 'SIGWINCH'] as const
const connects = (url: string, transport: 'websocket' | 'socket.io') =>
  connectTerminal({ url, token, transport, streams: ['company'], plan: allRooms })

for (const [i, signal] of signals.entries()) {
  t.test(
    `X5 ${i ? 'a throw in a timer' : 'a rejection nobody waits for'} ends one hub`,
    async (t) => {
      const here = await connects(near, 'websocket')
      const alsoHere = await connects(near, 'socket.io')
      const beside = await connects(far, 'websocket')
      t.teardown(() => [here, alsoHere, beside].forEach((line) => line.close()))
      const before = system.pids()
      system.kill('hub-1', signal)
      await replaced('hub-1', before['hub-1'], near)
      const after = system.pids()
      for (const name of ['hub-2', 'worker', 'postgres', 'redis']) {
        t.equal(after[name], before[name], `${name} is the same`)
      }
      t.equal(beside.ended, undefined, 'who is connected beside it is connected still')
      t.ok(await beside.ask(storesList.name, {}), 'and is answered')
      for (const line of [here, alsoHere]) {
        t.ok(line.ended, 'who was connected there is told, or cut off')
        await line.connect()
        t.strictSame(line.state('company'), beside.state('company'), 'and has the same truth again')
      }
    },
  )
}

t.test('X5 the worker comes back as well, and the hubs go on', async (t) => {
  for (const signal of signals) {
    const before = system.pids()
    system.kill('worker', signal)
    await replaced('worker', before.worker)
    t.equal(system.pids()['hub-1'], before['hub-1'])
    const { status } = await askHttp(near, `Bearer ${token}`, storesList, {})
    t.equal(status, 200)
  }
})

t.test('X5 what went wrong is written down, and the books are whole', async (t) => {
  for (const name of ['hub-1', 'worker']) {
    const said = readFileSync(join(dataDir, 'log', `${name}.log`), 'utf8')
    for (const what of ['planted rejection', 'planted throw'])
      t.match(said, what, `${name}: ${what}`)
  }
  t.equal((await prove(system.databaseUrl)).broken, null)
})
