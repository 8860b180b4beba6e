// The arithmetic of stored value, against a model that only remembers who put in and who took out.
import fc from 'fast-check'
import t from 'tap'
import { newId } from '#shared/ids.ts'
import {
  afterMove,
  codeOf,
  moveFault,
  namesNoAccount,
  tidyCode,
  valueMoves,
} from '#stored-value/rules.ts'
import type { Movable, Moving } from '#stored-value/rules.ts'

const account: Movable = {
  ...{ kind: 'gift-card', currency: 'EGP', customerId: null, last4: '1234', balanceMinor: 0 },
  ...{ state: 'active', expiresOn: null, usedBy: null, forfeitedMinor: 0 },
}
const moving: Moving = {
  ...{ kind: null, amountMinor: 0, currency: 'EGP', documentId: 'a', customerId: null },
  voidOf: null,
}

t.test('a code is the same however it is typed, and nothing short is one', async (t) => {
  t.equal(tidyCode(' abcd-٠١٢٣ ۴۵۶۷ '), 'ABCD01234567')
  t.equal(tidyCode('ABC-123-4'), undefined)
  t.equal(tidyCode('ABC-123-45'), 'ABC12345')
  t.equal(tidyCode('A'.repeat(65)), undefined)
  t.equal(tidyCode('\u0000\ud800😀 ----------'), undefined)
  const made = codeOf(crypto.getRandomValues(new Uint8Array(16)))
  t.match(made, /^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$/)
  t.equal(tidyCode(made), made.replaceAll('-', ''))
  t.equal(codeOf(new Uint8Array(16).fill(255)), 'ZZZZ-ZZZZ-ZZZZ-ZZZZ')
  t.throws(() => codeOf(new Uint8Array(15)), RangeError)
})

t.test('the moves of a sale are one for each account, put on before taken', async (t) => {
  const spend = (kind: string, amountMinor: number, reference: string | null) => {
    return { kind, amountMinor, reference }
  }
  const [a = '', b = '', c = '', d = ''] = [1, 2, 3, 4].map((ms) => newId(ms))
  const lines = [
    { issues: a, amountMinor: 500 },
    { issues: null, amountMinor: 900 },
    { issues: a, amountMinor: 250 },
  ]
  const tenders = [
    spend('cash', 100, null),
    spend('voucher', 40, b),
    spend('gift-card', 10, c),
    spend('gift-card', 5, c),
    spend('store-credit', -70, d),
    spend('card', 5, 'slip'),
    spend('voucher', 5, null),
    spend('gift-card', 5, 'slip'),
  ]
  t.same(valueMoves({ lines, tenders }), [
    { accountId: a, kind: null, amountMinor: 750 },
    { accountId: d, kind: 'store-credit', amountMinor: 70 },
    { accountId: c, kind: 'gift-card', amountMinor: -15 },
    { accountId: b, kind: 'voucher', amountMinor: -40 },
  ])
  t.same(tenders.filter(namesNoAccount), tenders.slice(-2))
})

t.test('what an account may be asked', async (t) => {
  const on = '2026-11-23'
  const asked = (of: Partial<Movable>, how: Partial<Moving> = {}, day = on) =>
    moveFault({ ...account, balanceMinor: 100, ...of }, { ...moving, amountMinor: -1, ...how }, day)
  t.equal(asked({}), undefined)
  t.equal(asked({ expiresOn: on }), undefined, 'the last day counts')
  t.match(asked({ expiresOn: '2026-11-22' }), /good until/)
  t.equal(asked({ expiresOn: '2026-11-22' }, { amountMinor: 1 }), undefined)
  t.match(asked({ state: 'blocked' }), /blocked/)
  t.equal(asked({ state: 'blocked' }, { voidOf: 'x' }), undefined, 'a void takes back all the same')
  t.match(asked({ kind: 'voucher', state: 'used' }), /used/)
  t.match(asked({}, { kind: 'voucher' }), /not a voucher/)
  t.equal(asked({}, { kind: 'gift-card' }), undefined)
  t.match(asked({}, { currency: 'USD' }), /EGP/)
  t.match(asked({ last4: null, customerId: 'mona' }), /another customer/)
  t.equal(asked({ last4: null, customerId: 'mona' }, { customerId: 'mona' }), undefined)
  t.match(asked({ balanceMinor: 9_000_000_000_000 }, { amountMinor: 1 }), /that much/)
  t.match(asked({}, { amountMinor: -9_000_000_000_001 }), /that much/)
})

t.test('nothing is made and nothing is lost, whatever is moved', async () => {
  const step = fc.record({
    amountMinor: fc.integer({ min: -500, max: 500 }),
    voided: fc.boolean(),
  })
  const kinds = fc.constantFrom<Movable['kind'][]>('gift-card', 'store-credit', 'voucher')
  fc.assert(
    fc.property(kinds, fc.array(step, { maxLength: 40 }), (kind, steps) => {
      let held: Movable = { ...account, kind }
      let entriesMinor = 0
      let paidMinor = 0
      let forfeitedMinor = 0
      for (const [i, { amountMinor, voided }] of steps.entries()) {
        const voidOf = voided ? held.usedBy : null
        const now = { ...moving, kind, amountMinor, documentId: `d${i}`, voidOf }
        if (amountMinor === 0 || moveFault(held, now, '2026-11-23') !== undefined) continue
        const { entry, shortMinor, ...left } = afterMove(held, now)
        const wanted = Math.max(0, -amountMinor - held.balanceMinor)
        if (shortMinor !== (amountMinor < 0 ? wanted : 0)) return false
        entriesMinor += entry.amountMinor
        forfeitedMinor += entry.forfeitedMinor
        paidMinor += amountMinor + shortMinor
        held = { ...held, ...left }
        if (held.balanceMinor < 0 || held.balanceMinor !== entriesMinor) return false
        if (entriesMinor !== paidMinor - forfeitedMinor || forfeitedMinor < 0) return false
        if (kind !== 'voucher' && forfeitedMinor !== 0) return false
        if (held.state === 'used' && held.balanceMinor !== 0) return false
      }
      return true
    }),
    { numRuns: 2_000 },
  )
})

t.test('a sale and its void leave an account as it was', async () => {
  const kinds = fc.constantFrom<Movable['kind'][]>('gift-card', 'store-credit', 'voucher')
  const amount = fc.integer({ min: 1, max: 1_000 })
  fc.assert(
    fc.property(kinds, amount, amount, fc.boolean(), (kind, balanceMinor, amountMinor, load) => {
      const before: Movable = { ...account, kind, balanceMinor }
      const signed = load ? amountMinor : -Math.min(amountMinor, balanceMinor)
      const sold = { ...moving, amountMinor: signed, documentId: 'sale' }
      const { entry: _, shortMinor: __, ...sale } = afterMove(before, sold)
      const back = { ...moving, amountMinor: -signed, documentId: 'void', voidOf: 'sale' }
      const undone = afterMove({ ...before, ...sale }, back)
      return undone.balanceMinor === balanceMinor && undone.state === 'active'
    }),
  )
})
