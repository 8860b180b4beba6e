// Two tills of one store: both want the last unit and say so before any payment, a basket parked at one is sold at the
// other, and what goes beyond the cashier is approved from the manager's screen and by PIN.
import t from 'tap'
import { catalogChange, catalogLookUp } from '#catalog/contract.ts'
import { salesFind } from '#sales/contract.ts'
import { newId } from '#shared/ids.ts'
import { stockAdjust, stockLevels } from '#stock/contract.ts'
import { storesList } from '#stores/contract.ts'
import { nowMs } from '#kernel/clock.ts'
import { basketOf, lineOf, openDrawer, payExactly, scan, seen } from '../support/till-face.ts'
import { cairoTill1, cairoTill2, type Face, openTown } from '../support/town.ts'

const barcode = '6221990000168'
const till1 = 'كاشير ١'
const till2 = 'كاشير ٢'

const town = await openTown(t)
const { product, variant } = await town.ask('karim', catalogLookUp, { code: barcode })
await leaveOne()
const [first, second, office] = await Promise.all([
  town.device(cairoTill1, 'youssef', { locale: 'ar' }),
  town.device(cairoTill2, 'youssef', { locale: 'ar' }),
  town.person('dalia', '/dashboard'),
])

/** One unit is left in Cairo, of goods that are never sold beyond the count. */
async function leaveOne(): Promise<void> {
  const { stores } = await town.ask('karim', storesList, {})
  const storeId = stores.find(({ code }) => code === 'CAI')?.id ?? ''
  const levels = await town.ask('karim', stockLevels, { storeId, variantId: variant.id })
  for (const { locationId, lotId, onHandMilli } of levels.rows) {
    const lines = [{ variantId: variant.id, lotId, changeMilli: 1000 - onHandMilli }]
    const adjusted = { id: newId(nowMs()), storeId, locationId, reason: 'Breakage', lines }
    await town.ask('karim', stockAdjust, adjusted)
  }
  await town.ask('karim', catalogChange, { productId: product.id, stockPolicy: 'block' })
}

const strip = ({ page }: Face, state: string) =>
  page.locator(`[data-testid="ask-discount"][data-state="${state}"]`)
const press = async ({ page }: Face, ...keys: readonly string[]) => {
  for (const key of keys) await page.keyboard.press(key)
}
/** A sheet comes and goes with a movement, during which keys are nobody's. */
const sheetIs = ({ page }: Face, state: 'visible' | 'hidden') =>
  page.getByRole('dialog').waitFor({ state })
async function takeOff(percent: string, state: string): Promise<void> {
  await press(second, 'F6')
  await sheetIs(second, 'visible')
  await press(second, ...percent, 'Enter')
  await strip(second, state).waitFor()
  await sheetIs(second, 'hidden')
}

t.test('who scanned the last unit first has it, and both know', async (t) => {
  await Promise.all([openDrawer(first, '500'), openDrawer(second, '500')])
  await scan(first, barcode)
  const ours = lineOf(first, product.name.ar)
  await ours.getByText(first.words.line.lastHere).waitFor()
  // The hub has heard of it when the other till has.
  await scan(second, barcode)
  const theirs = lineOf(second, product.name.ar)
  await theirs.getByRole('alert').filter({ hasText: till1 }).waitFor()
  const blocked = second.page.getByRole('button', { name: second.words.tender.payBlocked })
  await blocked.first().waitFor()
  const told = ours.getByRole('status').filter({ hasText: till2 })
  t.match(seen(await told.textContent()), till2)
  await theirs.getByRole('button', { name: second.words.line.remove }).click()
  await sheetIs(second, 'visible')
  await press(second, 'Enter')
  await sheetIs(second, 'hidden')
})

t.test('a sale parked at one till is taken up at the other', async (t) => {
  await press(first, 'F7')
  await first.page.getByText(first.words.till.emptyTitle).waitFor()
  // The other till has heard of it when it offers it.
  await second.page.getByRole('button', { name: second.words.till.resumeOne }).waitFor()
  await press(second, 'F8')
  const parked = second.page.getByTestId('parked-sale')
  await parked.filter({ hasText: till1 }).waitFor()
  t.match(seen(await parked.textContent()), 'يوسف عادل')
  await press(second, 'Enter')
  await lineOf(second, product.name.ar).waitFor()
  await sheetIs(second, 'hidden')
  await press(first, 'F8')
  // The first till sees where it is open.
  await first.page.getByTestId('parked-sale').filter({ hasText: till2 }).waitFor()
  await press(first, 'Escape')
})

t.test(
  'beyond the limit: granted from afar, void when the basket changes, granted by PIN',
  async (t) => {
    const { words, page } = second
    await takeOff('20', 'none')
    await press(second, 'F12')
    await page.getByRole('textbox', { name: words.ask.reason }).waitFor()
    await press(second, 'Enter')
    await strip(second, 'waiting').waitFor()
    await office.page.getByRole('button', { name: office.words.approval.approve }).click()
    await strip(second, 'granted').waitFor()
    await page.getByRole('button', { name: words.ask.goOn }).waitFor()
    await press(second, 'Enter')
    await sheetIs(second, 'hidden')

    await takeOff('25', 'void')
    await press(second, 'F12')
    await page.getByRole('button', { name: words.ask.here }).click()
    await page.getByLabel(words.ask.pinOf).selectOption('dalia')
    await page.getByLabel(words.ask.pin, { exact: true }).first().focus()
    const pin = town.system.people.find(({ login }) => login === 'dalia')?.pin ?? ''
    await press(second, ...pin, 'Enter')
    await page.getByRole('button', { name: words.ask.goOn }).waitFor()
    await press(second, 'Enter')
    await sheetIs(second, 'hidden')

    const receipt = await payExactly(second)
    const sale = await town.ask('dalia', salesFind, { receipt })
    t.match(sale.body.approvals, [{ kind: 'discount' }])
    t.type(sale.body.basketId, 'string')
    t.strictSame(sale.exceptions, [])
    await basketOf(first).getByRole('listitem').waitFor({ state: 'detached' })
  },
)

t.test('no page let an error go by', async (t) => {
  t.strictSame(town.uncaught, [])
})
