// Fifty tills and a manager, in a process of their own. A till takes new prices into its replica and then says
// that it holds them; the manager watches until each has said so. Beside them as many clients of stock Socket.IO.
import { io } from 'socket.io-client'
import {
  priceVersionChanged,
  pricesAcknowledge,
  terminalPricesChanged,
  type PriceVersion,
  type TerminalPrices,
} from '#prices/contract.ts'
import { replicaPlan } from '#shared/replica.ts'
import { rooms } from '../../src/rooms.ts'
import { connectTerminal, type FakeTerminal } from '../../tests/support/terminal.ts'
import { steadyUs } from '../screen/messages.ts'
import type { FromTills, ToTills } from './messages.ts'

const plan = replicaPlan(
  rooms.flatMap((room) => room.collections ?? []),
  rooms.flatMap((room) => room.folds ?? []),
)
const tell = (message: FromTills) => void process.send?.(message)

async function openTill(url: string, device: ToTills['devices'][number], i: number): Promise<void> {
  let till: FakeTerminal | undefined
  till = await connectTerminal({
    ...{ url, plan, streams: ['company'], terminal: { id: device.id, token: device.token } },
    transport: i % 2 ? 'socket.io' : 'websocket',
    onFrame: (frame) => {
      if (frame.t !== 'batch') return
      for (const [, kind, body] of frame.facts) {
        if (kind !== priceVersionChanged.name) continue
        void till?.call(pricesAcknowledge, { number: (body as PriceVersion).number })
      }
    },
  })
}

async function openManager({ hubUrl: url, token, devices }: ToTills): Promise<void> {
  const held = new Map<number, number>()
  await connectTerminal({
    ...{ url, token, plan, streams: ['company'], transport: 'socket.io' },
    onFrame: (frame) => {
      if (frame.t !== 'batch') return
      for (const [, kind, body] of frame.facts) {
        if (kind !== terminalPricesChanged.name) continue
        const { number } = body as TerminalPrices
        held.set(number, (held.get(number) ?? 0) + 1)
        if (held.get(number) === devices.length) tell({ kind: 'held', number, atUs: steadyUs() })
      }
    },
  })
}

function openPeer(url: string): Promise<void> {
  const socket = io(url, { transports: ['websocket'], forceNew: true })
  const prices = new Map<string, unknown>()
  socket.on('prices', (all: { readonly id: string }[], acknowledge: (count: number) => void) => {
    for (const price of all) prices.set(price.id, price)
    acknowledge(all.length)
  })
  return new Promise((resolve) => socket.on('connect', () => resolve()))
}

async function open(message: ToTills): Promise<void> {
  for (const [i, device] of message.devices.entries()) {
    await openTill(message.hubUrl, device, i)
    await openPeer(message.peerUrl)
  }
  await openManager(message)
  tell({ kind: 'opened' })
}

process.on('message', (message: ToTills) => void open(message))
process.on('disconnect', () => process.exit(0))
tell({ kind: 'ready' })
