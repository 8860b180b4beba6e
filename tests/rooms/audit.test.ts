// Which facts of the trail are of a person or a device: who is bound to stores sees only those of people and
// terminals there. That it is so is tested with the attacks; here, that none is forgotten, and that what is
// sought is found, and how.
import t from 'tap'
import type { TSchema } from 'typebox'
import { rooms } from '#rooms.ts'
import { system } from '#kernel/scope.ts'
import { newId } from '#shared/ids.ts'
import { personal, trailOfPerson } from '../../src/audit/service.ts'
import { auditList } from '#audit/contract.ts'
import { auditRoom } from '#audit/index.ts'
import type { Input } from '#shared/contract.ts'
import { usersChange } from '#users/contract.ts'
import { openTown } from '../support/people.ts'
import { withSql } from '../support/stock.ts'

t.test('every fact that is pushed to nobody is one of a person or a device', async (t) => {
  const unpushed = rooms
    .flatMap((room) => room.events ?? [])
    .filter(({ audience }) => audience.length === 0)
  const names = (events: readonly { name: string }[]) => events.map(({ name }) => name).toSorted()
  t.ok(unpushed.length > 0)
  t.strictSame(names(personal), names(unpushed))
})

t.test('whom a fact is about stands in the field that its kind names', async (t) => {
  const kinds = rooms.flatMap((room) => room.events ?? []).filter(({ about }) => about)
  t.ok(kinds.length > 2)
  for (const { name, about = '', body } of kinds) {
    let schema: TSchema | undefined = body
    for (const field of about.split('.')) {
      schema = (schema as { properties?: Record<string, TSchema> } | undefined)?.properties?.[field]
    }
    t.ok(schema, `${name} ${about}`)
  }
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

type Plan = {
  readonly 'Node Type': string
  readonly 'Index Name'?: string
  readonly Plans?: readonly Plan[]
}
type Explained = { readonly 'QUERY PLAN': readonly { readonly Plan: Plan }[] }
const nodesOf = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)]

t.test('what somebody did, and what was done to them, is found without a walk', async (t) => {
  const town = await openTown(t, undefined, {}, [auditRoom])
  const store = await town.openStore('CAI')
  const { id: rare } = await town.hire('rare', 'cashier', {}, false)
  await withSql(town.url, async (sql) => {
    const often = newId(1)
    await sql(
      `insert into event (store_id, seq, kind, body, at, person_id, about_id, hash)
       select $1, n, 'level.changed', '{}', now(), case n % 10000 when 1 then $2::uuid else $3::uuid end,
              case n % 10000 when 2 then $2::uuid end, '' from generate_series(1, 20000) as n`,
      [store.id, rare, often],
    )
    await sql('analyze event')
  })
  const input = { stream: `store:${store.id}` as const, limit: 50, personId: rare }
  const { rows } = await town.call(system, auditList, input)
  t.strictSame(
    rows.map(({ seq }) => seq),
    [10_002, 10_001, 2, 1],
  )
  for (const storeIds of [null, [store.id]]) {
    const values = [store.id, 1e9, null, 50, null, null, null, null, null, rare]
    const explain = `explain (format json) ${trailOfPerson}`
    const explained = await town.kernel.database.reads(storeIds)<Explained>(explain, values)
    const nodes = explained
      .flatMap((row) => row['QUERY PLAN'].map(({ Plan }) => nodesOf(Plan)))
      .flat()
    t.strictSame(
      nodes.flatMap((node) => node['Index Name'] ?? []),
      ['event_store_id_person_id_seq_index', 'event_store_id_about_id_seq_index'],
    )
    t.notOk(nodes.some((node) => node['Node Type'].includes('Seq Scan')))
  }
})
