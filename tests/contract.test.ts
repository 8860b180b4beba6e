// What the hub says of itself is what it does: OpenAPI and AsyncAPI are valid, hold every operation,
// event, frame and field, and nothing that does not exist.
import { Validator } from '@seriousme/openapi-schema-validator'
import t from 'tap'
import { API_PREFIX } from '#kernel/http.ts'
import { ClientFrame, HubFrame } from '#shared/frames.ts'
import { openHub } from '#app.ts'
import { rooms } from '#rooms.ts'
import { cloneDatabase } from './support/database.ts'
import { testConfig } from './support/kernel.ts'

type Schema = { properties?: Record<string, unknown>; $ref?: string }
type OpenApiOperation = {
  operationId?: string
  parameters?: { name: string; in: string }[]
  requestBody?: { content: Record<string, { schema: Schema }> }
  responses: Record<string, { content?: Record<string, { schema: Schema }> }>
}
type OpenApi = { paths: Record<string, Record<string, OpenApiOperation>> }
type AsyncApi = {
  asyncapi: string
  operations: Record<string, unknown>
  components: { messages: Record<string, { payload: Schema & { anyOf?: Schema[] } }> }
}

// Pages and documents, which are not part of the interface they describe.
const besides =
  /^\/(docs|openapi\.json|asyncapi\.json|problems|health|ready|ws|assets|\*|$)|^\/[\w.-]+\.\w+$|^\*$/

t.test('the documents and the hub agree', async (t) => {
  const hub = await openHub(testConfig(await cloneDatabase(t)))
  t.teardown(() => hub.close())
  await hub.app.ready()
  const read = async (url: string): Promise<unknown> => (await hub.app.inject(url)).json()
  const openApi = (await read('/openapi.json')) as OpenApi
  const asyncApi = (await read('/asyncapi.json')) as AsyncApi
  const operations = hub.kernel.operations.list()

  t.test('OpenAPI is valid', async (t) => {
    const result = await new Validator().validate(openApi as never)
    t.ok(result.valid, JSON.stringify(result.errors))
  })

  t.test('every operation is at its address with every field', async (t) => {
    for (const { name, http, input } of operations) {
      const path = `${API_PREFIX}${http[1].replace(/:(\w+)/g, '{$1}')}`
      const found = openApi.paths[path]?.[http[0].toLowerCase()]
      t.equal(found?.operationId, name, `${name} at ${path}`)
      const body = found?.requestBody?.content['application/json']?.schema.properties ?? {}
      const fields = [...(found?.parameters ?? []).map((each) => each.name), ...Object.keys(body)]
      t.strictSame(fields.sort(), Object.keys(input.properties).sort(), `the fields of ${name}`)
    }
  })

  t.test('OpenAPI names nothing that is not served', async (t) => {
    const names = new Set(operations.map(({ name }) => name))
    for (const [path, methods] of Object.entries(openApi.paths)) {
      for (const [method, { operationId }] of Object.entries(methods)) {
        const url = path.replace(/\{(\w+)\}/g, ':$1')
        t.ok(
          hub.app.hasRoute({ method: method.toUpperCase() as 'GET', url }),
          `${method} ${url} is a route`,
        )
        if (operationId) t.ok(names.has(operationId), `${operationId} is an operation`)
      }
    }
  })

  t.test('no route is left out of OpenAPI', async (t) => {
    // The router joins parameters that stand at the same place under several names.
    const unnamed = (path: string) => path.replace(/\{\w+\}|:\w+(\|:\w+)*/g, '{}')
    const documented = new Set(Object.keys(openApi.paths).map(unnamed))
    for (const path of routesOf(hub.app.printRoutes({ commonPrefix: false }))) {
      if (!besides.test(path)) t.ok(documented.has(unnamed(path)), `${path} is documented`)
    }
  })

  t.test(
    'AsyncAPI holds every frame, event, call and journal kind, and nothing else',
    async (t) => {
      t.equal(asyncApi.asyncapi, '3.0.0')
      const events = rooms.flatMap((room) => room.events ?? [])
      const kinds = rooms.flatMap((room) => (room.deciders ?? []).map(({ kind }) => kind))
      const frameNames = [...ClientFrame.anyOf, ...HubFrame.anyOf].flatMap(frameName)
      const wanted = [
        ...new Set(frameNames),
        ...events.map(({ name }) => `event.${name}`),
        ...operations.flatMap(({ name }) => [`call.${name}`, `reply.${name}`]),
        ...kinds.flatMap(({ name }) => [`journal.${name}`, `journal-result.${name}`]),
      ]
      t.strictSame(Object.keys(asyncApi.components.messages).sort(), wanted.sort())
      for (const { name, body } of events) {
        const said = asyncApi.components.messages[`event.${name}`]?.payload
        t.strictSame(said, JSON.parse(JSON.stringify(body)), `the fields of ${name}`)
      }
    },
  )

  t.test(
    'every replicated event is declared by its room, and every event has its collection or says why not',
    async (t) => {
      const events = new Set(rooms.flatMap((room) => (room.events ?? []).map(({ name }) => name)))
      for (const { changed, removed, name } of rooms.flatMap((room) => room.collections ?? [])) {
        t.ok(events.has(changed.name), `${name} declares ${changed.name}`)
        if (removed) t.ok(events.has(removed.name), `${name} declares ${removed.name}`)
      }
    },
  )
})

function frameName(schema: unknown): string[] {
  const { properties, anyOf } = schema as {
    properties?: { t?: { const?: string } }
    anyOf?: unknown[]
  }
  if (anyOf) return anyOf.flatMap(frameName)
  return properties?.t?.const ? [properties.t.const] : []
}

/** The addresses of Fastify's printed tree, which gives each node's whole path without common prefixes. */
function routesOf(tree: string): string[] {
  const stack: string[] = []
  const found: string[] = []
  for (const line of tree.split('\n')) {
    const match = /^([│ ]*)[├└]── (\S*)(?: \(([A-Z, ]+)\))?/.exec(line)
    if (!match) continue
    const depth = (match[1] ?? '').length / 4
    stack.length = depth
    stack[depth] = match[2] ?? ''
    if (match[3]) found.push(stack.join(''))
  }
  return found
}
