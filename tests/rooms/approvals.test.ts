// Approvals asked for, decided from afar and by PIN, taken back and run out; and who may do which.
import t from 'tap'
import {
  approvals,
  approvalsCancel,
  approvalsDecide,
  approvalsDecideByPin,
  approvalsRequest,
} from '#approvals/contract.ts'
import { approvalsRoom } from '#approvals/index.ts'
import { expire } from '#approvals/jobs.ts'
import { setPin } from '#auth/contract.ts'
import { nowMs, turnClock } from '#kernel/clock.ts'
import { system } from '#kernel/scope.ts'
import { rolesSet } from '#users/contract.ts'
import { firstRoles } from '#users/first-roles.ts'
import { basketOf, bargainRoom, openApprovalShop, PINS } from '../support/approvals.ts'
import { lawHolds } from '../support/law.ts'
import { mint, openTown, refusal } from '../support/people.ts'
import { refused } from '../support/refused.ts'

const MINUTE = 60_000

t.test('what is asked for at a till is seen on every hub, and so is the decision', async (t) => {
  const shop = await openApprovalShop(t)
  const beside = await openTown(t, shop.town, {}, [approvalsRoom, bargainRoom])
  const { id: storeId } = shop.store
  const seen = (id: string) => beside.kernel.memory.get(approvals, id, storeId)
  await lawHolds(t, shop.town.kernel, [storeId], async () => {
    const asked = await shop.asks()
    t.match(asked, { state: 'requested', personId: shop.cashier.id, terminalId: shop.till.id })
    t.equal(Date.parse(asked.expiresAt) - Date.parse(asked.at), 10 * MINUTE)
    await beside.kernel.tail.look()
    t.same(seen(asked.id), asked, 'a manager at the other hub sees the basket')
    const decision = { storeId, id: asked.id, grant: true, note: ' Fine\u202e ' }
    const granted = await beside.call(shop.at(shop.dalia), approvalsDecide, decision)
    t.match(granted, { state: 'granted', decidedBy: shop.dalia.id, how: 'remote', note: 'Fine' })
    t.equal(Date.parse(granted.expiresAt) - Date.parse(granted.decidedAt ?? ''), 15 * MINUTE)
    await shop.town.kernel.tail.look()
    t.same(shop.town.kernel.memory.get(approvals, asked.id, storeId), granted)
    const denied = await shop.asks()
    const no = { storeId, id: denied.id, grant: false, note: null }
    t.match(await shop.town.call(shop.at(shop.omar), approvalsDecide, no), { state: 'denied' })
  })
  const [streamed] = await shop.town.kernel.database.sql<{ kinds: string[] }>(
    `select array_agg(kind order by seq) as kinds from event where store_id = $1 and kind like 'approval%'`,
    [storeId],
  )
  t.same(
    streamed?.kinds,
    Array.from({ length: 4 }, () => 'approval.changed'),
  )
})

t.test('a request that does not fit is refused', async (t) => {
  const shop = await openApprovalShop(t)
  const { town, store, cashier, till } = shop
  const scope = shop.at(cashier, till)
  const good = await shop.asks()
  const { subject, subjectHash, kind } = good
  const asks = (changes: object, by = scope) =>
    town.call(by, approvalsRequest, {
      ...{ storeId: store.id, id: mint(), kind, subjectHash, subject, reason: 'Regular' },
      ...changes,
    })
  await refused(t, asks({ subject: { ...subject, askMinor: 1 } }), 'invalid-input')
  await refused(t, asks({ kind: 'void' }), 'invalid-input')
  await refused(t, asks({ reason: '\u202e' }), 'invalid-input')
  await refused(t, asks({ id: good.id }), 'already-exists')
  await refused(t, asks({ storeId: mint() }), 'wrong-store')
  await refused(t, asks({}, shop.at(cashier)), 'forbidden')
  await refused(t, asks({}, { ...scope, permissions: ['sales.*'] }), 'forbidden')
  for (let n = 2; n <= 20; n += 1) await shop.asks()
  const { retryAfterMs = 0 } = await refused(t, asks({}), 'too-many-requests')
  t.ok(retryAfterMs > 9 * MINUTE && retryAfterMs <= 10 * MINUTE)
})

t.test('it is decided once, by somebody who may, and not for ever', async (t) => {
  const shop = await openApprovalShop(t)
  const { town, store } = shop
  const { id: storeId } = store
  const decides = async (id: string, scope = shop.at(shop.dalia), grant = true) =>
    town.call(scope, approvalsDecide, { storeId, id, grant, note: null })
  const asked = await shop.asks()
  await refused(t, decides(asked.id, shop.at(shop.cashier, shop.till)), 'forbidden')
  await refused(t, decides(asked.id, system), 'forbidden')
  await refused(t, decides(mint()), 'not-found')
  await refused(t, decides(asked.id, { ...shop.at(shop.dalia), storeIds: [mint()] }), 'wrong-store')
  const outcomes = await Promise.all(
    [shop.dalia, shop.omar].map((each, i) => refusal(decides(asked.id, shop.at(each), i === 0))),
  )
  t.same(outcomes.toSorted(), ['not refused', 'wrong-state'], 'of two at once one decides')
  const far = await shop.asks('discount', basketOf({ askPpm: 500_001, askMinor: 5001 }))
  await refused(t, decides(far.id), 'forbidden')
  t.match(await decides(far.id, shop.at(shop.dalia), false), { state: 'denied' }, 'no has no limit')
  const handOver = await shop.asks('hand-over')
  await refused(t, decides(handOver.id), 'forbidden')
  const late = await shop.asks()
  t.teardown(turnClock(() => Date.now() + 10 * MINUTE))
  await refused(t, decides(late.id), 'wrong-state')
})

t.test('with four eyes nobody grants what they asked for', async (t) => {
  const shop = await openApprovalShop(t, { fourEyes: true })
  const { id: storeId } = shop.store
  const own = await shop.asks('discount', basketOf(), shop.at(shop.dalia, shop.till))
  const decision = { storeId, id: own.id, grant: true, note: null }
  await refused(t, shop.town.call(shop.at(shop.dalia), approvalsDecide, decision), 'forbidden')
  const typed = { storeId, id: own.id, grant: true, login: 'dalia', pin: PINS.dalia }
  const scope = shop.at(shop.cashier, shop.till)
  await refused(t, shop.town.call(scope, approvalsDecideByPin, typed), 'forbidden')
  t.match(await shop.town.call(shop.at(shop.omar), approvalsDecide, decision), { state: 'granted' })
})

t.test('a manager agrees at the till by PIN, and the trail names the manager', async (t) => {
  const shop = await openApprovalShop(t)
  const { town, store } = shop
  const { id: storeId } = store
  const scope = shop.at(shop.cashier, shop.till)
  const asked = await shop.asks()
  const typed = { storeId, id: asked.id, login: ' Omar', pin: PINS.omar, grant: true }
  await lawHolds(t, town.kernel, [storeId], async () => {
    const granted = await town.call(scope, approvalsDecideByPin, typed)
    t.match(granted, { state: 'granted', how: 'pin', decidedBy: shop.omar.id })
    t.same(await town.call(scope, approvalsDecideByPin, typed), granted, 'asked again, the same')
  })
  await refused(
    t,
    town.call(scope, approvalsDecideByPin, { ...typed, grant: false }),
    'wrong-state',
  )
  const [fact] = await town.kernel.database.sql<{ personId: string; terminalId: string }>(
    `select person_id as "personId", terminal_id as "terminalId" from event
      where store_id = $1 and kind = 'approval.changed' order by seq desc limit 1`,
    [storeId],
  )
  t.same(fact, { personId: shop.omar.id, terminalId: shop.till.id })
  const manager = firstRoles.find(({ id }) => id === 'manager')
  if (!manager) throw new Error('there is no manager')
  await town.call(system, rolesSet, { ...manager, permissions: ['sales.*'] })
  await town.kernel.tail.look()
  const another = await shop.asks()
  const unfit = town.call(scope, approvalsDecideByPin, { ...typed, id: another.id })
  await refused(t, unfit, 'forbidden')
  await refused(t, town.call(shop.at(shop.cashier), approvalsDecideByPin, typed), 'forbidden')
})

t.test(
  'a drawer is taken over by the PIN of whoever takes it, who need be no manager',
  async (t) => {
    const shop = await openApprovalShop(t)
    const { town } = shop
    const { id: storeId } = shop.store
    const amal = await town.hire('amal', 'cashier', { storeIds: [storeId] }, false)
    await town.call(system, setPin, { personId: amal.id, pin: '70916' })
    await town.kernel.tail.look()
    const asked = await shop.asks('hand-over', basketOf({ lines: [], documentId: mint() }))
    const typed = { storeId, id: asked.id, login: 'amal', pin: '70916', grant: true }
    const scope = shop.at(shop.cashier, shop.till)
    const granted = await town.call(scope, approvalsDecideByPin, typed)
    t.match(granted, { state: 'granted', decidedBy: amal.id })
    const discount = await shop.asks()
    const unfit = town.call(scope, approvalsDecideByPin, { ...typed, id: discount.id })
    await refused(t, unfit, 'forbidden')
  },
)

t.test('it is taken back by who asked, their till, or who may decide', async (t) => {
  const shop = await openApprovalShop(t, {}, 2)
  const { town, store, tills } = shop
  const { id: storeId } = store
  const cancels = async (id: string, scope = shop.at(shop.cashier, shop.till)) =>
    town.call(scope, approvalsCancel, { storeId, id })
  const asked = await shop.asks()
  await lawHolds(t, town.kernel, [storeId], async () => {
    t.match(await cancels(asked.id), { state: 'cancelled' })
  })
  t.equal(town.kernel.memory.get(approvals, asked.id, storeId), undefined)
  await refused(t, cancels(asked.id), 'wrong-state')
  const other = await town.hire('amal', 'cashier', { storeIds: [storeId] }, false)
  await town.kernel.tail.look()
  const second = await shop.asks()
  await refused(t, cancels(second.id, shop.at(other, tills[1])), 'forbidden')
  t.match(await cancels(second.id, shop.at(other, tills[0])), { state: 'cancelled' })
  t.match(await cancels((await shop.asks()).id, shop.at(shop.dalia)), { state: 'cancelled' })
  const decision = { storeId, id: second.id, grant: true, note: null }
  await refused(t, town.call(shop.at(shop.dalia), approvalsDecide, decision), 'wrong-state')
})

t.test('what runs out leaves the screens', async (t) => {
  const shop = await openApprovalShop(t)
  const { town, store } = shop
  const { id: storeId } = store
  const [waiting, granted, denied] = [await shop.asks(), await shop.asks(), await shop.asks()]
  const decide = (id: string, grant: boolean) =>
    town.call(shop.at(shop.dalia), approvalsDecide, { storeId, id, grant, note: null })
  await decide(granted.id, true)
  await decide(denied.id, false)
  const states = async () =>
    (
      await town.kernel.database.sql<{ state: string }>(
        `select state from approval where id = any($1) order by array_position($1, id)`,
        [[waiting.id, granted.id, denied.id]],
      )
    ).map(({ state }) => state)
  const sweep = () => town.kernel.transact({ scope: system }, (tx) => expire(tx, 2))
  t.equal(await sweep(), 0)
  const started = nowMs()
  t.teardown(turnClock(() => started + 11 * MINUTE))
  await lawHolds(t, town.kernel, [storeId], async () => t.equal(await sweep(), 1))
  t.same(await states(), ['expired', 'granted', 'denied'])
  t.teardown(turnClock(() => started + 16 * MINUTE))
  await lawHolds(t, town.kernel, [storeId], async () => t.equal(await sweep(), 2))
  t.same(await states(), ['expired', 'expired', 'denied'])
  t.equal(town.kernel.memory.records(approvals, storeId).size, 0)
})
