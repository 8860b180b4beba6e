// A cashier in Cairo sells three items in Arabic: by tile, by scanner and by search; one of them has a lot; cash is
// taken and change given. The hub then holds what the page showed.
import t from 'tap'
import { salesFind } from '#sales/contract.ts'
import {
  arab,
  lineOf,
  openDrawer,
  pick,
  receiptShown,
  scan,
  seen,
  tileOf,
} from '../support/till-face.ts'
import { cairoTill1, openTown } from '../support/town.ts'

const milk = 'لبن كامل الدسم ٢ لتر'
const bread = 'خبز بلدي، ٥ أرغفة'
const biscuits = 'بسكويت شاي ٢٠٠ جم'
const biscuitsBarcode = '6221990000168'

const town = await openTown(t)

t.test('three items, one with a lot, paid in cash with change', async (t) => {
  const face = await town.device(cairoTill1, 'youssef', { locale: 'ar' })
  const { page, words } = face
  await openDrawer(face, '500')
  t.equal(await page.locator('html').getAttribute('dir'), 'rtl')
  t.equal(await page.locator('html').getAttribute('lang'), 'ar')

  await pick(face, milk)
  t.match(seen(await lineOf(face, milk).textContent()), 'MLK-0041', 'of the lot that expires first')
  await scan(face, biscuitsBarcode)
  await lineOf(face, biscuits).waitFor()
  await page.getByRole('searchbox', { name: words.till.searchLabel }).fill('ارغفه')
  await pick(face, bread)

  const pay = page.getByRole('button', { name: words.tender.pay })
  t.match(seen(await pay.textContent()), arab('123.00 ج.م'))
  await pay.click()
  await page.getByRole('button', { name: words.tender.cash, exact: true }).click()
  const pad = page.getByRole('group', { name: words.keypad.label })
  for (const key of ['2', '00']) await pad.getByRole('button', { name: key, exact: true }).click()
  await page.getByText(words.tender.change).waitFor()
  await page.getByRole('button', { name: words.till.complete }).click()

  await page.getByText(words.sell.confirmed).waitFor()
  const receipt = await receiptShown(face)
  t.match(receipt, /^CAI-T1-1-\d+$/)
  const change = page.getByRole('status').filter({ hasText: words.tender.change })
  t.match(seen(await change.textContent()), arab('77.00 ج.م'))
  const paper = seen(await page.getByRole('region', { name: words.till.receipt }).textContent())
  for (const told of [milk, bread, biscuits, receipt, 'يوسف عادل']) t.match(paper, told)

  const sale = await town.ask('dalia', salesFind, { receipt })
  t.equal(sale.body.totals.totalMinor, 123_00)
  t.equal(sale.body.changeMinor, 77_00)
  t.equal(sale.body.lines.length, 3)
  t.strictSame(sale.exceptions, [])

  await page.getByRole('button', { name: words.sell.nextSale }).click()
  await page.getByText(words.till.emptyTitle).waitFor()
  t.match(seen(await tileOf(face, bread).textContent()), arab('37'), 'one less on the shelf')
})

t.test('no page let an error go by', async (t) => {
  t.strictSame(town.uncaught, [])
})
