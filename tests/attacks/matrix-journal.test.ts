// Every kind of journal entry, in the name of everybody: who may not do it oneself cannot have a till
// write it down, whichever way the entry comes in and whoever is signed in there.
import t from 'tap'
import { nowMs } from '#kernel/clock.ts'
import { saleKind } from '#sales/contract.ts'
import { newId } from '#shared/ids.ts'
import { journalPost, type JournalEntry, type Verdict } from '#shared/journal.ts'
import { firstRoles } from '#users/first-roles.ts'
import { rooms } from '../../src/rooms.ts'
import { Counter } from '../support/counter.ts'
import { changedBetween } from '../support/digest.ts'
import { openDoors } from '../support/doors.ts'
import { runHub } from '../support/hub.ts'
import { sampleOf } from '../support/samples.ts'
import { layBread } from '../support/shop.ts'
import { digestOfStore, openSiblings } from '../support/siblings.ts'

t.setTimeout(120_000)
const hub = await runHub(t)
const { own, sibling } = await openSiblings(hub)
const { shop, world } = own
const bread = await layBread(shop)
const kinds = rooms.flatMap((room) => (room.deciders ?? []).map(({ kind }) => kind))
const doors = openDoors(t, shop)
const id = () => newId(nowMs())

type Author = { readonly name: string; readonly personId: string; readonly held: readonly string[] }

async function authors(): Promise<Author[]> {
  const found: Author[] = []
  for (const role of firstRoles) {
    const person = await shop.hires(`writer-${role.id}`, role.id)
    found.push({ name: role.id, personId: person.id, held: role.permissions })
  }
  const gone = await shop.hires('writer-gone', 'manager', { active: false })
  const nobody = { held: [] as const }
  return [
    ...found,
    { name: 'a manager of another store', personId: sibling.manager.id, ...nobody },
    { name: 'somebody who left', personId: gone.id, ...nobody },
    { name: 'nobody', personId: id(), ...nobody },
  ]
}

const may = (held: readonly string[], needs: string) =>
  held.some((each) => each === '*' || each === needs || each === `${needs.split('.')[0]}.*`)

t.test('Z1 every kind of entry in the name of everybody', async (t) => {
  const device = await shop.enrols('T5')
  const counter = new Counter(shop, device, world.personId ?? '', async () => ({ verdicts: [] }))
  const everybody = await authors()
  const before = await digestOfStore(hub.databaseUrl, sibling.shop.store.id)
  for (const kind of kinds) {
    for (const { name, personId, held } of everybody) {
      for (const door of doors) {
        counter.personId = personId
        const entry = entryOf(counter, kind.name, personId)
        const { output } = await door.ask(device, journalPost, {
          fence: device.fence,
          entries: [entry],
        })
        const [verdict] = (output as { verdicts: Verdict[] }).verdicts
        const about = `${kind.name} by ${name} over ${door.name}`
        const said = verdict?.problem?.detail ?? ''
        if (may(held, kind.needs)) t.not(said, `This needs ${kind.needs}`, about)
        else {
          t.equal(verdict?.outcome, 'refused', about)
          t.equal(verdict?.problem?.type, '/problems/forbidden', `${about}: ${said}`)
        }
      }
    }
  }
  const after = await digestOfStore(hub.databaseUrl, sibling.shop.store.id)
  t.strictSame(changedBetween(before, after), [], 'nothing of the other store changed')
})

function entryOf(counter: Counter, name: string, personId: string): JournalEntry {
  if (name === saleKind.name) return counter.writeSale(counter.bodyOf([{ goods: bread }]))
  const kind = kinds.find((each) => each.name === name)
  if (!kind) throw new Error(`no kind ${name}`)
  // What a session or a sale is asked about is one of this store; the rest is made up.
  const plant = (field: string) => (field === 'id' ? id() : world[field])
  const body = sampleOf(kind.body, { plant }) as { offline: boolean; personId: string }
  return counter.write(kind, { ...body, personId, offline: false } as never)
}
