// The ways through the client for whoever only looks: every page, and at the till the states it is most in. They move within
// the app, so that a page is loaded once, and stop wherever there is something to look at.
import type { Locator } from 'playwright-core'
import { press } from './hands.ts'
import { barcode } from './morning.ts'
import { scan } from './till-face.ts'
import type { Face } from './town.ts'

/** Looks at what stands there now; `where` names it. */
export type Look = (face: Face, where: string) => Promise<void>

const phone = { width: 390, height: 844 }

/** Puts an address into the bar without loading the page again. */
export async function go({ page, words }: Face, path: string): Promise<void> {
  const before = await page.locator('h1').first().textContent()
  const here = new URL(page.url()).pathname
  if (here === path) return
  await page.evaluate((to) => history.pushState(null, '', to), path)
  await page.waitForFunction(
    (former) => ![null, undefined, former].includes(document.querySelector('h1')?.textContent),
    before,
  )
  await page.getByRole('status', { name: words.act.loading }).first().waitFor({ state: 'hidden' })
}

/** Opens a sheet by its key, looks at it, and puts it away. */
async function sheetBy(face: Face, look: Look, [key, title]: [string, string]): Promise<void> {
  await press(face, key)
  await lookAndLeave(face, look, face.page.getByRole('dialog', { name: title }), title)
}

async function lookAndLeave(face: Face, look: Look, sheet: Locator, title: string): Promise<void> {
  await sheet.waitFor()
  await look(face, title)
  await press(face, 'Escape')
  await sheet.waitFor({ state: 'hidden' })
}

/** The sheets a cashier opens by a key, with a basket whose chosen line has a lot. */
export async function sheets(face: Face, look: Look): Promise<void> {
  const { words } = face
  const keys: [string, string][] = [
    ['F1', words.sell.keysTitle],
    ['F4', words.till.customer],
    ['F6', words.till.discount],
    ['F9', words.till.return],
    ['F10', words.till.more],
    ['*', words.line.quantity],
    ['l', words.line.lot],
    ['p', words.price.title],
    ['s', words.basket.terms],
    ['Control+KeyL', words.switchOver.title],
  ]
  for (const each of keys) await sheetBy(face, look, each)
}

/** The sheets that stand behind the last of the actions, and each task of the drawer. */
export async function moreSheets(face: Face, look: Look): Promise<void> {
  const { page, words } = face
  const more = page.getByRole('dialog', { name: words.till.more })
  const open = async (entry: string, title: string) => {
    await press(face, 'F10')
    await more.getByRole('button', { name: entry, exact: true }).click()
    const sheet = page.getByRole('dialog', { name: title })
    await sheet.waitFor()
    return sheet
  }
  for (const [entry, title] of [
    [words.sell.drawer, words.sell.drawer],
    [words.value.open, words.value.title],
    [words.undoing.open, words.undoing.title],
    [words.print.title, words.print.title],
  ] as const) {
    await lookAndLeave(face, look, await open(entry, title), title)
  }
  for (const task of ['pay-in', 'no-sale', 'hand-over', 'close'] as const) {
    const sheet = await open(words.sell.drawer, words.sell.drawer)
    await sheet.getByRole('button', { name: words.drawer.task[task] }).click()
    await lookAndLeave(face, look, sheet, words.drawer.task[task])
  }
}

/** Payment by each of the tenders; it ends where it began, with nothing paid. */
export async function tenders(face: Face, look: Look): Promise<void> {
  const pay = face.page.getByRole('region', { name: face.words.tender.pay })
  for (const key of ['1', '2', '3', '4']) {
    await press(face, 'F12')
    await pay.waitFor()
    await press(face, key)
    await look(face, `payment by tender ${key}`)
    await press(face, 'Escape')
    await pay.waitFor({ state: 'hidden' })
  }
}

/** The till on a phone, tab by tab, and paying there. */
export async function tillOnPhone(face: Face, look: Look): Promise<void> {
  const { page, words } = face
  const tabs = page.getByRole('navigation', { name: words.face.till })
  const size = page.viewportSize()
  await page.setViewportSize(phone)
  for (const tab of ['more', 'find', 'basket'] as const) {
    await tabs.getByRole('button', { name: words.till[tab] }).click()
    await look(face, `${words.till[tab]} on a phone`)
  }
  await sheetBy(face, look, ['F10', words.till.more])
  await tenders(face, look)
  if (size) await page.setViewportSize(size)
}

/** Receiving until goods are read, their quantity, and then moving and looking up. */
export async function handheld(face: Face, look: Look): Promise<void> {
  const { page, words } = face
  await page.getByText(words.scanner.receive).waitFor()
  await look(face, 'the tasks')
  await page.getByText(words.scanner.receive).click()
  await page.getByText(words.scan.first).waitFor()
  await look(face, 'receiving')
  await scan(face, `010${barcode(7)}1727120110CHK-0713`)
  await page.getByText('CHK-0713').first().waitFor()
  await look(face, 'goods that were read')
  await page.getByRole('button', { name: words.scanner.quantity }).first().click()
  await lookAndLeave(face, look, page.getByRole('dialog'), 'their quantity')
  await scan(face, '0000000000000')
  await page.getByText(words.scan.unknown).waitFor()
  await look(face, 'a code that nobody knows')
  for (const task of ['move', 'look-up']) {
    await go(face, `/scanner/${task}`)
    await look(face, task)
  }
  await scan(face, barcode(8))
  await page.getByRole('heading', { name: words.scan.inStore }).waitFor()
  await look(face, 'goods that were looked up')
}

const withSheets = ['price-lists', 'categories', 'stock', 'sales', 'customers', 'people']
  .concat(['terminals', 'stores', 'taxes', 'audit'])
  .map((part) => `/office/${part}`)

/** What opens beside a page of the back office when its first row is pressed, if it is one of those. */
export async function recordOf(face: Face, look: Look, page: string): Promise<void> {
  if (!withSheets.includes(page)) return
  await face.page.getByRole('row').nth(1).click()
  await lookAndLeave(face, look, face.page.getByRole('dialog'), `the first row of ${page}`)
}
