// A till that loses its hub goes on selling: each sale is kept on the device, the status bar says so, and when the
// link returns it is delivered, once.
import t from 'tap'
import { salesList } from '#sales/contract.ts'
import { storesList } from '#stores/contract.ts'
import { takes, typePin } from '../support/pin-hands.ts'
import {
  linkOf,
  nextSale,
  openDrawer,
  payExactly,
  pick,
  receiptShown,
  seen,
} from '../support/till-face.ts'
import { londonTill1, openTown } from '../support/town.ts'

const bread = 'Baladi flatbread'
const milk = 'Whole milk'

// A hub that was killed is a process that starts anew, on a machine that may be busy with other tests.
const whenBack = { timeout: 60_000 }

const town = await openTown(t)
t.setTimeout(230_000)
const till = await town.device(londonTill1, 'amelia')
const { page, context, words } = till
await openDrawer(till, '100')
// From here on the browser can open the page without the hub.
await page.evaluate('navigator.serviceWorker.ready.then(() => true)')

/** The receipt of every sale of the store, as the hub has them. */
async function receiptsAtHub(): Promise<string[]> {
  // A till that had its answer in time may not have seen yet that the hub is gone.
  await town.answers()
  const stores = await town.ask('dalia', storesList, {})
  const storeId = stores.stores.find(({ code }) => code === 'LON')?.id ?? ''
  const { rows } = await town.ask('dalia', salesList, { storeId })
  return rows.map(({ receipt }) => receipt).sort()
}

/** Resolves when the status bar says Live and nothing waits on this device. */
async function delivered(): Promise<void> {
  await linkOf(till).filter({ hasText: words.link.live }).waitFor(whenBack)
  await linkOf(till).click()
  const sheet = page.getByRole('dialog', { name: words.link.sheetTitle })
  await sheet.getByText(words.link.sheetEmpty).waitFor()
  await page.keyboard.press('Escape')
  await sheet.waitFor({ state: 'hidden' })
}

const receipts: string[] = []

t.test('a sale made while the link is down is kept, and delivered once', async (t) => {
  await context.setOffline(true)
  town.system.kill('hub-1', 'SIGKILL')
  await linkOf(till).filter({ hasText: words.link.offline }).waitFor()
  await pick(till, bread)
  await pick(till, milk)
  receipts.push(await payExactly(till))
  await page.getByText(words.sell.keptHere).waitFor()
  await linkOf(till).filter({ hasText: '1 sale waiting' }).waitFor()

  await context.setOffline(false)
  await page.getByText(words.sell.confirmed).waitFor(whenBack)
  await nextSale(till)
  await delivered()
  t.strictSame(await receiptsAtHub(), receipts)
})

t.test('a hub killed with the sale in its hands takes it once', async (t) => {
  await pick(till, milk)
  await page.getByRole('button', { name: words.till.cashExact }).click()
  town.system.kill('hub-1', 'SIGKILL')
  receipts.push(await receiptShown(till))
  await nextSale(till)
  await delivered()
  t.strictSame(await receiptsAtHub(), receipts.toSorted())
})

t.test('who typed a PIN here takes the till without the link, and again with it', async (t) => {
  await takes(town, till, 'dalia')
  await takes(town, till, 'amelia')
  await context.setOffline(true)
  await linkOf(till).filter({ hasText: words.link.offline }).waitFor()
  await takes(town, till, 'dalia')
  await pick(till, milk)
  receipts.push(await payExactly(till))
  await context.setOffline(false)
  await page.getByText(words.sell.confirmed).waitFor(whenBack)
  await nextSale(till)
  await pick(till, milk)
  await page.getByRole('button', { name: words.till.cashExact }).click()
  const again = page.getByRole('dialog', { name: words.switchOver.again })
  await typePin(town, again, words.ask.pin, 'dalia')
  receipts.push(await receiptShown(till))
  await nextSale(till)
  await delivered()
  t.strictSame(await receiptsAtHub(), receipts.toSorted())
})

t.test('a page opened again without the hub sells from what it holds', async (t) => {
  await context.setOffline(true)
  await page.reload()
  await linkOf(till).filter({ hasText: words.link.offline }).waitFor()
  await pick(till, bread)
  receipts.push(await payExactly(till))
  await context.setOffline(false)
  await page.getByText(words.sell.confirmed).waitFor(whenBack)
  await nextSale(till)
  await delivered()
  t.strictSame(await receiptsAtHub(), receipts.toSorted())
  t.equal(new Set(receipts).size, receipts.length, 'each with a number of its own')
  t.match(seen(await linkOf(till).textContent()), words.link.live)
})

t.test('no page let an error go by', async (t) => {
  t.strictSame(town.uncaught, [])
})
