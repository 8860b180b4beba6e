// What a reload finds: the cursor and its effects together, whatever was open and wherever it
// stopped.
import 'fake-indexeddb/auto'
import t from 'tap'
import { categories, categoryChanged } from '#catalog/contract.ts'
import { plan } from '../../client/link/plan.ts'
import { ReplicaDisk } from '../../client/link/replica-disk.ts'
import { Store } from '../../client/link/store.ts'
import { browserSurroundings, type Surroundings } from '../../client/link/surroundings.ts'
import { TrackedState } from '../../client/link/tracked-state.ts'
import { category, id, until } from './support/shop.ts'

type Options = { mark?: string; surroundings?: Surroundings }

async function open(name: string, { mark = 'm', surroundings }: Options = {}) {
  const store = new Store(plan)
  const disk = new ReplicaDisk(name, store, mark, surroundings ?? browserSurroundings())
  await disk.load(await disk.kept())
  store.keeper = disk
  return { store, disk }
}

function begin(store: Store, epoch: string, names: readonly string[]): void {
  const state = new TrackedState(plan, 'company', epoch, names.length)
  state.load(
    'categories',
    names.map((name) => category(name)),
  )
  store.audience = 'till'
  store.swap(state)
}

const add = (store: Store, seq: number, name: string, categoryId = id()) =>
  store.apply('company', {
    to: seq,
    facts: [[seq, categoryChanged.name, category(name, categoryId)]],
  })

const names = (store: Store) =>
  store
    .records(categories)
    .map(({ name }) => name.en)
    .toSorted()

t.test('a reload starts where the last one stopped', async (t) => {
  const name = id()
  const epoch = id()
  const first = await open(name)
  begin(first.store, epoch, ['a', 'b'])
  await first.disk.save()
  add(first.store, 3, 'c')
  await first.disk.save()
  const b = first.store.records(categories)[1]?.id ?? ''
  add(first.store, 4, 'b2', b)
  await first.disk.close()
  const second = await open(name)
  t.same(names(second.store), ['a', 'b2', 'c'])
  t.same(second.store.cursor('company'), { stream: 'company', epoch, seq: 4 })
  t.equal(second.store.audience, 'till')
  await second.disk.close()
})

t.test('a removed record stays removed, and a forgotten stream is gone', async (t) => {
  const name = id()
  const first = await open(name)
  begin(first.store, id(), ['a', 'b'])
  await first.disk.save()
  const gone = first.store.records(categories)[0]?.id ?? ''
  first.store.state('company')?.records('categories').delete(gone)
  first.store.apply('company', { to: 3, facts: [] })
  await first.disk.close()
  const second = await open(name)
  t.same(names(second.store), ['b'])
  second.store.forgetAll()
  await second.disk.close()
  const third = await open(name)
  t.same(third.store.streams, [])
  await third.disk.close()
})

t.test('what a client with other shapes wrote is not read', async (t) => {
  const name = id()
  const first = await open(name)
  begin(first.store, id(), ['a'])
  await first.disk.close()
  const second = await open(name, { mark: 'n' })
  t.same(second.store.cursor('company'), { stream: 'company' })
  await second.disk.close()
})

t.test('of two tabs one writes; the other takes over with all it has', async (t) => {
  const name = id()
  const epoch = id()
  const one = await open(name)
  const two = await open(name)
  t.equal(two.store.streams.length, 0)
  begin(one.store, epoch, ['a'])
  begin(two.store, epoch, ['a'])
  add(two.store, 2, 'only-two')
  await two.disk.save()
  await one.disk.close()
  await until(async () => {
    await two.disk.save()
    const three = await open(name)
    const seen = names(three.store).join()
    await three.disk.close()
    return seen === 'a,only-two'
  })
  await two.disk.close()
})

t.test('two tabs without locks never mix their cursors and effects', async (t) => {
  const name = id()
  const epoch = id()
  const surroundings = { ...browserSurroundings(), locks: null }
  const one = await open(name, { surroundings })
  const two = await open(name, { surroundings })
  begin(one.store, epoch, ['a'])
  begin(two.store, epoch, ['a'])
  await one.disk.save()
  await two.disk.save()
  const added = [id(), id(), id()]
  for (const [index, each] of added.entries()) add(one.store, index + 2, `n${index}`, each)
  await one.disk.save()
  add(two.store, 2, 'n0', added[0])
  await two.disk.save()
  await two.disk.save()
  const reread = await open(name, { surroundings })
  const seq = reread.store.position('company')?.seq ?? 0
  t.equal(names(reread.store).length, seq)
  for (const { disk } of [one, two, reread]) await disk.close()
})
