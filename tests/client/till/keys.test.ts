// The keyboard of the till: every key of its table, in each place it speaks to, on Western and Arabic layouts.
import t from 'tap'
import { commandFor, type Place, type Press } from '../../../client/till/keys.ts'

const keyed = (key: string, more: Partial<Press> = {}): Press => {
  return { key, code: '', ctrl: false, alt: false, shift: false, inField: false, ...more }
}
const inPlace = (place: Place) => (key: string, more?: Partial<Press>) =>
  commandFor(keyed(key, more), place)

t.test('function keys act wherever the focus is', async (t) => {
  const press = inPlace('sell')
  const table = {
    F1: 'keys',
    F2: 'search',
    F3: 'next-category',
    F4: 'customer',
    F6: 'discount',
    F7: 'park',
    F8: 'resume',
    F9: 'return',
    F10: 'more',
    F12: 'pay',
  }
  for (const [key, command] of Object.entries(table)) {
    t.equal(press(key, { inField: true }), command)
  }
  t.equal(press('F5'), null, 'the browser keeps its own')
  t.equal(press('F11'), null)
})

t.test('letters and signs act only when no field has the focus', async (t) => {
  const press = inPlace('sell')
  t.equal(press('l', { code: 'KeyL' }), 'lot')
  t.equal(press('م', { code: 'KeyL' }), 'lot', 'by its place, whatever the layout')
  t.equal(press('l', { code: 'KeyL', inField: true }), null)
  t.equal(press('?'), 'keys')
  t.equal(press('/'), 'search')
  t.equal(press('+'), 'plus')
  t.equal(press('-'), 'minus')
  t.equal(press('*'), 'quantity')
  t.equal(press('Delete'), 'remove')
  t.equal(press('Delete', { inField: true }), null)
  t.equal(press('z', { code: 'KeyZ', ctrl: true }), 'undo')
  t.equal(press('l', { code: 'KeyL', ctrl: true }), 'person')
  t.equal(press('3', { code: 'Digit3', alt: true }), 'category-3')
  t.equal(press('Enter', { ctrl: true }), 'pay')
})

t.test('in payment a digit chooses the tender first, and is the amount afterwards', async (t) => {
  t.equal(inPlace('choose')('2', { code: 'Digit2' }), 'tender-2')
  t.equal(inPlace('choose')('٢', { code: 'Digit2' }), 'tender-2')
  t.equal(inPlace('pay')('2', { code: 'Digit2' }), null)
  t.equal(inPlace('pay')('2', { code: 'Digit2', alt: true, inField: true }), 'tender-2')
  t.equal(inPlace('pay')('Enter', { inField: true }), 'complete')
  t.equal(inPlace('choose')('Escape'), 'back')
})

t.test('a sheet has its own keys, and the sale just made two', async (t) => {
  t.equal(inPlace('sheet')('F12'), null)
  t.equal(inPlace('sheet')('Escape'), null, 'the sheet closes itself')
  t.equal(inPlace('done')('Enter'), 'complete')
  t.equal(inPlace('done')('p', { code: 'KeyP' }), 'print')
})
