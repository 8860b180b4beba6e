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
import type { IncomingMessage, ServerResponse } from 'node:http'
import { faultOf, PROBLEM_TYPE, sayUnreadable, takeJsonOnly } from './doorstep.ts'
import { API_VERSION } from './http.ts'
import { writerOf } from './answers.ts'
import type { Config } from './config.ts'
import { LateLog } from './late-log.ts'
import { logOptions, requestId } from './log.ts'
import { asProblem, Problem } from './problems.ts'
import { proxiesOf } from './proxies.ts'

const CHECK_EVERY_MS = 1_000

/** Opens an instance that does not listen. */
export async function openHttp(config: Config): Promise<FastifyInstance> {
  const { limits } = config
  const isProxy = proxiesOf(config.trustedProxies)
  const headers = { ...(await protectiveHeaders(config)), 'api-version': API_VERSION }
  // A request without a body has no stream to be drained for it.
  const ofServer = {
    optimizeEmptyRequests: true,
    headersTimeout: limits.headersTimeoutMs,
    connectionsCheckingInterval: Math.min(CHECK_EVERY_MS, limits.headersTimeoutMs),
  }
  const app = Fastify({
    logger: logOptions(config.logLevel, config.processName),
    // What only reads is logged when it fails: see `sayProblem`.
    logController: new LogController({ disableRequestLogging: ({ method }) => method === 'GET' }),
    childLoggerFactory: (logger, ...making) => new LateLog(logger, making[0], making[1]),
    genReqId: (request) => requestId(request.headers['x-request-id']),
    bodyLimit: limits.httpBodyBytes,
    requestTimeout: limits.requestTimeoutMs,
    connectionTimeout: limits.idleTimeoutMs,
    keepAliveTimeout: 72_000,
    // With none to trust nothing that is sent is looked at.
    trustProxy: config.trustedProxies.length > 0 && isProxy,
    frameworkErrors: (error, request, reply) => {
      void reply.headers(headers)
      sayProblem(error, request, reply)
    },
    clientErrorHandler: (error, socket) => sayUnreadable(error, socket, headers),
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
  takeJsonOnly(app)
  app.addHook('onRequest', (request, reply, done) => {
    void reply.headers(headers).header('x-request-id', request.id)
    done(faultOf(request, config.allowedOrigins))
  })
  app.setErrorHandler(sayProblem)
  app.server.on('checkExpectation', (_request: IncomingMessage, answer: ServerResponse) => {
    answer.writeHead(417, { ...headers, connection: 'close' }).end()
  })
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
        connectSrc: ["'self'"],
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
  const named = own.map(([name, value]) => [name, String(value)] as const)
  // Whatever is for everybody says so itself; a way of writing an address is no reason to keep an answer.
  return { ...Object.fromEntries(named), 'cache-control': 'no-store' }
}

const ofEveryAnswer = new Set(['connection', 'date', 'content-length', 'content-type'])

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
  return reply.code(body.status).type(PROBLEM_TYPE).send(JSON.stringify(body))
}
