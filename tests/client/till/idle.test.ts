// When a till that nobody touches locks by itself, and when it must not.
import t from 'tap'
import { Touches } from '../../../client/frame/touches.ts'
import { newPayment } from '../../../client/till/payment.ts'
import { locksNow, type Untouched } from '../../../client/till/use-idle-lock.ts'

const MINUTE = 60_000
const selling = { busy: false, mode: 'sell', payment: newPayment } as const
const left: Untouched = {
  awayMs: 5 * MINUTE,
  lockAfterMinutes: 5,
  screen: selling,
  live: true,
  known: 0,
}

t.test('it locks after as long as the store says, and not while money is in hand', async (t) => {
  t.ok(locksNow(left))
  t.notOk(locksNow({ ...left, awayMs: 5 * MINUTE - 1 }))
  t.notOk(locksNow({ ...left, lockAfterMinutes: 0, awayMs: 1e12 }), '0 is never')
  t.notOk(locksNow({ ...left, live: false }), 'nobody could open it')
  t.ok(locksNow({ ...left, live: false, known: 1 }))
  t.notOk(locksNow({ ...left, screen: { ...selling, busy: true } }))
  const taken = [{ id: 'x', kind: 'cash', amountMinor: 500, given: 500 }] as never
  const paying = { ...selling, mode: 'pay' } as const
  t.notOk(locksNow({ ...left, screen: { ...paying, payment: { ...newPayment, taken } } }))
  t.ok(locksNow({ ...left, screen: paying }), 'nothing was taken yet')
  t.ok(locksNow({ ...left, screen: { ...selling, mode: 'done' } }))
})

t.test('touches are counted over a reload, and a clock set back counts anew', async (t) => {
  let nowMs = 1_000_000
  const kept = new Map<string, string>()
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  }
  const open = () => new Touches(storage, () => nowMs)
  const touches = open()
  t.equal(touches.awayMs(), 0, 'a device that was never touched begins now')
  nowMs += MINUTE
  t.equal(touches.awayMs(), MINUTE)
  touches.touch()
  t.equal(touches.awayMs(), 0)
  nowMs += 9 * MINUTE
  t.equal(open().awayMs(), 9 * MINUTE, 'the page was opened again')
  nowMs -= 20 * MINUTE
  t.equal(touches.awayMs(), 0)
  nowMs += MINUTE
  t.equal(touches.awayMs(), MINUTE)
  touches.touch()
  t.equal(open().awayMs(), 0)
})
