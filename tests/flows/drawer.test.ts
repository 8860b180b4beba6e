// A drawer from its float to its count over real connections: what it should hold never reaches a till
// before the count is locked, it passes from hand to hand while tills sell, and a hole in a journal is
// known before it is filled.
import t from 'tap'
import { approvalsDecideByPin, approvalsRequest } from '#approvals/contract.ts'
import { subjectHash } from '#approvals/rules.ts'
import { setPin } from '#auth/contract.ts'
import type { HubFrame } from '#shared/frames.ts'
import { newId, type Id } from '#shared/ids.ts'
import { journalReport, journalReports, type JournalReport, type Verdict } from '#shared/journal.ts'
import {
  cashCount,
  cashHandOver,
  cashMove,
  cashSessions,
  drawers,
  type Drawer,
} from '#tills/contract.ts'
import { handOverSubject } from '#tills/rules.ts'
import { tillsSeal, tillsX } from '#tills/seal-contract.ts'
import { prove } from '../../src/verify.ts'
import { Counter } from '../support/counter.ts'
import { runHub } from '../support/hub.ts'
import { lawHolds } from '../support/law.ts'
import { refused } from '../support/refused.ts'
import { layBread, layShop, PRICE_CENTI_MINOR } from '../support/shop.ts'
import type { FakeTerminal } from '../support/terminal.ts'
import { counted } from '../support/tills.ts'

const PIN = '480271'
const PRICE = PRICE_CENTI_MINOR / 100
const id = () => newId(Date.now())
const all = (countedMinor: number) => ({
  denominations: [{ valueMinor: countedMinor, count: 1 }],
  countedMinor,
})

async function openShop() {
  const hub = await runHub(t)
  const shop = await layShop(hub)
  const bread = await layBread(shop)
  const giver = await shop.hires('nour', 'cashier')
  const taker = await shop.hires('sara', 'cashier')
  const manager = await shop.hires('mona', 'manager')
  await shop.ask(setPin, { personId: taker.id, pin: PIN })
  await shop.ask(setPin, { personId: manager.id, pin: '915362' })
  const devices = [await shop.enrols('T1'), await shop.enrols('T2')] as const
  const token = await shop.tokenOf(giver)
  const frames: HubFrame[] = []
  const common = { onFrame: (frame: HubFrame) => frames.push(frame) }
  const first = await shop.connects(t, devices[0], { ...common, token })
  const second = await shop.connects(t, devices[1], { ...common, token })
  const leading = await shop.connects(t, await shop.tokenOf(manager))
  const counterAt = (till: FakeTerminal, at: 0 | 1) =>
    new Counter(shop, devices[at], giver.id, (fence, entries) => till.post(fence, entries))
  const counters = [counterAt(first, 0), counterAt(second, 1)] as const
  return { hub, shop, bread, giver, taker, manager, devices, frames, first, leading, counters }
}

const opened = await openShop()
const { hub, shop, bread, giver, taker, manager, devices, frames, first, leading, counters } =
  opened
const [till, other] = counters
const storeId = shop.store.id
const stream = `store:${storeId}` as const

const drawer = (cashSessionId: Id) => shop.kernel.memory.get(drawers, cashSessionId, storeId)
const seenBy = (terminal: FakeTerminal, cashSessionId: Id) =>
  terminal.state(stream).records(drawers.name).get(cashSessionId) as Drawer | undefined

t.test(
  'what a drawer should hold reaches managers at once, and no till before the lock',
  async (t) => {
    t.match(await till.open(20_000), { outcome: 'posted' })
    t.match(await other.open(), { outcome: 'posted' })
    const { cashSessionId } = till
    for (let n = 0; n < 3; n += 1)
      t.match(await till.sell([{ goods: bread }]), { outcome: 'posted' })
    const move = { cashSessionId, kind: 'drop', amountMinor: 777, reason: 'Safe' } as const
    t.match(await till.send(till.write(cashMove, move)), { outcome: 'posted' })
    const expectedMinor = 20_000 + 3 * PRICE - 777
    await leading.waitFor(() => seenBy(leading, cashSessionId)?.expectedMinor === expectedMinor)
    t.match(seenBy(leading, cashSessionId), { moves: { dropMinor: 777 } })
    const off = till.write(cashCount, counted(till, 1, 20_000))
    t.match(await till.send(off), {
      result: { outcome: 'recount', expectedMinor: null, varianceMinor: null },
    })
    t.match(await till.sell([{ goods: bread }]), {
      outcome: 'refused',
      problem: { type: '/problems/count-locked' },
    })
    await shop.kernel.tail.look()
    t.match(shop.kernel.memory.get(cashSessions, cashSessionId, storeId), {
      state: 'counting',
      counts: 1,
    })
    const told = JSON.stringify(frames)
    t.ok(told.includes('"counting"'), 'the tills heard of the count')
    t.notMatch(told, /"drawers?[."]/, 'no fact, record or snapshot of a drawer')
    t.notMatch(
      told,
      new RegExp(`"(expected|variance)Minor":-?\\d`),
      'no figure of what is expected',
    )
    t.notMatch(told, new RegExp(`[:,]${expectedMinor}\\b`), 'nor the figure under any name')
    t.match(await till.send(till.write(cashCount, counted(till, 1, 1))), {
      problem: { type: '/problems/count-locked' },
    })
    t.match(await till.send(till.write(cashCount, counted(till, 2, expectedMinor - 3))), {
      result: { outcome: 'closed', expectedMinor, varianceMinor: -3, session: { counts: 2 } },
    })
    const mine = frames.filter((frame) => JSON.stringify(frame).includes(`${expectedMinor}`))
    t.same(
      mine.map((frame) => frame.t),
      ['reply'],
      'only who counted is told, once it is locked',
    )
  },
)

t.test('a till may not ask for the figures either', async (t) => {
  const { cashSessionId } = other
  await t.rejects(first.call(tillsX, { storeId, cashSessionId }), /forbidden/)
  const x = await leading.call(tillsX, { storeId, cashSessionId })
  t.match(x, { drawer: { expectedMinor: 10_000 } })
  const { cashSessionId: closed } = till
  await t.rejects(first.call(tillsSeal, { storeId, cashSessionId: closed }), /forbidden/)
  const z = await leading.call(tillsSeal, { storeId, cashSessionId: closed })
  t.match(z, { number: 1, sealedBy: manager.id, totals: { salesCount: 3 } })
})

/** Asks for the taker's agreement at the first till and gives it with a PIN. */
async function agreed(cashSessionId: Id, login = taker.login, pin = PIN): Promise<Id> {
  const kind = 'hand-over'
  const subject = handOverSubject(cashSessionId, shop.store.currency)
  const hash = subjectHash({ kind, storeId, ...subject })
  const asked = { storeId, id: id(), kind, subjectHash: hash, subject, reason: 'Break' } as const
  const approval = await first.call(approvalsRequest, asked)
  await first.call(approvalsDecideByPin, { storeId, id: approval.id, login, pin, grant: true })
  return approval.id
}

const handing = (approvalId: Id | null, attempt: number, given: number, taken = given) => ({
  cashSessionId: till.cashSessionId,
  toPersonId: taker.id,
  attempt,
  giverCount: all(given),
  takerCount: all(taken),
  approvalId,
})

t.test('a drawer passes to whoever agreed by PIN, and only then', async (t) => {
  await till.open(5000)
  await till.sell([{ goods: bread }])
  const right = 5000 + PRICE
  const hand = (...of: Parameters<typeof handing>) =>
    till.send(till.write(cashHandOver, handing(...of)))
  const approval = await agreed(till.cashSessionId)
  const problem = (slug: string) => ({ problem: { type: `/problems/${slug}` } })
  t.match(await hand(null, 1, right), problem('approval-required'))
  const foreign = await agreed(till.cashSessionId, manager.login, '915362')
  t.match(await hand(foreign, 1, right), problem('approval-void'), 'somebody else’s word')
  const elsewhere = await agreed(other.cashSessionId)
  t.match(await hand(elsewhere, 1, right), problem('approval-void'), 'of another drawer')
  const self = { ...handing(approval, 1, right), toPersonId: giver.id }
  t.match(await till.send(till.write(cashHandOver, self)), problem('invalid-input'))
  await lawHolds(t, shop.kernel, [storeId], async () => {
    t.match(await hand(approval, 1, right, right - 1), {
      result: { outcome: 'recount', expectedMinor: null, session: { state: 'open', counts: 1 } },
    })
    t.match(await till.sell([{ goods: bread }]), { outcome: 'posted' }, 'selling goes on')
    const now = right + PRICE
    t.match(await hand(approval, 2, now, now - 1), problem('invalid-input'), 'they must agree')
    const verdict = await hand(approval, 2, now)
    t.match(verdict, {
      outcome: 'posted',
      result: {
        outcome: 'handed-over',
        varianceMinor: 0,
        session: { personId: taker.id, floatMinor: now, state: 'open', number: 3 },
      },
    })
    const former = till.cashSessionId
    till.cashSessionId = (verdict.result as { session: { id: Id } }).session.id
    till.personId = taker.id
    t.match(await till.sell([{ goods: bread }]), { outcome: 'posted' })
    const late = till.bodyOf([{ goods: bread }], { offline: true, cashSessionId: former })
    t.match(await till.send(till.writeSale(late)), { exceptions: [{ code: 'session-closed' }] })
  })
  await shop.kernel.tail.look()
  const there = drawer(till.cashSessionId)?.expectedMinor ?? 0
  const backwards = { ...handing(approval, 1, there), toPersonId: giver.id }
  const used = await till.send(till.write(cashHandOver, backwards))
  t.match(used, problem('approval-void'), 'a word is good for once')
})

t.test('no sale is lost while drawers change hands', async (t) => {
  const people = [taker, giver]
  await shop.ask(setPin, { personId: giver.id, pin: '731946' })
  const pins = new Map([
    [taker.id, PIN],
    [giver.id, '731946'],
  ])
  const tokens = new Map([
    [taker.id, await shop.tokenOf(taker)],
    [giver.id, await shop.tokenOf(giver)],
  ])
  const posted: Promise<Verdict>[] = []
  const sell = () => posted.push(till.sell([{ goods: bread }]), other.sell([{ goods: bread }]))
  for (let round = 1; round <= 6; round += 1) {
    for (let n = 0; n < 3; n += 1) sell()
    const to = people[round % 2]
    if (!to || to.id === till.personId) throw new Error('they take turns')
    // Whoever has the drawer asks; the next one agrees.
    first.person(tokens.get(till.personId) ?? null)
    const approvalId = await agreed(till.cashSessionId, to.login, pins.get(to.id))
    await Promise.all(posted)
    await shop.kernel.tail.look()
    const there = drawer(till.cashSessionId)?.expectedMinor ?? 0
    const entry = till.write(cashHandOver, { ...handing(approvalId, 1, there), toPersonId: to.id })
    // The till writes on while the hub still decides who has the drawer.
    const handed = till.send(entry)
    till.cashSessionId = entry.id
    till.personId = to.id
    for (let n = 0; n < 3; n += 1) sell()
    t.match(await handed, { outcome: 'posted', result: { outcome: 'handed-over' } })
  }
  const verdicts = await Promise.all(posted)
  t.equal(verdicts.length, 72)
  t.same([...new Set(verdicts.map(({ outcome }) => outcome))], ['posted'])
})

t.test('what a till holds and the hub does not is known before it comes', async (t) => {
  const { fence } = devices[0]
  const [one, two] = [1, 2].map(() => {
    return till.writeSale(till.bodyOf([{ goods: bread }], { offline: true }))
  })
  const lastN = two?.n ?? 0
  const reports = () =>
    leading
      .state(stream)
      .records<JournalReport>(journalReports.name)
      .get(`${devices[0].id}|${fence}`)
  await lawHolds(t, shop.kernel, [storeId], async () => {
    t.match(await first.call(journalReport, { fence, lastN }), { reportedN: lastN })
    await first.call(journalReport, { fence, lastN: lastN - 1 })
  })
  await leading.waitFor(() => reports() !== undefined)
  t.match(reports(), { lastN: lastN - 2, reportedN: lastN })
  await shop.kernel.tail.look()
  const there = drawer(till.cashSessionId)?.expectedMinor ?? 0
  await refused(t, shop.ask(journalReport, { fence, lastN }), 'forbidden')
  await t.rejects(first.call(journalReport, { fence: fence + 1, lastN }), /stale-fence/)
  for (const entry of [one, two]) if (entry) await till.send(entry)
  await lawHolds(t, shop.kernel, [storeId], async () => {
    t.match(await first.call(journalReport, { fence, lastN }), { lastN, reportedN: lastN })
  })
  await leading.waitFor(() => reports()?.lastN === lastN)
  t.equal(there + 2 * PRICE, drawer(till.cashSessionId)?.expectedMinor)
  t.notMatch(
    JSON.stringify(frames),
    /"journal\.reported"|"journal-reports"/,
    'it is not told to tills',
  )
})

t.test('the books of it all are proved', async (t) => {
  const proof = await prove(hub.databaseUrl)
  t.equal(proof.broken, null)
})
