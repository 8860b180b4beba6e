// Saying hello to a hub as somebody who may not be let in, and what comes of it.
import { PROTOCOL } from '#shared/frames.ts'
import { openWire, type Transport } from './wires.ts'

export type Greeted = {
  /** The close code of WebSocket, where there is one; null for who is welcome. */
  readonly code: number | null
  /** Why it ended, as the hub said it; `welcome` for who is. */
  readonly reason: string
  /** The slug of the problem that came with it. */
  readonly slug: string | undefined
  /** The kinds of all other frames. */
  readonly told: readonly string[]
}

/** Says hello as it is; a connection that is welcome is closed again. */
export function greet(
  url: string,
  transport: Transport,
  said: Readonly<Record<string, unknown>>,
): Promise<Greeted> {
  return new Promise((resolve) => {
    const told: string[] = []
    let reason = 'none'
    let slug: string | undefined
    const wire = openWire(transport, url, {
      heard: (frame) => {
        if (frame.t === 'challenge') {
          wire.send({ t: 'hello', protocol: PROTOCOL, streams: [], ...said })
        } else if (frame.t === 'bye') {
          reason = frame.reason
          slug = frame.problem.type.replace('/problems/', '')
        } else if (frame.t === 'welcome') {
          resolve({ code: null, reason: 'welcome', slug, told })
          wire.close()
        } else told.push(frame.t)
      },
      ended: (code) => resolve({ code, reason, slug, told }),
    })
  })
}
