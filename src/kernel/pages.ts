// Serves the built client: hashed assets for ever, the page itself never cached, and the same page
// for every address of the client, so that a reload anywhere works.
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { send } from './http-app.ts'
import { API_PREFIX } from './http.ts'
import { Problem } from './problems.ts'

const root = fileURLToPath(new URL('../../client/dist/', import.meta.url))
const A_YEAR_S = 31_536_000

/**
 * Serves the client and answers every address nobody else does. Files are looked for when they are
 * asked for: the client may be built while the hub is running already.
 */
export async function servePages(app: FastifyInstance): Promise<void> {
  await app.register(fastifyStatic, {
    root,
    setHeaders: (response, path) => {
      const forEver = /[/\\]assets[/\\]/.test(path)
      response.header(
        'cache-control',
        forEver ? `public, max-age=${A_YEAR_S}, immutable` : 'no-cache',
      )
    },
  })
  app.setNotFoundHandler((request, reply) => {
    if (isPage(request) && existsSync(`${root}index.html`)) {
      return reply.header('cache-control', 'no-cache').sendFile('index.html')
    }
    return send(missing(app, request), request, reply)
  })
}

function isPage(request: FastifyRequest): boolean {
  const wantsPage = (request.headers.accept ?? '').includes('text/html')
  return request.method === 'GET' && wantsPage && !request.url.startsWith(`${API_PREFIX}/`)
}

function missing(app: FastifyInstance, request: FastifyRequest): Problem {
  const url = request.url.split('?')[0] ?? '/'
  const other = (['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const).some((method) => {
    const found = method === request.method ? null : app.findRoute({ method, url })
    // The files of the client are looked for at any address, which does not make it one.
    return found !== null && !('*' in found.params)
  })
  return other
    ? new Problem('method-not-allowed')
    : new Problem('not-found', 'There is nothing at this address')
}
