// Prints AsyncAPI 3 from the same declarations that serve the sockets: the frames both ways, every
// operation that may be called and every event that may be pushed, with who sees it.
import type { TSchema } from 'typebox'
import type { EventKind, JournalKind, Operation } from '#shared/contract.ts'
import {
  Batch,
  Beat,
  Bye,
  CallFrame,
  Challenge,
  Hello,
  Person,
  Ping,
  Pong,
  PresenceFrame,
  PROTOCOL,
  Reply,
  Skip,
  SnapshotPart,
  Welcome,
} from '#shared/frames.ts'
import { API_VERSION } from './http.ts'
import type { Room } from './room.ts'

const towardsHub = { hello: Hello, call: CallFrame, ping: Ping, person: Person }
const fromHub = {
  challenge: Challenge,
  welcome: Welcome,
  batch: Batch,
  skip: Skip,
  snapshot: SnapshotPart,
  reply: Reply,
  beat: Beat,
  pong: Pong,
  presence: PresenceFrame,
  bye: Bye,
}

type Messages = Record<string, { name: string; title: string; summary?: string; payload: TSchema }>

/** The document, as plain data. */
export function asyncApi(rooms: readonly Room[], operations: readonly Operation[]): object {
  const events = rooms.flatMap((room) => room.events ?? [])
  const kinds = rooms.flatMap((room) => (room.deciders ?? []).map(({ kind }) => kind))
  const messages: Messages = {
    ...frames(towardsHub),
    ...frames(fromHub),
    ...Object.fromEntries(events.map((each) => [`event.${each.name}`, eventMessage(each)])),
    ...Object.fromEntries(operations.flatMap(callMessages)),
    ...Object.fromEntries(kinds.flatMap(journalMessages)),
  }
  const channel = (address: string, description: string) => ({
    address,
    description,
    messages: Object.fromEntries(
      Object.keys(messages).map((name) => [name, { $ref: `#/components/messages/${name}` }]),
    ),
  })
  const pushed = [...Object.keys(fromHub), ...events.map(({ name }) => `event.${name}`)]
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Mizan live',
      version: API_VERSION,
      description: `Protocol ${PROTOCOL}. The same frames on plain WebSocket and on Socket.IO (event \`m\`).`,
    },
    channels: {
      websocket: channel('/ws', 'Plain WebSocket; one JSON frame a text message'),
      socketio: channel(
        '/socket.io/',
        'Socket.IO 4, WebSocket transport only; the event `m` carries a frame',
      ),
    },
    operations: {
      ...overChannel('websocket', pushed, operations),
      ...overChannel('socketio', pushed, operations),
    },
    components: { messages },
  }
}

/** What is sent, taken and asked on one channel. */
function overChannel(
  name: string,
  pushed: readonly string[],
  operations: readonly Operation[],
): Record<string, object> {
  const channel = { $ref: `#/channels/${name}` }
  const messages = (of: readonly string[]) =>
    of.map((message) => ({ $ref: `#/channels/${name}/messages/${message}` }))
  const asked = operations.map((each) => {
    const answer = { channel, messages: messages([`reply.${each.name}`]) }
    const told = { title: each.summary, channel, messages: messages([`call.${each.name}`]) }
    return [`${name}.${each.name}`, { action: 'receive', ...told, reply: answer }] as const
  })
  return {
    [`${name}.receive`]: {
      action: 'receive',
      channel,
      messages: messages(Object.keys(towardsHub)),
    },
    [`${name}.send`]: { action: 'send', channel, messages: messages(pushed) },
    ...Object.fromEntries(asked),
  }
}

function frames(of: Record<string, TSchema>): Messages {
  return Object.fromEntries(
    Object.entries(of).map(([name, payload]) => [name, { name, title: `Frame ${name}`, payload }]),
  )
}

function eventMessage({ name, summary, stream, audience, body }: EventKind) {
  const who = audience.length ? audience.join(', ') : 'nobody; it acts on the hub'
  return {
    name,
    title: name,
    summary: `${summary}. Stream: ${stream}. Seen by: ${who}.`,
    payload: body,
  }
}

function callMessages({ name, summary, input, output }: Operation): [string, Messages[string]][] {
  return [
    [`call.${name}`, { name, title: `call ${name}`, summary, payload: input }],
    [`reply.${name}`, { name, title: `reply to ${name}`, payload: output }],
  ]
}

function journalMessages({
  name,
  summary,
  body,
  result,
}: JournalKind): [string, Messages[string]][] {
  return [
    [`journal.${name}`, { name, title: `journal entry ${name}`, summary, payload: body }],
    [`journal-result.${name}`, { name, title: `result of ${name}`, payload: result }],
  ]
}
