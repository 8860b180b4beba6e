// What a cashier's hands do at a till all morning, by the keyboard and the scanner alone: the same keys in every
// language. The words are only read, to see that what was meant has happened.
import type { Locator } from 'playwright-core'
import { denominationsOf } from '../../client/till/drawer-count.ts'
import { choose, focused, press, reach, write } from './hands.ts'
import { basketOf, receiptShown, scan } from './till-face.ts'
import type { Face } from './town.ts'

/** The barcode of a product of the seed shop by its place on the list from 1, as GTIN-13. */
export function barcode(place: number): string {
  const body = `622199${String(place).padStart(6, '0')}`
  const sum = [...body].reduce((all, digit, i) => all + Number(digit) * (i % 2 === 0 ? 1 : 3), 0)
  return `${body}${(10 - (sum % 10)) % 10}`
}

const linesOf = (face: Face): Locator => basketOf(face).getByRole('listitem')

/** Scans goods one by one, each as a line of its own. */
export async function fill(face: Face, places: readonly number[]): Promise<void> {
  for (const place of places) {
    const before = await linesOf(face).count()
    await scan(face, barcode(place))
    await linesOf(face).nth(before).waitFor()
  }
}

/** Finds a product by its name and takes the best match. */
export async function find(face: Face, text: string): Promise<void> {
  const before = await linesOf(face).count()
  await press(face, 'F2')
  await focused(face, face.page.getByRole('searchbox', { name: face.words.till.searchLabel }))
  await write(face, text)
  await press(face, 'Enter')
  await linesOf(face).nth(before).waitFor()
  await press(face, 'Escape')
}

/** How a basket is paid; a sum is in whole units of the currency. */
export type Way =
  | { readonly by: 'exact' }
  | { readonly by: 'cash'; readonly given: number }
  | { readonly by: 'card'; readonly slip: string }
  | { readonly by: 'split'; readonly cash: number; readonly slip: string }
  | { readonly by: 'account' }

/** Pays for the open basket and puts the receipt away. Gives the number of the receipt. */
export async function pay(face: Face, way: Way): Promise<string> {
  const { page, words } = face
  await press(face, 'F12')
  await page.getByRole('region', { name: words.tender.pay }).waitFor()
  switch (way.by) {
    case 'exact':
      break
    case 'cash':
      await press(face, '1')
      await write(face, String(way.given))
      break
    case 'card':
      await slip(face, way.slip)
      break
    case 'split':
      await press(face, '1')
      await write(face, String(way.cash))
      await press(face, 'Enter')
      await slip(face, way.slip)
      break
    case 'account':
      await press(face, '5')
      break
  }
  await press(face, 'Enter')
  const receipt = await receiptShown(face)
  await press(face, 'Enter')
  await page.getByText(words.till.emptyTitle).waitFor()
  return receipt
}

async function slip(face: Face, reference: string): Promise<void> {
  await press(face, '2')
  await focused(face, face.page.getByRole('textbox', { name: face.words.sell.cardReference }))
  await write(face, reference)
}

/** Opens the drawer with a float: paying asks for it while it is closed. */
export async function openBy(face: Face, float: string): Promise<void> {
  const { page, words } = face
  await page.getByRole('button', { name: words.sell.openDrawer }).first().waitFor()
  await press(face, 'F12')
  const sheet = page.getByRole('dialog', { name: words.sell.drawer })
  await focused(face, sheet.getByRole('button', { name: words.sell.openDrawer }))
  await write(face, float)
  await press(face, 'Enter')
  await sheet.waitFor({ state: 'hidden' })
}

/** Takes goods back against a receipt: all that may still come back, or one of the first line. */
export async function takeBack(face: Face, receipt: string, what: 'all' | 'one'): Promise<void> {
  const { page, words } = face
  const before = await linesOf(face).count()
  const sheet = page.getByRole('dialog', { name: words.till.return })
  await press(face, 'F9')
  await focused(face, sheet.getByRole('textbox', { name: words.sell.receiptNumber }))
  await write(face, receipt)
  await press(face, 'Enter')
  if (what === 'all') await choose(face, sheet.getByRole('button', { name: words.sell.everything }))
  else {
    await focused(face, sheet.getByRole('spinbutton').first())
    await press(face, 'ArrowUp')
  }
  const take = sheet.locator('button[type=submit]')
  await reach(face, take)
  await press(face, 'Enter')
  await linesOf(face).nth(before).waitFor()
}

/** Takes a percentage off the whole basket, with the reason that is proposed. */
export async function takeOff(face: Face, percent: number): Promise<void> {
  const { page, words } = face
  const sheet = page.getByRole('dialog', { name: words.till.discount })
  await press(face, 'Shift+F6')
  await focused(face, sheet.getByRole('button', { name: words.sell.takeOff }))
  await write(face, String(percent))
  await press(face, 'Enter')
  await sheet.waitFor({ state: 'hidden' })
}

/** Asks for the approval that the basket needs before it can be paid for. */
export async function askFor(face: Face, reason: string): Promise<void> {
  const { page, words } = face
  const sheet = page.getByRole('dialog', { name: words.ask.title })
  await press(face, 'F12')
  const field = sheet.getByRole('textbox', { name: words.ask.reason })
  await focused(face, field)
  await field.selectText()
  await write(face, reason)
  await press(face, 'Enter')
  await sheet.getByText(words.ask.waiting).waitFor()
}

/** Goes on once it is granted. */
export async function goOn(face: Face): Promise<void> {
  const { page, words } = face
  const sheet = page.getByRole('dialog', { name: words.ask.title })
  await focused(face, sheet.getByRole('button', { name: words.ask.goOn }))
  await press(face, 'Enter')
  await sheet.waitFor({ state: 'hidden' })
}

/** Opens the count of the drawer. */
export async function beginCount(face: Face): Promise<void> {
  const { page, words } = face
  const sheet = page.getByRole('dialog', { name: words.sell.drawer })
  const more = page.getByRole('dialog', { name: words.till.more })
  await press(face, 'F10')
  await choose(face, more.getByRole('button', { name: words.sell.drawer, exact: true }))
  await choose(face, sheet.getByRole('button', { name: words.drawer.task.close }))
}

/** Types the pieces that come to an amount in minor units, notes first, as far as the button that locks the count. */
export async function count(face: Face, amountMinor: number, currency: string): Promise<void> {
  const { page, words } = face
  const sheet = page.getByRole('dialog', { name: words.sell.drawer })
  const pieces = sheet.getByRole('group', { name: words.drawer.pieces })
  await focused(face, pieces.getByRole('textbox').first())
  let left = amountMinor
  for (const value of denominationsOf(currency)) {
    await write(face, String(Math.floor(left / value)))
    await press(face, 'Enter')
    left %= value
  }
  await focused(face, sheet.getByRole('button', { name: words.drawer.lockNow }))
}

/** Sets the open basket aside. */
export async function park(face: Face): Promise<void> {
  await press(face, 'F7')
  await face.page.getByText(face.words.till.emptyTitle).waitFor()
}

/** Takes up what somebody set aside, at whichever till. */
export async function resume(face: Face, person: string): Promise<void> {
  const { page, words } = face
  const sheet = page.getByRole('dialog', { name: words.till.resume })
  await page.getByRole('button', { name: words.till.resumeOne }).waitFor()
  await press(face, 'F8')
  await choose(face, sheet.getByRole('button').filter({ hasText: person }).first())
  await sheet.waitFor({ state: 'hidden' })
  await linesOf(face).first().waitFor()
}
