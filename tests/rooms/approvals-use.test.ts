// Using an approval: once, for the basket it was given for, in its store, while it holds, and only if
// whoever gave it still may.
import t from 'tap'
import {
  approvals,
  approvalsCancel,
  approvalsDecide,
  approvalsDecideByPin,
  type Approval,
} from '#approvals/contract.ts'
import { approvalsRoom } from '#approvals/index.ts'
import { expire } from '#approvals/jobs.ts'
import { nowMs, turnClock } from '#kernel/clock.ts'
import { system } from '#kernel/scope.ts'
import { storesChange } from '#stores/contract.ts'
import { usersChange } from '#users/contract.ts'
import {
  type ApprovalShop,
  basketOf,
  bargainRoom,
  openApprovalShop,
  PINS,
} from '../support/approvals.ts'
import { lawHolds } from '../support/law.ts'
import { mint, openTown } from '../support/people.ts'
import { TerminalJournal } from '../support/terminal-journal.ts'

const MINUTE = 60_000

async function granted(
  shop: ApprovalShop,
  kind: Approval['kind'] = 'discount',
  basket = basketOf(),
) {
  const { id } = await shop.asks(kind, basket)
  const input = { storeId: shop.store.id, id, grant: true, note: null }
  const approval = await shop.town.call(shop.at(shop.dalia), approvalsDecide, input)
  await shop.town.kernel.tail.look()
  return approval
}

/** Why an approval does not hold, as the refused entry says. */
async function reason(
  verdict: Promise<{ outcome: string; problem?: { type: string; detail?: string } }>,
) {
  const { outcome, problem } = await verdict
  return outcome === 'refused' && problem?.type === '/problems/approval-void'
    ? problem.detail
    : `${outcome} ${problem?.type}`
}

t.test('a grant is used once, and leaves the screens with what used it', async (t) => {
  const shop = await openApprovalShop(t)
  const { id: storeId } = shop.store
  const approval = await granted(shop)
  const id = mint()
  await lawHolds(t, shop.town.kernel, [storeId], async () => {
    t.match(await shop.uses(approval, { id }), { outcome: 'posted', result: { used: approval.id } })
  })
  t.equal(shop.town.kernel.memory.get(approvals, approval.id, storeId), undefined)
  const [kept] = await shop.town.kernel.database.sql(
    `select a.state, a.consumed_by as "by", e.body::jsonb as fact from approval a
       join event e on e.store_id = a.store_id and e.kind = 'approval.removed' where a.id = $1`,
    [approval.id],
  )
  const fact = { key: approval.id, state: 'consumed', documentId: id }
  t.same(kept, { state: 'consumed', by: id, fact })
  t.match(await reason(shop.uses(approval)), /used already/)
})

t.test('what does not fit is refused, and the grant stays', async (t) => {
  const shop = await openApprovalShop(t)
  const approval = await granted(shop)
  const [line] = approval.subject.lines
  if (!line) throw new Error('there is a line')
  const changed = basketOf({ lines: [{ ...line, quantityMilli: 11_000 }] })
  t.match(await reason(shop.uses(approval, { basket: changed })), /not the one/)
  t.match(await reason(shop.uses(approval, { kind: 'void' })), /asked for as discount/)
  t.match(await reason(shop.uses(approval, { approvalId: mint() })), /no such approval/)
  t.match(await reason(shop.uses(await shop.asks())), /is requested/)
  const denied = await shop.asks()
  const no = { storeId: shop.store.id, id: denied.id, grant: false, note: null }
  await shop.town.call(shop.at(shop.dalia), approvalsDecide, no)
  t.match(await reason(shop.uses(denied)), /is denied/)
  const cancelled = await granted(shop)
  const back = { storeId: shop.store.id, id: cancelled.id }
  await shop.town.call(shop.at(shop.cashier, shop.till), approvalsCancel, back)
  t.match(await reason(shop.uses(cancelled)), /is cancelled/)
  t.match(await shop.uses(approval), { outcome: 'posted' }, 'it was not spent by what was refused')
})

t.test('it does not hold in another store', async (t) => {
  const shop = await openApprovalShop(t)
  const { town } = shop
  const other = await town.openStore('ALX')
  await town.kernel.tail.look()
  const { terminal } = await town.enrol(other.id, 'T1')
  await town.call(system, usersChange, { personId: shop.cashier.id, storeIds: null })
  await town.kernel.tail.look()
  const till = { id: terminal.id, journal: new TerminalJournal(terminal.fence) }
  const approval = await granted(shop)
  t.match(await reason(shop.uses(approval, {}, till)), /no such approval/)
})

t.test('it runs out, but is good for what happened while it held', async (t) => {
  const shop = await openApprovalShop(t)
  const [first, second] = [await granted(shop), await granted(shop)]
  const started = nowMs()
  t.teardown(turnClock(() => started + 16 * MINUTE))
  t.match(await reason(shop.uses(first)), /run out/)
  t.match(await shop.uses(first, { offline: true }), {
    outcome: 'posted-with-exception',
    exceptions: [{ code: 'approval-void' }],
  })
  await shop.town.kernel.transact({ scope: system }, (tx) => expire(tx, 10))
  const happenedAt = new Date(started + 5 * MINUTE).toISOString()
  await lawHolds(t, shop.town.kernel, [shop.store.id], async () => {
    t.match(await shop.uses(second, { offline: true, happenedAt }), { outcome: 'posted' })
  })
  t.match(await reason(shop.uses(second)), /used already/)
})

t.test('who gave it must still be somebody who may', async (t) => {
  const shop = await openApprovalShop(t)
  const { town } = shop
  const approval = await granted(shop)
  const change = async (changes: { active?: boolean; roleId?: string }) => {
    await town.call(system, usersChange, { personId: shop.dalia.id, ...changes })
    await town.kernel.tail.look()
  }
  const owner = await town.hire('owner', 'admin', {}, false)
  t.ok(owner)
  await change({ active: false })
  t.match(await reason(shop.uses(approval)), /needs/)
  await change({ active: true, roleId: 'cashier' })
  t.match(await reason(shop.uses(approval)), /needs approvals/)
  await change({ roleId: 'manager' })
  t.match(await shop.uses(approval), { outcome: 'posted' })
})

t.test('with four eyes it is of no use to whoever gave it', async (t) => {
  const shop = await openApprovalShop(t)
  const { town, store } = shop
  const approval = await granted(shop)
  await town.call(system, storesChange, { storeId: store.id, fourEyes: true })
  await town.kernel.tail.look()
  const personId = shop.dalia.id
  t.match(await reason(shop.uses(approval, { personId })), /else/)
  t.match(await shop.uses(approval), { outcome: 'posted' })
})

t.test('of sixteen tills on two hubs that use one grant at once, one does', async (t) => {
  const shop = await openApprovalShop(t, {}, 16)
  const { town } = shop
  const beside = await openTown(t, town, {}, [approvalsRoom, bargainRoom])
  for (let round = 0; round < 20; round += 1) {
    const approval = await granted(shop)
    const verdicts = await Promise.all(
      shop.tills.map((till, i) => shop.uses(approval, {}, till, i % 2 ? town : beside)),
    )
    const outcomes = verdicts.map(({ outcome }) => outcome)
    t.equal(outcomes.filter((each) => each === 'posted').length, 1, `round ${round}`)
    t.equal(outcomes.filter((each) => each === 'refused').length, 15)
    const winner = verdicts.findIndex(({ outcome }) => outcome === 'posted')
    const [kept] = await town.kernel.database.sql<{ consumedBy: string; terminalId: string }>(
      `select a.consumed_by as "consumedBy", j.terminal_id as "terminalId" from approval a
         join journal j on j.document_id = a.consumed_by where a.id = $1`,
      [approval.id],
    )
    t.equal(kept?.terminalId, shop.tills[winner]?.id)
  }
})

t.test('of using and taking back at once one happens', async (t) => {
  const shop = await openApprovalShop(t, {}, 2)
  const { town, store } = shop
  const { id: storeId } = store
  const cashier = shop.at(shop.cashier, shop.till)
  await lawHolds(t, town.kernel, [storeId], async () => {
    for (let round = 0; round < 20; round += 1) {
      const { id } = await shop.asks()
      const asked = { storeId, id, grant: true }
      const typed = { ...asked, login: 'dalia', pin: PINS.dalia }
      const approval = await town.call(cashier, approvalsDecideByPin, typed)
      const [used, cancelled] = await Promise.allSettled([
        shop.uses(approval, {}, shop.tills[1]),
        town.call(cashier, approvalsCancel, { storeId, id }),
      ])
      const won = used.status === 'fulfilled' && used.value.outcome === 'posted'
      t.equal(cancelled.status === 'fulfilled', !won, `round ${round}`)
    }
  })
})
