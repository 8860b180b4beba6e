// What clients say, checked against the frames of the protocol; the schemas are compiled once. It
// answers a frame or throws what is wrong with it.
import { CallFrame, Hello, Person, Ping, PROTOCOL, type ClientFrame } from '#shared/frames.ts'
import type { InputError } from '#shared/problem.ts'
import { checkShape, compile, type TypeCheck } from '#kernel/check.ts'
import { Problem } from '#kernel/problems.ts'
import { REPEATED, repeatsName } from '#kernel/repeated-names.ts'

const checks: Readonly<Record<ClientFrame['t'], TypeCheck>> = {
  hello: compile(Hello),
  call: compile(CallFrame),
  ping: compile(Ping),
  person: compile(Person),
}

/** The JSON of a message. Throws `malformed`. */
export function parseSaid(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Problem('malformed', 'A frame is one JSON object')
  }
}

/**
 * The frame that was parsed from `text`, known to fit its schema. Throws `malformed` with the errors, or
 * `version-unsupported`.
 */
export function readSaid(said: unknown, text: string): ClientFrame {
  const kind = kindOf(said)
  if (!kind) throw new Problem('malformed', 'A frame says what it is in `t`')
  // Looked at first: what else another version says in its hello is not for us to judge.
  if (kind === 'hello' && (said as Partial<Hello>).protocol !== PROTOCOL) {
    throw new Problem('version-unsupported', `This hub speaks ${PROTOCOL}`)
  }
  if (repeatsName(text, said)) throw new Problem('malformed', REPEATED)
  try {
    checkShape(checks[kind], said)
  } catch (error) {
    const errors: InputError[] = error instanceof Problem ? (error.extras.errors ?? []) : []
    throw new Problem('malformed', { detail: `This is no ${kind} frame`, errors })
  }
  return said as ClientFrame
}

function kindOf(said: unknown): ClientFrame['t'] | undefined {
  if (typeof said !== 'object' || said === null || !('t' in said)) return undefined
  const { t } = said
  return typeof t === 'string' && Object.hasOwn(checks, t) ? (t as ClientFrame['t']) : undefined
}
