// What hands do at a till with accounts, cards of ours and store credit, by the keyboard alone.
import { setTimeout } from 'node:timers/promises'
import type { Locator } from 'playwright-core'
import { choose, focused, press, write } from './hands.ts'
import { lineOf, receiptShown, scan, seen } from './till-face.ts'
import type { Face } from './town.ts'

/** Finds a customer by the beginning of a name, and takes the best match. */
export async function chooseBuyer(face: Face, text: string): Promise<void> {
  const { page, words } = face
  const sheet = page.getByRole('dialog', { name: words.till.customer })
  await press(face, 'F4')
  await focused(face, sheet.getByRole('searchbox'))
  await write(face, text)
  await sheet.getByRole('button').filter({ hasText: text }).waitFor()
  await press(face, 'Enter')
  await sheet.waitFor({ state: 'hidden' })
}

/** Sets how much of the chosen line is sold. */
export async function quantity(face: Face, pieces: string): Promise<void> {
  const sheet = face.page.getByRole('dialog', { name: face.words.line.quantity })
  await press(face, '*')
  await sheet.waitFor()
  await write(face, pieces)
  await press(face, 'Enter')
  await sheet.waitFor({ state: 'hidden' })
}

export async function toPayment(face: Face): Promise<void> {
  await press(face, 'F12')
  await face.page.getByRole('region', { name: face.words.tender.pay }).waitFor()
}

/** A manager types a PIN into the sheet that asks for an approval, and the cashier goes on with it. */
export async function approveHere(face: Face, login: string, pin: string): Promise<void> {
  const { page, words } = face
  const sheet = page.getByRole('dialog', { name: words.ask.title })
  await choose(face, sheet.getByRole('button', { name: words.ask.here }))
  const field = sheet.getByLabel(words.ask.pin, { exact: true })
  await focused(face, field)
  const who = sheet.getByRole('combobox', { name: words.ask.pinOf })
  if ((await who.inputValue()) !== login) throw new Error(`${login} is not asked first`)
  await write(face, pin)
  await press(face, 'Enter')
  await focused(face, sheet.getByRole('button', { name: words.ask.goOn }))
  await press(face, 'Enter')
  await sheet.waitFor({ state: 'hidden' })
}

/** Sells a card over whole units, for cash, and puts the receipt away. Gives the code that was made. */
export async function sellGiftCard(face: Face, units: string, goods: string): Promise<string> {
  const { page, words } = face
  const more = page.getByRole('dialog', { name: words.till.more })
  const sheet = page.getByRole('dialog', { name: words.value.title })
  await press(face, 'F10')
  await choose(face, more.getByRole('button', { name: words.value.open }))
  await focused(face, sheet.getByRole('textbox', { name: words.value.amount }))
  await write(face, units)
  await press(face, 'Enter')
  await lineOf(face, goods).waitFor()
  await toPayment(face)
  await press(face, 'Enter')
  await receiptShown(face)
  const code = await codeShown(face)
  await finish(face)
  return code
}

/** The code that is shown once with the sale that filled it. */
export async function codeShown({ page, words }: Face): Promise<string> {
  return seen(await page.getByLabel(words.value.issued, { exact: true }).textContent())
}

/** Pays with what a code stands for: the key of the tender, the code typed, and Enter once it was found. */
export async function payBy(face: Face, key: string, code: string): Promise<void> {
  const { page, words } = face
  await toPayment(face)
  await press(face, key)
  await focused(face, page.getByRole('textbox', { name: words.paying.code }))
  await write(face, code)
  await press(face, 'Enter')
  await page.getByText(words.paying.after).waitFor()
}

/** Nobody has pulled the trigger this soon after a key; the till would take the two for one burst. */
const TO_THE_TRIGGER_MS = 200

/** Scans a code into the field that waits for it, once that has the focus. */
export async function scanInto(face: Face, field: Locator, code: string): Promise<void> {
  await focused(face, field)
  await setTimeout(TO_THE_TRIGGER_MS)
  await scan(face, code)
}

/** Completes what is being paid, if it still is, and puts the receipt away. Gives its number. */
export async function finish(face: Face): Promise<string> {
  const { page, words } = face
  if (await page.getByRole('region', { name: words.tender.pay }).isVisible()) {
    await press(face, 'Enter')
  }
  const receipt = await receiptShown(face)
  await press(face, 'Enter')
  await page.getByText(words.till.emptyTitle).waitFor()
  return receipt
}
