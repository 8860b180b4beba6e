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
  const { from, before: until, personId: person = null } = input
  const rows = await ask.sql<Row>(
    `select seq, kind, at, person_id as "personId", terminal_id as "terminalId", call_id as "callId", body, hash
       from event
      where store_id = $1 and seq < $2
        and ($3::text[] is null or kind = any($3) or split_part(kind, '.', 1) = any($3))
        and ($8::timestamptz is null or at >= $8) and ($9::timestamptz is null or at < $9)
        and ($10::uuid is null or person_id = $10 or strpos(body, $10::text) > 0)
        and ($5::text[] is null or kind <> all($5)
             or person_id = any($6::uuid[]) or terminal_id = any($6::uuid[])
             or body::jsonb ->> 'personId' = any($6::uuid[]::text[])
             or body::jsonb ->> 'login' = any($7::text[]))
      order by seq desc limit $4`,
    [storeId, before, sought, limit, kinds, ids, logins, from ?? null, until ?? null, person],
  )
  return {
    rows: rows.map((row) => ({
      ...row,
      stream: input.stream,
      body: JSON.parse(row.body) as unknown,
    })),
    next: rows.length === limit ? String(rows.at(-1)?.seq) : null,
  }
}
