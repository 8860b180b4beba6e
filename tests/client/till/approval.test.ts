// What an approval at the till has come to: it holds for the basket it was asked for, is void as soon as that
// changes, and is offered only to those who could give it.
import t from 'tap'
import type { Approval, Subject } from '#approvals/contract.ts'
import { subjectHash } from '#approvals/rules.ts'
import type { Person, Role } from '#users/contract.ts'
import { noLimits } from '#users/rules.ts'
import { OwnAsks } from '../../../client/till/approval-asks.ts'
import { type Asked, fits, stateOfAsk, whoMayDecide } from '../../../client/till/approval.ts'
import { newOne } from './counter.ts'

const storeId = newOne()
const about = newOne()
const AT = '2026-03-02T10:00:00.000Z'
const LATER = '2026-03-02T10:10:00.000Z'
const AFTER = '2026-03-02T10:11:00.000Z'

const subject = (changes: Partial<Subject> = {}): Subject => ({
  lines: [],
  totalMinor: 8_000,
  currency: 'EGP',
  askMinor: 2_000,
  askPpm: 200_000,
  customerId: null,
  documentId: null,
  ...changes,
})
const asked = (changes: Partial<Subject> = {}): Asked => ({
  about,
  kind: 'discount',
  subject: subject(changes),
})
function approvalOf({ kind, subject: of }: Asked, changes: Partial<Approval> = {}): Approval {
  return {
    id: newOne(),
    storeId,
    kind,
    subject: of,
    subjectHash: subjectHash({ ...of, kind, storeId }),
    reason: 'Regular',
    terminalId: newOne(),
    personId: newOne(),
    at: AT,
    expiresAt: LATER,
    state: 'requested',
    decidedBy: null,
    decidedAt: null,
    how: null,
    note: null,
    ...changes,
  }
}
const ownOf = (approval: Approval, seen = true) => [{ about, approval, seen }]

t.test('it waits, is granted, and is void as soon as the basket changes', async (t) => {
  const waiting = approvalOf(asked())
  t.match(stateOfAsk(asked(), [waiting], [], AT), { kind: 'waiting' })
  const granted: Approval = { ...waiting, state: 'granted' }
  t.match(stateOfAsk(asked(), [granted], ownOf(waiting), AT), { kind: 'granted' })
  const changed = asked({ totalMinor: 7_000 })
  t.match(stateOfAsk(changed, [granted], ownOf(granted), AT), { kind: 'void' })
  t.match(stateOfAsk(changed, [granted], [], AT), { kind: 'none' }, 'that of another is not told')
  t.match(stateOfAsk(asked(), [granted], ownOf(granted), AT), { kind: 'granted' }, 'put back')
})

t.test('another till of the store goes on with the grant of the same basket', async (t) => {
  const granted = approvalOf(asked(), { state: 'granted' })
  t.match(stateOfAsk({ ...asked(), about: newOne() }, [granted], [], AT), { kind: 'granted' })
})

t.test('what was given for more holds for less of the same, never the other way', async (t) => {
  const granted = approvalOf(asked(), { state: 'granted' })
  t.ok(fits(granted, asked({ askMinor: 1_900, askPpm: 190_000 })))
  t.notOk(fits(granted, asked({ askMinor: 2_100, askPpm: 190_000 })))
  t.notOk(fits(granted, asked({ askMinor: 1_900, askPpm: 210_000 })))
  t.notOk(fits(granted, { ...asked(), kind: 'price-override' }))
})

t.test('it runs out, is refused, and is asked for again', async (t) => {
  const waiting = approvalOf(asked())
  t.match(stateOfAsk(asked(), [waiting], ownOf(waiting), AFTER), { kind: 'expired' })
  t.match(stateOfAsk(asked(), [], ownOf(waiting), AFTER), { kind: 'expired' })
  const denied: Approval = { ...waiting, state: 'denied' }
  t.match(stateOfAsk(asked(), [denied], ownOf(denied), AT), { kind: 'denied' })
  const again = approvalOf(asked(), { at: '2026-03-02T10:01:00.000Z' })
  t.match(stateOfAsk(asked(), [denied, again], ownOf(again), AT), {
    kind: 'waiting',
    approval: { id: again.id },
  })
})

t.test(
  'the answer to asking counts until the hub tells of it, and not after it is gone',
  async (t) => {
    const waiting = approvalOf(asked())
    const book = new OwnAsks()
    book.told(about, waiting)
    t.match(stateOfAsk(asked(), [], book.state.value, AT), { kind: 'waiting' })
    book.heard([{ ...waiting, state: 'granted' }])
    t.match(book.state.value, [{ seen: true, approval: { state: 'granted' } }])
    const before = book.state.value
    book.heard([])
    t.equal(book.state.value, before)
    t.match(
      stateOfAsk(asked(), [], book.state.value, AT),
      { kind: 'none' },
      'somebody took it back',
    )
    book.forget(waiting.id)
    t.strictSame(book.state.value, [])
  },
)

t.test('only those are named who could grant it', async (t) => {
  const role = (id: string, permissions: string[], discountPpm: number): Role => ({
    id,
    name: { en: id, ar: id },
    permissions,
    needsMfa: false,
    limits: { ...noLimits, discountPpm },
  })
  const roles = new Map(
    [
      role('cashier', ['sales.discount'], 100_000),
      role('lead', ['sales.discount', 'approvals.decide'], 150_000),
      role('manager', ['sales.*', 'approvals.*'], 500_000),
    ].map((each) => [each.id, each]),
  )
  const person = (name: string, roleId: string, changes: Partial<Person> = {}): Person => ({
    id: newOne(),
    login: name.toLowerCase(),
    name,
    roleId,
    storeIds: [storeId],
    locale: 'en',
    digits: 'latn',
    active: true,
    ...changes,
  })
  const mona = person('Mona', 'manager')
  const people = [
    person('Youssef', 'cashier'),
    person('Lead', 'lead'),
    mona,
    person('Dalia', 'manager', { storeIds: null }),
    person('Gone', 'manager', { active: false }),
    person('Far', 'manager', { storeIds: [newOne()] }),
  ]
  const who = (fourEyes: boolean, personId: string, ask = asked()) =>
    whoMayDecide(ask, { people, roles }, { id: storeId, fourEyes }, personId).map(
      ({ name }) => name,
    )
  t.strictSame(who(false, newOne()), ['Dalia', 'Mona'])
  t.strictSame(who(true, mona.id), ['Dalia'])
  t.strictSame(who(false, newOne(), asked({ askPpm: 600_000 })), [])
})
