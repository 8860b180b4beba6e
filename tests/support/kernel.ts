// A kernel over a database of its own, for tests of rooms: no HTTP, no sockets, the real thing below.
import type { Operation, Input, Output } from '#shared/contract.ts'
import { newId } from '#shared/ids.ts'
import { nowMs } from '#kernel/clock.ts'
import { readConfig, type Config } from '#kernel/config.ts'
import { APP_ROLE, Database } from '#kernel/database.ts'
import type { Directory } from '#kernel/directory.ts'
import { kernelEntities } from '#kernel/entities.ts'
import { Kernel } from '#kernel/kernel.ts'
import type { Memory } from '#kernel/memory.ts'
import type { Room } from '#kernel/room.ts'
import { system, type Scope } from '#kernel/scope.ts'
import { rooms as allRooms } from '#rooms.ts'
import { cloneDatabase } from './database.ts'
import { hubUrlOf } from './template.ts'

type Test = { teardown(handler: () => unknown): unknown }

export type TestKernel = {
  readonly kernel: Kernel
  readonly url: string
  /** Asks an operation; `system` may do everything. */
  call<O extends Operation>(
    scope: Scope,
    operation: O,
    input: Input<O>,
    callId?: string,
  ): Promise<Output<O>>
}

// For tests of rooms below the people: whoever is named may do everything, and no terminal is known.
const openDirectory = (): Directory => ({
  authenticate: async () => system,
  stillValid: () => true,
  requireProof: async () => {},
  terminal: () => undefined,
  permissions: () => ['*'],
})

export type TestKernelOptions = {
  readonly rooms?: readonly Room[]
  readonly directory?: (memory: Memory) => Directory
  /** Another kernel's database, to stand beside it as a second hub. */
  readonly url?: string
  readonly env?: Record<string, string>
}

export function testConfig(databaseUrl: string, env: Record<string, string> = {}): Config {
  return readConfig({
    LOG_LEVEL: 'silent',
    REDIS_URL: 'redis://127.0.0.1:1',
    LIMIT_STATEMENT_TIMEOUT_MS: '20000',
    LIMIT_LOCK_TIMEOUT_MS: '20000',
    LIMIT_IDLE_IN_TRANSACTION_TIMEOUT_MS: '20000',
    LIMIT_CONNECTION_WAIT_MS: '20000',
    // Beside the other key that hubs share.
    ...(env.SIGNING_KEY_FILE ? { SEALING_KEYS_FILE: `${env.SIGNING_KEY_FILE}.sealing` } : {}),
    ...env,
    // An address of the owner is what tests look and meddle with; a hub is never told it.
    DATABASE_URL: hubUrlOf(databaseUrl),
  })
}

/** Opens a kernel with the given rooms (all of them when absent) and starts it. */
export async function openKernel(t: Test, options: TestKernelOptions = {}): Promise<TestKernel> {
  const url = options.url ?? (await cloneDatabase(t))
  const config = testConfig(url, options.env)
  const rooms = options.rooms ?? allRooms
  const database = await Database.open({
    url: config.databaseUrl,
    role: APP_ROLE,
    connections: config.limits.hubConnections,
    entities: [...kernelEntities, ...rooms.flatMap((room) => room.entities)],
    limits: config.limits,
  })
  const problems: unknown[] = []
  const log = {
    info: () => {},
    warn: () => {},
    error: (about: object) => void problems.push(about),
  }
  const kernel = new Kernel({
    config,
    log,
    database,
    rooms,
    directory: options.directory ?? openDirectory,
  })
  await kernel.start()
  t.teardown(async () => {
    await kernel.stop()
    await database.close()
  })
  return {
    kernel,
    url,
    call: async (scope, operation, input, callId = newId(nowMs())) =>
      (await kernel.operations.call(scope, operation.name, callId, input)) as never,
  }
}
