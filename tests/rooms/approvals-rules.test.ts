// What an approval is bound to, and how far whoever gives it may go.
import { createHash } from 'node:crypto'
import t from 'tap'
import { approvalKinds, type Subject } from '#approvals/contract.ts'
import {
  approvalPermissions,
  isOpen,
  objectionToGrant,
  subjectHash,
  subjectText,
  withinLimits,
  type Basket,
} from '#approvals/rules.ts'
import { noLimits, unlimited } from '#users/rules.ts'
import { basketOf } from '../support/approvals.ts'
import { mint } from '../support/people.ts'

const storeId = '01890000-0000-7000-8000-0000000000aa'
const basket: Basket = { kind: 'discount', storeId, ...basketOf() }
const [line] = basket.lines
if (!line) throw new Error('the basket has a line')
const with_ = (changes: Partial<Basket>): Basket => ({ ...basket, ...changes })
const withLine = (changes: Partial<typeof line>) => with_({ lines: [{ ...line, ...changes }] })

t.test('the text is the same everywhere, and its hash is SHA-256 of it', async (t) => {
  t.equal(
    subjectText(basket),
    'approval|1|discount|01890000-0000-7000-8000-0000000000aa|-|-|EGP|9000|1000|100000\n' +
      '01890000-0000-7000-8000-000000000001|-|10000|1000|100000|9000|line 1000|-',
  )
  const wanted = createHash('sha256').update(subjectText(basket)).digest('hex')
  t.equal(subjectHash(basket), wanted)
  const kept = JSON.parse(JSON.stringify(basket)) as Basket
  t.equal(subjectHash(kept), wanted, 'what was kept and read again has the same hash')
})

t.test('whatever changes in a basket changes its hash', async (t) => {
  const id = mint()
  const changed: Record<string, Basket> = {
    kind: with_({ kind: 'void' }),
    store: with_({ storeId: id }),
    customer: with_({ customerId: id }),
    document: with_({ documentId: id }),
    currency: with_({ currency: 'GBP' }),
    total: with_({ totalMinor: 9001 }),
    ask: with_({ askMinor: 1001 }),
    share: with_({ askPpm: null }),
    'no line': with_({ lines: [] }),
    'the line twice': with_({ lines: [line, line] }),
    variant: withLine({ variantId: id }),
    lot: withLine({ lotId: id }),
    quantity: withLine({ quantityMilli: 10_001 }),
    pack: withLine({ packMilli: 6000 }),
    price: withLine({ unitPriceCentiMinor: 99_999 }),
    amount: withLine({ amountMinor: 8999 }),
    'no discount': withLine({ discounts: [] }),
    'another kind of discount': withLine({ discounts: [{ by: 'basket', amountMinor: 1000 }] }),
    'a split discount': withLine({
      discounts: [
        { by: 'line', amountMinor: 500 },
        { by: 'line', amountMinor: 500 },
      ],
    }),
    'a return without receipt': withLine({ returnOf: { saleId: null, lineId: null } }),
    'a return with receipt': withLine({ returnOf: { saleId: id, lineId: id } }),
  }
  const hashes = [basket, ...Object.values(changed)].map(subjectHash)
  t.equal(new Set(hashes).size, hashes.length, Object.keys(changed).join(', '))
  const other = { ...line, variantId: id }
  const scanned = subjectHash(with_({ lines: [line, other] }))
  t.equal(subjectHash(with_({ lines: [other, line] })), scanned, 'but not the order of its lines')
})

t.test('each kind is measured against its own limit, to the last unit', async (t) => {
  const cases: [(typeof approvalKinds)[number], Partial<Subject>, keyof typeof noLimits][] = [
    ['discount', { askPpm: 100 }, 'discountPpm'],
    ['price-override', { askPpm: 100 }, 'overridePpm'],
    ['void', { askMinor: 100 }, 'voidMinor'],
    ['no-receipt-return', { askMinor: 100 }, 'noReceiptMinor'],
    ['credit', { askMinor: 100 }, 'creditMinor'],
  ]
  for (const [kind, ask, limit] of cases) {
    t.ok(withinLimits(kind, basketOf(ask), { ...noLimits, [limit]: 100 }), `${kind} at the limit`)
    t.notOk(withinLimits(kind, basketOf(ask), { ...noLimits, [limit]: 99 }), `${kind} above it`)
    t.notOk(withinLimits(kind, basketOf(ask), { ...unlimited, [limit]: 99 }), 'no other helps')
  }
  const unsaid = basketOf({ askPpm: null })
  t.notOk(withinLimits('discount', unsaid, { ...unlimited, discountPpm: 999_999 }))
  t.ok(withinLimits('hand-over', basketOf(), noLimits))
})

t.test(
  'who grants holds the right itself, the right to decide, and is somebody else',
  async (t) => {
    const [asker, decider] = [mint(), mint()]
    const approval = { kind: 'discount', subject: basketOf(), personId: asker } as const
    const by = (permissions: string[], personId = decider, limits = unlimited) =>
      objectionToGrant(approval, { personId, permissions, limits }, true)
    t.equal(by(['approvals.decide', 'sales.discount']), undefined)
    t.equal(by(['approvals.*', 'sales.*']), undefined)
    t.match(by(['approvals.decide']), /sales\.discount/)
    t.match(by(['sales.discount']), /approvals\.decide/)
    t.match(by(['*'], decider, noLimits), /limit/)
    t.match(by(['*'], asker), /else/)
    t.equal(
      objectionToGrant(approval, { personId: asker, permissions: ['*'], limits: unlimited }, false),
      undefined,
    )
    const handOver = { ...approval, kind: 'hand-over' } as const
    const taker = { personId: decider, permissions: ['cash.hand-over'], limits: noLimits }
    t.equal(objectionToGrant(handOver, taker, true), undefined, 'who takes a drawer is no manager')
    t.same(Object.keys(approvalPermissions).toSorted(), [...approvalKinds].toSorted())
  },
)

t.test('a request is open until it is decided or runs out', async (t) => {
  const expiresAt = '2026-01-01T10:00:00.000Z'
  t.ok(isOpen({ state: 'requested', expiresAt }, '2026-01-01T09:59:59.999Z'))
  t.notOk(isOpen({ state: 'requested', expiresAt }, expiresAt))
  t.notOk(isOpen({ state: 'granted', expiresAt }, '2026-01-01T09:00:00.000Z'))
})
