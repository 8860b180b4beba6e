// People and roles: who may do what, nobody grants more than they hold, and somebody holds everything.
import t from 'tap'
import { system, type Scope } from '#kernel/scope.ts'
import {
  people,
  roles,
  rolesSet,
  usersAdd,
  usersChange,
  usersList,
  type Role,
} from '#users/contract.ts'
import { firstRoles } from '#users/first-roles.ts'
import {
  audienceOf,
  covers,
  coversStores,
  includesPermission,
  isPermission,
  coversLimits,
  limitsOf,
  mayGrant,
  noLimits,
  permissionsOf,
  unlimited,
} from '#users/rules.ts'
import { lawHolds } from '../support/law.ts'
import { mint, openTown, personOf, refusal, type Town } from '../support/people.ts'

const role = (id: string): Role => {
  const found = firstRoles.find((each) => each.id === id)
  if (!found) throw new Error(`no role ${id}`)
  return found
}

t.test(
  'a permission includes itself, its room’s star includes it, the star everything',
  async (t) => {
    t.ok(includesPermission(['stock.move'], 'stock.move'))
    t.ok(includesPermission(['stock.*'], 'stock.move'))
    t.ok(includesPermission(['*'], 'stock.*'))
    t.notOk(includesPermission(['stock.move'], 'stock.*'))
    t.notOk(includesPermission(['stock.*'], '*'))
    t.notOk(includesPermission(['price.*'], 'prices.set'))
    t.notOk(includesPermission([], 'stock.move'))
    t.ok(covers(['stock.*', 'lots.*'], ['stock.move', 'lots.set-status', 'stock.*']))
    t.notOk(covers(['stock.*'], ['stock.move', 'sales.complete']))
    t.ok(['*', 'stock.*', 'stock.move', 'price-lists.set'].every(isPermission))
    t.notOk(['', '.*', 'stock', 'stock.', 'Stock.move', '*.move', 'a.b.c'].some(isPermission))
  },
)

t.test('rights hold in one’s stores while one is at work', async (t) => {
  const [cairo, giza] = [mint(), mint()]
  const mona = personOf('mona', 'cashier', { storeIds: [cairo] })
  t.same(permissionsOf(mona, role('cashier'), cairo), role('cashier').permissions)
  t.same(permissionsOf(mona, role('cashier'), giza), [])
  t.same(permissionsOf({ ...mona, active: false }, role('cashier'), cairo), [])
  t.same(permissionsOf(mona, role('manager'), cairo), [], 'the role of somebody else')
  t.same(permissionsOf(undefined, role('cashier'), cairo), [])
  t.same(
    permissionsOf({ ...mona, storeIds: null }, role('cashier'), giza),
    role('cashier').permissions,
  )
  t.ok(coversStores(null, null))
  t.ok(coversStores([cairo], [cairo]))
  t.notOk(coversStores([cairo], null))
  t.notOk(coversStores([cairo], [cairo, giza]))
  t.ok(mayGrant({ permissions: ['*'], limits: unlimited, storeIds: null }, mona, role('admin')))
  t.notOk(
    mayGrant(
      { permissions: ['stock.*'], limits: unlimited, storeIds: null },
      mona,
      role('cashier'),
    ),
  )
  t.notOk(
    mayGrant({ permissions: ['*'], limits: unlimited, storeIds: [giza] }, mona, role('cashier')),
  )
})

t.test('the first roles hold what their work needs and no more', async (t) => {
  t.ok(covers(role('manager').permissions, role('cashier').permissions))
  t.ok(covers(role('manager').permissions, role('warehouse').permissions))
  for (const permission of ['users.add', 'auth.set-password', 'stores.open', 'roles.set']) {
    t.notOk(includesPermission(role('manager').permissions, permission), permission)
  }
  t.ok(firstRoles.flatMap(({ permissions }) => permissions).every(isPermission))
  t.equal(audienceOf(role('admin').permissions), 'manager')
  t.equal(audienceOf(role('manager').permissions), 'manager')
  t.equal(audienceOf(role('cashier').permissions), 'till')
  t.equal(audienceOf(role('warehouse').permissions), 'scanner')
  t.equal(audienceOf([]), 'till')
})

t.test('people are added, changed and made inactive, and the hub knows', async (t) => {
  const town = await openTown(t)
  const { id: storeId } = await town.openStore('CAI')
  await town.hire('owner', 'admin', {}, false)
  const mona = personOf('mona', 'cashier', { name: ' Mona\u202e  Adel ', storeIds: [storeId] })
  await lawHolds(t, town.kernel, [], async () => {
    t.match(await town.call(system, usersAdd, mona), { name: 'Mona Adel' })
    await town.call(system, usersChange, { personId: mona.id, storeIds: null })
    await town.call(system, usersChange, { personId: mona.id, roleId: 'manager', active: false })
    await town.call(system, rolesSet, {
      id: 'head-cashier',
      name: { en: 'Head cashier', ar: 'رئيس الكاشير' },
      permissions: ['sales.*', 'sales.*'],
    })
    await town.call(system, rolesSet, { ...role('cashier'), permissions: ['sales.complete'] })
  })
  t.match(town.kernel.memory.get(people, mona.id), { roleId: 'manager', active: false })
  t.same(town.kernel.memory.get(roles, 'head-cashier')?.permissions, ['sales.*'])
  const listed = await town.call(system, usersList, {})
  t.same(
    listed.people.map(({ login }) => login),
    ['mona', 'owner'],
  )
  const added = (changes: object) =>
    town.call(system, usersAdd, { ...mona, id: mint(), ...changes })
  t.equal(await refusal(added({})), 'already-exists')
  t.equal(await refusal(added({ login: 'm2', roleId: 'nobody' })), 'not-found')
  t.equal(await refusal(added({ login: 'm2', storeIds: [mint()] })), 'not-found')
  t.equal(await refusal(added({ login: 'm2', name: '\u202e' })), 'invalid-input')
  t.equal(await refusal(added({ login: 'Mona' })), 'invalid-input')
  const nobody = town.call(system, usersChange, { personId: mint(), active: false })
  t.equal(await refusal(nobody), 'not-found')
})

/** A scope with these rights, as the directory would make it. */
const holding = (permissions: string[], storeIds: string[] | null = null): Scope => ({
  ...system,
  personId: mint(),
  permissions,
  storeIds,
})

async function shop(t: Parameters<typeof openTown>[0]): Promise<{ town: Town; storeId: string }> {
  const town = await openTown(t)
  const { id: storeId } = await town.openStore('CAI')
  await town.hire('owner', 'admin', {}, false)
  return { town, storeId }
}

t.test('nobody grants, or takes from, more than they hold', async (t) => {
  const { town, storeId } = await shop(t)
  const owner = [...town.kernel.memory.records(people).values()][0]
  await town.call(system, rolesSet, {
    ...role('cashier'),
    id: 'lead',
    permissions: ['users.*', 'roles.set', ...role('cashier').permissions],
  })
  await town.kernel.tail.look()
  const leader = await town.hire('leader', 'lead', { storeIds: [storeId] }, false)
  const lead = holding(['users.*', 'roles.set', ...role('cashier').permissions], [storeId])
  const leading = { ...lead, personId: leader.id }
  const hires = (roleId: string, storeIds: string[] | null) =>
    refusal(town.call(leading, usersAdd, personOf(`p${mint().slice(-6)}`, roleId, { storeIds })))
  t.equal(await hires('cashier', [storeId]), 'not refused')
  t.equal(await hires('cashier', null), 'forbidden', 'nobody gives all stores who has one')
  t.equal(await hires('warehouse', [storeId]), 'forbidden')
  t.equal(await hires('admin', [storeId]), 'forbidden')
  await town.call(system, rolesSet, {
    ...role('cashier'),
    id: 'generous',
    limits: { ...role('cashier').limits, discountPpm: 100_001 },
  })
  t.equal(await hires('generous', [storeId]), 'forbidden', 'nobody gives a limit above their own')
  const demoting = town.call(lead, usersChange, { personId: owner?.id ?? '', active: false })
  t.equal(await refusal(demoting), 'forbidden')
  const everywhere = holding(['roles.set', ...role('cashier').permissions])
  const set = (scope: Scope, id: string, permissions: string[]) =>
    refusal(town.call(scope, rolesSet, { ...role('cashier'), id, permissions, limits: noLimits }))
  t.equal(await set(everywhere, 'novice', ['sales.find']), 'not refused')
  t.equal(await set(everywhere, 'novice', ['sales.*']), 'forbidden')
  const limited = town.call(everywhere, rolesSet, { ...role('cashier'), id: 'novice' })
  t.equal(await refusal(limited), 'forbidden', 'a limit above their own')
  t.equal(await set(everywhere, 'warehouse', ['sales.find']), 'forbidden', 'it held more')
  t.equal(await set(lead, 'novice', ['sales.find']), 'forbidden', 'a role holds in every store')
  t.equal(await set(everywhere, 'novice', ['nonsense']), 'invalid-input')
  t.equal(await refusal(town.call(holding(['sales.*']), usersList, {})), 'forbidden')
})

t.test('a limit is that of the role while its holder is at work, and * has none', async (t) => {
  const { town } = await shop(t)
  const mona = await town.hire('mona', 'cashier', {}, false)
  await town.kernel.tail.look()
  const { memory } = town.kernel
  const owner = [...memory.records(people).values()].find(({ login }) => login === 'owner')
  t.same(limitsOf(memory, mona.id), role('cashier').limits)
  t.same(limitsOf(memory, owner?.id ?? ''), unlimited)
  t.same(limitsOf(memory, mint()), noLimits)
  const limits = { ...noLimits, voidMinor: 7 }
  await lawHolds(t, town.kernel, [], () =>
    town.call(system, rolesSet, { ...role('cashier'), limits }),
  )
  t.same(limitsOf(memory, mona.id), limits)
  const { limits: _limits, ...without } = role('cashier')
  t.same((await town.call(system, rolesSet, without)).limits, limits, 'left out, they stay')
  await town.call(system, usersChange, { personId: mona.id, active: false })
  await town.kernel.tail.look()
  t.same(limitsOf(memory, mona.id), noLimits)
  t.ok(coversLimits(unlimited, role('manager').limits))
  t.ok(coversLimits(role('manager').limits, role('cashier').limits))
  t.notOk(coversLimits(role('cashier').limits, role('manager').limits))
})

t.test('of two owners who dismiss each other at once, one stays', async (t) => {
  const { town } = await shop(t)
  const one = await town.hire('one', 'admin', {}, false)
  const other = await town.hire('other', 'admin', {}, false)
  const scope = holding(['*'])
  const owner = [...town.kernel.memory.records(people).values()].find((p) => p.login === 'owner')
  await town.call(scope, usersChange, { personId: owner?.id ?? '', active: false })
  const outcomes = await Promise.all([
    refusal(town.call(scope, usersChange, { personId: one.id, active: false })),
    refusal(town.call(scope, usersChange, { personId: other.id, roleId: 'manager' })),
  ])
  t.same(outcomes.toSorted(), ['not refused', 'wrong-state'])
  const powerless = town.call(scope, rolesSet, { ...role('admin'), permissions: ['users.*'] })
  t.equal(await refusal(powerless), 'wrong-state')
})
