// A cashier's morning in Arabic, by keyboard and scanner alone: the drawer opened, thirty sales of every kind, a basket
// parked and taken up at another till, a return and an exchange, an approval from a manager's phone, the blind count
// and the Z. Its pictures are the tour of the README: `node tests/browser/morning.test.ts --pictures` takes them.
import t from 'tap'
import { salesList } from '#sales/contract.ts'
import { storesList } from '#stores/contract.ts'
import { terminalsList } from '#terminals/contract.ts'
import { cashSessionsList } from '#tills/contract.ts'
import { zReportGet, zReportsList } from '#tills/seal-contract.ts'
import { choose, focused, press, reach } from '../support/hands.ts'
import {
  askFor,
  beginCount,
  count,
  fill,
  find,
  goOn,
  openBy,
  park,
  pay,
  resume,
  takeBack,
  takeOff,
  type Way,
} from '../support/morning.ts'
import { picture } from '../support/pictures.ts'
import { cairoTill1, cairoTill2, openTown } from '../support/town.ts'

const town = await openTown(t)
t.setTimeout(230_000)
const till = await town.device(cairoTill1, 'youssef', { locale: 'ar' })
const next = await town.device(cairoTill2, 'youssef', { locale: 'ar' })
const phone = await town.person('dalia', '/dashboard', { size: { width: 390, height: 844 } })
const receipts: string[] = []
const { stores } = await town.ask('dalia', storesList, {})
const storeId = stores.find(({ code }) => code === 'CAI')?.id ?? ''

t.test('the drawer is opened with its float', async () => {
  await openBy(till, '500')
  await openBy(next, '500')
})

t.test('thirty sales of every kind', async (t) => {
  const ways: readonly Way[] = [
    { by: 'exact' },
    { by: 'cash', given: 1000 },
    { by: 'card', slip: 'TRM-4471' },
    { by: 'split', cash: 10, slip: 'TRM-4472' },
    { by: 'exact' },
  ]
  const baskets = [[21, 22], [23, 24, 25], [26], [30, 31], [38, 39, 40]]
  for (let sale = 0; sale < 30; sale += 1) {
    await fill(till, baskets[sale % 5] ?? [])
    if (sale === 14) await find(till, 'عسل')
    if (sale % 10 === 5) await press(till, '+', '+')
    if (sale % 10 === 6) await takeOff(till, 5)
    if (sale === 14) await picture(till, 'morning-basket')
    receipts.push(await pay(till, ways[sale % 5] ?? { by: 'exact' }))
  }
  t.equal(new Set(receipts).size, 30)
})

t.test('a basket is parked and taken up at the other till', async () => {
  await fill(till, [14, 16])
  await park(till)
  await resume(next, 'يوسف عادل')
  receipts.push(await pay(next, { by: 'exact' }))
})

t.test('a return, and an exchange in one ticket', async () => {
  await takeBack(till, receipts[0] ?? '', 'all')
  receipts.push(await pay(till, { by: 'exact' }))
  await takeBack(till, receipts[1] ?? '', 'one')
  await fill(till, [19])
  await picture(till, 'morning-exchange')
  receipts.push(await pay(till, { by: 'exact' }))
})

t.test('a discount beyond the cashier is approved from a phone', async () => {
  await fill(till, [7, 18])
  await takeOff(till, 30)
  await askFor(till, 'عبوة متضررة')
  const ask = phone.page.getByTestId('ask')
  await ask.waitFor()
  await picture(till, 'morning-asked')
  await picture(phone, 'morning-phone')
  await ask.getByRole('button', { name: phone.words.approval.approve }).click()
  await goOn(till)
  receipts.push(await pay(till, { by: 'exact' }))
})

t.test('the drawer is counted blind and sealed with its Z', async (t) => {
  const { terminals } = await town.ask('dalia', terminalsList, {})
  const device = terminals.find((each) => each.storeId === storeId && each.code === 'T1')
  const { sessions } = await town.ask('dalia', cashSessionsList, { storeId })
  const mine = sessions.find(({ session }) => session.terminalId === device?.id)
  const expectedMinor = mine?.drawer.expectedMinor ?? 0
  const { page: here, words: ar } = till
  await beginCount(till)
  await count(till, expectedMinor - 10_000, 'EGP')
  await press(till, 'Enter')
  await here.getByText(ar.drawer.countOnce).waitFor()
  await count(till, expectedMinor, 'EGP')
  await picture(till, 'morning-count')
  await press(till, 'Enter')
  await here.getByText(ar.sell.noVariance).waitFor()

  const board = await town.person('dalia', '/dashboard')
  const { page, words } = board
  await reach(board, page.getByRole('link', { name: words.cash.title }))
  await press(board, 'Enter')
  await choose(board, page.getByRole('button', { name: words.cash.seal }).first())
  await focused(board, page.getByRole('button', { name: words.cash.sealNow }))
  await press(board, 'Enter')
  await page.getByText(words.cash.chain).first().waitFor()
  await picture(board, 'morning-z')

  const { rows } = await town.ask('dalia', zReportsList, { storeId, limit: 10 })
  const [z] = rows
  if (!z) throw new Error('there is no Z')
  const { terminalId, number } = z
  const { totals, varianceMinor } = await town.ask('dalia', zReportGet, {
    storeId,
    terminalId,
    number,
  })
  t.equal(varianceMinor, 0)
  t.match(totals, { salesCount: 32, returnsCount: 1 })
})

t.test('the hub holds every sale once', async (t) => {
  const { rows } = await town.ask('dalia', salesList, { storeId, limit: 200 })
  t.strictSame(rows.map(({ receipt }) => receipt).toSorted(), receipts.toSorted())
  t.strictSame(town.uncaught, [], 'and no page let an error go by')
})
