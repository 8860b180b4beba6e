// What a transaction is going to write, while it is being decided. Decisions are plain TypeScript
// over locked rows: they change copies, add rows and announce facts; a refused decision leaves
// nothing behind. The draft then becomes one multi-row statement.
import type { EntityName } from '@mikro-orm/postgresql'
import type { Static, TSchema } from 'typebox'
import type { EventKind } from '#shared/contract.ts'
import type { Id } from '#shared/ids.ts'
import type { Database, Sql } from './database.ts'
import { Ticket } from './entities.ts'
import { writeFacts, type Cause, type FactDraft, type Numbered } from './events.ts'
import { lock, type LockClass, type Want } from './locks.ts'
import { ticketRow, type Job, type TicketRow } from './tickets.ts'
import { Writes } from './writes.ts'

type Held = Map<LockClass<never>, Map<string, object[]>>
type Exception = { readonly code: string; readonly detail: string }

/** Changes of one decision; kept only if it is accepted. */
type Changes = {
  touched: Map<LockClass<never>, Map<string, object[]>>
  inserts: [EntityName, object][]
  tickets: TicketRow[]
  facts: FactDraft[]
  last: Map<string, FactDraft>
  exceptions: Exception[]
}
const nothing = (): Changes => ({
  touched: new Map(),
  inserts: [],
  tickets: [],
  facts: [],
  last: new Map(),
  exceptions: [],
})

/** The id in a field of a fact, parted by dots where it is further in; null if there is none. */
function idAt(body: unknown, field: string): Id | null {
  let part = body
  for (const name of field.includes('.') ? field.split('.') : [field]) {
    if (typeof part !== 'object' || part === null) return null
    part = (part as Record<string, unknown>)[name]
  }
  return typeof part === 'string' ? part : null
}

export class Draft {
  readonly at: string
  /** Whom the facts to come are ascribed to. */
  cause: Cause = { personId: null, terminalId: null, callId: null }
  readonly #database: Database
  #held: Held = new Map()
  /** The row as it was locked, for every row that has been copied; new rows are absent. */
  readonly #origin = new Map<object, object>()
  #current = nothing()
  readonly #accepted = nothing()

  /** `at` is the instant of the transaction, ISO 8601. */
  constructor(database: Database, at: string) {
    this.#database = database
    this.at = at
  }

  /** Locks rows for the decisions to come, in the order of the house. Once per transaction. */
  async lockWith(sql: Sql, wants: readonly Want[]): Promise<void> {
    this.#held = await lock(sql, wants)
  }

  /** The rows of a group, as changed so far. Change them in place; they are copies. */
  rows<Row extends object>(of: LockClass<Row>, group: string): Row[] {
    const key = of as unknown as LockClass<never>
    let groups = this.#current.touched.get(key)
    if (!groups) this.#current.touched.set(key, (groups = new Map()))
    let rows = groups.get(group)
    if (!rows) {
      const held = this.#held.get(key)?.get(group)
      if (!held) throw new Error(`${of.name} ${group} was not locked`)
      rows = held.map((row) => {
        const copy = { ...row }
        const origin = this.#origin.get(row)
        if (origin) this.#origin.set(copy, origin)
        else if (!this.#isNew.has(row)) this.#origin.set(copy, row)
        else this.#isNew.add(copy)
        return copy
      })
      groups.set(group, rows)
    }
    return rows as Row[]
  }
  readonly #isNew = new WeakSet<object>()

  /** Adds a row to a locked group, to be inserted. Gives the row back, which may still be changed. */
  add<Row extends object>(of: LockClass<Row>, row: Row): Row {
    this.rows(of, of.group(row)).push(row)
    this.#isNew.add(row)
    return row
  }

  /** A row of a table that is only ever added to. */
  insert(entity: EntityName, row: object): void {
    this.#current.inserts.push([entity, row])
  }

  /** Announces a fact on a store's stream (COMPANY for the company's). */
  emit<B extends TSchema>(event: EventKind<B>, storeId: Id, body: Static<B>): void {
    this.#current.facts.push(this.#fact(event, storeId, body))
  }

  /** Announces the state a thing is left in; of several in one transaction only the last is told. */
  emitLast<B extends TSchema>(
    event: EventKind<B>,
    storeId: Id,
    key: string,
    body: Static<B>,
  ): void {
    this.#current.last.set(`${event.name}|${storeId}|${key}`, this.#fact(event, storeId, body))
  }

  #fact({ name, about = 'personId' }: EventKind, storeId: Id, body: unknown): FactDraft {
    const { cause } = this
    const aboutId = idAt(body, about)
    return {
      storeId,
      kind: name,
      body: JSON.stringify(body),
      cause,
      aboutId: aboutId === cause.personId ? null : aboutId,
    }
  }

  /** Promises a job; a second promise of the same job and key is the same one. */
  ticket<P extends Record<string, unknown>>(job: Job<P>, key: string, payload: P): void {
    this.#current.tickets.push(ticketRow(job, key, payload, this.at))
  }

  /** Notes that a fact broke a rule and was kept all the same. */
  exception(code: string, detail: string): void {
    this.#current.exceptions.push({ code, detail })
  }

  get exceptions(): readonly Exception[] {
    return this.#current.exceptions
  }

  /** Keeps what was decided since the last accept or refuse. */
  accept(): void {
    const { touched, inserts, tickets, facts, last } = this.#current
    for (const [of, groups] of touched) {
      const held = this.#held.get(of)
      for (const [group, rows] of groups) held?.set(group, rows)
      const all = this.#accepted.touched.get(of)
      if (!all) this.#accepted.touched.set(of, new Map(groups))
      else for (const [group, rows] of groups) all.set(group, rows)
    }
    this.#accepted.inserts.push(...inserts)
    this.#accepted.tickets.push(...tickets)
    this.#accepted.facts.push(...facts)
    for (const [key, fact] of last) this.#accepted.last.set(key, fact)
    this.#current = nothing()
  }

  /** Forgets what was decided since the last accept or refuse. */
  refuse(): void {
    this.#current = nothing()
  }

  /** The facts in the order they are to be numbered. */
  get facts(): readonly FactDraft[] {
    return [...this.#accepted.facts, ...this.#accepted.last.values()]
  }

  /** Everything accepted, to be written, and the facts if they are numbered already. */
  writes(numbered?: Numbered): Writes {
    const writes = new Writes()
    const tables = this.#database.tables
    for (const [of, groups] of this.#accepted.touched) {
      const table = tables.of(of.entity)
      for (const row of [...groups.values()].flat()) {
        if (this.#isNew.has(row)) writes.insert(table, row as Record<string, unknown>)
        else if (this.#differs(of, row))
          writes.update(table, of.changes, row as Record<string, unknown>)
      }
    }
    for (const [entity, row] of this.#accepted.inserts) {
      writes.insert(tables.of(entity), row as Record<string, unknown>)
    }
    const ticket = tables.of(Ticket)
    for (const row of this.#accepted.tickets) writes.insert(ticket, row, ['job', 'key'])
    if (numbered) writeFacts(writes, tables, numbered)
    return writes
  }

  #differs(of: LockClass<never>, row: object): boolean {
    const origin = this.#origin.get(row) as Record<string, unknown> | undefined
    const now = row as Record<string, unknown>
    return !origin || of.changes.some((property) => origin[property] !== now[property])
  }
}
