// Records that a till makes up: entries forged, taken from another till, numbered anew, from a copied device,
// sent with an old answer's number, dated back, priced by hand, or given back without a receipt.
import { createSign, generateKeyPairSync } from 'node:crypto'
import t from 'tap'
import { nowMs } from '#kernel/clock.ts'
import { journalPost, type JournalEntry, type Verdict } from '#shared/journal.ts'
import { newId } from '#shared/ids.ts'
import type { Output } from '#shared/contract.ts'
import { cashMove } from '#tills/contract.ts'
import { terminalsEnrol, terminalsInvite } from '#terminals/contract.ts'
import { prove } from '../../src/verify.ts'
import { openDoors, type Door } from '../support/doors.ts'
import { off } from '../support/sales.ts'
import type { Device } from '../support/shop.ts'
import { Counter } from '../support/counter.ts'
import { backOf, openTrade, PRICE_MINOR } from '../support/trade.ts'

t.setTimeout(120_000)
const trade = await openTrade(t)
const { hub, shop, bread, first, second, cashier } = trade
const doors = openDoors(t, shop)
const id = () => newId(nowMs())
const ago = (ms: number) => new Date(nowMs() - ms).toISOString()
const HOUR = 3_600_000

/** Hands one entry in by a door. */
async function hand(door: Door, device: Device, entry: JournalEntry): Promise<Verdict> {
  const { output, problem } = await door.ask(device, journalPost, {
    fence: device.fence,
    entries: [entry],
  })
  const [verdict] = (output as Output<typeof journalPost> | undefined)?.verdicts ?? []
  if (!verdict) throw new Error(`not answered: ${problem?.type}`)
  return verdict
}

const quarantined = (slug: string) => ({
  outcome: 'quarantined',
  problem: { type: `/problems/${slug}` },
})
const refused = (slug: string) => ({ outcome: 'refused', problem: { type: `/problems/${slug}` } })
const flagged = (...codes: string[]) => ({
  outcome: 'posted-with-exception',
  exceptions: codes.map((code) => ({ code })),
})

async function kept(): Promise<number> {
  const [row] = await hub.kernel.database.sql<{ count: number }>(
    `select count(*) as count from quarantine`,
  )
  return Number(row?.count)
}

/** A till that sells through a door. */
async function aTill(code: string, door: Door): Promise<Counter> {
  const device = await shop.enrols(code)
  const till = new Counter(shop, device, cashier.id, async (_fence, [entry]) => ({
    verdicts: entry ? [await hand(door, device, entry)] : [],
  }))
  await till.open()
  return till
}

for (const [i, door] of doors.entries()) {
  t.test(`B2 entries that a till never wrote are kept apart, over ${door.name}`, async (t) => {
    const till = await aTill(`A${i}`, door)
    const other = await aTill(`B${i}`, door)
    const before = await kept()
    const sold = till.writeSale(till.bodyOf([{ goods: bread }]))
    t.match(await till.send(sold), { outcome: 'posted' })
    const next = till.writeSale(till.bodyOf([{ goods: bread }]))

    const theirs = { ...next, n: 2, previousHash: '0'.repeat(64) }
    t.match(await hand(door, other.device, theirs), quarantined('chain-broken'), 'another till’s')
    const otherNext = other.write(cashMove, {
      cashSessionId: other.cashSessionId,
      kind: 'pay-out',
      amountMinor: 100,
      reason: 'Tea',
    })
    const stolen = { ...otherNext, id: sold.id }
    t.match(await hand(door, other.device, stolen), quarantined('identity-conflict'), 'its sale')
    const cheap = { ...sold, body: sold.body.replace('"changeMinor":0', '"changeMinor":1') }
    t.not(cheap.body, sold.body)
    t.match(await hand(door, till.device, cheap), quarantined('identity-conflict'), 'a rewound n')
    const unchained = { ...next, previousHash: 'f'.repeat(64) }
    t.match(await hand(door, till.device, unchained), quarantined('chain-broken'), 'a made-up past')
    const far = { ...next, n: next.n + 5 }
    t.match(await hand(door, till.device, far), { outcome: 'gap', problem: { need: next.n } })

    t.match(await hand(door, till.device, next), { outcome: 'posted' }, 'the till goes on')
    const forked = { ...next, id: id(), body: next.body.replaceAll(next.id, id()) }
    t.match(await hand(door, till.device, forked), quarantined('identity-conflict'), 'its copy not')
    const stale = { ...till.device, fence: till.device.fence + 1 }
    t.match(await hand(door, stale, next), quarantined('stale-fence'), 'nor a device before it')
    t.equal((await kept()) - before, 6, 'each is kept for a person to look at')
  })

  t.test(`B3 an answer is for the bytes it was given to, over ${door.name}`, async (t) => {
    const till = await aTill(`C${i}`, door)
    const entry = till.writeSale(till.bodyOf([{ goods: bread }]))
    const answered = await till.send(entry)
    t.match(await hand(door, till.device, entry), { ...answered, replayed: true }, 'again')
    for (const body of [
      `${entry.body} `,
      entry.body.replace('"offline":false', '"offline":true'),
    ]) {
      const verdict = await hand(door, till.device, { ...entry, body })
      t.match(verdict, quarantined('identity-conflict'))
      t.equal(verdict.result, undefined, 'nothing of the former answer')
    }
    t.match(await hand(door, till.device, entry), { ...answered, replayed: true }, 'which stands')
  })
}

t.test('B2 a device that cannot sign for a till is not that till', async (t) => {
  const pair = () => generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const [own, other] = [pair(), pair()]
  const jwk = own.publicKey.export({ format: 'jwk' }) as { x: string; y: string }
  const about = { id: id(), storeId: shop.store.id, kind: 'till', code: 'K1', name: 'K1' } as const
  const { code } = await shop.ask(terminalsInvite, about)
  const publicKey = { kty: 'EC', crv: 'P-256', x: jwk.x, y: jwk.y } as const
  await shop.ask(terminalsEnrol, { code, publicKey })
  const arrive = (sign: (nonce: string) => Promise<string>, transport: 'websocket' | 'socket.io') =>
    shop.connects(t, '', { token: undefined, terminal: { id: about.id, sign }, transport })
  const by = (key: typeof own) => async (nonce: string) =>
    createSign('sha256')
      .update(nonce)
      .sign({ key: key.privateKey, dsaEncoding: 'ieee-p1363' })
      .toString('base64url')
  for (const transport of ['websocket', 'socket.io'] as const) {
    t.ok((await arrive(by(own), transport)).isCaughtUp, 'its own key')
    await t.rejects(arrive(by(other), transport), /revoked/, 'another key')
    await t.rejects(
      arrive(async () => by(own)('an older nonce'), transport),
      /revoked/,
      'replayed',
    )
    await t.rejects(
      arrive(async () => '', transport),
      /revoked/,
      'none',
    )
  }
})

t.test('B4 a sale that a clock dates back or forward is told', async (t) => {
  const dated = (at: string, offline = false) => first.sell([{ goods: bread }], { at, offline })
  t.match(await dated(ago(HOUR)), flagged('clock-skew'), 'an hour back, and not offline')
  t.match(await dated(ago(0)), { outcome: 'posted' })
  t.match(await dated(ago(HOUR), true), flagged('clock-skew'), 'before what it had sold already')
  t.match(await dated(ago(0), true), { outcome: 'posted' }, 'and put right')
  t.match(await dated(ago(-HOUR), true), flagged('clock-skew'), 'an hour ahead')
  t.match(await dated(ago(-HOUR)), flagged('clock-skew'), 'and not offline')
  t.match(await dated(ago(0)), flagged('clock-skew'), 'put back again')
  for (const at of ['2026-02-30T10:00:00.000Z', '0000-01-01T10:00:00.000Z']) {
    t.match(await dated(at), refused('invalid-input'), 'an instant that never was')
    t.match(await dated(at, true), quarantined('invalid-input'))
  }
  t.match(await dated(ago(0)), { outcome: 'posted' }, 'and the till goes on')
})

t.test(
  'B4 what comes late is not taken for a wrong clock, nor a wrong clock for late',
  async (t) => {
    const [door] = doors
    const device = await shop.enrols('L1')
    let aheadMs = 0
    const till = new Counter(shop, device, cashier.id, async (fence, entries) => {
      const input = { fence, entries: [...entries], sentAt: ago(-aheadMs) }
      return (await door?.ask(device, journalPost, input))?.output as Output<typeof journalPost>
    })
    await till.open()
    const openedLongAgo = () =>
      hub.kernel.database.sql(`update journal_head set last_at = $1 where terminal_id = $2`, [
        ago(2 * HOUR),
        device.id,
      ])
    const dated = (at: string, offline = false) => till.sell([{ goods: bread }], { at, offline })
    for (const offline of [false, true]) {
      await openedLongAgo()
      t.match(
        await dated(ago(HOUR), offline),
        { outcome: 'posted' },
        'the link was down for so long',
      )
      aheadMs = -HOUR
      t.match(await dated(ago(HOUR), offline), flagged('clock-skew'), 'its clock is an hour behind')
      aheadMs = HOUR
      t.match(await dated(ago(HOUR), offline), flagged('clock-skew'), 'or ahead, and it says late')
      aheadMs = 0
      t.match(await dated(ago(2 * HOUR), offline), flagged('clock-skew'), 'before what it had sold')
      t.match(await dated(ago(-HOUR), offline), flagged('clock-skew'), 'what has not come yet')
    }
  },
)

t.test('B5 a price that was tampered with is kept with what it should have been', async (t) => {
  const cheap = { goods: bread, unitPriceCentiMinor: 100 }
  t.match(await second.sell([cheap]), refused('price-mismatch'), 'not while the hub is asked')
  const sold = await second.sell([cheap], { offline: true })
  t.match(sold, flagged('price-drift'))
  t.match(sold.exceptions?.[0]?.detail, /\d/, 'and says what differs')
  const { decision } = sold.body.lines[0] ?? {}
  t.match(decision, { priceId: bread.price.id, version: bread.price.version }, 'by this price')
  const version = { ...bread.price, version: bread.price.version + 7 }
  const invented = { by: 'list', priceId: id(), listId: version.listId, version: version.version }
  const made = { ...cheap, decision: invented as never }
  t.match(await second.sell([made], { offline: true }), flagged('price-drift'), 'one never set')
  const short = second.bodyOf([{ goods: bread }], { offline: true })
  const totals = { ...short.totals, totalMinor: 1, netMinor: 1, taxMinor: 0 }
  const wrong = await trade.send(second, { ...short, totals })
  t.equal(wrong.outcome, 'posted-with-exception', 'a total that does not add up')
})

t.test('B6 nothing is given away or back without a receipt, a right or an approval', async (t) => {
  const needs = (approvalKind: string) => ({
    outcome: 'refused',
    problem: { type: '/problems/approval-required', approvalKind },
  })
  const half = { goods: bread, discounts: off(PRICE_MINOR / 2) }
  t.match(await first.sell([half]), needs('discount'))
  t.match(await first.sell([backOf(bread, null)]), needs('no-receipt-return'))
  const approvals = [{ kind: 'discount' as const, approvalId: id() }]
  t.match(await first.sell([half], { approvals }), refused('approval-void'), 'one nobody gave')
  const { body } = await first.sell([{ goods: bread }])
  t.match(await first.sell([backOf(bread, body, 2000)]), refused('over-return'), 'more than sold')
  const elsewhere = { ...body, id: id() }
  t.match(await first.sell([backOf(bread, elsewhere)]), refused('not-found'), 'no such receipt')
  t.match(await first.sell([backOf(bread, body)]), { outcome: 'posted' })
  t.match(await second.sell([backOf(bread, body)]), refused('over-return'), 'once')
  const offline = { offline: true }
  t.match(await first.sell([half], offline), flagged('approval-required'))
  t.match(await first.sell([backOf(bread, null)], offline), flagged('approval-required'))
  t.match(await first.sell([backOf(bread, body)], offline), flagged('over-return'))
})

t.test('B4 B5 B6 the books of all of it are proved', async (t) => {
  t.equal((await prove(hub.databaseUrl)).broken, null)
})
