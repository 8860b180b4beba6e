// Baskets that change hands: one that another till takes over while it is open, told at once at the till that lost it,
// and one that is put aside without a link and reaches the other till when the link is back.
import t from 'tap'
import { focused, press } from '../support/hands.ts'
import { fill, openBy, park, pay, resume } from '../support/morning.ts'
import { basketOf, seen } from '../support/till-face.ts'
import { TillWire } from '../support/till-wire.ts'
import { cairoTill1, cairoTill2, type Face, openTown, saying } from '../support/town.ts'

const town = await openTown(t)
const [first, second] = await Promise.all([
  town.device(cairoTill1, 'youssef', { locale: 'ar' }),
  town.device(cairoTill2, 'youssef', { locale: 'ar' }),
])
const cashier = 'يوسف عادل'
const till1 = 'كاشير ١'
const linesOf = (face: Face) => basketOf(face).getByRole('listitem')
const lostAt = ({ page }: Face) => page.getByTestId('basket-lost')
const resumeOne = ({ page, words }: Face) =>
  page.getByRole('button', { name: words.till.resumeOne })
const asideOf = ({ page, words }: Face) => page.getByRole('dialog', { name: words.till.resume })

t.test('a basket that another till takes over says so where it was open', async (t) => {
  await Promise.all([openBy(first, '500'), openBy(second, '500')])
  await fill(first, [21, 23])
  await park(first)
  await resume(second, cashier)

  await press(first, 'F8')
  const parked = asideOf(first).getByTestId('parked-sale')
  await focused(first, parked.locator('[data-choice]'))
  await press(first, 'Enter')
  const asked = asideOf(first).getByRole('alertdialog', { name: first.words.aside.take })
  await focused(first, asked.getByRole('button', { name: first.words.aside.take }))
  await press(first, 'Enter')
  await asideOf(first).waitFor({ state: 'hidden' })
  await linesOf(first).nth(1).waitFor()

  const strip = lostAt(second).filter({ hasText: till1 })
  await strip.waitFor()
  t.match(seen(await strip.textContent()), saying(second.words.aside.taken))
  await press(second, 'F12')
  t.ok(await strip.isVisible(), 'it cannot be paid for here')
  await strip.getByRole('button', { name: second.words.aside.takeBack }).press('Space')
  await strip.waitFor({ state: 'hidden' })
  await linesOf(second).nth(1).waitFor()

  await lostAt(first).waitFor()
  await lostAt(first).getByRole('button', { name: first.words.aside.leave }).press('Space')
  await first.page.getByText(first.words.till.emptyTitle).waitFor()
  await pay(second, { by: 'exact' })
})

t.test('a basket put aside without a link reaches the others when it is back', async (t) => {
  const wire = await TillWire.of(first)
  await wire.cut()
  await fill(first, [22])
  await park(first)
  await press(first, 'F8')
  const parked = asideOf(first).getByTestId('parked-sale')
  t.match(seen(await parked.textContent()), first.words.aside.here)
  await press(first, 'Escape')
  await asideOf(first).waitFor({ state: 'hidden' })
  await first.page.reload()
  await resumeOne(first).waitFor()
  t.equal(await resumeOne(second).count(), 0)

  await wire.join()
  await resumeOne(second).waitFor()
  await resume(second, cashier)
  await pay(second, { by: 'exact' })
  await resumeOne(first).waitFor({ state: 'hidden' })
  t.strictSame(town.uncaught, [], 'and no page let an error go by')
})
