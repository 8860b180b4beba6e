// The Fastify instance under everything: limits, headers, the version of the interface, request
// logging, and failures told as problems (RFC 9457). It knows no operation.
import Fastify, {
  LogController,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify'
import helmet from '@fastify/helmet'
import { readFileSync } from 'node:fs'
import { API_PREFIX, API_VERSION } from './http.ts'
import { writerOf } from './answers.ts'
import type { Config } from './config.ts'
import { LateLog } from './late-log.ts'
import { logOptions, requestId } from './log.ts'
import { asProblem, Problem } from './problems.ts'

// A request without a body has no stream to be drained for it.
const ofServer = { optimizeEmptyRequests: true }

/** Opens an instance that does not listen. */
export async function openHttp(config: Config): Promise<FastifyInstance> {
  const app = Fastify({
    logger: logOptions(config.logLevel, config.processName),
    // What only reads is logged when it fails: see `sayProblem`.
    logController: new LogController({ disableRequestLogging: ({ method }) => method === 'GET' }),
    childLoggerFactory: (logger, ...making) => new LateLog(logger, making[0], making[1]),
    genReqId: (request) => requestId(request.headers['x-request-id']),
    bodyLimit: config.limits.httpBodyBytes,
    requestTimeout: 30_000,
    connectionTimeout: 0,
    keepAliveTimeout: 72_000,
    // With none to trust nothing that is sent is looked at.
    trustProxy: config.trustedProxies.length > 0 && [...config.trustedProxies],
    forceCloseConnections: true,
    return503OnClosing: true,
    onProtoPoisoning: 'error',
    onConstructorPoisoning: 'error',
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: false },
    ...(config.tlsCertFile && config.tlsKeyFile
      ? {
          https: {
            ...ofServer,
            cert: readFileSync(config.tlsCertFile),
            key: readFileSync(config.tlsKeyFile),
            minVersion: 'TLSv1.2' as const,
          },
        }
      : { http: ofServer }),
  }) as unknown as FastifyInstance
  // Inputs are checked where they are asked, for sockets and HTTP alike; outputs are what verbs give.
  app.setValidatorCompiler(() => () => true)
  app.setSerializerCompiler(() => writerOf({}) as never)
  const headers = { ...(await protectiveHeaders(config)), 'api-version': API_VERSION }
  app.addHook('onRequest', (request, reply, done) => {
    void reply.headers(headers)
    done(versionFault(request, reply))
  })
  app.setErrorHandler(sayProblem)
  return app
}

/** What helmet answers with; it works the same out for each request, so it is asked once. */
async function protectiveHeaders(config: Config): Promise<Record<string, string>> {
  const asked = Fastify()
  await asked.register(helmet, {
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        connectSrc: ["'self'", 'ws:', 'wss:'],
        workerSrc: ["'self'"],
        objectSrc: ["'none'"],
        frameAncestors: ["'none'"],
        upgradeInsecureRequests: config.tlsCertFile ? [] : null,
      },
    },
    strictTransportSecurity: Boolean(config.tlsCertFile),
  })
  asked.get('/', (_request, reply) => reply.code(204).send())
  const { headers } = await asked.inject('/')
  await asked.close()
  const own = Object.entries(headers).filter(([name]) => !ofEveryAnswer.has(name))
  return Object.fromEntries(own.map(([name, value]) => [name, String(value)]))
}

const ofEveryAnswer = new Set(['connection', 'date', 'content-length', 'content-type'])

function versionFault(request: FastifyRequest, reply: FastifyReply): Problem | undefined {
  void reply.header('x-request-id', request.id)
  if (request.url.startsWith(`${API_PREFIX}/`)) void reply.header('cache-control', 'no-store')
  const wanted = request.headers['accept-version']
  if (wanted === undefined || wanted === API_VERSION) return undefined
  return new Problem('version-unsupported', `This hub speaks version ${API_VERSION}`)
}

function sayProblem(
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const problem = asProblem(error) ?? fromFastify(error)
  if (!problem) request.log.error({ err: error }, 'a request failed')
  else request.log.info({ problem: problem.slug }, 'a request was refused')
  return send(problem ?? new Problem('internal'), request, reply)
}

// What Fastify itself refuses, before any operation is asked.
function fromFastify(error: FastifyError): Problem | null {
  const status = error.statusCode ?? 500
  if (status === 413) return new Problem('too-large')
  if (status === 415) return new Problem('malformed', 'Send JSON')
  if (status === 503) return new Problem('unavailable', { retryAfterMs: 1000 })
  if (status >= 400 && status < 500)
    return new Problem('malformed', 'The request could not be read')
  return null
}

/** Writes a problem as the answer. */
export function send(problem: Problem, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const body = problem.body(request.id)
  if (body.retryAfterMs) void reply.header('retry-after', Math.ceil(body.retryAfterMs / 1000))
  if (body.status === 401) void reply.header('www-authenticate', 'Bearer, Terminal')
  return reply.code(body.status).type('application/problem+json').send(JSON.stringify(body))
}
