// What is sought in the trail: every kind of fact has its words, and what is chosen is what the hub is asked.
import t from 'tap'
import { rooms } from '#rooms.ts'
import {
  factGroup,
  factGroups,
  knownKinds,
  thingsOf,
} from '../../../client/office/audit/fact-words.ts'
import { askOf, isNarrowed, wholeTrail } from '../../../client/office/audit/trail-question.ts'

t.test('every kind of fact belongs to one group, and none names what there is not', async (t) => {
  const things = rooms
    .flatMap((room) => room.events ?? [])
    .map(({ name }) => name.slice(0, name.lastIndexOf('.')))
  const grouped = factGroups.flatMap(thingsOf)
  t.strictSame(grouped.toSorted(), [...new Set(things)].toSorted())
  t.equal(factGroup('price-version.changed'), 'price')
  t.equal(factGroup('sign-in.failed'), 'signIn')
  t.equal(factGroup('weather.changed'), 'other')
})

t.test('every kind of fact has its words', async (t) => {
  const kinds = rooms.flatMap((room) => room.events ?? []).map(({ name }) => name)
  t.strictSame([...knownKinds].toSorted(), [...new Set(kinds)].toSorted())
})

t.test('nothing chosen asks for the whole trail', async (t) => {
  t.strictSame(askOf(wholeTrail), { stream: 'company' })
  t.equal(isNarrowed(wholeTrail), false)
  t.equal(isNarrowed({ ...wholeTrail, stream: 'store:1' }), false)
})

t.test('days are whole days of this device, the last one included', async (t) => {
  const day = { ...wholeTrail, fromOn: '2026-11-23', toOn: '2026-11-23' }
  const { from = '', before = '' } = askOf(day)
  t.equal(Date.parse(before) - Date.parse(from), 86_400_000)
  t.equal(new Date(from).getHours(), 0)
  t.equal(isNarrowed(day), true)
  t.strictSame(askOf({ ...wholeTrail, toOn: 'soon' }), { stream: 'company' })
})

t.test('a group is asked for by all that it is about', async (t) => {
  t.strictSame(askOf({ ...wholeTrail, group: 'person', personId: 'p' }), {
    stream: 'company',
    kind: 'person,role',
    personId: 'p',
  })
})
