// Which facts of the trail are of a person or a device: who is bound to stores sees only those of people and
// terminals there. That it is so is tested with the attacks; here, that none is forgotten.
import t from 'tap'
import { rooms } from '#rooms.ts'
import { system } from '#kernel/scope.ts'
import { personal } from '../../src/audit/service.ts'
import { auditList } from '#audit/contract.ts'
import { auditRoom } from '#audit/index.ts'
import type { Input } from '#shared/contract.ts'
import { usersChange } from '#users/contract.ts'
import { openTown } from '../support/people.ts'

t.test('every fact that is pushed to nobody is one of a person or a device', async (t) => {
  const unpushed = rooms
    .flatMap((room) => room.events ?? [])
    .filter(({ audience }) => audience.length === 0)
  const names = (events: readonly { name: string }[]) => events.map(({ name }) => name).toSorted()
  t.ok(unpushed.length > 0)
  t.strictSame(names(personal), names(unpushed))
})

t.test('the trail is searched by kind, by person and by time', async (t) => {
  const town = await openTown(t, undefined, {}, [auditRoom])
  const mona = await town.hire('mona', 'cashier')
  const omar = await town.hire('omar', 'cashier')
  const scope = await town.arrive('mona')
  await town.call(system, usersChange, { personId: omar.id, name: 'Omar' })
  const found = async (of: Partial<Input<typeof auditList>>) => {
    const input = { stream: 'company', limit: 200, ...of }
    return (await town.call(system, auditList, input)).rows
  }
  const kinds = async (of: Partial<Input<typeof auditList>>) =>
    (await found(of)).map(({ kind }) => kind)
  const whole = await found({})
  t.ok(whole.length > 6)

  t.strictSame(await kinds({ kind: 'session.opened' }), ['session.opened'])
  t.strictSame(await kinds({ kind: 'session,person.changed' }), [
    'person.changed',
    'session.opened',
    'person.changed',
    'person.changed',
  ])
  t.strictSame(await kinds({ kind: 'sess' }), [], 'a thing is named whole')

  const ofMona = await found({ personId: mona.id })
  t.ok(
    ofMona.every(
      ({ personId, body }) => personId === mona.id || JSON.stringify(body).includes(mona.id),
    ),
  )
  t.ok(
    ofMona.some(({ kind }) => kind === 'session.opened'),
    'what she did',
  )
  t.ok(
    ofMona.some(({ kind }) => kind === 'person.changed'),
    'what was done to her',
  )
  t.notOk(ofMona.some(({ body }) => JSON.stringify(body).includes(omar.id)))
  t.strictSame(await kinds({ personId: scope.personId ?? '', kind: 'session' }), ['session.opened'])

  const [last] = whole
  const at = last?.at ?? ''
  t.ok((await found({ from: at })).every((row) => row.at >= at))
  const earlier = await found({ before: at })
  t.ok(earlier.length > 0 && earlier.every((row) => row.at < at))
  t.equal(earlier.length + (await found({ from: at })).length, whole.length)
})
