// The benches of the feed put it on a stage of their own, over a kernel without a database, beside their peers. Here
// each sender goes on once, so that the stage is not found broken on the day it is measured on.
import t from 'tap'
import type { Sender } from '../../bench/fanout/messages.ts'
import { Stage } from '../../bench/fanout/stage.ts'

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
})
