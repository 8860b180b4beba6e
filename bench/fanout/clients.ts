// All clients of all senders, in one process beside theirs. They count; the first of each sender also
// keeps what it got and checks that it is what was sent, in order. Asked for it, they note delays.
import type { FromClients, Sender, ToClients } from './messages.ts'
import { RawClient } from './raw-client.ts'

type Crowd = {
  clients: RawClient[]
  ready: number
  frames: number
  expected: number
  next: number
  each: number
  delaysUs: number[] | null
}

const crowds = new Map<Sender, Crowd>()
const tell = (message: FromClients) => void process.send?.(message)

function connectAll(sender: Sender, port: number, count: number): void {
  const crowd: Crowd = {
    clients: [],
    ready: 0,
    frames: 0,
    expected: Infinity,
    next: 1,
    each: 0,
    delaysUs: null,
  }
  crowds.set(sender, crowd)
  const ready = () => {
    crowd.ready += 1
    if (crowd.ready === count) tell({ kind: 'connected', sender })
    else if (crowd.clients.length < count) add()
  }
  const counted = (madeUs: () => number) => {
    crowd.frames += 1
    crowd.delaysUs?.push(Number(process.hrtime.bigint() / 1000n) - madeUs())
    if (crowd.frames === crowd.expected) finish(sender, crowd)
  }
  const add = () => {
    crowd.clients.push(new RawClient(sender, port, crowd.clients.length === 0, { ready, counted }))
  }
  for (let i = 0; i < Math.min(50, count); i += 1) add()
}

function finish(sender: Sender, crowd: Crowd): void {
  const [first] = crowd.clients
  const numbers = (first?.kept ?? []).flatMap((text) =>
    Array.from(text.matchAll(/"n":(\d+)/g), (match) => Number(match[1])),
  )
  const right = numbers.length === crowd.each && numbers.every((n, i) => n === crowd.next + i)
  if (!right) throw new Error(`${sender} delivered ${numbers.join(' ')} after ${crowd.next}`)
  if (first) first.kept = []
  crowd.next += crowd.each
  crowd.frames = 0
  crowd.expected = Infinity
  tell({ kind: 'delivered', sender })
}

function noteDelays(sender: Sender, crowd: Crowd): void {
  if (crowd.delaysUs) tell({ kind: 'delays', sender, delaysUs: crowd.delaysUs })
  crowd.delaysUs = crowd.delaysUs ? null : []
}

process.on('message', (message: ToClients) => {
  if (message.kind === 'connect') return connectAll(message.sender, message.port, message.count)
  const crowd = crowds.get(message.sender)
  if (!crowd) return
  if (message.kind === 'stall') return crowd.clients.at(-1)?.stall()
  if (message.kind === 'delays') return noteDelays(message.sender, crowd)
  crowd.expected = message.framesEach * crowd.clients.length
  crowd.each = message.each
  // They may all have arrived before the word that they were sent.
  if (crowd.frames === crowd.expected) finish(message.sender, crowd)
})
process.on('disconnect', () => process.exit(0))
