// What the log looks like and what never reaches it: passwords, PINs, tokens, cookies, keys and
// card numbers. It holds options only; it opens no file and knows no request.

import { randomUUID } from 'node:crypto'
import { stdTimeFunctions, type LoggerOptions } from 'pino'
import { passesCardCheck } from '#shared/card-numbers.ts'

const secretKeys = [
  'password',
  'passwordHash',
  'pin',
  'pinHash',
  'token',
  'accessToken',
  'refreshToken',
  'deviceToken',
  'refresh',
  'authorization',
  'cookie',
  'secret',
  'totpSecret',
  'recoveryCodes',
  'present',
  'privateKey',
  'signingKey',
  'databaseUrl',
  'redisUrl',
]

// Secrets arrive bare, in an input, in a request's headers or in a caught error's own fields.
const secretPaths = secretKeys.flatMap((key) => [key, `*.${key}`, `*.*.${key}`])
const headerPaths = ['["set-cookie"]', '*["set-cookie"]', '*.*["set-cookie"]']

// Wider than what is refused: a code too many is hidden sooner than a card is shown.
const cardLike = /(?<![\w-]|\d\.)[2-6]\d{3}(?:[ -]?\d){10,15}(?![\w-])/g

/**
 * Pino options: ISO 8601 time, secrets as `[hidden]`, card numbers as `[card]`.
 * `level` is a pino level; `name` tells the processes of one system apart.
 */
export function logOptions(level: string, name = 'hub'): LoggerOptions {
  return {
    level,
    name,
    timestamp: stdTimeFunctions.isoTime,
    redact: { paths: [...secretPaths, ...headerPaths], censor: '[hidden]' },
    hooks: { streamWrite: (line) => escapeUnseen(hideCards(line)) },
  }
}

// JSON escapes C0 and leaves the rest: C1 steers terminals as ESC does, the separators end lines for many
// readers, and a turned direction makes a line say something else.
const UNSEEN = /[\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g

/** The line with what a terminal or an editor would act on written as JSON escapes it. */
export function escapeUnseen(line: string): string {
  return line.replace(UNSEEN, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/** The line, still JSON, with every run of digits that passes the card check digit replaced by `[card]`. */
export function hideCards(line: string): string {
  return line.replace(cardLike, (digits, at: number) => {
    if (!passesCardCheck(digits.replace(/\D/g, ''))) return digits
    // A value that is a number; within a text the quotation mark would be escaped.
    return /(?<!\\)":$/.test(line.slice(Math.max(0, at - 3), at)) ? '"[card]"' : '[card]'
  })
}

/**
 * The id of a request: the one a proxy sent if it is a plain word of at most 64 characters, so that
 * a header cannot write lines into the log, else a new one.
 */
export function requestId(sent: string | string[] | undefined): string {
  return typeof sent === 'string' && /^[\w-]{1,64}$/.test(sent) ? sent : randomUUID()
}
