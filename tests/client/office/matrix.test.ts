// The matrix of roles: every right that the hub asks for has its row and its words, and a change is what was pressed.
import t from 'tap'
import { approvalPermissions } from '#approvals/rules.ts'
import { setPassword } from '#auth/contract.ts'
import { endMfa } from '#auth/proof-contract.ts'
import { setPinPermission } from '#auth/rules.ts'
import { termsPermission } from '#customers/contract.ts'
import {
  findElsewherePermission,
  overridePricePermission,
  returnPermission,
} from '#sales/contract.ts'
import { issuePermission } from '#stored-value/contract.ts'
import { sealOverGapPermission } from '#tills/seal-contract.ts'
import { rooms } from '../../../src/rooms.ts'
import {
  holds,
  holdsOf,
  isChanged,
  press,
  pressesOf,
  sectionsOf,
  withToggles,
} from '../../../client/office/people/matrix.ts'
import { knownSections } from '../../../client/office/people/permissions.ts'
import { firstRoles } from '#users/first-roles.ts'
import type { Role } from '#users/contract.ts'

const named = [
  ...Object.values(approvalPermissions),
  // One's own needs no right, that of others the right of this name.
  setPassword.name,
  endMfa.name,
  findElsewherePermission,
  issuePermission,
  overridePricePermission,
  returnPermission,
  sealOverGapPermission,
  setPinPermission,
  termsPermission,
]
const role = (permissions: string[]): Role => {
  const [first] = firstRoles
  if (!first) throw new Error('no first role')
  return { ...first, id: 'clerk', permissions }
}
const sectionOf = (name: string) => {
  const found = knownSections.find((each) => each.name === name)
  if (!found) throw new Error(`no section ${name}`)
  return found
}

t.test('each right that is asked for anywhere stands in the matrix, once', async (t) => {
  const asked = rooms.flatMap((room) => [
    ...room.operations.map(({ operation }) => operation.needs),
    ...(room.deciders ?? []).map(({ kind }) => kind.needs),
  ])
  const own = asked.filter((needs) => needs.includes('.'))
  const shown = knownSections.flatMap(({ permissions }) => permissions)
  t.strictSame(shown.toSorted(), [...new Set([...own, ...named])].toSorted())
})

t.test('the first roles name nothing that the matrix does not know', async (t) => {
  t.strictSame(sectionsOf(firstRoles), knownSections)
})

t.test('one right of a whole room is taken and the others of it stay', async (t) => {
  const keeper = role(['stock.*', 'sales.list'])
  t.equal(holds(keeper.permissions, 'stock.move'), true)
  const after = withToggles(keeper, new Map([['stock.move', false]]))
  t.equal(holds(after, 'stock.move'), false)
  t.equal(holds(after, 'stock.adjust'), true)
  t.notOk(after.includes('stock.*'))
  t.ok(after.includes('sales.list'))
})

t.test('a whole section is given by its rooms, and taken with all it names', async (t) => {
  const stock = sectionOf('stock')
  const clerk = role(['stock.move', 'sales.list'])
  t.equal(holdsOf(clerk.permissions, stock), 'some')
  const given = withToggles(clerk, new Map(pressesOf(stock, true)))
  t.strictSame(given.toSorted(), ['lots.*', 'sales.list', 'stock.*'])
  t.equal(holdsOf(given, stock), 'all')
  const taken = withToggles({ permissions: given }, new Map(pressesOf(stock, false)))
  t.strictSame(taken, ['sales.list'])
  t.equal(holdsOf(taken, stock), 'none')
})

t.test('what is pressed back is no change, and the last press counts', async (t) => {
  const clerk = role(['sales.list'])
  const once = press(new Map(), clerk, [['sales.get', true]])
  t.equal(isChanged(clerk, once.get('clerk')), true)
  const back = press(once, clerk, [['sales.get', false]])
  t.equal(back.size, 0)
  const opened = press(press(new Map(), clerk, [['stock.*', true]]), clerk, [['stock.move', false]])
  t.notOk(holds(withToggles(clerk, opened.get('clerk')), 'stock.move'))
  t.ok(holds(withToggles(clerk, opened.get('clerk')), 'stock.levels'))
})

t.test('a change is put on the role as it is then', async (t) => {
  const draft = press(new Map(), role(['sales.list']), [['sales.get', true]])
  const meanwhile = role(['sales.list', 'audit.list'])
  t.strictSame(withToggles(meanwhile, draft.get('clerk')), [
    'sales.list',
    'audit.list',
    'sales.get',
  ])
})

t.test('a right that nobody knows is shown by its name and can be taken', async (t) => {
  const clerk = role(['lamps.light', 'stock.*'])
  const other = sectionsOf([clerk]).at(-1)
  t.strictSame(other, { name: 'other', permissions: ['lamps.light'] })
  t.strictSame(other && withToggles(clerk, new Map(pressesOf(other, false))), ['stock.*'])
})
