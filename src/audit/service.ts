// Reads the log as a trail, newest first. What the caller may see of it is what they may see of its
// stream: a store's facts need that store, the company's need no store, but for those of signing in: who
// is bound to stores sees them of the people and terminals there.
import type { Input, Output } from '#shared/contract.ts'
import { COMPANY, storeOf, type StreamName } from '#shared/streams.ts'
import { Problem } from '#kernel/problems.ts'
import type { Ask } from '#kernel/room.ts'
import { requireStore } from '#kernel/scope.ts'
import { authEvents } from '#auth/contract.ts'
import { terminalRevoked, terminals } from '#terminals/contract.ts'
import { people } from '#users/contract.ts'
import type { auditList, AuditRow } from './contract.ts'

type Row = Omit<AuditRow, 'stream' | 'body'> & { body: string }

/** Facts that are pushed to nobody: of people and devices, read here alone. */
export const personal = [...authEvents, terminalRevoked]

/** Whose facts of signing in the caller may see; nulls for everybody's. */
function seenBy({ scope, memory }: Ask) {
  const { storeIds } = scope
  if (!storeIds) return { kinds: null, ids: null, logins: null }
  const staff = [...memory.records(people).values()].filter(
    (person) => !person.storeIds || person.storeIds.some((id) => storeIds.includes(id)),
  )
  const devices = [...memory.records(terminals).values()].filter(({ storeId }) =>
    storeIds.includes(storeId),
  )
  return {
    kinds: personal.map(({ name }) => name),
    ids: [...staff, ...devices].map(({ id }) => id),
    logins: staff.map(({ login }) => login),
  }
}

// Each part of a search by person follows an index of its own, newest first, and stops when it has enough.
const columns = `seq, kind, at, person_id as "personId", terminal_id as "terminalId", call_id as "callId", body, hash`
const newest = 'order by seq desc limit $4'
const facts = `select ${columns} from event
      where store_id = $1 and seq < $2
        and ($3::text[] is null or kind = any($3) or split_part(kind, '.', 1) = any($3))
        and ($5::text[] is null or kind <> all($5)
             or person_id = any($6::uuid[]) or terminal_id = any($6::uuid[])
             or body::jsonb ->> 'personId' = any($6::uuid[]::text[])
             or body::jsonb ->> 'login' = any($7::text[]))
        and ($8::timestamptz is null or at >= $8) and ($9::timestamptz is null or at < $9)`
export const trail = `${facts} ${newest}`
export const trailOfPerson = `select * from (
    (${facts} and person_id = $10 ${newest}) union all (${facts} and about_id = $10 ${newest})
  ) as found ${newest}`

/** A page of the facts of a stream. The cursor is the number of the last fact seen. */
export async function list(
  ask: Ask,
  input: Input<typeof auditList>,
): Promise<Output<typeof auditList>> {
  const storeId = storeOf(input.stream as StreamName)
  if (storeId !== COMPANY) requireStore(ask.scope, storeId)
  const before = input.after === undefined ? Number.MAX_SAFE_INTEGER : Number(input.after)
  if (!Number.isSafeInteger(before)) throw new Problem('invalid-input', 'The cursor is a number')
  const limit = input.limit ?? 50
  const { kinds, ids, logins } = seenBy(ask)
  const sought = input.kind?.split(',') ?? null
  const { from = null, before: until = null, personId } = input
  const values = [storeId, before, sought, limit, kinds, ids, logins, from, until]
  const rows = personId
    ? await ask.sql<Row>(trailOfPerson, [...values, personId])
    : await ask.sql<Row>(trail, values)
  return {
    rows: rows.map((row) => ({
      ...row,
      stream: input.stream,
      body: JSON.parse(row.body) as unknown,
    })),
    next: rows.length === limit ? String(rows.at(-1)?.seq) : null,
  }
}
