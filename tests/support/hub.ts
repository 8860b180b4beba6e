// A whole hub that listens on a free port, over a database and a part of Redis of its own or beside
// another one; and how a program without a socket asks it.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { API_PREFIX } from '#kernel/http.ts'
import type { Operation } from '#shared/contract.ts'
import type { ProblemBody } from '#shared/problem.ts'
import { openHub, type Hub } from '../../src/app.ts'
import { cloneDatabase, cloneRedis } from './database.ts'
import { testConfig } from './kernel.ts'

type Test = { teardown(handler: () => unknown): unknown }

export type RunningHub = Hub & {
  /** `http://127.0.0.1:<port>` */
  readonly url: string
  readonly databaseUrl: string
}

/** Opens a hub; with another one it stands beside it on the same database, Redis and signing key. */
export async function runHub(
  t: Test,
  env: Record<string, string> = {},
  beside?: RunningHub,
): Promise<RunningHub> {
  const databaseUrl = env.DATABASE_URL ?? beside?.databaseUrl ?? (await cloneDatabase(t))
  const known = beside?.kernel.config
  const hub = await openHub(
    testConfig(databaseUrl, {
      HOST: '127.0.0.1',
      PORT: '0',
      REDIS_URL: known?.redisUrl ?? (await cloneRedis(t)),
      SIGNING_KEY_FILE: known?.signingKeyFile ?? join(await folder(t), 'key.pem'),
      LIMIT_CALLS_PER_SECOND: '2000',
      ...env,
    }),
  )
  t.teardown(() => hub.close())
  return { ...hub, databaseUrl, url: await hub.listen() }
}

async function folder(t: Test): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'mizan-hub-'))
  t.teardown(() => rm(path, { recursive: true, force: true }))
  return path
}

/** What came of asking: the output, or the problem, with the status over HTTP. */
export type Answer = {
  readonly status: number
  readonly output?: unknown
  readonly problem?: ProblemBody
}

/** `Bearer <access token>` or `Terminal <id>.<token>`; null says nothing of who asks. */
export type Authorization = string | null

/** Sends a body that need not be right, or even JSON. */
export async function request(
  url: string,
  method: string,
  path: string,
  authorization: Authorization,
  body?: string,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const response = await fetch(`${url}${API_PREFIX}${path}`, {
    method,
    headers: {
      ...(authorization === null ? {} : { authorization }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body }),
  })
  const said: unknown = await response.json()
  const { status } = response
  const isProblem = response.headers.get('content-type')?.startsWith('application/problem+json')
  return isProblem ? { status, problem: said as ProblemBody } : { status, output: said }
}

/** Asks an operation at its address, however wrong the input is. */
export function askHttp(
  url: string,
  authorization: Authorization,
  operation: Operation,
  input: Readonly<Record<string, unknown>>,
): Promise<Answer> {
  const [method, address] = operation.http
  const rest = new Map(Object.entries(input))
  const path = address.replace(/:(\w+)/g, (_, name: string) => {
    const value = String(rest.get(name))
    rest.delete(name)
    return encodeURIComponent(value)
  })
  if (method === 'GET' || method === 'DELETE') {
    const query = new URLSearchParams([...rest].map(([name, value]) => [name, String(value)]))
    return request(url, method, `${path}?${query}`, authorization)
  }
  return request(url, method, path, authorization, JSON.stringify(Object.fromEntries(rest)))
}
