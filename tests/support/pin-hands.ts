// A till that changes hands: somebody takes it by their PIN, with the link or without.
import type { Locator } from 'playwright-core'
import type { Face, Login, Town } from './town.ts'

/** Somebody whom the till names takes the place of whoever is there. */
export async function takes(town: Town, { page, words }: Face, login: Login): Promise<void> {
  const person = town.system.people.find((each) => each.login === login)
  await page.keyboard.press('Control+KeyL')
  const sheet = page.getByRole('dialog', { name: words.switchOver.title })
  await sheet.getByRole('button', { name: person?.name ?? '' }).click()
  await typePin(town, sheet, words.ask.pin, login)
}

/** Types a PIN into the field of that name on a sheet, which goes when it is right. */
export async function typePin(town: Town, sheet: Locator, name: string, login: Login) {
  const field = sheet.getByLabel(name, { exact: true })
  await field.fill(town.system.people.find((each) => each.login === login)?.pin ?? '')
  await field.press('Enter')
  await sheet.waitFor({ state: 'hidden' })
}
