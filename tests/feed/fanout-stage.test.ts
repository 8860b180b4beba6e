// The benches of the feed put it on a stage of their own, over a kernel without a database, beside their peers. Here
// each sender goes on once, so that the stage is not found broken on the day it is measured on.
import t from 'tap'
import type { Sender } from '../../bench/fanout/messages.ts'
import { compareCpu, Stage } from '../../bench/fanout/stage.ts'

const senders: Sender[] = [
  'feed-socketio',
  'feed-websocket',
  'stock-socketio',
  'ws-array',
  'net-loop',
]

t.test('each sender of the stage reaches all its clients', async (t) => {
  const stage = await Stage.open(senders, 3)
  t.teardown(() => stage.close())
  for (const sender of senders) {
    // It resolves when every client has every change, and not before.
    t.ok((await stage.cpuUsEach(sender, 2, 2)) > 0, sender)
  }
  const compared = await compareCpu(stage, 1, 2, { 'feed-socketio': 2, 'net-loop': 2 })
  t.strictSame([...compared.keys()], ['feed-socketio', 'net-loop'])
  stage.stall('feed-socketio')
  const pace = { turns: 2, each: 2, everyMs: 1 }
  const { delaysUs, measured } = await stage.delaysUs('feed-socketio', pace)
  t.ok(delaysUs.length > 0, 'those that read say how late they heard')
  t.ok(measured.rssBytes > 0)
})
