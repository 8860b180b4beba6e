// What explains the hub to whoever talks to it: OpenAPI 3.1 with a page to read it, AsyncAPI 3, and a
// page for each problem. All of it is printed from the contracts, so that it cannot lie.
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance } from 'fastify'
import { problems, type ProblemSlug } from '#shared/problem.ts'
import { asyncApi } from './asyncapi.ts'
import { API_VERSION } from './http.ts'
import type { Kernel } from './kernel.ts'
import { Problem } from './problems.ts'

/** Must be registered before the routes it is to describe. */
export async function openDocuments(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.1',
      info: {
        title: 'Mizan',
        version: API_VERSION,
        license: { name: 'MIT', identifier: 'MIT' },
        description:
          'A live hub for the tills of a chain of shops. Failures are problems (RFC 9457).',
      },
      servers: [{ url: '/' }],
      components: {
        securitySchemes: {
          person: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
          terminal: {
            type: 'apiKey',
            in: 'header',
            name: 'Authorization',
            description: 'Terminal <id>.<token>',
          },
        },
      },
    },
  })
}

/** Serves the documents; after every other route. */
export async function serveDocuments(app: FastifyInstance, kernel: Kernel): Promise<void> {
  await app.register(swaggerUi, { routePrefix: '/docs', staticCSP: true })
  const live = JSON.stringify(asyncApi(kernel.rooms, kernel.operations.list()))
  const hidden = { schema: { hide: true } }
  app.get('/asyncapi.json', hidden, (_request, reply) => reply.type('application/json').send(live))
  app.get('/openapi.json', hidden, (_request, reply) => reply.send(app.swagger()))
  app.get<{ Params: { slug: string } }>('/problems/:slug', hidden, (request, reply) => {
    const { slug } = request.params
    if (!Object.hasOwn(problems, slug)) throw new Problem('not-found', 'There is no such problem')
    const [status, title] = problems[slug as ProblemSlug]
    return reply.type('text/html; charset=utf-8').send(problemPage(slug, status, title))
  })
}

const problemPage = (slug: string, status: number, title: string) =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>${slug}</title>` +
  `<body><h1>${title}</h1><p>Problem <code>${slug}</code>, status ${status}.</p></body></html>\n`
