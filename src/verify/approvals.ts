// Invariant 21: an approval is used at most once, by a document of its store that names it, only for
// the basket it was given for, and with four eyes by somebody else. What a role permitted at the time
// is not kept, so whether who gave it might is proved by the tests of approvals.
import { subjectHash } from '#approvals/rules.ts'
import type { Approval } from '#approvals/contract.ts'
import { approvalColumns } from '#approvals/entities.ts'
import type { Sql } from '#kernel/database.ts'
import { byStatement, PAGE, walk, type Break, type Check } from './check.ts'

const FIRST = '00000000-0000-0000-0000-000000000000'
const key = `a.store_id || '|' || a.id`

async function walkSubjects(sql: Sql): Promise<{ breaks: Break[]; looked: number }> {
  const breaks: Break[] = []
  const looked = await walk<Approval>(
    (after) =>
      sql(
        `select ${approvalColumns} from approval a where (a.store_id, a.id) > ($1, $2)
          order by a.store_id, a.id limit ${PAGE}`,
        [after?.storeId ?? FIRST, after?.id ?? FIRST],
      ),
    ({ storeId, id, kind, subject, subjectHash: kept }) => {
      const hash = subjectHash({ kind, storeId, ...subject })
      if (hash !== kept) breaks.push({ key: `${storeId}|${id}`, found: `its subject is ${hash}` })
    },
  )
  return { breaks, looked }
}

export const approvalChecks: readonly Check[] = [
  {
    invariant: 21,
    name: 'an approval is hashed from what it was asked for',
    run: walkSubjects,
  },
  byStatement(
    21,
    'an approval was decided as its state says, and used only if it was granted',
    'approval',
    `
    select ${key} as key, format('it is %s; decided %s, used %s, listed %s', a.state, coalesce(a.decided_by::text, 'by nobody'), coalesce(a.consumed_by::text, 'by nothing'), a.listed_in is not null) as found
      from approval a
     where (a.state in ('granted', 'denied', 'consumed') and a.decided_by is null)
        or (a.state = 'requested' and a.decided_by is not null)
        or (a.decided_by is null) <> (a.decided_at is null) or (a.decided_by is null) <> (a.how is null)
        or (a.state = 'consumed') <> (a.consumed_by is not null)
        or (a.consumed_by is null) <> (a.consumed_at is null) or (a.consumed_by is null) <> (a.four_eyes is null)
        or (a.listed_in is null and a.state in ('requested', 'granted'))
        or (a.listed_in is not null and a.state in ('consumed', 'cancelled', 'expired'))
        or a.listed_in <> a.store_id`,
  ),
  byStatement(
    21,
    'what used an approval is a posted document of its store that names it',
    'approval',
    `
    select ${key} as key, format('used by %s, which %s', a.consumed_by, case when j.document_id is null then 'is not in the journal' else j.outcome || ' without naming it' end) as found
      from approval a left join journal j on j.document_id = a.consumed_by
     where a.consumed_by is not null
       and (j.document_id is null or j.store_id <> a.store_id or j.outcome not like 'posted%' or strpos(j.body, a.id::text) = 0)`,
  ),
  byStatement(
    21,
    'with four eyes nobody approved what they asked for or sold themselves',
    'approval',
    `
    select ${key} as key, format('%s approved it', a.decided_by) as found
      from approval a left join journal j on j.document_id = a.consumed_by
     where a.four_eyes and a.decided_by in (a.person_id, (j.body::jsonb ->> 'personId')::uuid)`,
  ),
]
