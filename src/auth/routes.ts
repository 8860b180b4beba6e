// Signing in, refreshing and signing out over HTTP, where the refresh token travels as a cookie that
// no script can read. A browser is not told the token otherwise; a program without an origin is.
import { fastifyCookie, type CookieSerializeOptions } from '@fastify/cookie'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Input } from '#shared/contract.ts'
import { API_PREFIX, callIdOf, claimedRoute, inputOf, scopeOf } from '#kernel/http.ts'
import type { Kernel } from '#kernel/kernel.ts'
import { asProblem } from '#kernel/problems.ts'
import { anyone, type Scope } from '#kernel/scope.ts'
import { refresh, signIn, signOut, type SignedIn } from './contract.ts'
import { endByToken } from './service.ts'

const REFRESH = 'mizan-refresh'
const DEVICE = 'mizan-device'
const DAY_SECONDS = 86_400

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
      const given = inputOf(signIn, request) as Input<typeof signIn>
      const input = { ...ofBrowser(request), ...given }
      return signedIn(kernel, request, reply, await ask(kernel, signIn.name, request, input))
    },
  })
  app.route({
    ...claimedRoute(refresh),
    handler: async (request, reply) => {
      const given = inputOf(refresh, request) as { refreshToken?: string }
      const kept = cookieOf(request, REFRESH)
      const input = given.refreshToken || !kept ? given : { refreshToken: kept }
      try {
        return signedIn(kernel, request, reply, await ask(kernel, refresh.name, request, input))
      } catch (error) {
        if (asProblem(error)?.body().status === 401) set(request, reply, REFRESH, '', 0)
        throw error
      }
    },
  })
  app.route({
    ...claimedRoute(signOut),
    handler: async (request, reply) => {
      // The cookie outlives the access token; leaving it would leave the sign-in to whoever comes next.
      const kept = cookieOf(request, REFRESH)
      const ended = kept ? await endByToken(kernel, anyone(request.ip), kept) : false
      set(request, reply, REFRESH, '', 0)
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
  const { refreshIdleHours, deviceDays } = kernel.config.limits
  const { refreshToken, deviceToken } = answer
  set(request, reply, REFRESH, refreshToken, refreshIdleHours * 3600)
  if (deviceToken) set(request, reply, DEVICE, deviceToken, deviceDays * DAY_SECONDS)
  // Every browser sends its origin with a POST; a script on the page must not read the tokens.
  if (request.headers.origin === undefined) return answer
  return { ...answer, refreshToken: '', deviceToken: '' }
}

/** What a browser says of itself without being asked. */
function ofBrowser(request: FastifyRequest): Partial<Input<typeof signIn>> {
  const deviceToken = cookieOf(request, DEVICE)?.slice(0, 200)
  const device = request.headers['user-agent']?.slice(0, 200)
  return { ...(deviceToken ? { deviceToken } : {}), ...(device ? { device } : {}) }
}

// A name with this beginning is believed by browsers only where nobody else of the domain, and nobody
// without encryption, could have set it.
const nameOf = (request: FastifyRequest, name: string) =>
  request.protocol === 'https' ? `__Host-${name}` : name

function cookieOf(request: FastifyRequest, name: string): string | undefined {
  return request.cookies[nameOf(request, name)]
}

/** Sets a cookie for `maxAge` seconds; 0 removes it. */
function set(
  request: FastifyRequest,
  reply: FastifyReply,
  name: string,
  value: string,
  maxAge: number,
): void {
  const secure = request.protocol === 'https'
  const path = secure ? '/' : `${API_PREFIX}/auth`
  const options: CookieSerializeOptions = { httpOnly: true, sameSite: 'strict', path, secure }
  void reply.setCookie(nameOf(request, name), value, { ...options, maxAge })
}
