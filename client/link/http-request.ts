// An operation as an HTTP request: its address filled from the input, the rest in the query or the
// body. It sends nothing.
import type { Operation } from '#shared/contract.ts'
import type { Id } from '#shared/ids.ts'
import { type ProblemBody, problemBody } from '#shared/problem.ts'
import { CallProblem, unanswered } from './problem.ts'

/** Where the hub answers operations, under its origin. */
export const API = '/api'
const ACCEPTED_VERSION = '1'

/**
 * The input as the hub puts it together from a request: the fields of the address last. Sent so
 * over the socket too, a call that is repeated by the other way is still the same call to the hub.
 */
export function wireInput(
  operation: Operation,
  input: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const names = namesIn(operation)
  const rest = Object.entries(input).filter(([name]) => !names.includes(name))
  const inPath = names.map((name) => [name, input[name]])
  return Object.fromEntries([...rest, ...inPath].filter(([, value]) => value !== undefined))
}

const namesIn = ({ http }: Operation) =>
  [...http[1].matchAll(/:(\w+)/g)].map(([, name = '']) => name)

export type HttpRequest = { readonly address: string; readonly init: RequestInit }

/** `authorization` is the whole header, or null for a caller who is nobody yet. */
export function httpRequest(
  origin: string,
  operation: Operation,
  input: Readonly<Record<string, unknown>>,
  caller: { id: Id; authorization: string | null },
): HttpRequest {
  const [method, path] = operation.http
  const names = namesIn(operation)
  const rest = Object.entries(wireInput(operation, input)).filter(([name]) => !names.includes(name))
  const filled = path.replace(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(String(input[name])),
  )
  const headers: Record<string, string> = {
    Accept: 'application/json, application/problem+json',
    'Accept-Version': ACCEPTED_VERSION,
    'Idempotency-Key': caller.id,
  }
  if (caller.authorization !== null) headers['Authorization'] = caller.authorization
  const init: RequestInit = { method, headers, credentials: 'same-origin', cache: 'no-store' }
  if (method === 'GET' || method === 'DELETE') {
    return { address: `${origin}${API}${filled}${query(rest)}`, init }
  }
  headers['Content-Type'] = 'application/json'
  init.body = JSON.stringify(Object.fromEntries(rest))
  return { address: `${origin}${API}${filled}`, init }
}

function query(rest: readonly (readonly [string, unknown])[]): string {
  const search = new URLSearchParams()
  for (const [name, value] of rest) {
    for (const each of Array.isArray(value) ? value : [value]) {
      if (each !== null) search.append(name, String(each))
    }
  }
  return search.size ? `?${search}` : ''
}

/** The output, or the problem thrown; what is not from a hub counts as no answer. */
export async function readAnswer(response: Response): Promise<unknown> {
  const type = response.headers.get('content-type') ?? ''
  const body = type.includes('json') ? await response.json().catch(() => null) : null
  if (response.ok && body !== null) return body
  if (body && type.includes('application/problem+json')) {
    throw new CallProblem(withPatience(body as ProblemBody, response.headers.get('retry-after')))
  }
  if (response.status === 429) {
    throw new CallProblem(
      withPatience(problemBody('too-many-requests'), response.headers.get('retry-after')),
    )
  }
  throw unanswered(`no hub answered (${response.status})`)
}

function withPatience(body: ProblemBody, seconds: string | null): ProblemBody {
  const retryAfterMs = Number(seconds) * 1000
  if (body.retryAfterMs !== undefined || !Number.isFinite(retryAfterMs) || seconds === null)
    return body
  return { ...body, retryAfterMs }
}
