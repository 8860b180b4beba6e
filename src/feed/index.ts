// The live feed: everything committed, pushed to everyone it concerns, over Socket.IO and over plain
// WebSocket. It writes nothing but who is connected.
import type { IncomingMessage } from 'node:http'
import websocket from '@fastify/websocket'
import type { FastifyInstance } from 'fastify'
import type { ByeReason } from '#shared/frames.ts'
import { newId } from '#shared/ids.ts'
import { nowMs } from '#kernel/clock.ts'
import type { Kernel } from '#kernel/kernel.ts'
import { Problem } from '#kernel/problems.ts'
import type { Redis } from '#kernel/redis.ts'
import type { Room } from '#kernel/room.ts'
import { Admission } from './admission.ts'
import { Drains } from './drains.ts'
import { TerminalPresence } from './entities.ts'
import { Heart } from './heart.ts'
import { Hints } from './hints.ts'
import { Hub } from './hub.ts'
import { Lookout } from './lookout.ts'
import type { FeedParts } from './parts.ts'
import { PresenceBoard } from './presence.ts'
import { Session } from './session.ts'
import { Snapshots } from './snapshots.ts'
import type { FeedSocket } from './socket.ts'
import { openSocketIo } from './socketio.ts'
import { dispatchUpgrades, PLAIN_PATH, silentGate } from './upgrades.ts'
import { bounds, servePlain } from './websocket.ts'

export const feedRoom: Room = { name: 'feed', entities: [TerminalPresence], operations: [] }

/** Figures since the hub was opened; `connected` and `live` are of this moment. */
type FeedStats = {
  readonly connected: number
  readonly live: number
  /** Ready frames written to sockets. */
  readonly writes: number
  /** Times a socket with too much unsent was taken out of the live feed. */
  readonly leftBehind: number
  /** The most that is unsent on one socket at this moment. */
  readonly mostBufferedBytes: number
  readonly snapshotsBuilt: number
  readonly ended: Readonly<Partial<Record<ByeReason, number>>>
}

export type Feed = {
  readonly stats: () => FeedStats
  /** Says goodbye to everybody; runs by itself before `app` closes. */
  readonly close: () => Promise<void>
}

/** Opens the feed on `app`, which must not listen yet. */
export async function openFeed(kernel: Kernel, app: FastifyInstance, redis?: Redis): Promise<Feed> {
  const hubName = `${kernel.config.processName}-${newId(nowMs()).slice(-12)}`
  const ended: Partial<Record<ByeReason, number>> = {}
  const sessions = new Set<Session>()
  const hub = new Hub(kernel, () => sessions.forEach((session) => session.recheck()))
  const parts: FeedParts = {
    kernel,
    hub,
    hubName,
    sessions,
    drains: new Drains(),
    admission: new Admission(kernel.config.limits),
    snapshots: new Snapshots(kernel.memory, kernel.rooms, kernel.config.limits),
    ended: (reason) => (ended[reason] = (ended[reason] ?? 0) + 1),
  }
  const heart = new Heart(parts, hub)
  const lookout = new Lookout(parts)
  const presence = new PresenceBoard(parts)
  const hints = redis ? new Hints(redis, kernel, hubName) : undefined
  const transports = await openTransports(parts, app)
  let closed: Promise<void> | undefined
  const closeOnce = async () => {
    heart.stop()
    lookout.stop()
    for (const session of sessions) {
      session.bye('closing', new Problem('unavailable', 'The hub is closing'), spread())
    }
    await Promise.all([presence.stop(), hints?.close(), transports.close()])
    hub.close()
  }
  const close = () => (closed ??= closeOnce())
  app.addHook('preClose', close)
  const stats = () => ({
    connected: sessions.size,
    live: [...sessions].filter(({ at }) => at === 'live').length,
    ...hub.done,
    mostBufferedBytes: Math.max(0, ...[...sessions].map(({ socket }) => socket.bufferedBytes)),
    snapshotsBuilt: parts.snapshots.built,
    ended: { ...ended },
  })
  return { stats, close }
}

/** When to come back after a hub has closed, so that not all come at once. */
function spread(): number {
  return Math.ceil(Math.random() * 1_000)
}

async function openTransports(
  parts: FeedParts,
  app: FastifyInstance,
): Promise<{ close: () => Promise<void> }> {
  const { config } = parts.kernel
  const { frameInBytes } = config.limits
  const gate = silentGate()
  const open = (socket: FeedSocket, request: IncomingMessage) => {
    dispatcher.opened(request)
    return new Session(parts, socket, dispatcher.addressOf(request))
  }
  const packets = openSocketIo(config, open)
  const dispatcher = dispatchUpgrades(app.server, config, parts.admission, { packets, gate })
  await app.register(async (scoped) => {
    // Above our own limit, so that what is a little too large is told so and not just cut.
    const maxPayload = 2 * frameInBytes
    const options = { ...bounds, server: gate, maxPayload }
    await scoped.register(websocket, { options })
    scoped.get(PLAIN_PATH, { websocket: true }, (ws, request) =>
      servePlain(ws, request.raw, frameInBytes, open),
    )
  })
  const close = async () => {
    dispatcher.close()
    await packets.close()
  }
  return { close }
}
