// A start from disk: the page gets its turns, goods are found only with all they depend on, later changes win over
// older pages, and pages of two writings are never taken for one.
import 'fake-indexeddb/auto'
import t from 'tap'
import { products, type Variant, variantChanged, variants } from '#catalog/contract.ts'
import { plan } from '../../client/link/plan.ts'
import { ReplicaDisk } from '../../client/link/replica-disk.ts'
import { Store } from '../../client/link/store.ts'
import { browserSurroundings } from '../../client/link/surroundings.ts'
import { TrackedState } from '../../client/link/tracked-state.ts'
import { id } from './support/shop.ts'

const GOODS = 3_000
const surroundings = { ...browserSurroundings(), locks: null }

function open(name: string) {
  const store = new Store(plan)
  return { store, disk: new ReplicaDisk(name, store, 'mark', surroundings) }
}

const variantOf = (productId: string, sku: string): Variant => ({
  id: id(),
  productId,
  sku,
  name: null,
  unit: 'C62',
  barcodes: [`0622${sku.padStart(10, '0')}`],
  packs: [],
  archived: false,
})

/** A catalogue in which goods come before the products they are of, as a hub may send it. */
function catalogue(epoch: string, seq: number) {
  const state = new TrackedState(plan, 'company', epoch, seq)
  const made = Array.from({ length: GOODS }, (_, n) => variantOf(id(), String(n)))
  state.load(variants.name, made)
  state.load(
    products.name,
    made.map(({ productId }) => ({ id: productId })),
  )
  return { state, made }
}

async function written(name: string) {
  const { store, disk } = open(name)
  store.keeper = disk
  const { state, made } = catalogue(id(), 1)
  store.audience = 'till'
  store.swap(state)
  await disk.save()
  return { store, disk, made }
}

t.test('goods are found while the catalogue fills, and never without their product', async (t) => {
  const name = id()
  const first = await written(name)
  await first.disk.close()
  const { store, disk } = open(name)
  const sizes: number[] = []
  let products0 = 0
  store.watch(variants, () => {
    sizes.push(store.map(variants).size)
    products0 ||= store.map(products).size
  })
  const loading = disk.load(await disk.kept())
  t.same(store.filling.value, { done: 0, of: (2 * GOODS) / 500 })
  let some = 0
  while (store.filling.value) {
    const { size } = store.map(variants)
    if (size > 0 && size < GOODS) some += 1
    if (size > 0) t.equal(store.map(products).size, GOODS)
    await new Promise((resolve) => setImmediate(resolve))
  }
  await loading
  t.ok(some > 0, 'there were turns in which some goods could be found')
  t.equal(products0, GOODS, 'the first that is told is told of all products')
  t.same(sizes, [0, GOODS])
  const [one] = first.made
  t.same(store.find(variants, 'barcode', one?.barcodes[0] ?? ''), [one])
  await disk.close()
})

t.test('what changed since the pages were written stands', async (t) => {
  const name = id()
  const { store, disk, made } = await written(name)
  const [changed, gone] = made
  if (!changed || !gone) return t.fail('no goods')
  const renamed = { ...changed, sku: 'NEW', barcodes: ['77'] }
  store.apply('company', { to: 2, facts: [[2, variantChanged.name, renamed]] })
  store.state('company')?.records(variants.name).delete(gone.id)
  store.apply('company', { to: 3, facts: [] })
  await disk.save()
  await disk.close()
  const next = open(name)
  await next.disk.load(await next.disk.kept())
  t.equal(next.store.position('company')?.seq, 3)
  t.same(next.store.record(variants, changed.id), renamed)
  t.same(next.store.find(variants, 'barcode', changed.barcodes[0] ?? ''), [])
  t.equal(next.store.record(variants, gone.id), undefined)
  t.equal(next.store.map(variants).size, GOODS - 1)
  await next.disk.close()
})

t.test('pages another tab wrote meanwhile are read anew', async (t) => {
  const name = id()
  const one = await written(name)
  const two = open(name)
  const loading = two.disk.load(await two.disk.kept())
  const { state, made } = catalogue(id(), 9)
  one.store.swap(state)
  await one.disk.save()
  await loading
  t.equal(two.store.position('company')?.seq, 9)
  t.equal(two.store.map(variants).size, GOODS)
  t.ok(made.every((each) => two.store.record(variants, each.id)))
  for (const { disk } of [one, two]) await disk.close()
})

t.test('a damaged page costs a snapshot, not the start', async (t) => {
  const name = id()
  const { disk } = await written(name)
  await disk.close()
  const db = await new Promise<IDBDatabase>((resolve, reject) => {
    const asked = indexedDB.open(name)
    asked.onsuccess = () => resolve(asked.result)
    asked.onerror = () => reject(asked.error ?? new Error('not opened'))
  })
  await new Promise<void>((resolve) => {
    const work = db.transaction('pages', 'readwrite')
    work.objectStore('pages').delete(['company', 3])
    work.oncomplete = () => resolve()
  })
  db.close()
  const next = open(name)
  await next.disk.load(await next.disk.kept())
  t.equal(next.store.filling.value, null)
  t.same(next.store.cursor('company'), { stream: 'company' })
  await next.disk.close()
})
