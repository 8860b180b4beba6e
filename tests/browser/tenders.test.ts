// What a basket is paid with beside cash and cards, by the keyboard and the scanner alone: on account beyond the limit
// with a manager's PIN, a gift card sold and spent, store credit for goods without a receipt, and a sale reversed.
import t from 'tap'
import { customersAccount, customersSearch } from '#customers/contract.ts'
import { salesFind } from '#sales/contract.ts'
import { choose, focused, press } from '../support/hands.ts'
import { fill, openBy } from '../support/morning.ts'
import {
  approveHere,
  chooseBuyer,
  codeShown,
  finish,
  payBy,
  quantity,
  scanInto,
  sellGiftCard,
  toPayment,
} from '../support/purse-hands.ts'
import { receiptShown } from '../support/till-face.ts'
import { cairoTill1, openTown } from '../support/town.ts'

const town = await openTown(t)
const till = await town.device(cairoTill1, 'youssef', { locale: 'ar' })
const { page, words } = till
const sheet = page.getByRole('dialog')
const pin = town.system.people.find(({ login }) => login === 'dalia')?.pin ?? ''
const sale = (receipt: string) => town.ask('dalia', salesFind, { receipt })

t.test('on account beyond the limit, with the PIN of a manager', async (t) => {
  await openBy(till, '500')
  const { rows } = await town.ask('dalia', customersSearch, { text: 'Nile Corner' })
  const cafe = rows[0]?.id ?? ''
  await chooseBuyer(till, 'Nile')
  await fill(till, [31])
  await quantity(till, '240')
  await toPayment(till)
  await press(till, '5')
  await page.getByText(words.paying.roomAfter).waitFor()
  await press(till, 'Enter')
  await approveHere(till, 'dalia', pin)
  const receipt = await finish(till)
  const { totalMinor, body } = await sale(receipt)
  t.match(body.tenders, [{ kind: 'on-account', amountMinor: totalMinor }])
  t.match(body.approvals, [{ kind: 'credit' }])
  const of = { id: cafe, currency: 'EGP' }
  const account = await town.ask('dalia', customersAccount, of)
  t.equal(account.balanceMinor, totalMinor, 'and it is owed')
})

t.test('a gift card is sold, and spent by its code', async (t) => {
  const code = await sellGiftCard(till, '100', 'بطاقة هدية')
  await fill(till, [21])
  await payBy(till, '3', code)
  const receipt = await finish(till)
  const { body, totalMinor } = await sale(receipt)
  t.match(body.tenders, [{ kind: 'gift-card', amountMinor: totalMinor }])
})

t.test('goods without a receipt come back as store credit, which is spent', async (t) => {
  await press(till, 'F9')
  await focused(till, sheet.getByRole('textbox', { name: words.sell.receiptNumber }))
  await choose(till, sheet.getByRole('button', { name: words.sell.startReturning }))
  await sheet.waitFor({ state: 'hidden' })
  await fill(till, [21, 23])
  await press(till, 'F12')
  await approveHere(till, 'dalia', pin)
  await toPayment(till)
  await press(till, '4', 'Enter')
  const back = await receiptShown(till)
  const code = await codeShown(till)
  t.equal(await page.getByText(words.sell.toGiveBack).count(), 0, 'and no cash is handed out')
  await finish(till)
  const { body } = await sale(back)
  t.match(body.tenders, [{ kind: 'store-credit', amountMinor: -64_00 }])

  await fill(till, [23])
  await toPayment(till)
  await press(till, '4')
  await scanInto(till, page.getByRole('textbox', { name: words.paying.code }), code)
  await page.getByText(words.paying.after).waitFor()
  const spent = await finish(till)
  t.match((await sale(spent)).body.tenders, [{ kind: 'store-credit', amountMinor: 42_00 }])
})

t.test('a sale of this drawer is reversed', async (t) => {
  await fill(till, [22])
  await toPayment(till)
  await press(till, '2')
  await scanInto(till, page.getByRole('textbox', { name: words.sell.cardReference }), 'TRM-4471')
  const receipt = await finish(till)
  const [card] = (await sale(receipt)).body.tenders
  t.match(card, { kind: 'card', reference: 'TRM-4471' }, 'the slip was scanned into its field')
  await press(till, 'F10')
  await choose(till, sheet.getByRole('button', { name: words.undoing.open }))
  await focused(till, sheet.getByRole('button').filter({ hasText: receipt }))
  await press(till, 'Enter')
  await choose(till, sheet.getByRole('button', { name: words.undoing.doVoid }))
  const reversal = await finish(till)
  const reversed = await sale(receipt)
  t.equal(reversed.voidedBy, (await sale(reversal)).saleId)
  t.strictSame(town.uncaught, [], 'and no page let an error go by')
})
