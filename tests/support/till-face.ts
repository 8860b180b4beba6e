// What a cashier does at a till, by the names that are read and heard there. It looks behind nothing on the page.
import type { Locator } from 'playwright-core'
import { keyboardOf, strokesFrom } from './hands.ts'
import type { Face } from './town.ts'

/** Characters that isolate a name within a sentence; nobody sees them. */
const isolates = /[\u2066-\u2069]/g

export const seen = (text: string | null): string =>
  (text ?? '').replace(isolates, '').replaceAll('\u00a0', ' ').trim()

/** Opens the drawer with a float of whole units, typed on the pad, and waits until it is open. */
export async function openDrawer({ page, words }: Face, float: string): Promise<void> {
  await page.getByRole('button', { name: words.sell.openDrawer }).first().click()
  const sheet = page.getByRole('dialog', { name: words.sell.drawer })
  for (const digit of float) await sheet.getByRole('button', { name: digit, exact: true }).click()
  await sheet.getByRole('button', { name: words.sell.openDrawer }).click()
  await sheet.waitFor({ state: 'hidden' })
  await page.getByText(words.sell.drawerOpened).first().waitFor()
}

export function basketOf({ page, words }: Face): Locator {
  return page.getByRole('region', { name: words.till.basket })
}

/** The line of the open basket that names a product. */
export function lineOf(face: Face, product: string): Locator {
  return basketOf(face).getByRole('listitem').filter({ hasText: product })
}

/** The tile of a product, whose name reads name, price and what is left. */
export function tileOf({ page, words }: Face, product: string): Locator {
  return page
    .getByRole('region', { name: words.till.find })
    .getByRole('listitem')
    .getByRole('button', { name: product })
}

/** Picks a product by its tile. */
export async function pick(face: Face, product: string): Promise<void> {
  await tileOf(face, product).click()
  await lineOf(face, product).waitFor()
}

/**
 * As a scanner types it: in one burst ended by Enter, wherever the focus is. The strokes carry the times at which a
 * scanner makes them, because a busy machine would hand them over as slowly as a person types.
 */
export async function scan(face: Face, code: string): Promise<void> {
  const keyboard = await keyboardOf(face)
  const startMs = strokesFrom(face, BEFORE_SCAN_MS, code.length * STROKE_MS)
  const strokes = [...code].map((sign) => ({ key: sign, text: sign }))
  const enter = { key: 'Enter', code: 'Enter', text: '\r', windowsVirtualKeyCode: 13 }
  await Promise.all(
    [...strokes, enter].map((stroke, i) =>
      keyboard.send('Input.dispatchKeyEvent', {
        type: 'keyDown',
        timestamp: (startMs + i * STROKE_MS) / 1000,
        ...stroke,
      }),
    ),
  )
}

const STROKE_MS = 4
// A scan that began right after another key, or before the last one had ended, would be read as the rest of it.
// No hand changes from one to the other so fast.
const BEFORE_SCAN_MS = 150

/** Pays with cash to the last coin, in one touch, and gives the number of the receipt. */
export async function payExactly(face: Face): Promise<string> {
  const { page, words } = face
  await page.getByRole('button', { name: words.till.cashExact }).click()
  return await receiptShown(face)
}

/** The number of the receipt of the sale just made, of what was given back, or of a reversal. */
export async function receiptShown({ page, words }: Face): Promise<string> {
  const paid = page.getByRole('heading', { name: words.sell.paid })
  const back = page.getByRole('heading', { name: words.sell.givenBack })
  const heading = paid.or(back).or(page.getByRole('heading', { name: words.undoing.done }))
  await heading.waitFor()
  const said = page.locator('header').filter({ has: heading }).getByRole('status')
  const [number] = /[A-Z]+-[A-Z0-9]+-\d+-\d+/.exec(seen(await said.textContent())) ?? []
  return number ?? ''
}

/** Puts the receipt away, for the next customer. */
export async function nextSale({ page, words }: Face): Promise<void> {
  await page.getByRole('button', { name: words.sell.nextSale }).click()
}

/** What the status bar says of the link. */
export function linkOf({ page }: Face): Locator {
  return page.getByRole('banner').getByRole('button').first()
}

/** A figure as people see it who read Arabic-Indic digits: `10.00` as `١٠٫٠٠`. */
export function arab(figure: string): string {
  return figure
    .replace(/(?<=\d)\.(?=\d)/g, '٫')
    .replace(/\d/g, (digit) => String.fromCodePoint(0x660 + Number(digit)))
}
