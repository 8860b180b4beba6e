// Which facts of the trail are of a person or a device: who is bound to stores sees only those of people and
// terminals there. That it is so is tested with the attacks; here, that none is forgotten.
import t from 'tap'
import { rooms } from '#rooms.ts'
import { personal } from '../../src/audit/service.ts'

t.test('every fact that is pushed to nobody is one of a person or a device', async (t) => {
  const unpushed = rooms
    .flatMap((room) => room.events ?? [])
    .filter(({ audience }) => audience.length === 0)
  const names = (events: readonly { name: string }[]) => events.map(({ name }) => name).toSorted()
  t.ok(unpushed.length > 0)
  t.strictSame(names(personal), names(unpushed))
})
