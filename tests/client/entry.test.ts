// What the keypad types, which notes a customer is likely to hand over, and how the table's focus and sort move.
import t from 'tap'
import { entryOf, entryValue, keyOf, type KeypadKey, press } from '../../client/ui/entry.ts'
import { quickTenders } from '../../client/ui/quick-tenders.ts'
import { moveCell, nextSort } from '../../client/ui/table-state.ts'

const type = (keys: KeypadKey[], decimals: number) =>
  keys.reduce((entry, key) => press(entry, key, decimals), '')

t.test('an entry takes digits and one point, and no more decimals than there are', async (t) => {
  t.equal(type(['1', '2', '.', '5', '.', '0', '7'], 2), '12.50')
  t.equal(type(['.', '5'], 2), '0.5')
  t.equal(type(['.', '5'], 0), '5')
  t.equal(type(['0', '0', '7'], 2), '7')
  t.equal(type(['1', '00', '00', '00', '00', '00'], 2), '100000000')
  t.equal(type(['1', '2', 'back'], 2), '1')
  t.equal(type(['1', '2', 'clear'], 2), '')
})

t.test('an entry and its integer go both ways', async (t) => {
  t.equal(entryValue('12.5', 2), 1250)
  t.equal(entryValue('', 2), 0)
  t.equal(entryValue('7', 0), 7)
  t.equal(entryOf(1250, 2), '12.5')
  t.equal(entryOf(600_00, 2), '600')
  t.equal(entryOf(742, 3), '0.742')
})

t.test('digits of both scripts are keys, letters are none', async (t) => {
  t.equal(keyOf('٧'), '7')
  t.equal(keyOf('٫'), '.')
  t.equal(keyOf('Backspace'), 'back')
  t.equal(keyOf('a'), null)
})

t.test('quick tenders are the next notes up, never what is due itself', async (t) => {
  t.same(quickTenders(2422, 'GBP'), [2500, 3000, 4000])
  t.same(quickTenders(58_500, 'EGP'), [59_000, 60_000, 80_000])
  t.ok(quickTenders(2000, 'GBP').every((amount) => amount > 2000))
  t.same(quickTenders(0, 'GBP'), [])
})

t.test('a head has three states of sort', async (t) => {
  const up = nextSort(null, 'price')
  t.same(up, { column: 'price', direction: 'up' })
  t.same(nextSort(up, 'price'), { column: 'price', direction: 'down' })
  t.equal(nextSort({ column: 'price', direction: 'down' }, 'price'), null)
  t.same(nextSort(up, 'name'), { column: 'name', direction: 'up' })
})

t.test('arrows move as they look, in both directions, and stop at the edges', async (t) => {
  const size = { rows: 100, columns: 4, page: 10 }
  t.same(moveCell({ row: 0, column: 1 }, 'ArrowRight', size, false), { row: 0, column: 2 })
  t.same(moveCell({ row: 0, column: 1 }, 'ArrowRight', size, true), { row: 0, column: 0 })
  t.same(moveCell({ row: 95, column: 0 }, 'PageDown', size, false), { row: 99, column: 0 })
  t.same(moveCell({ row: 0, column: 0 }, 'ArrowUp', size, false), { row: 0, column: 0 })
  t.equal(moveCell({ row: 0, column: 0 }, 'x', size, false), null)
})
