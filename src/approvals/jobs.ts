// What approvals do at set times: those that ran out leave the screens. Nothing waits for it: whether
// one still holds is asked of the clock each time.
import type { Id } from '#shared/ids.ts'
import type { JobHandler } from '#kernel/room.ts'
import { system } from '#kernel/scope.ts'
import { job } from '#kernel/tickets.ts'
import type { Tx } from '#kernel/transact.ts'
import { approvalRemoved } from './contract.ts'

const MINUTE_MS = 60_000
const AT_ONCE = 500

const expireApprovals = job({
  name: 'approvals.expire',
  queue: 'housekeeping',
  timeoutMs: 60_000,
  attempts: 3,
  everyMs: MINUTE_MS,
})

type Expired = { id: Id; storeId: Id; state: 'expired' | 'denied' }

/** Takes out those that have run out, at most `most`; gives how many. One that is being decided waits. */
export async function expire(tx: Tx, most: number): Promise<number> {
  const gone = await tx.sql<Expired>(
    `update approval set listed_in = null,
            state = case state when 'denied' then 'denied' else 'expired' end
      where (store_id, id) in (select store_id, id from approval
                                where listed_in is not null and expires_at <= $1
                                order by store_id, id limit $2 for update skip locked)
      returning id, store_id as "storeId", state`,
    [tx.at, most],
  )
  for (const { id, storeId, state } of gone) {
    tx.emit(approvalRemoved, storeId, { key: id, state, documentId: null })
  }
  return gone.length
}

export const approvalsJobs: readonly JobHandler[] = [
  {
    job: expireApprovals,
    run: async (kernel) => {
      let gone = AT_ONCE
      while (gone === AT_ONCE) {
        gone = await kernel.transact({ scope: system }, (tx) => expire(tx, AT_ONCE))
      }
    },
  },
]
