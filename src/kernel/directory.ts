// What the kernel must know about people and terminals without knowing the rooms that keep them.
// app.ts hands it in, answered from memory, so that asking costs nothing.
import type { Id } from '#shared/ids.ts'
import type { Scope } from './scope.ts'

/** What a connection or request shows of itself. */
export type Credentials = {
  /** A person's access token. */
  readonly token?: string | undefined
  readonly terminal?:
    | {
        readonly id: Id
        readonly token?: string | undefined
        /** Over `nonce`, by the terminal's key, base64url. */
        readonly signature?: string | undefined
      }
    | undefined
  readonly nonce?: string | undefined
  readonly address: string
}

export type KnownTerminal = {
  readonly storeId: Id
  readonly code: string
  readonly fence: number
  readonly enrolled: boolean
}

export type Directory = {
  /** Throws `not-signed-in` or `revoked`. */
  readonly authenticate: (credentials: Credentials) => Promise<Scope>
  /** Whether what a scope stands on still holds; asked for every message, answered from memory. */
  readonly stillValid: (scope: Scope) => boolean
  /** Throws `step-up-needed` unless the person has shown who they are within the last minutes. */
  readonly requireProof: (scope: Scope) => Promise<void>
  readonly terminal: (id: Id) => KnownTerminal | undefined
  /** What a person may do in a store; empty when unknown, inactive or of another store. */
  readonly permissions: (personId: Id, storeId: Id) => readonly string[]
}
