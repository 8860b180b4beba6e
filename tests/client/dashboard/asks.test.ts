// A request for approval is on the screen while it waits and a moment longer with how it ended; it never just
// vanishes, and a yes is not offered to who may not give it.
import t from 'tap'
import { type Approval, approvalChanged, approvalRemoved } from '#approvals/contract.ts'
import type { Id } from '#shared/ids.ts'
import { streamOf } from '#shared/streams.ts'
import { noLimits, unlimited } from '#users/rules.ts'
import { AskedList } from '../../../client/dashboard/asks/asked-list.ts'
import {
  type Asked,
  type End,
  isDangerous,
  obstacleTo,
  shownAsks,
  waitingOf,
} from '../../../client/dashboard/asks/asks.ts'
import { plan } from '../../../client/link/plan.ts'
import { Store } from '../../../client/link/store.ts'
import { TrackedState } from '../../../client/link/tracked-state.ts'
import { id } from '../support/shop.ts'

const storeId = id()
const terminalId = id()
const start = Date.parse('2026-11-23T10:00:00.000Z')
const at = (afterMs: number) => new Date(start + afterMs).toISOString()

function ask(more: Partial<Approval> = {}): Approval {
  return {
    id: id(),
    storeId,
    kind: 'discount',
    subjectHash: '0'.repeat(64),
    subject: {
      lines: [],
      totalMinor: 10_000,
      currency: 'EGP',
      askMinor: 1_500,
      askPpm: 150_000,
      customerId: null,
      documentId: null,
    },
    reason: 'regular customer',
    terminalId,
    personId: id(),
    at: at(0),
    expiresAt: at(600_000),
    state: 'requested',
    decidedBy: null,
    decidedAt: null,
    how: null,
    note: null,
    ...more,
  }
}
const open = (approval: Approval): Asked => ({ approval, end: null })
const over = (approval: Approval, how: End, afterMs: number): Asked => ({
  approval,
  end: { how, atMs: start + afterMs },
})

t.test('the longest waiting comes first, with the time it has left', async (t) => {
  const [first, second] = [ask(), ask({ at: at(5_000), expiresAt: at(605_000) })]
  const shown = shownAsks([open(second), open(first), open(ask({ kind: 'hand-over' }))], start)
  t.same(
    shown.map(({ approval }) => approval.id),
    [first.id, second.id],
    'and what only a PIN at the till can answer is not among them',
  )
  t.same(shown[0]?.state, { kind: 'open', leftMs: 600_000 })
  const late = shownAsks([open(first)], start + 600_000)
  t.same(late[0]?.state, { kind: 'ended', how: 'expired' }, 'its time runs out by the clock')
  t.same(shownAsks([open(first)], start + 700_000), [], 'and then it leaves')
})

t.test('an answer from elsewhere says whose it was, also once it is used', async (t) => {
  const by = id()
  const granted = ask({ state: 'granted', decidedBy: by, decidedAt: at(8_000) })
  const answered = { kind: 'answered', by, granted: true, atMs: start + 8_000 }
  t.same(shownAsks([open(granted)], start + 9_000)[0]?.state, answered)
  t.same(shownAsks([over(granted, 'consumed', 10_000)], start + 11_000)[0]?.state, answered)
  t.same(shownAsks([open(granted)], start + 60_000), [])
  const denied = ask({ state: 'denied', decidedBy: by, decidedAt: at(8_000) })
  t.match(shownAsks([open(denied)], start + 9_000)[0]?.state, { granted: false })
})

t.test('a changed basket leads to the request that took its place', async (t) => {
  const old = ask()
  const anew = ask({ at: at(20_000), expiresAt: at(620_000) })
  const shown = shownAsks([over(old, 'cancelled', 19_000), open(anew)], start + 21_000)
  t.same(
    shown.map(({ state }) => state.kind),
    ['open', 'stale'],
  )
  t.match(shown[1]?.state, { nextId: anew.id })
  const alone = shownAsks([over(old, 'cancelled', 19_000)], start + 21_000)
  t.same(alone[0]?.state, { kind: 'ended', how: 'cancelled' })
  t.equal(waitingOf(shown).length, 1)
})

t.test('who may not say yes is told why', async (t) => {
  const permissions = ['sales.discount', 'approvals.decide']
  const me = { personId: id(), permissions, limits: { ...noLimits, discountPpm: 200_000 } }
  t.equal(obstacleTo(ask(), me, true), null)
  t.equal(obstacleTo(ask(), { ...me, limits: noLimits }, true), 'limit')
  t.equal(obstacleTo(ask(), { ...me, permissions: ['approvals.decide'] }, true), 'permission')
  t.equal(obstacleTo(ask({ personId: me.personId }), me, true), 'four-eyes')
  t.equal(obstacleTo(ask({ personId: me.personId }), me, false), null)
  t.equal(obstacleTo(ask(), { ...me, permissions: ['*'], limits: unlimited }, true), null)
})

t.test('only what costs much is asked for twice', async (t) => {
  const { subject } = ask()
  t.notOk(isDangerous(ask()))
  t.ok(isDangerous(ask({ subject: { ...subject, askPpm: 500_000 } })))
  t.ok(isDangerous(ask({ kind: 'no-receipt-return' })))
  t.notOk(isDangerous(ask({ kind: 'void' })), 'a basket that was not paid')
  t.ok(isDangerous(ask({ kind: 'void', subject: { ...subject, documentId: id() } })))
})

t.test('what leaves the list of the hub is kept with how it ended', async (t) => {
  const store = new Store(plan)
  const stream = streamOf(storeId)
  store.swap(new TrackedState(plan, stream, 'e', 0), false)
  let nowMs = start
  const list = new AskedList(store, () => nowMs)
  const stop = list.follow([storeId])
  let seq = 0
  const tell = (kind: string, body: object) => {
    seq += 1
    store.apply(stream, { to: seq, facts: [[seq, kind, body]] })
  }
  const one = ask()
  tell(approvalChanged.name, one)
  t.same(list.asked.value, [open(one)])
  nowMs = start + 4_000
  const gone = (key: Id, state: string) => ({ key, state, documentId: null })
  tell(approvalRemoved.name, gone(one.id, 'cancelled'))
  t.same(list.asked.value, [over(one, 'cancelled', 4_000)])
  nowMs = start + 60_000
  const two = ask({ at: at(60_000) })
  tell(approvalChanged.name, two)
  t.same(list.asked.value, [open(two)], 'and is forgotten once nobody shows it any more')
  stop()
  tell(approvalRemoved.name, gone(two.id, 'consumed'))
  t.same(list.asked.value, [open(two)], 'nobody listens any more')
})
