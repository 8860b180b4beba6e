// What becomes of one journal entry: whether it continues its terminal's chain, whether it was seen
// before, and the verdict a decision leads to. The lane runs this for a whole batch at once.
import { hash as digestOf } from 'node:crypto'
import type { Id } from '#shared/ids.ts'
import type { JournalEntry, Verdict } from '#shared/journal.ts'
import { problemBody, type ProblemSlug } from '#shared/problem.ts'
import { check, checkCards, type TypeCheck } from './check.ts'
import type { Sql } from './database.ts'
import type { About, Decider } from './decider.ts'
import { JournalHead } from './entities.ts'
import type { LockClass } from './locks.ts'
import { Problem } from './problems.ts'
import { REPEATED, repeatsName } from './repeated-names.ts'

export type Head = {
  terminalId: Id
  fence: number
  lastN: number
  lastHash: string
  /** When the last entry happened, as the terminal said; ISO 8601. */
  lastAt: string | null
}

export const headGroup = (terminalId: Id, fence: number) => `${terminalId}|${fence}`

/** The end of each journal; locked before anything else, so that one terminal is decided in order. */
export const journalHeads: LockClass<Head> = {
  name: 'journal-heads',
  entity: JournalHead,
  group: (row) => headGroup(row.terminalId, row.fence),
  select: (sql, groups) =>
    sql<Head>(
      `select terminal_id as "terminalId", fence, last_n as "lastN", last_hash as "lastHash",
              last_at as "lastAt"
         from journal_head
        where (terminal_id, fence) in (select * from unnest($1::uuid[], $2::int[]))
        order by terminal_id, fence for update`,
      [
        groups.map((group) => group.split('|')[0]),
        groups.map((group) => Number(group.split('|')[1])),
      ],
    ),
  changes: ['lastN', 'lastHash', 'lastAt'],
}

/** An entry as far as it can be read when it arrives: parsed, checked and hashed. */
export type ReadEntry = {
  readonly entry: JournalEntry
  readonly hash: string
  readonly personId: Id | null
  readonly offline: boolean
  /** When it happened, as the terminal says; ISO 8601. */
  readonly saidAt: string | null
  readonly ready: { readonly decider: Decider; readonly body: never } | Problem
}

/** An entry about to be decided, on the memory and the permissions of that moment. */
export type Prepared = ReadEntry & { readonly about: About }

/** SHA-256 over what came before, the number and the exact text, hex. */
export function entryHash(previousHash: string, n: number, body: string): string {
  return digestOf('sha256', `${previousHash}\n${n}\n${body}`)
}

/** The kinds that may be journaled, with their compiled schemas. */
export type JournalKinds = ReadonlyMap<string, { decider: Decider; schema: TypeCheck }>

/**
 * Reads an entry as far as it can be read without the database and the memory. Throws `invalid-input` for
 * the number of a payment card alone: what else is wrong with an entry is its verdict, and kept.
 */
export function readEntry(kinds: JournalKinds, entry: JournalEntry): ReadEntry {
  const hash = entryHash(entry.previousHash, entry.n, entry.body)
  let personId: Id | null = null
  let offline = false
  let saidAt: string | null = null
  let ready: Prepared['ready']
  try {
    const kind = kinds.get(entry.kind)
    if (!kind) throw new Problem('invalid-input', `No journal kind ${entry.kind}`)
    const body = parse(entry.body)
    offline = body.offline === true
    check(kind.schema, body)
    personId = body.personId as Id
    if (typeof body.at === 'string') saidAt = body.at
    if (body.id !== entry.id) throw new Problem('invalid-input', 'The body has another id')
    ready = { decider: kind.decider, body: body as never }
  } catch (error) {
    ready = error instanceof Problem ? error : new Problem('invalid-input')
    // What is refused is kept as well, so that this is refused before it is an entry.
    checkCards(readable(entry.body))
  }
  return { entry, hash, personId, offline, saidAt, ready }
}

/**
 * Makes an entry ready for one transaction. Its body is a new object each time: rooms keep beside it
 * what they looked up, and must look again when it is tried again.
 */
export function prepare(read: ReadEntry, about: About): Prepared {
  const { ready } = read
  if (ready instanceof Problem) return { ...read, about }
  const body = { ...(ready.body as object) } as never
  return { ...read, ready: { decider: ready.decider, body }, about }
}

/** So far a terminal's clock may be off, or an answer may be late, before it is told. */
const OFF_MS = 600_000
/** And so far it may be put right between two entries. */
const BACK_MS = 300_000

/**
 * What is wrong with when an entry happened, in words: a clock that is ahead of the hub's, or behind it, or
 * was set back since the entry before, which happened at `lastAt`.
 *
 * That an entry is old says nothing of a clock: it may have been sent and lost, and sent again when the link
 * was back, though its till was online when it wrote it. So a till says with each submission what its clock
 * shows then, and an old entry is flagged only if that is wrong too, or is not said. A till that lies about
 * its clock wins nothing: it could as well call itself offline, and what it dates back before the entry it
 * wrote last is flagged either way. Of a clock that was behind and was put right before it sent, the entries
 * look late; nobody can tell.
 */
export function skewOf({ saidAt, offline, about }: Prepared, lastAt: string | null): string | null {
  if (saidAt === null) return null
  const saidMs = Date.parse(saidAt)
  if (lastAt !== null && Date.parse(lastAt) - saidMs > BACK_MS) {
    return `The till said ${saidAt} after it had said ${lastAt}`
  }
  const hubMs = Date.parse(about.at)
  if (saidMs - hubMs > OFF_MS) return `The till said ${saidAt}`
  const { sentAt } = about
  if (sentAt === null) return !offline && hubMs - saidMs > OFF_MS ? `The till said ${saidAt}` : null
  const isWrong = Math.abs(hubMs - Date.parse(sentAt)) > OFF_MS
  return isWrong ? `The till said ${saidAt}, and ${sentAt} when it sent it` : null
}

/** The text as what it says in JSON; as it is if it says nothing. */
function readable(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

function parse(text: string): Record<string, unknown> {
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    // Said below, with the same words as for JSON that is no object.
  }
  if (!body || typeof body !== 'object') {
    throw new Problem('malformed', 'The body is not a JSON object')
  }
  if (repeatsName(text, body)) throw new Problem('malformed', REPEATED)
  return body as Record<string, unknown>
}

/** What the journal already holds of some entries. */
export type Seen = {
  /** Verdicts given before, by `terminal|fence|n`; those of the transaction join them as they are given. */
  readonly verdicts: Map<string, { hash: string; verdict: Verdict }>
  /** Where each of the documents was journaled. */
  readonly documents: Map<Id, string>
}

export const placeOf = ({ about, entry }: Prepared) =>
  `${about.terminalId}|${about.fence}|${entry.n}`

/** Reads verdicts of entries that come again, and whether a new one's document is known already. */
export async function readSeen(sql: Sql, of: readonly Prepared[]): Promise<Seen> {
  const columns = `terminal_id as "terminalId", fence, journal.n, hash, verdict, document_id as "documentId"`
  const rows = await sql<{
    terminalId: Id
    fence: number
    n: number
    hash: string
    verdict: string
    documentId: Id
  }>(
    `select ${columns} from unnest($1::uuid[], $2::int[], $3::bigint[]) as given (t, f, n)
       join journal on terminal_id = given.t and fence = given.f and journal.n = given.n
     union all
     select ${columns} from journal where document_id = any($4::uuid[])`,
    [
      of.map(({ about }) => about.terminalId),
      of.map(({ about }) => about.fence),
      of.map(({ entry }) => entry.n),
      of.map(({ entry }) => entry.id),
    ],
  )
  const verdicts = new Map<string, { hash: string; verdict: Verdict }>()
  const documents = new Map<Id, string>()
  for (const row of rows) {
    const place = `${row.terminalId}|${row.fence}|${row.n}`
    verdicts.set(place, { hash: row.hash, verdict: JSON.parse(row.verdict) as Verdict })
    documents.set(row.documentId, place)
  }
  return { verdicts, documents }
}

/** The row that keeps an entry and its verdict for ever. */
export function journalRow({ entry, hash, about }: Prepared, verdict: Verdict) {
  return {
    terminalId: about.terminalId,
    fence: about.fence,
    n: entry.n,
    storeId: about.storeId,
    documentId: entry.id,
    kind: entry.kind,
    hash,
    body: entry.body,
    outcome: verdict.outcome,
    verdict: JSON.stringify(verdict),
    at: about.at,
  }
}

/** Keeps an entry whose identity or chain is broken. */
export function quarantineRow({ entry, about }: Prepared, id: Id, reason: ProblemSlug) {
  return {
    id,
    terminalId: about.terminalId,
    fence: about.fence,
    n: entry.n,
    documentId: entry.id,
    kind: entry.kind,
    previousHash: entry.previousHash,
    body: entry.body,
    reason,
    at: about.at,
  }
}

export function gap(n: number, need: number): Verdict {
  return {
    n,
    outcome: 'gap',
    replayed: false,
    hash: null,
    problem: problemBody('journal-gap', { need }),
  }
}

export function broken(n: number, slug: ProblemSlug): Verdict {
  return { n, outcome: 'quarantined', replayed: false, hash: null, problem: problemBody(slug) }
}

/** Opens a terminal's journal under a fence; done once, when it is enrolled. */
export async function openJournal(
  sql: Sql,
  terminalId: Id,
  fence: number,
  start: string,
): Promise<void> {
  await sql(
    `insert into journal_head (terminal_id, fence, last_n, last_hash) values ($1, $2, 0, $3) on conflict do nothing`,
    [terminalId, fence, start],
  )
}
