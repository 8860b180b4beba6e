// What one person does stands on the screens of the others at once, without a reload: a price on an open basket, a
// sale on the dashboard and on the next till's tiles, a held lot in the basket that holds it.
import t from 'tap'
import { nowMs } from '#kernel/clock.ts'
import { holdLot, publishPrice, takePriceBack } from '../support/office-face.ts'
import {
  arab,
  basketOf,
  lineOf,
  nextSale,
  openDrawer,
  payExactly,
  pick,
  seen,
  tileOf,
} from '../support/till-face.ts'
import { cairoTill1, cairoTill2, type Face, openTown, saying } from '../support/town.ts'

const milk = 'لبن كامل الدسم ٢ لتر'
const bread = 'خبز بلدي، ٥ أرغفة'
const eggs = 'بيض بلدي، ١٢ كبيرة'

const town = await openTown(t)
const [first, second, office, dashboard] = await Promise.all([
  town.device(cairoTill1, 'youssef', { locale: 'ar' }),
  town.device(cairoTill2, 'youssef', { locale: 'ar' }),
  town.person('dalia', '/office/stock'),
  town.person('karim', '/dashboard'),
])
await openDrawer(first, '500')

/** When the page was loaded; it changes with every reload. */
const loadedAt = ({ page }: Face) => page.evaluate('performance.timeOrigin')

t.test('a price changed in the back office stands on the open line of the till', async (t) => {
  const loaded = await loadedAt(first)
  await pick(first, bread)
  const line = lineOf(first, bread)
  t.match(seen(await line.textContent()), arab('10.00'))
  await publishPrice(office, { list: 'Cairo retail', product: 'Baladi flatbread', price: '8.00' })
  await line.getByText(arab('8.00'), { exact: true }).first().waitFor()
  const said = seen(await line.textContent())
  const [announced = ''] = first.words.line.priceChanged.split('{{')
  t.match(said, announced.trim(), 'the line says that its price changed')
  t.match(said, arab('10.00'), 'and from what')
  await tileOf(first, bread)
    .filter({ hasText: arab('8.00') })
    .waitFor()
  const pay = first.page.getByRole('button', { name: first.words.tender.pay })
  t.match(seen(await pay.textContent()), arab('8.00 ج.م'), 'the lower price is charged')
  t.equal(await loadedAt(first), loaded, 'without a reload')
})

t.test('a sale arrives on the dashboard, and its stock on the next till', async (t) => {
  const before = [await loadedAt(second), await loadedAt(dashboard)]
  const news = dashboard.page.getByRole('region', { name: dashboard.words.dashboard.justNow })
  await news.getByText(dashboard.words.board.noNews).waitFor()
  await tileOf(second, eggs)
    .filter({ hasText: arab('21') })
    .waitFor()

  await pick(first, eggs)
  const receipt = await payExactly(first)
  const paidMs = nowMs()
  await Promise.all([
    news.getByRole('listitem').filter({ hasText: receipt }).waitFor(),
    tileOf(second, eggs)
      .filter({ hasText: arab('20') })
      .waitFor(),
    dashboard.page
      .getByRole('region', { name: dashboard.words.board.figures })
      .getByText('104', { exact: false })
      .first()
      .waitFor(),
  ])
  t.comment(`on the other screens ${nowMs() - paidMs} ms after the receipt was shown here`)
  const row = seen(await news.getByRole('listitem').first().textContent())
  t.match(row, '104.00', 'eggs for 96 and bread for 8')
  t.strictSame([await loadedAt(second), await loadedAt(dashboard)], before, 'without a reload')
  await nextSale(first)
})

t.test('a lot put on hold blocks the open basket that holds it', async (t) => {
  await pick(first, bread)
  await pick(first, milk)
  const line = lineOf(first, milk)
  const pay = first.page.getByRole('button', { name: first.words.tender.pay })
  t.match(seen(await line.textContent()), 'MLK-0041')
  t.match(seen(await pay.textContent()), arab('96.00 ج.م'))

  await holdLot(office, { lot: 'MLK-0041', reason: 'Cold chain broken' })
  const why = seen(await line.getByRole('alert').textContent())
  t.match(why, 'الدفع موقوف')
  t.match(why, 'Cold chain broken')
  const blocked = first.page.getByText(first.words.till.blockedWhy_one).first()
  await blocked.waitFor()

  await line.getByText(first.words.line.safeLot).click()
  await line.getByText('MLK-0092').waitFor()
  await blocked.waitFor({ state: 'hidden' })
  t.match(seen(await pay.textContent()), arab('96.00 ج.م'), 'and can be paid with a safe lot')
  await payExactly(first)
  await first.page.getByText(first.words.sell.confirmed).waitFor()
  t.equal(await basketOf(first).count(), 0)
})

t.test('a price that was a mistake is taken back, and the tiles say so', async (t) => {
  await nextSale(first)
  const tile = tileOf(first, bread)
  await tile.filter({ hasText: arab('8.00') }).waitFor()
  await takePriceBack(office)
  await tile.filter({ hasText: arab('10.00') }).waitFor()
  await office.page.getByText(saying(office.words.versions.takeBackNote)).first().waitFor()
  t.pass('and the version that did it says why')
})

t.test('no page let an error go by', async (t) => {
  t.strictSame(town.uncaught, [])
})
