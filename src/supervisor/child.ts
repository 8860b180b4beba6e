// The child's half of the talk between the supervisor and the processes it starts. A child says one
// thing, when it is ready or gives up; it ends on SIGTERM, and when the supervisor vanishes.
// Started by hand, without a supervisor, the same calls do nothing but handle signals.

import closeWithGrace from 'close-with-grace'

/** A person of the seeded shop, shown in the terminal so that somebody can sign in; `pin` may be ''. */
export type Person = { name: string; role: string; login: string; password: string; pin: string }

/** A device of the seeded shop that a browser can become by its one-time code. */
export type Pairing = { place: string; device: string; code: string }

/** Said once, after the child listens or works. */
export type Ready = {
  ready: true
  /** Where it can be reached, as URLs; a worker has none. */
  addresses: string[]
  /** Only from the hub that seeded the shop. */
  people: Person[]
  pairing: Pairing[]
}

/** Said instead, when the child cannot start; the text is for a person. */
export type Failed = { failed: string }

export type ChildMessage = Ready | Failed

const graceMs = 10_000

/** Tells the supervisor that this process does its work now. */
export function tellReady(facts: Partial<Omit<Ready, 'ready'>> = {}): void {
  process.send?.({ ready: true, addresses: [], people: [], pairing: [], ...facts })
}

/** Tells why this process cannot start, to the supervisor or else to the terminal, and ends it. */
export function giveUp(error: unknown): void {
  const message = error instanceof Error ? error.message : String(error)
  console.error(error)
  process.exitCode = 1
  if (process.send) process.send({ failed: message }, () => process.exit(1))
  else process.exit(1)
}

/**
 * Runs `close` once, on a signal, an error nobody caught or the end of the supervisor, then exits;
 * after ten seconds it exits without waiting.
 */
export function closeInOrder(close: () => Promise<void>): void {
  const grace = closeWithGrace({ delay: graceMs }, async ({ err }) => {
    if (err) console.error(err)
    await close()
  })
  process.on('disconnect', () => grace.close())
}
