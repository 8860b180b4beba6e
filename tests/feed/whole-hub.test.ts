// The feed inside the whole hub: the doors are where the protocol says and nobody gets in unnamed.
import t from 'tap'
import { openHub } from '../../src/app.ts'
import { FakeTerminal } from '../support/terminal.ts'
import { cloneDatabase, cloneRedis } from '../support/database.ts'
import { testConfig } from '../support/kernel.ts'
import { toyPlan } from '../support/feed.ts'

t.test('over both transports a stranger is refused by the whole hub', async (t) => {
  const env = { REDIS_URL: await cloneRedis(t), PORT: '0', HOST: '127.0.0.1' }
  const hub = await openHub(testConfig(await cloneDatabase(t), env))
  t.teardown(() => hub.close())
  const url = await hub.listen()
  for (const transport of ['websocket', 'socket.io'] as const) {
    const stranger = new FakeTerminal({ url, transport, streams: ['company'], plan: toyPlan })
    await t.rejects(stranger.connect())
    t.match(stranger.bye, { reason: 'revoked', problem: { type: '/problems/not-signed-in' } })
  }
})
