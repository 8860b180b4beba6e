// What a room hands over at its door: tables, operations bound to verbs, what is replicated and how
// it is read, what journals may hold, jobs and raw routes. app.ts gathers rooms; nothing else does.
import type { EntitySchema } from '@mikro-orm/postgresql'
import type { FastifyInstance } from 'fastify'
import type { TObject, TSchema } from 'typebox'
import type {
  Collection,
  EventKind,
  Input,
  JournalKind,
  Operation,
  Output,
} from '#shared/contract.ts'
import type { Fold } from '#shared/replica.ts'
import type { Limits } from './allowances.ts'
import type { Sql } from './database.ts'
import type { Decider } from './decider.ts'
import type { Kernel } from './kernel.ts'
import type { Loader, Memory } from './memory.ts'
import type { Stores } from './readers.ts'
import type { Scope } from './scope.ts'
import type { Job } from './tickets.ts'
import type { Tx } from './transact.ts'

/** What a reading verb is given: the caller, the hub's memory, and SQL outside any transaction. */
export type Ask = {
  readonly scope: Scope
  readonly memory: Memory
  /** A read finds rows of the caller's stores alone. */
  readonly sql: Sql
  /** For a read that may look further than the stores its caller works in; null stands for every store. */
  readonly sqlOf: (stores: Stores) => Sql
  readonly limits: Limits
  /** Now, ISO 8601. */
  readonly at: string
}

/** What an acting verb is given besides. */
export type Act = Ask & {
  readonly kernel: Kernel
  readonly callId: string
  /**
   * Runs a verb in a transaction of its own, at whose end the caller must still hold what the operation
   * needs, and `needs` besides: it may have waited, and a right be taken away meanwhile. The kernel's own
   * is for what is no right of theirs, such as a note that they were refused. `by` stands for the caller
   * on the log.
   */
  readonly transact: <T>(
    verb: (tx: Tx) => Promise<T>,
    more?: { readonly needs?: string | undefined; readonly by?: Scope },
  ) => Promise<T>
  /**
   * Throws unless the caller still holds what the operation needs, and `needs` besides. A promise only
   * where this hub has to look at the log before it can judge.
   */
  readonly requireStill: (needs?: string) => Promise<void> | undefined
}

export type Handler =
  | {
      readonly operation: Operation
      readonly effect: 'read'
      readonly run: (ask: Ask, input: never) => Promise<unknown>
    }
  | {
      readonly operation: Operation
      readonly effect: 'write'
      readonly run: (tx: Tx, input: never) => Promise<unknown>
    }
  | {
      readonly operation: Operation
      readonly effect: 'act'
      readonly run: (act: Act, input: never) => Promise<unknown>
    }

/** Binds an operation that changes nothing. */
export function reads<I extends TObject, O extends TSchema>(
  operation: Operation<I, O>,
  run: (ask: Ask, input: Input<Operation<I, O>>) => Promise<Output<Operation<I, O>>>,
): Handler {
  return { operation, effect: 'read', run }
}

/** Binds an operation that runs inside transact() and leaves facts. */
export function writes<I extends TObject, O extends TSchema>(
  operation: Operation<I, O>,
  run: (tx: Tx, input: Input<Operation<I, O>>) => Promise<Output<Operation<I, O>>>,
): Handler {
  return { operation, effect: 'write', run }
}

/** Binds an operation that is neither: signing in, posting a journal. */
export function acts<I extends TObject, O extends TSchema>(
  operation: Operation<I, O>,
  run: (act: Act, input: Input<Operation<I, O>>) => Promise<Output<Operation<I, O>>>,
): Handler {
  return { operation, effect: 'act', run }
}

/** A job and what is done when it comes up. `payload` is ids only; `fence` guards its effect. */
export type JobHandler = {
  readonly job: Job
  readonly run: (
    kernel: Kernel,
    payload: never,
    attempt: { ticketId: string; fence: number },
  ) => Promise<void>
  /** Says so where people look, in the transaction that gives the job up after its last attempt. */
  readonly failed?: (tx: Tx, payload: never) => Promise<void>
}

export type Room = {
  readonly name: string
  readonly entities: readonly EntitySchema[]
  /** Tables whose rows are written once; the hub's role cannot change or delete them. */
  readonly ledgers?: readonly string[]
  /** Tables whose rows are cleared away in the end; the hub's role can delete from no other. */
  readonly cleared?: readonly string[]
  /**
   * Tables of no store that reading verbs read, or columns of them: `credential (person_id)`. Of a store's
   * tables they find their own stores' rows.
   */
  readonly readable?: readonly string[]
  readonly operations: readonly Handler[]
  readonly events?: readonly EventKind[]
  readonly collections?: readonly Collection[]
  readonly folds?: readonly Fold[]
  readonly loaders?: readonly Loader[]
  readonly deciders?: readonly Decider[]
  readonly journalKinds?: readonly JournalKind[]
  readonly jobs?: readonly JobHandler[]
  /** Operations whose address the room's own routes serve, such as sign-in with its cookie. */
  readonly claims?: readonly string[]
  /** Raw Fastify for what does not fit a call: downloads, cookies, streams. */
  readonly routes?: (app: FastifyInstance, kernel: Kernel) => void
}
