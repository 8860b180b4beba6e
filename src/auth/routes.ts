// Signing in, refreshing and signing out over HTTP, where the refresh token travels as a cookie that
// no script can read. A browser is not told the token otherwise; a program without an origin is.
import { fastifyCookie, type CookieSerializeOptions } from '@fastify/cookie'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { API_PREFIX, callIdOf, claimedRoute, inputOf, scopeOf } from '#kernel/http.ts'
import type { Kernel } from '#kernel/kernel.ts'
import { asProblem } from '#kernel/problems.ts'
import { anyone, type Scope } from '#kernel/scope.ts'
import { refresh, signIn, signOut, type SignedIn } from './contract.ts'
import { endByToken } from './service.ts'

const COOKIE = 'mizan-refresh'
const place: CookieSerializeOptions = {
  httpOnly: true,
  sameSite: 'strict',
  path: `${API_PREFIX}/auth`,
}

/** The operations that are served here rather than by the general mount. */
export const authClaims = [signIn.name, refresh.name, signOut.name]

/** Serves the three operations whose answer sets, reads or clears the cookie. */
export function authRoutes(app: FastifyInstance, kernel: Kernel): void {
  // In a scope of their own: nothing else of the hub is asked or answered with cookies.
  void app.register(async (scoped) => {
    await scoped.register(fastifyCookie)
    mount(scoped, kernel)
  })
}

function mount(app: FastifyInstance, kernel: Kernel): void {
  app.route({
    ...claimedRoute(signIn),
    handler: async (request, reply) => {
      const input = inputOf(signIn, request)
      return signedIn(kernel, request, reply, await ask(kernel, signIn.name, request, input))
    },
  })
  app.route({
    ...claimedRoute(refresh),
    handler: async (request, reply) => {
      const given = inputOf(refresh, request) as { refreshToken?: string }
      const kept = request.cookies[COOKIE]
      const input = given.refreshToken || !kept ? given : { refreshToken: kept }
      try {
        return signedIn(kernel, request, reply, await ask(kernel, refresh.name, request, input))
      } catch (error) {
        if (asProblem(error)?.body().status === 401) set(request, reply, '', 0)
        throw error
      }
    },
  })
  app.route({
    ...claimedRoute(signOut),
    handler: async (request, reply) => {
      // The cookie outlives the access token; leaving it would leave the sign-in to whoever comes next.
      const kept = request.cookies[COOKIE]
      const ended = kept ? await endByToken(kernel, anyone(request.ip), kept) : false
      set(request, reply, '', 0)
      if (ended) return { signedOut: true }
      const scope = await scopeOf(kernel, request)
      return ask(kernel, signOut.name, request, inputOf(signOut, request), scope)
    },
  })
}

async function ask(
  kernel: Kernel,
  name: string,
  request: FastifyRequest,
  input: unknown,
  scope: Scope = anyone(request.ip),
): Promise<unknown> {
  await kernel.admit(scope, name)
  return kernel.operations.call(scope, name, callIdOf(request), input)
}

function signedIn(
  kernel: Kernel,
  request: FastifyRequest,
  reply: FastifyReply,
  output: unknown,
): SignedIn {
  const answer = output as SignedIn
  set(request, reply, answer.refreshToken, kernel.config.limits.refreshIdleHours * 3600)
  // Every browser sends its origin with a POST; a script on the page must not read the token.
  return request.headers.origin === undefined ? answer : { ...answer, refreshToken: '' }
}

/** Sets the cookie for `maxAge` seconds; 0 removes it. */
function set(request: FastifyRequest, reply: FastifyReply, value: string, maxAge: number): void {
  void reply.setCookie(COOKIE, value, { ...place, maxAge, secure: request.protocol === 'https' })
}
