// What is refused of a request before anybody asks who sent it: what cannot be read, what could be read
// in two ways, and what a page of somebody else's sends. It knows no operation.
import { isUtf8 } from 'node:buffer'
import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { API_VERSION } from './http.ts'
import { comesFromUs } from './origins.ts'
import { Problem } from './problems.ts'
import { REPEATED, repeatsName } from './repeated-names.ts'

export const PROBLEM_TYPE = 'application/problem+json'

// The first byte of a byte order mark in UTF-8; no JSON begins with it.
const BYTE_ORDER_MARK = 0xef
const reading = new Set(['GET', 'HEAD'])

/** JSON and nothing else: a form or a plain text could be sent by any page without asking. */
export function takeJsonOnly(app: FastifyInstance): void {
  const parsed = app.getDefaultJsonParser('error', 'error')
  app.removeAllContentTypeParsers()
  const asBytes = { parseAs: 'buffer' } as const
  app.addContentTypeParser('application/json', asBytes, (request, body: Buffer, done) => {
    // A replacement character, or a mark that is passed over, would make one of two texts.
    if (!isUtf8(body) || body[0] === BYTE_ORDER_MARK) throw new Problem('malformed', 'Send JSON')
    const text = body.toString()
    void parsed(request, text, (error, value) => {
      if (!error && repeatsName(text, value)) done(new Problem('malformed', REPEATED))
      else done(error, value)
    })
  })
}

/** Why a request is not looked at any further; undefined where nothing speaks against it. */
export function faultOf(request: FastifyRequest, allowed: readonly string[]): Problem | undefined {
  const { headers, raw } = request
  if (raw.httpVersionMajor !== 1) return new Problem('malformed', 'A request names its protocol')
  if (namesTwoHosts(raw.rawHeaders)) return new Problem('malformed', 'A request names one host')
  const { origin, host } = headers
  if (origin !== undefined && !reading.has(request.method)) {
    const asked = { origin, host, isSecure: request.protocol === 'https' }
    if (!comesFromUs(asked, allowed)) return new Problem('forbidden', 'This page is not ours')
  }
  const wanted = headers['accept-version']
  if (wanted === undefined || wanted === API_VERSION) return undefined
  return new Problem('version-unsupported', `This hub speaks version ${API_VERSION}`)
}

// Node takes the first and says nothing; what stands before the hub may have taken the other.
function namesTwoHosts(rawHeaders: readonly string[]): boolean {
  let hosts = 0
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i]
    if (name?.length === 4 && name.toLowerCase() === 'host') hosts += 1
  }
  return hosts > 1
}

const statuses: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
}

/** Answers what is no request. Nothing of it is repeated, and the connection ends with it. */
export function sayUnreadable(
  { code = '' }: Error & { readonly code?: string },
  socket: Socket,
  headers: Readonly<Record<string, string>>,
): void {
  if (code === 'ECONNRESET' || !socket.writable) return void socket.destroy()
  const status = statuses[code] ?? 400
  const body = JSON.stringify({ ...new Problem('malformed').body(), status })
  const said = {
    ...headers,
    'content-type': PROBLEM_TYPE,
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
  }
  const lines = Object.entries(said).map(([name, value]) => `${name}: ${value}\r\n`)
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${body}`)
}
