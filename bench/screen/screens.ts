// The screens of the bench, in a process of their own: tills that sell nothing. Each takes every fact into
// its replica, as a till does before it draws, and then says when.
import { replicaPlan } from '#shared/replica.ts'
import { streamOf } from '#shared/streams.ts'
import { saleCompleted, type SaleFact } from '#sales/contract.ts'
import { rooms } from '../../src/rooms.ts'
import { connectTerminal } from '../../tests/support/terminal.ts'
import { steadyUs, type FromScreens, type ToScreens } from './messages.ts'

const plan = replicaPlan(
  rooms.flatMap((room) => room.collections ?? []),
  rooms.flatMap((room) => room.folds ?? []),
)
const tell = (message: FromScreens) => process.send?.(message)

process.on('message', (message: ToScreens) => void show(message))
tell({ kind: 'ready' })

async function show({ screens, storeId }: ToScreens): Promise<void> {
  const stream = streamOf(storeId)
  for (const [i, { hub, url, device }] of screens.entries()) {
    await connectTerminal({
      url,
      // Both transports on both hubs, which alternate.
      transport: i % 4 < 2 ? 'socket.io' : 'websocket',
      terminal: { id: device.id, token: device.token },
      streams: ['company', stream],
      plan,
      onFrame: (frame) => {
        if (frame.t !== 'batch' || frame.stream !== stream) return
        const atUs = steadyUs()
        for (const [, kind, body] of frame.facts) {
          if (kind !== saleCompleted.name) continue
          tell({ kind: 'seen', hub, saleId: (body as SaleFact).saleId, atUs })
        }
      },
    })
  }
  tell({ kind: 'shown' })
}
