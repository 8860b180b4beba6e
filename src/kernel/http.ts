// Mounts the table of operations on Fastify: one address each, input gathered from path, query and
// body, output or problem as JSON. It decides nothing; kernel/operations.ts does.
import type { FastifyInstance, FastifyRequest, FastifySchema } from 'fastify'
import type { TObject } from 'typebox'
import { Value } from 'typebox/value'
import type { Operation } from '#shared/contract.ts'
import { idPattern, newId } from '#shared/ids.ts'
import { ProblemBody } from '#shared/problem.ts'
import { writerOf } from './answers.ts'
import { nowMs } from './clock.ts'
import type { Credentials } from './directory.ts'
import type { Kernel } from './kernel.ts'
import { Problem } from './problems.ts'
import { anyone, type Scope } from './scope.ts'

/** Where operations live; everything outside it is pages, documents and sockets. */
export const API_PREFIX = '/api'
export const API_VERSION = '1'

const idShape = new RegExp(idPattern)
const hasBody = (operation: Operation) =>
  operation.http[0] !== 'GET' && operation.http[0] !== 'DELETE'

/**
 * The caller of a request. Throws `not-signed-in` or `revoked`, and counts it; nobody at all is a scope
 * too.
 */
export async function scopeOf(kernel: Kernel, request: FastifyRequest): Promise<Scope> {
  const credentials = credentialsOf(request)
  if (!credentials.token && !credentials.terminal) return anyone(request.ip)
  try {
    const scope = await kernel.directory.authenticate(credentials)
    if (kernel.directory.stillValid(scope)) return scope
  } catch (error) {
    await kernel.admit(anyone(request.ip))
    throw error
  }
  throw new Problem('revoked')
}

// `Bearer <access token>` for people, `Terminal <id>.<token>` for devices, both joined by a comma.
function credentialsOf(request: FastifyRequest): Credentials {
  let token: string | undefined
  let terminal: Credentials['terminal']
  for (const part of (request.headers.authorization ?? '').split(',')) {
    const [scheme = '', value = ''] = part.trim().split(' ')
    if (/^bearer$/i.test(scheme)) token = value
    if (/^terminal$/i.test(scheme)) {
      const [id = '', deviceToken = ''] = value.split('.')
      if (!idShape.test(id)) throw new Problem('not-signed-in')
      terminal = { id, token: deviceToken }
    }
  }
  return { token, terminal, address: request.ip }
}

/** The id of the call a request makes: its Idempotency-Key, which must be a UUID, or a new one. */
export function callIdOf(request: FastifyRequest): string {
  const given = request.headers['idempotency-key']
  if (given === undefined) return newId(nowMs())
  if (typeof given !== 'string' || !idShape.test(given)) {
    throw new Problem('invalid-input', 'Idempotency-Key must be a UUID in lower case')
  }
  return given
}

/** Gathers an operation's input. Only what came as text in the address is converted. */
export function inputOf(operation: Operation, request: FastifyRequest): unknown {
  const params = request.params as Record<string, unknown>
  if (!hasBody(operation)) {
    const given = { ...(request.query as Record<string, unknown>), ...params }
    return isAllText(operation) ? given : converted(operation, given)
  }
  const body = request.body ?? {}
  if (typeof body !== 'object' || Array.isArray(body)) return body
  const given = body as Record<string, unknown>
  const named = isAllText(operation) ? params : converted(operation, params)
  for (const [name, value] of Object.entries(named)) {
    if (name in given && given[name] !== value) {
      throw new Problem('invalid-input', {
        errors: [{ path: `/${name}`, message: 'differs from the address' }],
      })
    }
  }
  return { ...given, ...named }
}

/** Reads what is no text. A number written in another way than its own, such as 1.5 for 1, stays a text. */
function converted(
  operation: Operation,
  given: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const read = Value.Convert(operation.input, { ...given }) as Record<string, unknown>
  for (const [name, value] of Object.entries(read)) {
    if (typeof value === 'number' && String(value) !== given[name]) read[name] = given[name]
  }
  return read
}

const textual = new WeakMap<Operation, boolean>()

/** Whether an input is texts only, which need no converting. */
function isAllText(operation: Operation): boolean {
  let all = textual.get(operation)
  if (all === undefined) {
    const fields = Object.values(operation.input.properties)
    all = fields.every((field) => 'type' in field && field.type === 'string')
    textual.set(operation, all)
  }
  return all
}

const callers: Record<string, string[]>[] = [{ person: [] }, { terminal: [] }]

// What of the input is in the path, in the query, and in the body: for the OpenAPI document.
function schemaOf(operation: Operation): FastifySchema {
  const names = [...operation.http[1].matchAll(/:(\w+)/g)].map((match) => match[1] ?? '')
  // An object without required fields has no list of them, whatever its type says.
  const shape: Pick<TObject, 'properties'> & { required?: string[] } = operation.input
  const { properties, required = [] } = shape
  const pick = (keep: (name: string) => boolean) => ({
    type: 'object',
    properties: Object.fromEntries(Object.entries(properties).filter(([name]) => keep(name))),
    required: required.filter(keep),
    additionalProperties: false,
  })
  const inPath = (name: string) => names.includes(name)
  const rest = pick((name) => !inPath(name))
  const proof =
    operation.stepUp && 'Needs a recent proof of who asks (`step-up-needed`, `auth.prove`).'
  const about = [operation.detail, proof].filter(Boolean).join(' ')
  return {
    operationId: operation.name,
    summary: operation.summary,
    ...(about ? { description: about } : {}),
    tags: [operation.name.split('.')[0] ?? ''],
    security: operation.needs === 'anyone' ? [] : callers,
    ...(names.length ? { params: pick(inPath) } : {}),
    ...(hasBody(operation) ? { body: rest } : { querystring: rest }),
    response: { 200: operation.output, default: ProblemBody },
  }
}

/** Mounts every operation but those that a room's own routes serve. */
export function mountOperations(app: FastifyInstance, kernel: Kernel): void {
  const claimed = new Set(kernel.rooms.flatMap((room) => room.claims ?? []))
  for (const operation of kernel.operations.list()) {
    if (claimed.has(operation.name)) continue
    const [method, path] = operation.http
    app.route({
      method,
      url: `${API_PREFIX}${path}`,
      schema: schemaOf(operation),
      serializerCompiler: () => writerOf(operation) as never,
      ...(operation.httpBytes ? { bodyLimit: operation.httpBytes } : {}),
      handler: (request) => answer(kernel, operation, request),
    })
  }
}

/** Serves an operation at an address of a room's own, such as signing in with its cookie. */
export function claimedRoute(operation: Operation) {
  const [method, path] = operation.http
  return { method, url: `${API_PREFIX}${path}`, schema: schemaOf(operation) }
}

async function answer(
  kernel: Kernel,
  operation: Operation,
  request: FastifyRequest,
): Promise<unknown> {
  const scope = await scopeOf(kernel, request)
  await kernel.admit(scope, operation.name)
  const { name, effect } = operation
  // What only reads has nothing to recognise a second time.
  const isNamed = effect !== 'read' || request.headers['idempotency-key'] !== undefined
  const callId = isNamed ? callIdOf(request) : ''
  return kernel.operations.call(scope, name, callId, inputOf(operation, request))
}
