// The files of an embedded PostgreSQL: where they lie, how they are first made, its password and its
// settings. It starts no server.

import { randomBytes, hash as digestOf } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { totalmem } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { spawnSync } from 'node:child_process'
import { nowMs } from '#kernel/clock.ts'
import { requirePrivate } from '#kernel/private-files.ts'
import { canEnter, databaseAccount, type Account } from './account.ts'
import { openPlace, postgresBinaries } from './binaries.ts'

/** Where one embedded PostgreSQL lives. */
export type Cluster = {
  readonly binaries: string
  /** PGDATA. */
  readonly directory: string
  readonly account: Account | undefined
  readonly password: string
  /** Owner of every table; also a superuser of this private server. */
  readonly user: 'mizan'
  /** Of the login that hubs and workers use. */
  readonly hubPassword: string
  readonly logFile: string
  /** Remembers the server's process for the next start. */
  readonly processFile: string
}

const major = '18'

/** The login of hubs and workers, who own nothing and may do what its roles may. */
export const HUB_LOGIN = 'mizan_hub'

/** Finds the cluster of `dataDir`, making it on first use. Throws with a plain sentence. */
export function openCluster(dataDir: string): Cluster {
  const home = resolve(dataDir)
  mkdirSync(join(home, 'log'), { recursive: true })
  const account = databaseAccount()
  // The folder is ours, and what is secret in it has its own mode; the account must pass through.
  if (account) chmodSync(home, 0o711)
  const directory = join(placeFor(home, account), 'postgres')
  const passwordFile = join(home, 'database-password')
  if (!existsSync(passwordFile)) {
    // Files whose password is gone belong to a data folder that somebody removed. They are kept.
    if (existsSync(directory)) renameSync(directory, `${directory}.${nowMs()}`)
  }
  const cluster: Cluster = {
    binaries: postgresBinaries(home, account),
    directory,
    account,
    password: secretIn(passwordFile),
    user: 'mizan',
    hubPassword: secretIn(join(home, 'hub-database-password')),
    logFile: join(home, 'log', 'postgres.log'),
    processFile: join(home, 'postgres.json'),
  }
  if (!existsSync(cluster.directory)) initialise(cluster)
  const version = readFileSync(join(cluster.directory, 'PG_VERSION'), 'utf8').trim()
  if (version !== major) {
    throw new Error(
      `The data in ${cluster.directory} belongs to PostgreSQL ${version} and this is ${major}. ` +
        'Export it with the former version and import it here, or choose another DATA_DIR.',
    )
  }
  return cluster
}

function secretIn(file: string): string {
  if (!existsSync(file)) {
    writeFileSync(file, randomBytes(24).toString('base64url'), { mode: 0o600 })
  }
  requirePrivate(file)
  return readFileSync(file, 'utf8').trim()
}

/** `-c` options for the server. `durable: false` is for tests: it loses data when the power fails. */
export function serverSettings(port: number, durable: boolean): string[] {
  const memoryMb = Math.floor(totalmem() / 2 ** 20)
  const buffersMb = durable ? Math.min(1024, Math.max(128, Math.floor(memoryMb / 8))) : 128
  const settings: Record<string, string | number> = {
    // One door: no socket file, whose lock would outlive a killed server.
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    max_connections: 200,
    password_encryption: 'scram-sha-256',
    shared_buffers: `${buffersMb}MB`,
    effective_cache_size: `${Math.max(256, Math.floor(memoryMb / 2))}MB`,
    work_mem: '16MB',
    maintenance_work_mem: '128MB',
    // The lane commits all day long: few, spread checkpoints write each page once, not ten times.
    max_wal_size: durable ? '4GB' : '1GB',
    min_wal_size: '128MB',
    checkpoint_timeout: '15min',
    checkpoint_completion_target: 0.9,
    wal_buffers: '16MB',
    random_page_cost: 1.1,
    jit: 'off',
    fsync: durable ? 'on' : 'off',
    synchronous_commit: durable ? 'on' : 'off',
    full_page_writes: durable ? 'on' : 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_line_prefix: '%m [%p] %a ',
    log_checkpoints: 'off',
    // Parameters are customers' data.
    log_parameter_max_length: 0,
    log_parameter_max_length_on_error: 0,
  }
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

function placeFor(home: string, account: Account | undefined): string {
  if (canEnter(home, account)) return home
  // Something above is closed to the account, as /root is, and not ours to open.
  const name = digestOf('sha256', home).slice(0, 12)
  const place = join(openPlace, name)
  mkdirSync(place, { recursive: true, mode: 0o755 })
  return place
}

function initialise(cluster: Cluster): void {
  // Made under another name first, so that a start cut short leaves nothing that looks complete.
  const draft = `${cluster.directory}.new`
  rmSync(draft, { recursive: true, force: true })
  mkdirSync(draft, { mode: 0o700 })
  const passwordFile = `${draft}-password`
  writeFileSync(passwordFile, `${cluster.password}\n`, { mode: 0o600 })
  const account = cluster.account
  if (account) for (const path of [draft, passwordFile]) chownSync(path, account.uid, account.gid)
  const options = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin']
  const result = spawnSync(
    join(cluster.binaries, 'initdb'),
    [
      `--pgdata=${draft}`,
      `--username=${cluster.user}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--builtin-locale=C.UTF-8',
      '--data-checksums',
      ...options,
    ],
    { ...account, encoding: 'utf8', cwd: dirname(draft) },
  )
  rmSync(passwordFile, { force: true })
  if (result.status !== 0) {
    throw new Error(
      `PostgreSQL could not make its files in ${draft}:\n${result.error?.message ?? result.stderr}`,
    )
  }
  renameSync(draft, cluster.directory)
}
