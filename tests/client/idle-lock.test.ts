// When a till that nobody touches locks by itself, and when it must not.
import t from 'tap'
import { isLeft } from '../../client/frame/idle-lock.ts'
import { Touches } from '../../client/frame/touches.ts'
import { newPayment } from '../../client/till/payment.ts'
import { isInHand, type Screen } from '../../client/till/till-state.ts'

const MINUTE = 60_000

/** A page, its clock, and what its browser keeps. */
function device() {
  const at = { nowMs: 1_000_000 }
  const kept = new Map<string, string>()
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  }
  return { at, open: () => new Touches(storage, () => at.nowMs) }
}

t.test('it locks after as long as the store says, and not what is in hand', async (t) => {
  const { at, open } = device()
  const touches = open()
  at.nowMs += 5 * MINUTE - 1
  t.notOk(isLeft(touches, 5))
  at.nowMs += 1
  t.notOk(isLeft(touches, 0), '0 is never')
  touches.hold(true)
  t.notOk(isLeft(touches, 5))
  touches.hold(false)
  t.ok(isLeft(touches, 5))
  touches.touch()
  t.notOk(isLeft(touches, 5), 'who looked and let it pass has let it pass')
  at.nowMs += 5 * MINUTE
  touches.touch()
  t.ok(isLeft(touches, 5), 'a touch before anybody looked undoes nothing')
  t.notOk(isLeft(touches, 5), 'it is told once')
  const undefinedYet = undefined as never
  at.nowMs += 500 * MINUTE
  t.notOk(isLeft(touches, undefinedYet), 'a store of before says nothing of it')
})

t.test('what is in hand is money, a count, or goods that come back', async (t) => {
  const selling = { busy: false, mode: 'sell', payment: newPayment, sheet: null } as const
  const held = (part: Partial<Screen>) => isInHand({ ...selling, ...part } as Screen)
  t.notOk(held({}))
  t.ok(held({ busy: true }))
  t.ok(held({ sheet: { kind: 'drawer' } }))
  t.notOk(held({ sheet: { kind: 'more' } }))
  t.notOk(held({ mode: 'pay' }), 'nothing was taken yet')
  const taken = [{ id: 'x', kind: 'cash', amountMinor: 500 }] as never
  t.ok(held({ mode: 'pay', payment: { ...newPayment, taken } }))
  t.notOk(held({ mode: 'done', payment: { ...newPayment, taken } }))
})

t.test('touches are counted over a reload, and a clock set back counts anew', async (t) => {
  const { at, open } = device()
  const touches = open()
  t.equal(touches.takeAwayMs(), 0, 'a device that was never touched begins now')
  at.nowMs += MINUTE
  t.equal(touches.takeAwayMs(), MINUTE)
  touches.touch()
  t.equal(touches.takeAwayMs(), 0)
  at.nowMs += 9 * MINUTE
  const again = open()
  again.touch()
  t.equal(again.takeAwayMs(), 9 * MINUTE, 'the page was opened again, and touched at once')
  at.nowMs -= 20 * MINUTE
  t.equal(again.takeAwayMs(), 0)
  at.nowMs += MINUTE
  t.equal(again.takeAwayMs(), MINUTE)
})
