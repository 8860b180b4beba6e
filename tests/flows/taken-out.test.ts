// What a cashier takes out of a basket beyond their own limit: allowed by an approval of those very goods
// that is used once, kept and told either way, and never in the name of somebody who may not sell.
import t from 'tap'
import { approvals } from '#approvals/contract.ts'
import { saleVoided, saleVoidKind, type VoidBody } from '#sales/contract.ts'
import { takenAsk } from '#sales/rules.ts'
import { rolesSet } from '#users/contract.ts'
import { noLimits } from '#users/rules.ts'
import { prove } from '../../src/verify.ts'
import { id, openTrade } from '../support/trade.ts'

const trade = await openTrade(t)
const { first, bread, shop, hub, asksToTakeOut, decides } = trade
const { database, memory } = hub.kernel
const taken = (pieces: number): VoidBody['lines'] => [
  { variantId: bread.variant.id, quantityMilli: pieces * 1000, amountMinor: pieces * 100 },
]
const noted = (code: string) => ({ outcome: 'posted-with-exception', exceptions: [{ code }] })
const named = (approvalId: string) => ({ approvals: [{ kind: 'void' as const, approvalId }] })

/** Writes down that goods were taken out; gives what the hub makes of it. */
async function takesOut(lines: VoidBody['lines'], more: Partial<VoidBody> = {}) {
  const { cashSessionId } = first
  const fields = { basketId: id(), cashSessionId, whole: false, lines, reason: 'Too dear', ...more }
  return await first.send(first.write(saleVoidKind, fields))
}

async function granted(lines: VoidBody['lines'], ask = takenAsk(lines)): Promise<string> {
  const approval = await asksToTakeOut(lines, ask)
  await decides(approval)
  return approval.id
}

/** What was told of it last. */
async function told(): Promise<unknown> {
  const [fact] = await database.sql<{ body: string }>(
    `select body from event where kind = $1 order by seq desc limit 1`,
    [saleVoided.name],
  )
  return fact && JSON.parse(fact.body)
}

t.test('within the limit it needs nobody, beyond it it is kept and said', async (t) => {
  t.match(await takesOut(taken(500)), { outcome: 'posted' })
  t.match(await told(), { amountMinor: 50_000, exceptions: [] })
  for (const offline of [false, true]) {
    t.match(await takesOut(taken(501), { offline }), noted('approval-required'))
  }
  t.match(await told(), { exceptions: ['approval-required'] })
  const back = { ...taken(1)[0], quantityMilli: -900_000, amountMinor: -900_000 }
  t.match(await takesOut([back as VoidBody['lines'][number]]), { outcome: 'posted' }, 'comes back')
})

t.test('an approval is for these goods, of this kind, once', async (t) => {
  const approvalId = await granted(taken(600))
  t.match(await takesOut(taken(700), named(approvalId)), noted('approval-void'), 'more of them')
  t.match(await takesOut(taken(550), named(approvalId)), noted('approval-void'), 'other goods')
  t.ok(memory.get(approvals, approvalId, shop.store.id), 'what it does not fit leaves it alone')
  const kept = await takesOut(taken(600), named(approvalId))
  t.match(kept, { outcome: 'posted' })
  const [used] = await database.sql(`select state, consumed_by as by from approval where id = $1`, [
    approvalId,
  ])
  t.match(used, { state: 'consumed', by: (kept.result as { voidId: string }).voidId })
  t.match(await takesOut(taken(600), named(approvalId)), noted('approval-void'), 'once')
  t.match(await takesOut(taken(600), named(id())), noted('approval-void'), 'nobody gave it')
})

t.test(
  'more was asked for than the entry holds, and it happened while the grant held',
  async (t) => {
    const ask = { ...takenAsk(taken(600)), askMinor: 90_000 }
    const approvalId = await granted(taken(600), ask)
    const nowMs = Date.parse(hub.kernel.at())
    const before = (ms: number) => new Date(nowMs - ms).toISOString()
    const ranOut = [approvalId, before(10_000)]
    await database.sql(`update approval set expires_at = $2 where id = $1`, ranOut)
    const late = noted('approval-void')
    t.match(await takesOut(taken(600), { ...named(approvalId), at: before(9_000) }), late)
    const posted = { outcome: 'posted' }
    t.match(await takesOut(taken(600), { ...named(approvalId), at: before(11_000) }), posted)
  },
)

t.test('another’s word stands in for the permission, of whoever sells', async (t) => {
  const name = { en: 'Helper', ar: 'مساعد' }
  await shop.ask(rolesSet, {
    id: 'helper',
    name,
    permissions: ['sales.complete'],
    limits: noLimits,
  })
  const helper = await shop.hires('hala', 'helper')
  const keeper = await shop.hires('kamal', 'warehouse')
  const approvalId = await granted(taken(2))
  first.personId = keeper.id
  const forbidden = { outcome: 'refused', problem: { type: '/problems/forbidden' } }
  t.match(await takesOut(taken(2), named(approvalId)), forbidden, 'they do not sell')
  t.match(await takesOut(taken(2), { offline: true }), noted('not-permitted'))
  first.personId = helper.id
  t.match(await takesOut(taken(2)), forbidden)
  t.match(await takesOut(taken(2), named(approvalId)), { outcome: 'posted' })
  t.match(await takesOut(taken(2), named(approvalId)), forbidden, 'once')
})

t.test('the books are proved', async (t) => {
  t.equal((await prove(hub.databaseUrl)).broken, null)
})
